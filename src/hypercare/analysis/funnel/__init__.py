"""Funnels: who goes through steps, how far, how fast."""
