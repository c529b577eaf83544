"""Floor 0: frozen value types, enums, ports and errors. Knows nothing of the other rooms."""
