"""Floor 4: checks.

One check, one file, found by the registry; they return what they found and never raise for a bad launch.
"""
