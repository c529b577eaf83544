"""The running processes: a supervisor and its children `gateway`, `worker` and `web`."""
