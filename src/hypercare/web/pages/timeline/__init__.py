"""The page: timeline."""
