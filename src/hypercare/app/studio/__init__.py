"""The studio: a process beside the pages that computes and draws, started when it is asked and let go when idle."""
