"""The page: portfolio."""
