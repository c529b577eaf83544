"""The page: funnel."""
