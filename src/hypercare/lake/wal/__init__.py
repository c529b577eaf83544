"""What was received, before it is written to the tables."""
