"""The page: connect."""
