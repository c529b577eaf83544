"""Hypercare runs the ninety days after a feature goes live."""
