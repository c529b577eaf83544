"""The exit criteria: what must be true before a launch can be scaled, whatever its metrics say."""
