"""Questions in SQL: each is answered by a process of its own, which ends with its answer."""
