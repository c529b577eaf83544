"""What people do during a launch, on the record."""
