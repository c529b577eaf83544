"""The page: tracking."""
