"""The page: definition."""
