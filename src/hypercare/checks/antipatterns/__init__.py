"""What a launch should not do, looked for by itself: one check, one file."""
