"""Funnels by the rules of other tools, to see why their numbers differ from ours (docs/profiles.md)."""
