"""The page: audit."""
