"""The page: incidents."""
