"""Launches with known truth, by which the judge is judged. Pure: numbers from a seed, no I/O, no clock."""
