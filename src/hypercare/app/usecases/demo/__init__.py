"""The world that a demo shows."""
