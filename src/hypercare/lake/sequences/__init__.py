"""Units and their events in order, kept in buckets."""
