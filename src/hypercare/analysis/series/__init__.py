"""A metric day by day: what trends, seasons and comparisons over time are read from."""
