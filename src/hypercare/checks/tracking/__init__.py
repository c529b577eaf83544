"""Tracking verification: what arrives, held against what is planned. One check, one file."""
