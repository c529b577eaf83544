"""HTTP on one connection, with bounds that uvicorn has not: of the time and size of a request's head."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# From a connection's begin, or a request's first byte, to the end of its head: a phone on a bad line takes seconds.
HEAD_SECONDS = 20.0
# Some clients send events in the address, where 2 KB are usual; an address and headers beyond this are an attack.
HEAD_BYTES = 256 * 1024


class HeadTooLarge(Exception):
    """The head of a request holds more than it may."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection whose request does not come to the end of its head, and refuses a head that is too large.

    The body's time and size are the application's to bound.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._due: asyncio.TimerHandle | None = None
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Somebody connected: a head is expected."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        self._head_is_there()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        self._expect_head()
        self._head = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the address. Raises HeadTooLarge, which the parser turns into a refusal."""
        self._count(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header. Raises HeadTooLarge, which the parser turns into a refusal."""
        self._count(name, value)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The end of the head."""
        self._head_is_there()
        super().on_headers_complete()

    def _count(self, *parts: bytes) -> None:
        self._head += sum(map(len, parts))
        if self._head > HEAD_BYTES:
            raise HeadTooLarge

    def _expect_head(self) -> None:
        self._head_is_there()
        self._due = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _head_is_there(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
