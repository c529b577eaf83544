"""The page: a new launch, or the next version of one."""
