"""The page: retention."""
