"""Who is who in Mixpanel's events: the ids that an event carries, and the events that only tie ids together."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from hypercare.model.facts import Alias, Decoded
from hypercare.sources.identifiers import identifier
from hypercare.sources.mixpanel.shapes import DEVICE, Reading
from hypercare.sources.reasons import Reason, Unfit

Properties = dict[str, Any]


def who(distinct: Any, properties: Properties) -> tuple[str | None, str | None]:
    """The user and the device of an event, in both of Mixpanel's identity systems. Takes them out of `properties`."""
    named = identifier(distinct, "properties.distinct_id")
    if named is not None and "$device_id" not in properties and "$user_id" not in properties:
        return (None, named) if named.startswith(DEVICE) else (named, None)
    user = identifier(properties.pop("$user_id", None), "properties.$user_id") if "$user_id" in properties else None
    device = (
        identifier(properties.pop("$device_id", None), "properties.$device_id") if "$device_id" in properties else None
    )
    anon = None if device is None else device if device.startswith(DEVICE) else DEVICE + device
    if named is None or named.startswith(DEVICE):
        return user, anon or named
    # Before login the older system names the device in distinct_id: its alias is then written with that plain id.
    return user or named, anon if user else None


def _identify(properties: Properties, reading: Reading, into: Decoded) -> None:
    known = properties.get("$identified_id", properties.get("$user_id", properties.get("distinct_id")))
    anon = properties.get("$anon_distinct_id", properties.get("$anon_id", properties.get("$device_id")))
    _alias("identify", anon, known, properties, reading, into)


def _create_alias(properties: Properties, reading: Reading, into: Decoded) -> None:
    _alias("alias", properties.get("alias"), properties.get("distinct_id"), properties, reading, into)


def _merge(properties: Properties, reading: Reading, into: Decoded) -> None:
    ids = properties.get("$distinct_ids")
    if not isinstance(ids, list) or len(ids) != 2:
        raise Unfit(Reason.IDENTITY_INCOMPLETE, "properties.$distinct_ids", "must hold two ids")
    _alias("merge", ids[1], ids[0], properties, reading, into)


def _alias(kind: str, key: Any, user: Any, properties: Properties, reading: Reading, into: Decoded) -> None:
    found, named = identifier(key, "properties"), identifier(user, "properties")
    if found is None or named is None:
        raise Unfit(Reason.IDENTITY_INCOMPLETE, "properties", "must name two ids")
    micros = reading.instant(properties.get("time"), "properties.time")
    known = reading.known(micros, properties.get("mp_processing_time_ms"))
    reading.link(into, Alias(reading.source, kind, found, named, micros, reading.received, known))


IDENTITY: MappingProxyType[str, Callable[[Properties, Reading, Decoded], None]] = MappingProxyType(
    {"$identify": _identify, "$create_alias": _create_alias, "$merge": _merge}
)
