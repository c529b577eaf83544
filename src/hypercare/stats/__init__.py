"""Floor 2: intervals that may be looked at every day, p-values, corrections. Knows numbers, but no launch."""
