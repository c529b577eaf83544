"""The page: launch."""
