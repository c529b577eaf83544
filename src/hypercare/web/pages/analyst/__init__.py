"""The page: analyst."""
