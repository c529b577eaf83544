"""One Amplitude record into facts: an event, or a change of what is true of a user or a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypercare.model.facts import Event
from hypercare.sources.amplitude.shapes import MIN_ID_LENGTH, MISSING
from hypercare.sources.amplitude.traits import changes_of
from hypercare.sources.identifiers import identifier, name, placeholder
from hypercare.sources.instants import micros_of
from hypercare.sources.keys import vendor_key
from hypercare.sources.properties import groups_text, properties_text, value_text
from hypercare.sources.reading import Change, Reading
from hypercare.sources.reasons import Reason, Unfit

GROUP_IDENTIFY = "$groupidentify"
IDENTITY = frozenset(("$identify", GROUP_IDENTIFY))
"""Records that only tell what is true of a user or a group: they are not events."""
KEPT = frozenset(
    (
        *("platform", "app_version", "version_name", "start_version", "os_name", "os_version", "device_brand"),
        *("device_manufacturer", "device_model", "device_family", "device_type", "carrier", "language", "session_id"),
        *("country", "region", "city", "dma", "price", "quantity", "revenue", "currency", "productId", "revenueType"),
    )
)
"""Fields of an event that become properties, under Amplitude's names. Not kept: addresses, advertising ids, the user
agent, coordinates. They tell who somebody is, and nobody compares launches by them."""
# The events that tell which variant of a flag somebody was shown, and how their clients name flag and variant.
_EXPOSURES = frozenset(("[Experiment] Exposure", "$exposure"))
_FLAG = ("flag_key", "[Experiment] Flag Key", "key")
_VARIANT = ("variant", "[Experiment] Variant")

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Key:
    """By what a record is told from its resends, and whether that counts for as long as the event is kept."""

    digest: bytes
    own: bool


@dataclass(frozen=True)
class Who:
    """The ids that a record names: at least one, but of a group's."""

    user: str | None
    device: str | None

    @property
    def named(self) -> str | None:
        """The id by which its traits and insert ids are known: the user's before the device's."""
        return self.user or self.device


@dataclass(frozen=True)
class Reader:
    """Reads the records of one payload. `kind` is the event type of records that name none."""

    reading: Reading
    min_id_length: int = MIN_ID_LENGTH
    kind: str | None = None

    def add(self, record: Record, raw: bytes) -> None:
        """Adds what a pushed record says. Raises Unfit when it cannot be used; then nothing was added."""
        event = self.kind or event_type(record)
        who = Who(self._id(record, "user_id"), self._id(record, "device_id"))
        if who.named is None and event != GROUP_IDENTIFY:
            raise Unfit(Reason.ID_MISSING, "user_id", MISSING)
        micros = self._instant(record.get("time"))
        changed = self._changed(record, who)
        fields = None if event in IDENTITY else fields_of(event, record)
        key = self._key(record, who, raw)
        if fields is not None:
            row = fields.event(self.reading, key, who, micros=micros, known=self.reading.received)
            self.reading.into.events.append(row)
        for holder, unit, changes in changed:
            self.reading.change(holder, unit, changes, micros, key.digest)
        self.reading.link("identify", who.device, who.user, micros)

    def _id(self, record: Record, field: str) -> str | None:
        found = identifier(record.get(field), field)
        if found is not None and len(found) < self.min_id_length:
            raise Unfit(Reason.ID_TOO_SHORT, field, f"must have at least {self.min_id_length} characters")
        return found

    def _instant(self, value: Any) -> int:
        if value is None:
            return self.reading.received
        if isinstance(value, str):
            raise Unfit(Reason.TIME_INVALID, "time", "must be milliseconds since epoch")
        return self.reading.instant(micros_of(value, "time"), "time")

    def _key(self, record: Record, who: Who, raw: bytes) -> Key:
        """An own key counts by the day of its event, so it is none where a resend may have another time.

        That is where the receipt gives or corrects the time. The digest then counts for seven days, as at Amplitude.
        """
        insert_id = insert_id_of(record.get("insert_id"), "insert_id")
        if insert_id is None:
            return Key(self.reading.retry_key(raw), own=False)
        timed = record.get("time") is not None and self.reading.sent is None
        return Key(insert_key(self.reading.source, who.named, insert_id), own=timed)

    def _changed(self, record: Record, who: Who) -> list[tuple[str, str, list[Change]]]:
        """What becomes true of whom: (holder, id, changes)."""
        changed = []
        of_user = changes_of(record.get("user_properties"), "user_properties")
        if of_user and who.named is not None and record.get("$skip_user_properties_sync") is not True:
            changed.append(("user", who.named, of_user))
        of_group = changes_of(record.get("group_properties"), "group_properties")
        if of_group:
            changed += [(holder, unit, of_group) for holder, unit in _groups(record)]
        return changed


