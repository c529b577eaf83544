"""Ports for servers of tests: each is given once in a run, though it is bound later and by another process."""

import secrets
import socket
from contextlib import suppress

from seeded import alone, shared_folder

FIRST, LAST = 20_000, 32_000
"""Below what Linux picks from for those who ask for any port (32768 and up): nobody else is given one of these."""


def free_port() -> int:
    """A loopback port that is free, and that no other caller of this run is given."""
    last = shared_folder() / "last-port"
    with alone(shared_folder() / "ports.lock"):
        # Another run on the machine begins elsewhere.
        port = int(last.read_text()) if last.exists() else FIRST + secrets.randbelow(LAST - FIRST)
        while not _is_free(port := FIRST + (port + 1 - FIRST) % (LAST - FIRST)):
            pass
        last.write_text(str(port))
    return port


def _is_free(port: int) -> bool:
    with suppress(OSError), socket.create_server(("127.0.0.1", port)):
        return True
    return False
