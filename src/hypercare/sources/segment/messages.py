"""The six kinds of messages, each into facts: events, traits, and who is who."""

from collections.abc import Callable, Mapping
from typing import Any

from hypercare.model.facts import Event
from hypercare.sources.identifiers import identifier, name
from hypercare.sources.keys import part_key
from hypercare.sources.properties import groups_text, properties_text, value_text
from hypercare.sources.reading import Change
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.segment.context import context_properties, library
from hypercare.sources.segment.reader import Reader, Told
from hypercare.sources.segment.shapes import Message

GROUP = "groupId"
"""The key of the accounts that group calls name; also the trait of a user that names the account."""
EXPERIMENT = "Experiment Viewed"
Add = Callable[[Message, Told, Reader], None]


def track(message: Message, told: Told, reader: Reader) -> None:
    """What somebody did."""
    _event(name(message.event, "event"), _object(message.properties, "properties"), message, told, reader)


def page(message: Message, told: Told, reader: Reader) -> None:
    """A page that somebody looked at: the event `page`."""
    _view("page", message, told, reader)


def screen(message: Message, told: Told, reader: Reader) -> None:
    """A screen of an app that somebody looked at: the event `screen`."""
    _view("screen", message, told, reader)


def identify(message: Message, told: Told, reader: Reader) -> None:
    """What is true of a user. RudderStack's clients put that into the context."""
    context = _object(message.context, "context")
    traits = context.get("traits") if message.traits is None else message.traits
    changes = _changes(_object(traits, "traits"))
    reader.reading.change("user", told.unit, changes, told.micros, told.key)
    _link(told, reader)


def group(message: Message, told: Told, reader: Reader) -> None:
    """Which account a user belongs to, and what is true of the account."""
    account = identifier(message.group_id, "groupId")
    if account is None:
        raise Unfit(Reason.ID_MISSING, "groupId", "is missing")
    changes = _changes(_object(message.traits, "traits"))
    reader.reading.change(GROUP, account, changes, told.micros, told.key)
    membership = [(GROUP, "set", value_text(account, "groupId"))]
    # A key of its own: the account's traits have those that the message's key gives.
    reader.reading.change("user", told.unit, membership, told.micros, part_key(told.key, len(changes)))
    _link(told, reader)


def alias(message: Message, told: Told, reader: Reader) -> None:
    """Two ids of one user."""
    previous = identifier(message.previous_id, "previousId")
    if previous is None or told.user is None:
        raise Unfit(Reason.IDENTITY_INCOMPLETE, "previousId", "must name a previousId and a userId")
    reader.reading.link("alias", previous, told.user, told.micros)


KINDS: Mapping[str, Add] = {
    "track": track,
    "page": page,
    "screen": screen,
    "identify": identify,
    "group": group,
    "alias": alias,
}


def _view(kind: str, message: Message, told: Told, reader: Reader) -> None:
    shown = {"name": message.name, "category": message.category}
    given = {field: value for field, value in shown.items() if value is not None}
    _event(kind, given | _object(message.properties, "properties"), message, told, reader)


def _event(event: str, properties: dict[str, Any], message: Message, told: Told, reader: Reader) -> None:
    context = _object(message.context, "context")
    found = context_properties(context)
    if isinstance(message.channel, str):
        found["channel"] = message.channel
    reader.into.events.append(
        Event(
            source=reader.reading.source,
            event=event,
            ts_event=told.micros,
            ts_received=reader.reading.received,
            ts_known=told.known,
            key=told.key,
            own_key=told.own_key,
            user_key=told.user,
            anon_key=told.anon,
            groups=_groups(context),
            props=properties_text(found | properties, "properties"),
            flags=_exposure(properties) if event == EXPERIMENT else None,
            lib=library(context),
        )
    )
    _link(told, reader)


def _link(told: Told, reader: Reader) -> None:
    """A message that names a known user and an anonymous one says that they are one."""
    reader.reading.link("identify", told.anon, told.user, told.micros)


def _groups(context: dict[str, Any]) -> str | None:
    account = context.get("groupId")
    return None if account is None or account == "" else groups_text({GROUP: account}, "context.groupId")


def _changes(traits: dict[str, Any]) -> list[Change]:
    """Traits that are null are taken away, as Segment means it."""
    properties_text(traits, "traits")
    return [
        (trait, "unset" if value is None else "set", value_text(value, "traits")) for trait, value in traits.items()
    ]


def _exposure(properties: dict[str, Any]) -> str | None:
    """The flag that Segment's A/B testing event shows: the experiment's name, else its id, to the variation's."""
    experiment = properties.get("experiment_name") or properties.get("experiment_id")
    variation = properties.get("variation_name") or properties.get("variation_id")
    if not isinstance(experiment, str | int) or not isinstance(variation, str | int):
        return None
    return value_text({str(experiment): str(variation)}, "properties")


def _object(value: Any, field: str) -> dict[str, Any]:
    """An object, empty where it is missing. Raises Unfit for anything else."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, field, "must be an object")
    return value
