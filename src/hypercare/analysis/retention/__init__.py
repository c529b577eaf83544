"""Retention: who comes back, and when."""
