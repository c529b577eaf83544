"""The page: activity."""
