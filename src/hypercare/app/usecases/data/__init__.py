"""What has arrived, and what is asked of it."""
