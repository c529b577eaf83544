"""The page: history."""
