"""What is judged of a launch, looked at and recounted."""
