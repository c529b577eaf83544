"""CleverTap's files: the export to a bucket, and the records that its API of events answers with.

A line of the export is `{"ts", "eventName", "eventProps", "profile": {"identity", "objectId", "platform"},
"deviceInfo", "sessionProps"}`. A record of the API is `{"ts", "event_props", "profile", "session_props"}`: it leaves
out the event's name, which whoever saved it must add as `event_name`. `ts` has 14 digits and no zone (20260922090000).
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.model.facts import Decoded, Event, Payload
from hypercare.model.instant import to_micros
from hypercare.sources.clevertap.shapes import BOUNDS
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.files.table_cells import ZONE as TOLD_ZONE
from hypercare.sources.identifiers import identifier, name
from hypercare.sources.instants import check_bounds, micros_or_iso
from hypercare.sources.properties import properties_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.records import object_of

NAME = "import.clevertap"
ZONE = "timezone"
"""The field that whoever saved a file may add to its lines: the zone of the CleverTap project.

It goes before the zone that was named for the import; without either, UTC is meant.
"""
_DIGITS = 14
Line = dict[str, Any]


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reading, told = Reading(payload, imported=True), {ZONE: payload.query.get(TOLD_ZONE, "UTC")}
    for row, line in rows(payload):
        try:
            _add(told | object_of(check_line(line)), line, row, reading)
        except Unfit as unfit:
            reading.reject(line, unfit, row)
    return reading.into


def _add(line: Line, raw: bytes, row: int, reading: Reading) -> None:
    called = name(_either(line, "eventName", "event_name"), "eventName")
    profile = _part(line, "profile")
    user = identifier(profile.get("identity"), "profile.identity")
    anon = identifier(profile.get("objectId"), "profile.objectId")
    micros = check_bounds(_instant(line), reading.received, "ts")
    event = Event(
        source=reading.source,
        event=called,
        ts_event=micros,
        ts_received=reading.received,
        ts_known=reading.known(micros),
        key=reading.retry_key(raw, row),
        own_key=True,
        user_key=user,
        anon_key=anon,
        props=properties_text(_properties(line, profile), "eventProps", BOUNDS),
    )
    reading.into.events.append(event)
    reading.link("identify", anon, user, micros)


def _either(line: Line, first: str, second: str) -> Any:
    return line[first] if first in line else line.get(second)


def _part(line: Line, first: str, second: str = "") -> Line:
    found = _either(line, first, second)
    if found is not None and not isinstance(found, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, first, "must be an object")
    return found or {}


def _properties(line: Line, profile: Line) -> Line:
    """The event's own properties, and beside them where it happened; nothing of who the person is."""
    beside = {
        "platform": profile.get("platform"),
        "deviceInfo": _part(line, "deviceInfo"),
        "sessionProps": _part(line, "sessionProps", "session_props"),
    }
    return {key: value for key, value in beside.items() if value} | _part(line, "eventProps", "event_props")


def _instant(line: Line) -> int:
    """The time of a line: 14 digits in the zone that it names; or an instant in any usual way."""
    ts = line.get("ts")
    if ts is None:
        raise Unfit(Reason.TIME_MISSING, "ts", "is missing")
    digits = str(ts) if isinstance(ts, int | str) and not isinstance(ts, bool) else ""
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
        return micros_or_iso(ts, "ts")
    zone = _zone(line[ZONE])
    try:
        day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
        return to_micros(datetime(*day, int(digits[8:10]), int(digits[10:12]), int(digits[12:]), tzinfo=zone))
    except (ValueError, OverflowError):
        raise Unfit(Reason.TIME_INVALID, "ts", "must be a day and time as 20260922090000") from None


@lru_cache(32)
def _known_zone(zone: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        return None


def _zone(named: Any) -> ZoneInfo:
    found = _known_zone(named) if isinstance(named, str) and len(named) < 64 else None
    if found is None:
        raise Unfit(Reason.TIME_INVALID, ZONE, "must be the name of a time zone, such as Asia/Jakarta")
    return found


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether the time stands beside a profile, and the properties where CleverTap has them."""
    return "ts" in line and "profile" in line and bool({"eventName", "event_name", "event_props"} & line.keys())


EXPORT = Export("clevertap", NAME, decode, recognises, zoneless=True)
