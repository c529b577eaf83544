"""Many large bodies that never end: memory stays bounded, who comes too much is told so, and small requests get in."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from select import select

import psutil
import pytest

from app.running import Server, serving, until
from hypercare.sources.admission import MOST_BYTES
from patience import PATIENCE_S

pytestmark = pytest.mark.slow

BODY = 9_900_000
CLIENTS = 32
# Beside the bodies themselves, uvicorn and the kernel's buffers hold pieces of them.
BESIDE_BYTES = 150 * 1024 * 1024
HEAD = "\r\n".join(
    [
        "POST /ingest/mixpanel/track HTTP/1.1",
        "Host: x",
        "Content-Type: application/json",
        f"Content-Length: {BODY + 1}",
        "",
        "",
    ]
).encode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "data") as (running, _):
        yield running


def opened(server: Server, body: bytes) -> socket.socket:
    """A connection that has sent all of its body but one byte."""
    line = socket.create_connection(("127.0.0.1", server.gateway_port), timeout=PATIENCE_S)
    with contextlib.suppress(ConnectionError):
        line.sendall(HEAD + body)
    return line


def answered(lines: list[socket.socket]) -> list[bytes]:
    """What those were told that have been answered; waits for the first."""
    found = []
    for line in select(lines, [], [], PATIENCE_S)[0]:
        with contextlib.suppress(ConnectionError):
            found.append(line.recv(65536))
    return [answer for answer in found if answer]


def gateway_bytes(server: Server) -> int:
    return int(psutil.Process(server.pid("gateway")).memory_full_info().uss)


def test_bodies_that_never_end_fill_neither_memory_nor_the_house(server: Server) -> None:
    token = server.json("token", "new", "mixpanel", "--source", "shop")["token"]
    before, body = gateway_bytes(server), b" " * BODY
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(opened(server, body)) for _ in range(CLIENTS)]
        refused = answered(lines)
        assert refused
        assert all(answer.startswith(b"HTTP/1.1 503") and b"retry-after: 1" in answer for answer in refused)
        assert gateway_bytes(server) - before < MOST_BYTES + BESIDE_BYTES
        client = server.client(token)
        client.track("u1", "hello", {})
    until(lambda: server.counted() == 1, "the small event that came meanwhile is counted")
