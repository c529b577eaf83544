"""Technical health: requests that fail or are slow, sessions and users that crash."""
