"""What decides a gate: thresholds, guardrails, segments, and whether its measurement can be trusted."""
