"""Zendesk's requests as facts: one ticket each, told by an event of Zendesk or by a trigger."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.identifiers import LONGEST, identifier, placeholder
from hypercare.sources.properties import groups_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED
from hypercare.sources.tickets import LONGEST_WORDS, Ticket, add, requester_key, tags_of
from hypercare.sources.zendesk.torn import mended

EVENT_TYPE = "zen:event-type:"
TICKET_EVENT = EVENT_TYPE + "ticket."
USER, ACCOUNT = "user", "account"
EXTERNAL_ID, EMAIL = "external_id", "email"
USERS = (EXTERNAL_ID, EMAIL)
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_encode = msgspec.json.Encoder().encode
# What becomes of a ticket that its status does not say.
_ENDS = {
    "soft_deleted": "deleted",
    "permanently_deleted": "deleted",
    "marked_as_spam": "spam",
    "merged": "merged",
}
Fields = Mapping[str, Any]


def decode(payload: Payload) -> Decoded:
    """The facts of one request."""
    reading = Reading(payload)
    try:
        read(reading)
    except Unfit as unfit:
        reading.reject(payload.body, unfit)
    return reading.into


def read(reading: Reading) -> bool:
    """Reads the ticket of a request; False for an event about something else. Raises Unfit for what is neither."""
    body = _object(reading.payload.body)
    kind = body.get("type")
    if isinstance(kind, str) and kind.startswith(EVENT_TYPE):
        if not kind.startswith(TICKET_EVENT):
            return False
        _event(body, kind.removeprefix(TICKET_EVENT), reading)
    else:
        _trigger(body, reading)
    return True


def _object(body: bytes) -> Fields:
    """The JSON object of a request. Of a name that comes twice the first counts: words of a customer come last."""
    try:
        value = json.loads(body, object_pairs_hook=_first_of_each)
        value = _writable(value, body)
    except MALFORMED:
        value = mended(body)
    if not isinstance(value, dict):
        raise Unfit(Reason.NOT_AN_OBJECT, "", "the body must be a JSON object")
    return value


def _writable(value: Any, body: bytes) -> Any:
    """The value; where half a character stands in it, with U+FFFD in its place."""
    try:
        _encode(value)
    except UnicodeEncodeError:
        return json.loads(_HALF.sub(rb"\\ufffd", body), object_pairs_hook=_first_of_each)
    return value


def _first_of_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(pairs))


def _event(body: Fields, what: str, reading: Reading) -> None:
    """An event of Zendesk: `detail` is the ticket, `event` what happened to it, `time` when."""
    detail, event = _inner(body, "detail"), _inner(body, "event")
    more = {"zendesk_event": what, "organization_id": _text(detail.get("organization_id"))}
    ticket = Ticket(
        id=_id(detail.get("id"), "detail.id"),
        changed=_instant(body.get("time") or detail.get("updated_at"), "time", reading),
        opened=_instant(detail.get("created_at"), "detail.created_at", reading),
        anon=_requester(detail.get("requester_id"), "detail.requester_id"),
        subject=_text(detail.get("subject")),
        body=_text(detail.get("description")),
        state=_ENDS.get(what) or _lower(detail.get("status")),
        via=_lower(_inner(detail, "via").get("channel")),
        priority=_lower(detail.get("priority")),
        team=_short(detail.get("group_id")),
        tags=_tags(detail.get("tags")),
        more=_given(more | _comment(event)),
    )
    add(reading, ticket, reading.payload.body)


def _comment(event: Fields) -> dict[str, Any]:
    """A public comment that was added. What agents note for themselves is not kept."""
    comment = _inner(event, "comment")
    if comment.get("is_public") is not True:
        return {}
    staff = _inner(comment, "author").get("is_staff")
    return {"comment": _words(comment.get("body")), "comment_by_staff": staff if isinstance(staff, bool) else None}


def _trigger(body: Fields, reading: Reading) -> None:
    """The body of a trigger or automation, as docs/receivers/zendesk.md has it to paste."""
    if "ticket_id" not in body:
        raise Unfit(
            Reason.KIND_UNKNOWN, "ticket_id", "is missing: this is neither a ticket's event nor a trigger's body"
        )
    told = reading.payload.query
    user = _somebody(body.get(f"requester_{told.get(USER, EXTERNAL_ID)}"), "requester")
    anon = _requester(body.get("requester_id"), "requester_id")
    changed = _instant(body.get("updated_at"), "updated_at", reading)
    ticket = Ticket(
        id=_id(body.get("ticket_id"), "ticket_id"),
        changed=changed,
        opened=_instant(body.get("created_at"), "created_at", reading),
        user=user,
        anon=anon,
        groups=_account(body.get("organization_external_id"), told.get(ACCOUNT)),
        subject=_text(body.get("subject")),
        body=_text(body.get("description")),
        state=_lower(body.get("status")),
        score=_score(body.get("satisfaction")),
        language=_short(body.get("language")),
        via=_lower(body.get("via")),
        priority=_lower(body.get("priority")),
        team=_short(body.get("group")),
        tags=_tags(body.get("tags")),
        more=_given(
            {"organization": _short(body.get("organization")), "satisfaction": _lower(body.get("satisfaction"))}
        ),
    )
    add(reading, ticket, reading.payload.body)
    reading.link("identify", anon, user, reading.received if changed is None else changed)


def _score(satisfaction: Any) -> float | None:
    """What a requester said of the help: 1 for good, 0 for bad, None where nothing was said."""
    said = (_lower(satisfaction) or "").partition(",")[0]
    return {"good": 1.0, "bad": 0.0}.get(said)


def _account(organization: Any, key: str | None) -> str | None:
    value = _text(organization)
    return groups_text({key: value}, "organization_external_id") if key and value else None


def _instant(value: Any, field: str, reading: Reading) -> int | None:
    return None if value is None or value == "" else reading.instant(value, field)


def _requester(value: Any, field: str) -> str | None:
    text = _somebody(value, field)
    return None if text is None else requester_key(text)


def _somebody(value: Any, field: str) -> str | None:
    """Who is meant; None for a placeholder: a ticket counts even where nobody can tell whose it is."""
    text = _text(value)
    return None if text is None or placeholder(text) else identifier(text, field)


def _id(value: Any, field: str) -> str:
    found = identifier(value, field)
    if found is None:
        raise Unfit(Reason.ID_MISSING, field, "is missing")
    return found


def _tags(value: Any) -> tuple[str, ...]:
    """Tags as a list, or parted by blanks as the placeholder writes them."""
    return tags_of(value.split() if isinstance(value, str) else value)


def _inner(value: Fields, name: str) -> Fields:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        return None
    return value if isinstance(value, str) else str(value)[:LONGEST]


def _words(value: Any) -> str | None:
    text = _text(value)
    return None if text is None else text[:LONGEST_WORDS]


def _short(value: Any) -> str | None:
    text = _text(value)
    return None if text is None else text[:LONGEST]


def _lower(value: Any) -> str | None:
    text = _short(value)
    return None if text is None else text.lower()


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
