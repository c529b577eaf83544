"""The page: decision."""
