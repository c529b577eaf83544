"""The page: errors."""
