"""Kinds of launches, one a file: a `SCENARIO` that describes it, and `draw(seed, size)`."""
