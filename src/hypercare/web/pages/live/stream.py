"""The live stream: server-sent events, one message a row, each with the cursor from which to go on."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.template.loader import render_to_string

from hypercare.model.cursor import Cursor
from hypercare.web.installation import Installation
from hypercare.web.pages.live.context import Wanted, row_of, visible
from hypercare.web.pages.live.hub import Hub
from hypercare.web.pages.live.ring import News, Row
from hypercare.web.person import Person
from hypercare.web.reader import Reader, read_by

LIFE_SECONDS: Final = 300.0
"""After so long the server closes, and the browser comes back with its cursor: no proxy has to hold on for ever."""
BEAT_SECONDS: Final = 15.0
"""A comment so often keeps proxies from closing what looks idle."""
RETRY_MS: Final = 2_000
MOST_ROWS: Final = 200
"""Rows of one look that are sent: a page keeps no more."""
BEAT: Final = b": still here\n\n"


@dataclass(frozen=True)
class Follower:
    """Who follows: the seat they take, what they may see and want to, in which language and zone."""

    seat: str
    person: Person
    wanted: Wanted
    reader: Reader


async def messages(hub: Hub, who: Follower, cursor: Cursor | None) -> AsyncIterator[bytes]:
    """What is sent to one follower, from a cursor on, else from now. Raises `Refused` where too many are open."""
    with hub.seat(who.seat):
        yield b"retry: %d\n\n" % RETRY_MS
        async for news in hub.follow(cursor, seconds=LIFE_SECONDS, beat=BEAT_SECONDS):
            if news is None:
                yield BEAT
                continue
            # In a thread: two hundred rows take some 50 ms to render.
            yield await asyncio.to_thread(_rendered, news, cursor or Cursor(), who)
            cursor = news.cursor


def _rendered(news: News, cursor: Cursor, who: Follower) -> bytes:
    """What a follower is told, who has seen everything up to a cursor."""
    read_by(who.reader)
    seen = [(visible(row, who.person), place) for row, place in _placed(news.rows, cursor)]
    fitting = [(row, place) for row, place in seen if who.wanted.fits(row)]
    skipped, shown = news.skipped + max(0, len(fitting) - MOST_ROWS), fitting[-MOST_ROWS:]
    told = [_message("gap", cursor, "parts/live_gap.html", who, skipped=skipped)] if skipped else []
    told += [_message("row", place, "parts/live_row.html", who, row=row_of(row)) for row, place in shown]
    told.append(b"id: %s\nevent: seen\ndata: %s\n\n" % ((str(news.cursor).encode(),) * 2))
    return b"".join(told)


def _placed(rows: Iterable[Row], cursor: Cursor) -> Iterable[tuple[Row, Cursor]]:
    """The rows, each with the cursor of a reader who has seen it and all before it."""
    for row in rows:
        cursor = cursor.moved(Cursor.parse(row["cursor"]))
        yield row, cursor


def _message(event: str, cursor: Cursor, template: str, who: Follower, **context: object) -> bytes:
    """One message whose data is a part of the page."""
    part = render_to_string(template, {**context, "language": who.reader.language})
    lines = part.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join([f"id: {cursor}\nevent: {event}\n", *(f"data: {line}\n" for line in lines), "\n"]).encode()


@cache
def hub_of(place: Installation) -> Hub:
    """The hub of an installation."""
    return Hub(place.studio.asking)
