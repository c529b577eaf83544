"""The stream of a tracking page: whenever something arrives, the verification anew, as a part of the page."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from hypercare.app.documents.texts import Document
from hypercare.model.cursor import Cursor
from hypercare.web.pages.live.hub import Hub
from hypercare.web.pages.live.stream import BEAT, LIFE_SECONDS, RETRY_MS
from hypercare.web.pages.tracking.context import tracked_of
from hypercare.web.pages.tracking.verifier import LOOK_SECONDS, Verifier
from hypercare.web.reader import Reader, read_by


@dataclass(frozen=True)
class Watcher:
    """Who watches the tracking of which launch, in which language and zone."""

    seat: str
    launch: str
    reader: Reader


async def messages(
    hub: Hub, verifier: Verifier, who: Watcher, cursor: Cursor | None, *, beat: float = LOOK_SECONDS
) -> AsyncIterator[bytes]:
    """What is sent to one watcher from a cursor on, else from now. Raises `Refused` where too many streams are open.

    Whoever watches the same launch is told by the same verification. Of one that says what the last one said, only its
    time is sent; every `beat` seconds it is seen whether there is one.
    """
    with hub.seat(who.seat):
        yield b"retry: %d\n\n" % RETRY_MS
        is_due, told = cursor is None, b""
        async for news in hub.follow(cursor, seconds=LIFE_SECONDS, beat=beat):
            if news is not None:
                is_due, cursor = is_due or bool(news.rows or news.skipped), news.cursor
            found = await verifier.covering(who.launch, cursor or Cursor()) if is_due else None
            if found is None:
                yield BEAT
                continue
            is_due = False
            part, age = await asyncio.to_thread(_rendered, found, who)
            if part != told:
                yield _message("tracking", part, cursor)
            yield _message("age", age, cursor)
            told = part


def _rendered(found: Document, who: Watcher) -> tuple[bytes, bytes]:
    """The parts of the page that say how the plan stands, and as of when."""
    read_by(who.reader)
    context = {"tracking": tracked_of(found), "language": who.reader.language}
    part, age = (render_to_string(f"parts/{name}.html", context).encode() for name in ("tracking", "tracking_age"))
    return part, age


def _message(event: str, part: bytes, cursor: Cursor | None) -> bytes:
    lines = part.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    data = b"".join(b"data: %s\n" % line for line in lines)
    return b"id: %s\nevent: %s\n%s\n" % (str(cursor or Cursor()).encode(), event.encode(), data)
