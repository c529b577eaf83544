"""The page: signing in."""
