"""Floor 5: companies and launches with known truth, deterministic by seed. Pure: no I/O, no clock."""
