"""The page: the brief of a launch."""
