"""Stand-ins at the gateway's ports, and ways through its door: in process, and over a socket."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import uvicorn

from hypercare.model.errors import Unreachable
from hypercare.model.facts import Decoded, Payload
from hypercare.model.ports import Credential
from hypercare.sources.gateway import Gateway, gateway_app
from hypercare.sources.metrics import Counters
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.registry import decoder, receivers

TOKEN = "0123456789abcdef0123456789abcdef"
OTHER_TOKEN = "fedcba9876543210fedcba9876543210"
# 2026-09-22T02:00:00Z, the receipt of every request in these tests.
NOW = 1_790_042_400_000_000
NOW_S = NOW // 1_000_000


CREDENTIALS = {
    TOKEN: Credential("1", "mixpanel", "shop"),
    OTHER_TOKEN: Credential("2", "mixpanel", "depot"),
    "sentrytoken": Credential("3", "sentry", "errors"),
}


SETTINGS: dict[str, dict[str, str]] = {}
"""What a vendor's receiver was told when its token was made, by vendor: tests that need it put it here."""


def token_of(vendor: str) -> str:
    """A token for any vendor: its source is called as the vendor."""
    return f"hc_{vendor}"


class Book:
    """Two Mixpanel tokens of two sources, one of a vendor that nobody knows, and one for each vendor there is."""

    def find(self, secret: str) -> Credential | None:
        vendor = secret.removeprefix("hc_")
        if vendor != secret and vendor in receivers():
            return Credential(f"t-{vendor}", vendor, vendor, settings=SETTINGS.get(vendor, {}))
        return CREDENTIALS.get(secret)


@dataclass
class Shelf:
    """A journal in memory. `full` makes it refuse as a full disk does."""

    payloads: list[Payload] = field(default_factory=list)
    full: bool = False

    async def append(self, payload: Payload) -> None:
        if self.full:
            raise Unreachable("the disk is full", where="wal", fix="free some space")
        self.payloads.append(payload)

    def decoded(self) -> Decoded:
        into = Decoded([], [], [], [], [])
        for payload in self.payloads:
            rows = decoder(payload.decoder)(payload)
            into.events += rows.events
            into.aliases += rows.aliases
            into.traits += rows.traits
            into.rejected += rows.rejected
            into.feedback += rows.feedback
        return into


def ask(
    vendor: str,
    path: str,
    body: bytes = b"",
    *,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    method: str = "POST",
) -> Outcome:
    """What a vendor's receiver makes of one request, received at `NOW`."""
    return receivers()[vendor].receive(Request(method, path, query or {}, headers or {}, body, NOW), Book())


def mixpanel(
    path: str,
    body: bytes = b"",
    *,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    method: str = "POST",
) -> Outcome:
    """What Mixpanel's receiver makes of one request."""
    return ask("mixpanel", path, body, query=query, headers=headers, method=method)


def rows(outcome: Outcome) -> Decoded:
    """The rows of all that an outcome keeps."""
    return Shelf(list(outcome.payloads)).decoded()


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: dict[str, str]


@dataclass
class Door:
    """A gateway in process, with the shelf behind it."""

    shelf: Shelf = field(default_factory=Shelf)
    counters: Counters = field(default_factory=Counters)
    read: int = 0

    @cached_property
    def app(self) -> Gateway:
        return gateway_app(Book(), self.shelf, lambda: NOW, self.counters)

    def ask(
        self,
        method: str,
        path: str,
        chunks: Sequence[bytes] = (b"",),
        *,
        query: bytes = b"",
        headers: dict[str, str] | None = None,
        gone: bool = False,
    ) -> Reply | None:
        """One request whose body comes in `chunks`; with `gone` the client hangs up after them. None: no answer."""
        return asyncio.run(self._ask(method, path, chunks, query, headers or {}, gone=gone))

    async def _ask(
        self, method: str, path: str, chunks: Sequence[bytes], query: bytes, headers: dict[str, str], *, gone: bool
    ) -> Reply | None:
        pending = list(chunks)
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not pending:
                return {"type": "http.disconnect"}
            chunk = pending.pop(0)
            self.read += len(chunk)
            return {"type": "http.request", "body": chunk, "more_body": bool(pending) or gone}

        async def send(message: Any) -> None:
            sent.append(message)

        lines = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": lines}
        await self.app(scope, receive, send)
        if not sent:
            return None
        names = [(name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]]
        return Reply(sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:]), dict(names))


@dataclass
class Served:
    """A gateway behind a real socket. `base` stands before a vendor's name, `url` is Mixpanel's."""

    base: str
    url: str
    host: str
    shelf: Shelf
    counters: Counters


@contextlib.contextmanager
def served() -> Iterator[Served]:
    """A gateway served by uvicorn on a free port of the loopback, with the real clock: clients stamp real times."""
    shelf, counters = Shelf(), Counters()
    app = gateway_app(Book(), shelf, lambda: time.time_ns() // 1000, counters)
    with serving(app) as port:
        yield Served(
            f"http://127.0.0.1:{port}/ingest",
            f"http://127.0.0.1:{port}/ingest/mixpanel",
            f"127.0.0.1:{port}",
            shelf,
            counters,
        )


@contextlib.contextmanager
def serving(app: Any) -> Iterator[int]:
    """Serves an ASGI application on a free port, which it yields."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", loop="uvloop", http="httptools"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server ended before it was up"
        try:
            yield port
        finally:
            server.should_exit = True
            thread.join()
