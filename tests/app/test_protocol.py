"""The bounds of a request's head, on a real socket."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from hypercare.app.processes import protocol
from hypercare.app.processes.protocol import BoundedProtocol
from patience import PATIENCE_S


async def hello(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


SHORT_S = 0.2


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(hello, log_level="critical", http=BoundedProtocol, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        yield door.getsockname()[1]
        server.should_exit = True
        thread.join()


def said(line: socket.socket) -> bytes:
    """Everything until the other side closes."""
    return b"".join(iter(lambda: line.recv(65536), b""))


def reply(line: socket.socket) -> bytes:
    found = b""
    while b"hello" not in found:
        piece = line.recv(65536)
        assert piece, "closed before it answered"
        found += piece
    return found


@pytest.mark.parametrize(
    "sent",
    [pytest.param(b"", id="nothing"), pytest.param(b"POST /track HTTP/1.1\r\nHost: x\r\nX-Slow: ", id="half a head")],
)
def test_a_head_that_does_not_come_ends_the_connection(port: int, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", SHORT_S)
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        line.sendall(sent)
        assert said(line) == b""


def test_a_connection_between_two_requests_is_left_alone(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in reply(line)
        monkeypatch.setattr(protocol, "HEAD_SECONDS", SHORT_S)  # for the second head: the first may take its time
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in reply(line)
        line.settimeout(4 * SHORT_S)
        with pytest.raises(TimeoutError):
            line.recv(1)
        monkeypatch.undo()
        line.settimeout(PATIENCE_S)
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in reply(line)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Much: 0123456789\r\n" * 20_000 + b"\r\n", id="many headers"
        ),
        pytest.param(b"GET /?data=" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", id="a long address"),
    ],
)
def test_a_head_that_is_too_large_is_refused(port: int, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        try:
            line.sendall(head)
        except ConnectionError:
            return
        try:
            answer = said(line)
        except ConnectionResetError:
            return
        assert answer.startswith(b"HTTP/1.1 400")
