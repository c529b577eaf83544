"""The page: sources."""
