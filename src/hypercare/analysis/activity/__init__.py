"""Activity: who is active, how often, and in what phase of life."""
