"""The engines that others use, run in an environment of their own, and what they answered, kept for the tests."""
