"""The live stream of a real server, with a real client sending and followers who come and go."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from select import select

import pytest

from app.running import Server, serving, until
from patience import PATIENCE_S

pytestmark = pytest.mark.slow
FIELD = re.compile(r"^(id|event|data): ?(.*)$")
NAME = re.compile(r'class="live-name cut" title="([^"]*)"')
EVENTS = 60


def connected(port: int, path: str, last: str = "") -> socket.socket:
    """A stream that was begun. As HTTP/1.0 it is not chunked."""
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    name = f"Last-Event-ID: {last}\r\n" if last else ""
    line.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{name}\r\n".encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += line.recv(1)
    assert head.startswith(b"HTTP/1.1 200"), head
    assert b"content-type: text/event-stream" in head
    return line


@dataclass
class Follower:
    """An EventSource: it comes back with the id of the last message it has seen whole."""

    port: int
    last: str = ""
    seen: list[str] = field(default_factory=list)
    gaps: int = 0

    def follow(self, seconds: float, path: str = "/live/stream") -> None:
        """Reads for so long, then goes away in the middle of whatever is being said."""
        with connected(self.port, path, self.last) as line:
            ends, text = time.monotonic() + seconds, b""
            while (left := ends - time.monotonic()) > 0:
                if not select([line], [], [], left)[0]:
                    break
                text += line.recv(256)
                *whole, text = text.split(b"\n\n")
                for message in whole:
                    self.take(message.decode())

    def follow_until(self, ready: Callable[[], object], path: str = "/live/stream") -> None:
        """Comes back until it is so."""
        until(lambda: ready() or self.follow(1.0, path) or ready(), "followed", 60)

    def take(self, message: str) -> None:
        fields: dict[str, str] = {}
        for found in map(FIELD.match, message.split("\n")):
            if found:
                fields[found[1]] = fields.get(found[1], "") + found[2]
        self.last = fields.get("id", self.last)
        self.gaps += fields.get("event") == "gap"
        if fields.get("event") == "row":
            self.seen += NAME.findall(fields["data"])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HYPERCARE_VISITORS", "read-only")
        with serving(tmp_path_factory.mktemp("live") / "data") as (server, _process):
            yield server


def test_every_event_once_whoever_is_cut_off(served: Server) -> None:
    client, follower, rng = served.client(served.new_token()), Follower(served.port), Random(3)
    follower.follow_until(lambda: follower.last)  # there is a cursor to come back with
    sent = [f"event-{number}" for number in range(EVENTS)]

    def send() -> None:
        for name in sent:
            client.track("u1", name, {"n": 1})
            time.sleep(0.05)

    sender = threading.Thread(target=send)
    sender.start()
    while sender.is_alive():
        follower.follow(rng.random() * 1.5)
    follower.follow_until(lambda: len(follower.seen) >= EVENTS)
    assert sorted(follower.seen) == sorted(sent)
    assert follower.gaps == 0


def test_only_what_is_asked_for_is_sent(served: Server) -> None:
    client, follower = served.client(served.new_token()), Follower(served.port)
    follower.follow_until(lambda: follower.last)
    for name in ("wanted", "other", "wanted", "last"):
        client.track("u1", name, {})
    others = Follower(served.port, follower.last)
    others.follow_until(lambda: "last" in others.seen)
    follower.follow_until(lambda: len(follower.seen) >= 2, "/live/stream?event=wanted")
    assert follower.seen == ["wanted", "wanted"]


def test_a_server_that_is_to_end_does_not_wait_for_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYPERCARE_VISITORS", "read-only")
    server = Server(tmp_path / "data")
    with server.start() as process:
        server.wait_ready(process.pid)
        line = connected(server.port, "/live/stream")
        process.terminate()
        _, errors = process.communicate(timeout=PATIENCE_S)
        assert "child did not end in time" not in errors
        assert process.returncode == 0
        line.close()
