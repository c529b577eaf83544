"""The entrance criteria: what must be present before hyper-care can do its work."""
