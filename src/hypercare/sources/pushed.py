"""Lines of our own shapes as they are pushed: events, what people said, what is true of users and accounts."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from hypercare.model.facts import Feedback
from hypercare.sources import tickets
from hypercare.sources.files.canonical import event_of
from hypercare.sources.files.feedback import feedback_of
from hypercare.sources.files.fields import Origin
from hypercare.sources.files.traits import add_traits
from hypercare.sources.reading import Reading
from hypercare.sources.scope import EVENTS, FEEDBACK, TRAITS

_decode = msgspec.json.Decoder(dict[str, Any]).decode
Line = dict[str, Any]


def add(kind: str, line: Line, raw: bytes, reading: Reading) -> None:
    """Adds what a line of that kind says to a reading. Raises Unfit when it cannot be used; then nothing was added.

    `raw` is what the line came as, by which a resend is recognised where the line has no key of its own.
    """
    ADDERS[kind](line, raw, reading)


def _origin(reading: Reading) -> Origin:
    return Origin(reading.source, reading.received, pushed=True)


def _add_event(line: Line, raw: bytes, reading: Reading) -> None:
    event = event_of(line, _origin(reading), partial(reading.retry_key, raw))
    reading.into.events.append(event)
    reading.link("identify", event.anon_key, event.user_key, event.ts_event)


def _add_feedback(line: Line, raw: bytes, reading: Reading) -> None:
    said = feedback_of(line, _origin(reading), partial(reading.retry_key, raw))
    if said.channel == tickets.CHANNEL:
        tickets.add(reading, _ticket(said, line), raw)
    else:
        reading.into.feedback.append(said)
    reading.link("identify", said.anon_key, said.user_key, said.ts_event)


def _ticket(said: Feedback, line: Line) -> tickets.Ticket:
    """The ticket of a line: it is one like those that desks send, so that it counts as they do."""
    more = _decode(said.props.encode())
    return tickets.Ticket(
        id=said.id,
        changed=None if line.get("time") is None else said.ts_event,
        opened=None if line.get("opened") is None else said.ts_opened,
        user=said.user_key,
        anon=said.anon_key,
        groups=said.groups,
        subject=said.title,
        body=said.body,
        state=said.state,
        score=said.score,
        language=said.language,
        via=tickets.word(more.get("channel")),
        priority=tickets.word(more.get("priority")),
        team=tickets.word(more.get("group")),
        tags=tickets.tags_of(more.get("tags")),
        more=more,
    )


ADDERS: dict[str, Callable[[Line, bytes, Reading], None]] = {
    EVENTS: _add_event,
    FEEDBACK: _add_feedback,
    TRAITS: add_traits,
}
"""Who reads a kind of line."""
