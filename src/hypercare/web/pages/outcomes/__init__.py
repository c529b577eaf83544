"""The page: outcomes."""
