"""What the facts themselves say of how they were measured: copies, lateness, losses, shifted clocks."""
