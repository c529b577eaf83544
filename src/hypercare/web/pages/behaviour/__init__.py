"""The page: behaviour."""
