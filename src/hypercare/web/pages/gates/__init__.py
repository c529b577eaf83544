"""The page: gates."""
