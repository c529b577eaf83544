"""Who is who in PostHog's events: whose an event is, and the events that only tie ids together.

A `distinct_id` does not say whether it names a person or a device. What stands beside it does, where anything does.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from hypercare.sources.identifiers import LONGEST, identifier, placeholder
from hypercare.sources.reasons import Reason, Unfit

Properties = dict[str, Any]
Link = tuple[str, str, str]
"""(kind, key, user) of an alias."""

NOBODY = frozenset(
    (
        "[object object]",
        "anonymous-user",
        "backend",
        "distinct_id",
        "distinctid",
        "email",
        "guest",
        "id",
        "nan",
        "not_authenticated",
        "system",
        "user",
    )
)
"""Ids that PostHog takes for a mistake, beside those that are refused everywhere: it keeps their events, of nobody."""


def named(distinct: Any) -> str:
    """The distinct id as text. Raises Unfit where it is missing or stands for nobody."""
    found = identifier(distinct.strip() if type(distinct) is str else distinct, "distinct_id")
    if found is None:
        raise Unfit(Reason.ID_MISSING, "distinct_id", "is missing")
    return found


def nobody(distinct: str) -> bool:
    """Whether PostHog would make no person of this id."""
    return distinct.casefold() in NOBODY


def who(distinct: str, properties: Properties) -> tuple[str | None, str | None]:
    """(user, device) of an event.

    It is anonymous when `$is_identified` says so; where that is missing, when the id is that of the device, or
    `$process_person_profile` is false, which is what PostHog calls an anonymous event. Else the id names a user.
    """
    device = _device(properties.get("$device_id"))
    identified = properties.get("$is_identified")
    if identified is None:
        anonymous = distinct == device or properties.get("$process_person_profile") is False
    else:
        anonymous = identified is False
    if anonymous:
        return None, distinct
    return distinct, None if device == distinct else device


def _device(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST and not placeholder(value) else None


def _identify(distinct: str, properties: Properties) -> Link | None:
    anonymous = _other(properties, "$anon_distinct_id")
    return None if anonymous is None else ("identify", anonymous, distinct)


def _create_alias(distinct: str, properties: Properties) -> Link:
    return "alias", _alias(properties), distinct


def _merge(distinct: str, properties: Properties) -> Link:
    return "merge", _alias(properties), distinct


def _alias(properties: Properties) -> str:
    alias = _other(properties, "alias")
    if alias is None:
        raise Unfit(Reason.IDENTITY_INCOMPLETE, "properties.alias", "is missing: two ids must be named")
    return alias


def _other(properties: Properties, name: str) -> str | None:
    """The other id. One that stands for nobody would make one person of all who were once called so."""
    found = identifier(properties.get(name), f"properties.{name}")
    if found is not None and nobody(found):
        raise Unfit(Reason.ID_PLACEHOLDER, f"properties.{name}", f"must not be a placeholder such as {found!r}")
    return found


TIES: Mapping[str, Callable[[str, Properties], Link | None]] = MappingProxyType(
    {"$identify": _identify, "$create_alias": _create_alias, "$merge_dangerously": _merge}
)
"""The events that say who is who. `$identify` without an anonymous id (servers send it) only changes the person."""
