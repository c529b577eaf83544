"""Floor 7: settings, clock, wiring, use cases, processes. The only room that sees both the lake and the analysis."""
