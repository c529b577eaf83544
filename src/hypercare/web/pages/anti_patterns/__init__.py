"""The page: anti-patterns."""
