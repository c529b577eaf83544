"""Tickets: what a support desk says of one becomes feedback, and its beginning the event `support_ticket`.

The event carries nothing that somebody wrote. Subject and body stay in the table `feedback`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from hypercare.model.facts import Event, Feedback
from hypercare.sources.identifiers import LONGEST
from hypercare.sources.keys import vendor_key
from hypercare.sources.properties import properties_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

CHANNEL: Final = "tickets"
EVENT: Final = "support_ticket"
LONGEST_WORDS: Final = 64 * 1024
"""Characters of a subject or body that are kept: what is longer is cut."""
MOST_TAGS: Final = 100
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Ticket:
    """A support ticket as it stood at an instant.

    `changed` is when it came to stand so, `opened` when it began: microseconds UTC, None where nobody says. `groups` is
    a JSON object as text. `via` is how it came in ("email", "chat"), `team` who handles it. `more` is kept beside them
    in feedback alone: JSON values by name.
    """

    id: str
    changed: int | None = None
    opened: int | None = None
    user: str | None = None
    anon: str | None = None
    groups: str | None = None
    subject: str | None = None
    body: str | None = None
    state: str | None = None
    score: float | None = None
    language: str | None = None
    via: str | None = None
    priority: str | None = None
    team: str | None = None
    tags: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def word(value: Any) -> str | None:
    """A word of the desk, such as a priority; None for what is none."""
    return value[:LONGEST] if isinstance(value, str) and value else None


def tags_of(values: Any) -> tuple[str, ...]:
    """Tags as a list of texts; what else stands in it is left out."""
    listed = values if isinstance(values, list) else []
    return tuple(each[:LONGEST] for each in listed if isinstance(each, str) and each)[:MOST_TAGS]


def requester_key(number: str) -> str:
    """Zendesk's own number of a requester as an anonymous key: files and webhooks name nobody else's alike."""
    return f"zendesk:{number}"


def add(reading: Reading, ticket: Ticket, raw: bytes, row: int = 0) -> None:
    """Adds how a ticket stands and, where it is known when it began, the event of its beginning.

    The event is the same whatever is heard of the ticket later, so that it counts once. How it stands is one row for
    each thing said of it: without a time of the change it is as of the receipt, and a resend is known for seven days by
    `raw` (the record as it came, `row` its place in a file). Raises Unfit for an id or properties beyond their bounds.
    """
    _check(ticket)
    told = _told(ticket)
    feedback = _feedback(reading, ticket, properties_text({**ticket.more, **told}, "properties"), raw, row)
    event = None if ticket.opened is None else _event(reading, ticket, ticket.opened, properties_text(told, "tags"))
    reading.into.feedback.append(feedback)
    if event is not None:
        reading.into.events.append(event)


def _check(ticket: Ticket) -> None:
    if not 0 < len(ticket.id) <= LONGEST:
        raise Unfit(Reason.ID_INVALID, "id", f"must have 1 to {LONGEST} characters")


def _told(ticket: Ticket) -> dict[str, Any]:
    """What the event says of a ticket: words of the desk, none of the person's."""
    told = {"channel": ticket.via, "priority": ticket.priority, "group": ticket.team, "tags": list(ticket.tags)}
    return {name: value for name, value in told.items() if value}


def _feedback(reading: Reading, ticket: Ticket, props: str, raw: bytes, row: int) -> Feedback:
    changed = reading.received if ticket.changed is None else ticket.changed
    return Feedback(
        source=reading.source,
        channel=CHANNEL,
        id=ticket.id,
        ts_event=changed,
        ts_opened=changed if ticket.opened is None else ticket.opened,
        ts_received=reading.received,
        ts_known=reading.known(changed),
        key=_state_key(reading, ticket, raw, row),
        own_key=ticket.changed is not None,
        user_key=ticket.user,
        anon_key=ticket.anon,
        groups=ticket.groups,
        title=_cut(ticket.subject),
        body=_cut(ticket.body),
        state=ticket.state,
        score=ticket.score,
        language=ticket.language,
        props=props,
    )


def _state_key(reading: Reading, ticket: Ticket, raw: bytes, row: int) -> bytes:
    """The same thing said of a ticket twice, by whatever way, is one row."""
    if ticket.changed is None:
        return reading.retry_key(raw, row)
    said = _encode(ticket).decode()
    return vendor_key(reading.source, CHANNEL, ticket.changed, ticket.id, said)


def _event(reading: Reading, ticket: Ticket, opened: int, props: str) -> Event:
    return Event(
        source=reading.source,
        event=EVENT,
        ts_event=opened,
        ts_received=reading.received,
        ts_known=reading.known(opened),
        key=vendor_key(reading.source, EVENT, None, "", ticket.id),
        own_key=True,
        user_key=ticket.user,
        anon_key=ticket.anon,
        groups=ticket.groups,
        props=props,
    )


def _cut(words: str | None) -> str | None:
    return words[:LONGEST_WORDS] if words else None
