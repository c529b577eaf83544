"""Segments: what an average hides, and what it would be if the mix of users had not moved."""
