"""The page: me."""
