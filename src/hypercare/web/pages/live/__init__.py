"""The page: live."""
