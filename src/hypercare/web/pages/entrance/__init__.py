"""The page: entrance."""
