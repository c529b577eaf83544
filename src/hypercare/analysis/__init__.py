"""Floor 3: one question a module, as a reduction over sequences and its answer. Pure: no I/O, no clock."""
