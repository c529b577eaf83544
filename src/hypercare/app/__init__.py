"""Floor 7: settings, the clock, wiring, use cases and processes. The only room that sees both the lake and the analysis."""
