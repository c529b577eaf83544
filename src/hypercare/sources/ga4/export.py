"""GA4's BigQuery export: a line is a row of `events_YYYYMMDD`, as JSON or as Parquet gives it.

Rows have no id of their own. Where the columns of the batch are filled, they tell events of one moment apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypercare.model.facts import Decoded, Event, Payload
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.ga4.events import MISSING
from hypercare.sources.identifiers import identifier, name
from hypercare.sources.instants import check_bounds
from hypercare.sources.keys import digest
from hypercare.sources.properties import properties_text, value_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.records import object_of

NAME = "import.ga4"
BATCH = ("batch_page_id", "batch_ordering_id", "batch_event_index")
# Columns that become properties: what people compare launches by. A parameter of the same name goes before.
COLUMNS = {
    ("platform",): "platform",
    ("app_info", "version"): "app_version",
    ("device", "category"): "device_category",
    ("device", "mobile_brand_name"): "device_brand",
    ("device", "mobile_model_name"): "device_model",
    ("device", "operating_system"): "os",
    ("device", "operating_system_version"): "os_version",
    ("device", "language"): "language",
    ("device", "web_info", "browser"): "browser",
    ("device", "web_info", "browser_version"): "browser_version",
    ("geo", "country"): "country",
    ("geo", "region"): "region",
    ("geo", "city"): "city",
    ("ecommerce", "transaction_id"): "transaction_id",
    ("ecommerce", "purchase_revenue"): "purchase_revenue",
}
_ITEM_NUMBERS = ("price", "price_in_usd", "quantity", "item_revenue", "item_revenue_in_usd", "discount")
Line = Mapping[str, Any]


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    rower = _Rows(Reading(payload, imported=True))
    for row, line in rows(payload):
        try:
            rower.add(object_of(check_line(line)))
        except Unfit as unfit:
            rower.reading.reject(line, unfit, row)
    return rower.reading.into


@dataclass
class _Rows:
    """Reads the lines of one chunk. `told` is what was last told of each user, by name, as JSON text and time."""

    reading: Reading
    told: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        event = name(line.get("event_name"), "event_name")
        micros = _micros(line.get("event_timestamp"), "event_timestamp", self.reading.received)
        user, anon = (
            identifier(line.get("user_id"), "user_id"),
            identifier(line.get("user_pseudo_id"), "user_pseudo_id"),
        )
        params = dict(_pairs(line.get("event_params"), "event_params"))
        props = properties_text({**_columns(line), **_items(line), **params}, "event_params")
        traits = list(self._changes(user or anon, line, micros))
        known = self.reading.known(micros, micros + _offset(line))
        key = _key(self.reading.source, line, event, micros, anon or user or "", props)
        row = Event(
            source=self.reading.source,
            event=event,
            ts_event=micros,
            ts_received=self.reading.received,
            ts_known=known,
            key=key,
            own_key=True,
            user_key=user,
            anon_key=anon,
            props=props,
        )
        self.reading.into.events.append(row)
        self.reading.link("identify", anon, user, micros)
        for trait, text, at in traits:
            self.told[user or anon or "", trait] = (text, at)
            self.reading.change("user", user or anon or "", [(trait, "set", text)], at, digest(key + trait.encode()))

    def _changes(self, who: str | None, line: Line, micros: int) -> Iterator[tuple[str, str, int]]:
        """(trait, value as JSON text, time): the properties of the user that were not told of before in the chunk."""
        if who is None:
            return
        for trait, value, at in _user_properties(line, micros, self.reading.received):
            text = value_text(value, "user_properties")
            if self.told.get((who, trait)) != (text, at):
                yield trait, text, at


def _key(source: str, line: Line, event: str, micros: int, who: str, props: str) -> bytes:
    """The row's own key: the same row in the day's table, in the intraday table and in another file is one event.

    Without the columns of the batch, as in older exports, the properties tell the events of one microsecond apart.
    """
    batch = [str(line[column]) for column in BATCH if line.get(column) is not None]
    told = batch or [str(line.get("event_bundle_sequence_id")), props]
    parts = [source, who, event, str(micros), *told]
    return digest("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass"))


def _micros(value: Any, where: str, received: int) -> int:
    if value is None or value == "":
        raise Unfit(Reason.TIME_MISSING, where, MISSING)
    found = _number(value)
    if not isinstance(found, int):
        raise Unfit(Reason.TIME_INVALID, where, "must be microseconds since 1970")
    return check_bounds(found, received, where)


def _offset(line: Line) -> int:
    """Microseconds from the event to its upload."""
    found = _number(line.get("event_server_timestamp_offset"))
    return max(0, found) if isinstance(found, int) else 0


def _number(value: Any) -> Any:
    """BigQuery writes whole numbers as text; what is none stays as it is."""
    if isinstance(value, str) and len(value) <= 20:
        sign, digits = value[:1] == "-", value.removeprefix("-")
        if digits.isascii() and digits.isdigit():
            return -int(digits) if sign else int(digits)
    if isinstance(value, bool):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**63 else value


def _pairs(repeated: Any, where: str) -> Iterator[tuple[str, Any]]:
    """The (key, value) of a repeated record. Raises Unfit where it is none."""
    for each in _list(repeated, where):
        key, value = (each.get("key"), each.get("value")) if isinstance(each, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(value, dict | None):
            raise Unfit(Reason.PROPERTIES_INVALID, where, "must be an array of objects with key and value")
        yield key, _value(value or {})


def _value(record: Mapping[str, Any]) -> Any:
    """The one value of `{string_value, int_value, float_value, double_value}`; None where there is none."""
    if record.get("int_value") is not None:
        return _number(record["int_value"])
    named = ("string_value", "double_value", "float_value")
    return next((record[column] for column in named if record.get(column) is not None), None)


def _list(repeated: Any, where: str) -> Iterable[Any]:
    """The items of a repeated column: an array, or the wrapped one that some writers of Parquet make."""
    if repeated is None:
        return ()
    if isinstance(repeated, dict) and isinstance(repeated.get("list"), list):
        return [_unwrapped(each) for each in repeated["list"]]
    if not isinstance(repeated, list):
        raise Unfit(Reason.PROPERTIES_INVALID, where, "must be an array")
    return repeated


def _unwrapped(each: Any) -> Any:
    return next((each[name] for name in ("element", "item", "array") if name in each), each) if each else each


def _user_properties(line: Line, micros: int, received: int) -> Iterator[tuple[str, Any, int]]:
    for each in _list(line.get("user_properties"), "user_properties"):
        record = each.get("value") if isinstance(each, dict) else None
        if not isinstance(record, dict) or not isinstance(each.get("key"), str):
            raise Unfit(Reason.PROPERTIES_INVALID, "user_properties", "must be an array of objects with key and value")
        at, value = record.get("set_timestamp_micros"), _value(record)
        if value is not None:
            told = micros if at is None else _micros(at, "user_properties.set_timestamp_micros", received)
            yield each["key"], value, told


def _columns(line: Line) -> dict[str, Any]:
    found = {named: _at(line, path) for path, named in COLUMNS.items()}
    return {named: value for named, value in found.items() if value not in (None, "", "(not set)")}


def _at(line: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        line = line.get(part) if isinstance(line, dict) else None
    return line if isinstance(line, str | int | float) else None


def _items(line: Line) -> dict[str, Any]:
    items = [_item(each) for each in _list(line.get("items"), "items") if isinstance(each, dict)]
    return {"items": items} if items else {}


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    filled = {column: value for column, value in item.items() if value not in (None, "", "(not set)", [])}
    return filled | {column: _number(filled[column]) for column in _ITEM_NUMBERS if column in filled}


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether it names event and time as the export does, which no other shape does."""
    return "event_name" in line and "event_timestamp" in line


EXPORT = Export("ga4", NAME, decode, recognises)
