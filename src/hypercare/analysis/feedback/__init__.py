"""What people say: how much of it came in on which channel."""
