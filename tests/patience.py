"""How long tests wait for what must come."""

PATIENCE_S = 600.0
"""What takes a second on a machine at rest may take minutes on one that runs twenty other things. Only a test that
fails waits for so long."""
