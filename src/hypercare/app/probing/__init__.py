"""Asks production: one bounded request a probe, to addresses that may be asked, and nothing that changes anything."""
