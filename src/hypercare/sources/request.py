"""Bodies from outside, read and decompressed within hard bounds of memory and time."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from hypercare.sources.reasons import RequestProblem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Take = Callable[[int], None]

# The limit of a request, compressed as well as uncompressed.
REQUEST_BYTES = 10 * 1024 * 1024
# How long a client may take for its body: a batch of a phone on a bad line takes seconds.
BODY_SECONDS = 30.0
# A client that is still writing sees our refusal only after its write: so much, or so long, is read and thrown away.
LINGER_BYTES = 128 * 1024 * 1024
LINGER_SECONDS = 5.0
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class ClientGone(Exception):
    """The client hung up before its body was complete: nothing is kept, and nobody hears an answer."""


class BadBody(Exception):
    """A body that cannot be used. `unread` says whether the client may still be sending."""

    def __init__(self, problem: RequestProblem, *, unread: bool = False) -> None:
        self.problem, self.unread = problem, unread
        super().__init__(problem)


def _free(_size: int) -> None:
    """Takes as much as there is."""


async def read_body(
    receive: Receive, length: str | None, take: Take = _free, *, seconds: float = BODY_SECONDS
) -> bytes:
    """The whole body as sent, at most 10 MiB.

    `take` is told of every piece before it is kept, and may raise. Raises BadBody beyond the limit or after so many
    seconds, ClientGone when the body ends early.
    """
    if length is not None and length.isdecimal() and int(length[:20]) > REQUEST_BYTES:
        raise BadBody(RequestProblem.BODY_TOO_LARGE, unread=True)
    try:
        async with asyncio.timeout(seconds):
            return await _read(receive, take)
    except TimeoutError:
        raise BadBody(RequestProblem.BODY_TOO_SLOW, unread=True) from None


async def _read(receive: Receive, take: Take) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        more: bool = message.get("more_body", False)
        if size > REQUEST_BYTES:
            raise BadBody(RequestProblem.BODY_TOO_LARGE, unread=more)
        take(len(chunk))
        chunks.append(chunk)
        if not more:
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def discard(receive: Receive) -> None:
    """Reads on without keeping anything, so that a client in the middle of its write can read the answer."""
    size = 0
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            while size < LINGER_BYTES:
                message = await receive()
                size += len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return


def decompress(body: bytes, encoding: str, take: Take = _free) -> bytes:
    """The body without its Content-Encoding (gzip, deflate, identity), at most 10 MiB. Raises BadBody.

    Memory stays within the bound whatever the body claims to hold. `take` is told of what it holds, and may raise.
    """
    if encoding in ("", "identity"):
        return body
    plain = _plain(body, encoding)
    take(len(plain))
    return plain


def _plain(body: bytes, encoding: str) -> bytes:
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise BadBody(RequestProblem.BODY_ENCODING_UNKNOWN)
    try:
        return _inflate(body, _GZIP_OR_ZLIB)
    except zlib.error:
        if encoding != "deflate":
            raise BadBody(RequestProblem.BODY_NOT_DECOMPRESSIBLE) from None
    try:
        # Some clients mean the bare format, without zlib's header.
        return _inflate(body, -zlib.MAX_WBITS)
    except zlib.error:
        raise BadBody(RequestProblem.BODY_NOT_DECOMPRESSIBLE) from None


def _inflate(body: bytes, bits: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        stream = zlib.decompressobj(bits)
        parts.append(stream.decompress(body, REQUEST_BYTES + 1 - size))
        size += len(parts[-1])
        if size > REQUEST_BYTES:
            raise BadBody(RequestProblem.BODY_TOO_LARGE)
        if not stream.eof:
            raise BadBody(RequestProblem.BODY_NOT_DECOMPRESSIBLE)
        body = stream.unused_data
    return b"".join(parts)
