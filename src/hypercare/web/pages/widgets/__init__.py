"""The charts of a launch by name, as pictures and as data."""
