"""The decisions that people sign."""
