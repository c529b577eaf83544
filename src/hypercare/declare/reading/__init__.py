"""YAML with its lines, and what is said of what cannot be read."""
