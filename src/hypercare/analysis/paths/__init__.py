"""Paths: what units do next, or did before."""
