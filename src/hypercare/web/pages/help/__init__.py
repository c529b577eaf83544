"""The page: help."""