@dataclass(frozen=True)
class Fields:
    """What an event says apart from who did it and when."""

    name: str
    groups: str | None
    props: str
    flags: str | None
    lib: str | None

    def event(self, reading: Reading, key: Key, who: Who, *, micros: int, known: int) -> Event:
        """The event, done by somebody at an instant, and known from another one on."""
        return Event(
            source=reading.source,
            event=self.name,
            ts_event=micros,
            ts_received=reading.received,
            ts_known=known,
            key=key.digest,
            own_key=key.own,
            user_key=who.user,
            anon_key=who.device,
            groups=self.groups,
            props=self.props,
            flags=self.flags,
            lib=self.lib,
        )


def event_type(record: Record) -> str:
    """The event's name. Raises Unfit."""
    found = record.get("event_type")
    if found is None or found == "":
        raise Unfit(Reason.EVENT_NAME_INVALID, "event_type", MISSING)
    return name(found, "event_type")


def fields_of(event: str, record: Record) -> Fields:
    """What a record says of its event. Raises Unfit."""
    properties = record.get("event_properties")
    if properties is None:
        properties = {}
    if not isinstance(properties, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, "event_properties", "must be an object")
    kept = {field: record[field] for field in record if field in KEPT and record[field] is not None}
    library = record.get("library")
    return Fields(
        name=event,
        groups=groups_text(record.get("groups"), "groups"),
        props=properties_text({**kept, **properties}, "event_properties"),
        flags=_exposure(properties) if event in _EXPOSURES else None,
        lib=library if isinstance(library, str) else None,
    )


def insert_key(source: str, who: str | None, insert_id: str) -> bytes:
    """The key of a record with an insert id. Amplitude compares no names and no times, and neither do we."""
    return vendor_key(source, "", None, who or "", insert_id)


def insert_id_of(value: Any, field: str) -> str | None:
    """The insert id as text; None where there is none, or one that stands for nobody. Raises Unfit."""
    if value is None or value == "" or (isinstance(value, str) and placeholder(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unfit(Reason.INSERT_ID_INVALID, field, "must be a string")
    return str(value)


def _groups(record: Record) -> list[tuple[str, str]]:
    """The groups that a record names, as (type, name). Raises Unfit where there is none to tell of."""
    groups: Any = record.get("groups")
    if groups is None and isinstance(record.get("group_type"), str):
        groups = {record["group_type"]: record.get("group_value")}
    if groups is None or groups_text(groups, "groups") is None:
        raise Unfit(Reason.GROUP_INVALID, "groups", MISSING)
    named = {kind: ids if isinstance(ids, list) else [ids] for kind, ids in groups.items()}
    return [(kind, str(each)) for kind, ids in named.items() for each in ids]


def _exposure(properties: Mapping[str, Any]) -> str | None:
    flag = next((properties[each] for each in _FLAG if each in properties), None)
    variant = next((properties[each] for each in _VARIANT if each in properties), None)
    return value_text({flag: variant}, "event_properties") if _is_text(flag) and _is_text(variant) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""
