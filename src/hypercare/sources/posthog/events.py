"""One PostHog event into facts: an `Event`, what it changes about people and groups, who is who, an answer."""

from dataclasses import dataclass
from typing import Any

from hypercare.model.facts import Event
from hypercare.sources.identifiers import LONGEST, name
from hypercare.sources.keys import part_key, vendor_key
from hypercare.sources.posthog.identity import TIES, Properties, named, nobody, who
from hypercare.sources.posthog.shapes import Sent
from hypercare.sources.posthog.surveys import ANSWERED, feedback
from hypercare.sources.posthog.times import Moment, moment, sent_micros
from hypercare.sources.posthog.traits import group_changes, person_changes
from hypercare.sources.properties import groups_text, properties_text, value_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

GROUP = "$groupidentify"
CHANGES_ONLY = frozenset((*TIES, GROUP, "$set", "$set_once", "$unset"))
"""Events that are nothing but a message to PostHog: what they say is kept, and they are not events here."""
FLAG_CALLED = "$feature_flag_called"
EXPERIMENT = "$experiment_exposure"
# Sets the keys of a group's traits apart from those of the person in the same record.
_GROUP_PART = 1 << 32


@dataclass(frozen=True)
class Place:
    """Where a record stands: `raw` is its digest's text, `row` its line in a file; `processed` when PostHog had it."""

    raw: bytes = b""
    row: int = 0
    processed: int | None = None
    historical: bool = False


def read_event(record: Sent, reading: Reading, place: Place) -> bool:
    """Adds what a record says; whether it is somebody's. Raises Unfit when it cannot be used: nothing was added."""
    event = name(record.event, "event")
    properties = _properties(record.properties)
    distinct = named(_distinct(record, properties))
    somebody = not nobody(distinct)
    when = moment(
        record.timestamp, record.offset, sent=_sent(record, properties, reading, place), received=reading.received
    )
    changes = person_changes(record, properties)
    key, own = _key(record.uuid, event, distinct, when, reading, place)
    if event in CHANGES_ONLY:
        _tie(event, distinct, properties, reading, when.micros, key, somebody=somebody)
    else:
        found = _event(event, distinct if somebody else None, properties, reading, place, when, key, own=own)
        if event == ANSWERED:
            reading.into.feedback.append(feedback(found, properties, _uuid(record.uuid)))
        reading.into.events.append(found)
    if somebody and changes:
        reading.change("user", distinct, changes, when.micros, key)
    return somebody


def _properties(value: Any) -> Properties:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, "properties", "must be an object")
    return value


def _distinct(record: Sent, properties: Properties) -> Any:
    """The id beside the properties, else the one that browsers repeat in them."""
    inside = properties.pop("distinct_id", None)
    properties.pop("token", None)
    beside = record.distinct_id if record.distinct_id is not None else record.other_id
    return inside if beside is None else beside


def _sent(record: Sent, properties: Properties, reading: Reading, place: Place) -> int | None:
    """When the record was sent, by the client's clock; None where its time is not to be corrected."""
    if place.historical or properties.get("$ignore_sent_at") is True:
        return None
    return reading.sent if record.sent_at is None else sent_micros(record.sent_at)


def _key(uuid: Any, event: str, distinct: str, when: Moment, reading: Reading, place: Place) -> tuple[bytes, bool]:
    """The key of a record, and whether it is looked up by the day of the event.

    A time that was corrected by the receipt is another one when the same event is sent again, and may lie on another
    day: such keys hold no time and are looked up by the receipt.
    """
    text = _uuid(uuid)
    if text is None:
        return reading.retry_key(place.raw, place.row), reading.imported
    return vendor_key(reading.source, event, None, distinct, text), reading.imported or when.own


def _uuid(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Unfit(Reason.KEY_INVALID, "uuid", f"must be a UUID, as a text of at most {LONGEST} characters")
    return value.strip().lower()


def _tie(
    event: str, distinct: str, properties: Properties, reading: Reading, micros: int, key: bytes, *, somebody: bool
) -> None:
    if event == GROUP:
        kind, group, changes = group_changes(properties)
        reading.change(kind, group, changes, micros, part_key(key, _GROUP_PART))
        return
    link = TIES[event](distinct, properties) if event in TIES else None
    if link is None:
        return
    if not somebody:
        raise Unfit(Reason.ID_PLACEHOLDER, "distinct_id", f"must not be a placeholder such as {distinct!r}")
    reading.link(*link, micros)


def _event(
    event: str,
    distinct: str | None,
    properties: Properties,
    reading: Reading,
    place: Place,
    when: Moment,
    key: bytes,
    *,
    own: bool,
) -> Event:
    user, device = (None, None) if distinct is None else who(distinct, properties)
    groups = _groups(properties.pop("$groups", None))
    lib = properties.get("$lib")
    return Event(
        source=reading.source,
        event=event,
        ts_event=when.micros,
        ts_received=reading.received,
        ts_known=reading.known(when.micros, place.processed),
        key=key,
        own_key=own,
        user_key=user,
        anon_key=device,
        groups=groups,
        props=properties_text(properties, "properties"),
        flags=_flags(event, properties),
        ts_sent=reading.sent,
        lib=lib if isinstance(lib, str) and len(lib) <= LONGEST else None,
    )


def _groups(value: Any) -> str | None:
    """The accounts of an event. A group without an id, which clients send before it is known, is none."""
    if isinstance(value, dict):
        value = {kind: group for kind, group in value.items() if group is not None and group != ""}
    return groups_text(value, "properties.$groups")


def _flags(event: str, properties: Properties) -> str | None:
    """The flag that was shown. A flag that could not be evaluated has no answer, and nobody was shown anything."""
    if event == FLAG_CALLED:
        shown = properties.get("$feature_flag_response")
    elif event == EXPERIMENT:
        shown = properties.get("$feature_flag_variant_key")
    else:
        return None
    flag = properties.get("$feature_flag")
    if not isinstance(flag, str) or not 0 < len(flag) <= LONGEST or not isinstance(shown, str | bool):
        return None
    return value_text({flag: shown}, "properties.$feature_flag_response")
