"""What is kept safe, kept apart and forgotten."""
