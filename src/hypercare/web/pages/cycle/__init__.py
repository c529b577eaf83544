"""The page: cycle."""
