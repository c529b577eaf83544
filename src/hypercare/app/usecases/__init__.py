"""Use cases: what a person or a process can do, each an ordered list of steps over the rooms below."""
