"""Where the events of a query come from: the lake, or a file, opened once for all questions of a call."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.app.documents.texts import Document
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.import_columns import sniffed
from hypercare.app.import_file import whole_lines
from hypercare.lake.decoding import attempt, columns
from hypercare.lake.rows import ARRIVAL, SCHEMAS
from hypercare.lake.sequences.direct import sequences_of
from hypercare.model.errors import BadInput
from hypercare.model.facts import Payload
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import Unit, UnitKind
from hypercare.model.sequences import Bucket
from hypercare.sources.files.tables import Rejections, TableFile, events_of, table_file
from hypercare.sources.registry import decoder

FOREVER = to_micros(datetime(2200, 1, 1, tzinfo=UTC))
"""Rows of a file are questioned, not received: none is from the future."""
SOURCE_CHARACTERS = 100
EXPECTED = "JSON lines, CSV or Parquet: docs/query.md"
TABLES = ("events", "aliases", "traits")
Buckets = Callable[[Unit, frozenset[str], int], Iterable[Bucket]]


@dataclass(frozen=True)
class Source:
    """The events, by unit and property, and what is known of them.

    `as_of` is the instant that is meant where none is said, `first` and `last` enclose the event times (microseconds
    UTC; `last` is None without events), `events` is how many there are. Of a file, `rejected` counts rows that are no
    events, by reason; `duplicates` those that came again; `local_times` says that some instants had no offset and were
    read as UTC.
    """

    buckets: Buckets
    as_of: datetime
    first: int
    last: int | None
    events: int
    shape: str = "lake"
    rejected: Rejections = field(default_factory=Rejections)
    duplicates: int = 0
    local_times: bool = False

    def document(self) -> Document:
        """What was read, for the answer."""
        reasons = sorted(self.rejected.counts.items(), key=lambda each: (-each[1], each[0]))
        return {
            "shape": self.shape,
            "events": self.events,
            "first": None if self.last is None else from_micros(self.first).isoformat(),
            "last": None if self.last is None else from_micros(self.last).isoformat(),
            "duplicates": self.duplicates,
            "local_times": self.local_times,
            "rejected": [
                {"reason": reason, "rows": rows, "example": self.rejected.examples[reason]} for reason, rows in reasons
            ],
        }


def lake_source(house: House, units: frozenset[Unit], properties: frozenset[str]) -> Source:
    """The lake as it is now."""
    # Before the evidence: what is loaded in between then counts for nobody's events at most, never as nobody's.
    files = house.require().tables.files("events")
    evidence = Evidence.newest(house.sequences, house.tables, units, properties)
    now = house.clock.now()
    first = min((file.min_ts for file in files), default=to_micros(now))
    last = max((file.max_ts for file in files), default=None)
    return Source(evidence.buckets, now, first, last, sum(file.rows for file in files))


def file_source(
    now: datetime, path: Path, units: frozenset[Unit], properties: frozenset[str], named: Mapping[str, str]
) -> Source:
    """The events of a file, in memory; `named` are the columns of a table by role.

    `as_of` is now, or the last event where the file is ahead of it. Raises `BadInput` for what holds no events.
    """
    if not path.is_file():
        what = "the file is a pipe or a device" if path.exists() else "the file cannot be read (No such file)"
        raise BadInput(what, where=str(path), expected=EXPECTED)
    table = _opened(path)
    read = _lines(path) if table is None else _table(table, units, properties, named)
    events, duplicates = _first_with_their_key(read.facts["events"])
    if not len(events):
        raise BadInput(_nothing(read.rejected), where=str(path), expected=EXPECTED)
    facts = {**read.facts, "events": events}

    @cache
    def buckets(unit: Unit, as_of: int) -> list[Bucket]:
        events, aliases, traits = (facts[name] for name in TABLES)
        found = sequences_of(events, aliases, traits, unit, properties, known_by=as_of)
        return list(found.buckets())

    span = pc.min_max(pc.cast(events["ts_event"], pa.int64())).as_py()
    return Source(
        lambda unit, _columns, when: buckets(unit, when),
        max(now, from_micros(span["max"])),
        span["min"],
        span["max"],
        len(events),
        read.shape,
        read.rejected,
        duplicates,
        read.local_times,
    )


@dataclass(frozen=True)
class _Read:
    """The facts of a file by table, in the lake's columns."""

    facts: Mapping[str, pa.Table]
    shape: str
    rejected: Rejections
    local_times: bool = False


