"""The stream of a tracking page: whenever something arrives, the verification anew, as a part of the page."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from django.template.loader import render_to_string

from hypercare.app.documents.texts import Document
from hypercare.model.cursor import Cursor
from hypercare.model.errors import HypercareError
from hypercare.web.pages.live.hub import Ask, Hub
from hypercare.web.pages.live.stream import BEAT, LIFE_SECONDS, RETRY_MS
from hypercare.web.pages.tracking.context import tracked_of
from hypercare.web.reader import Reader, read_by

LOOK_SECONDS: Final = 2.0
"""Between two verifications at least, however much arrives."""


@dataclass(frozen=True)
class Watcher:
    """Who watches the tracking of which launch, in which language and zone."""

    seat: str
    launch: str
    reader: Reader


async def messages(
    hub: Hub, ask: Ask, who: Watcher, cursor: Cursor | None, *, pause: float = LOOK_SECONDS
) -> AsyncIterator[bytes]:
    """What is sent to one watcher from a cursor on, else from now. Raises `Refused` where too many streams are open.

    It is verified anew after `pause` seconds at the earliest. What says what the last one said is not sent again.
    """
    with hub.seat(who.seat):
        yield b"retry: %d\n\n" % RETRY_MS
        is_due, looked, told = cursor is None, -pause, b""
        async for news in hub.follow(cursor, seconds=LIFE_SECONDS, beat=pause):
            if news is not None:
                is_due, cursor = is_due or bool(news.rows or news.skipped), news.cursor
            if not is_due or monotonic() - looked < pause:
                yield BEAT
                continue
            found = await _verified(ask("tracking", launch=who.launch))
            looked = monotonic()
            if found is None:
                yield BEAT
                continue
            is_due = False
            part = await asyncio.to_thread(_rendered, found, who)
            yield BEAT if part == told else _message(part, cursor)
            told = part


async def _verified(asked: "Future[Any]") -> Document | None:
    """The answer of the studio; None where it is gone or busy."""
    try:
        # Shielded: a reader who leaves must not cancel what the studio is about to answer.
        found: Document = await asyncio.shield(asyncio.wrap_future(asked))
    except HypercareError:
        return None
    return found


def _rendered(found: Document, who: Watcher) -> bytes:
    read_by(who.reader)
    context = {"tracking": tracked_of(found), "language": who.reader.language}
    return render_to_string("parts/tracking.html", context).encode()


def _message(part: bytes, cursor: Cursor | None) -> bytes:
    lines = part.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    data = b"".join(b"data: %s\n" % line for line in lines)
    return b"id: %s\nevent: tracking\n%s\n" % (str(cursor or Cursor()).encode(), data)