def _opened(path: Path) -> TableFile | None:
    try:
        return table_file(path)
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", where=str(path)) from error


def _table(table: TableFile, units: frozenset[Unit], properties: frozenset[str], named: Mapping[str, str]) -> _Read:
    accounts = frozenset(unit.key for unit in units if unit.kind is UnitKind.ACCOUNT)
    found = events_of(table, properties | accounts, given=named, unnamed=len(accounts) == len(units))
    rows = found.events.append_column(ARRIVAL, pa.array(np.arange(len(found.events))))
    for name in SCHEMAS["events"].names:
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(len(rows), pa.string()))
    none = {name: SCHEMAS[name].empty_table() for name in TABLES}
    return _Read({**none, "events": rows}, table.shape, found.rejected, found.local_times)


def _lines(path: Path) -> _Read:
    """JSON lines, a few MB at a time, as an import reads them."""
    try:
        name = sniffed(path)
    except BadInput as error:
        raise BadInput(error.what, where=str(path), expected=EXPECTED) from error
    attempts = (attempt(payload, decoder) for payload in _payloads(path, name))
    parts: dict[str, list[pa.Table]] = {table: [SCHEMAS[table].empty_table()] for table in SCHEMAS}
    for part in columns(attempts, 0):
        for table, rows in part.items():
            parts[table].append(rows)
    facts = {table: pa.concat_tables(rows) for table, rows in parts.items()}
    return _Read(facts, "json lines", _rejections(facts["quarantine"]))


def _payloads(path: Path, name: str) -> Iterator[Payload]:
    row = 0
    with path.open("rb") as file:
        while body := whole_lines(file, path.stat().st_size - file.tell()):
            yield Payload(name, str(path), path.stem[:SOURCE_CHARACTERS], FOREVER, body, first_row=row)
            row += body.count(b"\n")


def _rejections(quarantine: pa.Table) -> Rejections:
    found = Rejections()
    reasons, messages = quarantine["reason"].to_pylist(), quarantine["message"].to_pylist()
    first = dict(zip(reversed(reasons), reversed(messages), strict=True))
    for reason, count in Counter(reasons).items():
        found.add(reason, count, first[reason])
    return found


def _first_with_their_key(events: pa.Table) -> tuple[pa.Table, int]:
    """The events without those that the lake would drop, and how many: a source's own key counts once on a day."""
    day = pc.divide(pc.cast(events["ts_event"], pa.int64()), DAY_US)
    keyed = events.select(["key", ARRIVAL]).append_column("day", day)
    keyed = keyed.filter(pc.is_valid(keyed["key"]))
    first = keyed.group_by(["key", "day"]).aggregate([(ARRIVAL, "min")])[f"{ARRIVAL}_min"]
    duplicates = len(keyed) - len(first)
    if not duplicates:
        return events, 0
    is_first = pc.is_in(events[ARRIVAL], value_set=first.combine_chunks())
    return events.filter(pc.or_(pc.is_null(events["key"]), is_first)), duplicates


def _nothing(rejected: Rejections) -> str:
    if not rejected.total:
        return "there is no event in the file"
    reason, count = max(rejected.counts.items(), key=lambda each: each[1])
    return f"none of the {rejected.total:,} rows is an event; {count:,} are {reason}: {rejected.examples[reason]}"
