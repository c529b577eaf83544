"""Arrivals: the rows of events and quarantine in the order in which they came; those since a cursor, and the latest."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hypercare.lake.newest import RowGroup, backwards
from hypercare.lake.recent import Now
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tallies import Known
from hypercare.lake.wanted import Fact, Numbered, Wanted, facts_at, fitting
from hypercare.model.cursor import NOTHING, Cursor
from hypercare.model.facts import Event

MOST_ROWS = 500_000
"""Rows among which those that are wanted are looked for, the newest: a quarter of a second."""


@dataclass(frozen=True)
class Arrived:
    """One row, and the cursor that has read up to it."""

    cursor: Cursor
    fact: Fact


@dataclass(frozen=True)
class Arrivals:
    """Rows, the latest last. `cursor` has read everything that there is.

    `skipped` counts rows since the cursor asked for that are not among `rows` for their number alone. `looked_through`
    is how many rows were looked at for those that are wanted.
    """

    rows: tuple[Arrived, ...]
    cursor: Cursor
    skipped: int
    looked_through: int


@dataclass(frozen=True)
class _Part:
    """The same of one table, the latest last, and the table's last arrival."""

    rows: list[Numbered]
    last: int
    skipped: int
    looked_through: int


def since(tables: Tables, after: Cursor, *, limit: int, known: Known, wanted: Wanted) -> Arrivals:
    """At most `limit` rows that arrived after a cursor, the newest. Reads only the data files that hold them.

    What is wanted is looked for in the newest half million rows. Raises OSError where a file is gone.
    """
    events = _since(tables, "events", after.events, limit, known, wanted)
    quarantine = _since(tables, "quarantine", after.quarantine, limit, known, wanted)
    merged = list(heapq.merge(events.rows, quarantine.rows, key=lambda row: row[0]))
    return Arrivals(
        rows=_pointed(after, merged)[-limit:],
        cursor=Cursor(events.last, quarantine.last),
        skipped=events.skipped + quarantine.skipped + max(0, len(merged) - limit),
        looked_through=events.looked_through + quarantine.looked_through,
    )


def latest(tables: Tables, *, limit: int, now: Now, wanted: Wanted) -> Arrivals:
    """At most `limit` rows that became known last, in that order, whenever and in whatever order they were imported.

    The cursor of a row says where it stands, not what was read before it. Wanted rows are looked for as by `since`.
    """
    files = {table: tables.files(table) for table in ("events", "quarantine")}
    rows: list[tuple[int, Numbered]] = []
    looked_through = 0
    for table, found in files.items():
        young, looked = _youngest(tables, table, found, limit, now, wanted)
        rows, looked_through = rows + young, looked_through + looked
    rows.sort(key=lambda row: (-row[0], row[1][0]))
    return Arrivals(
        rows=tuple(Arrived(_place(row), row[1]) for _, row in rows[-limit:]),
        cursor=Cursor(_last(files["events"]), _last(files["quarantine"])),
        skipped=0,
        looked_through=looked_through,
    )


def _pointed(cursor: Cursor, merged: Sequence[Numbered]) -> tuple[Arrived, ...]:
    """The rows with the cursor up to each."""
    found = []
    for row in merged:
        place = _place(row)
        cursor = (
            replace(cursor, events=place.events)
            if place.events != NOTHING
            else replace(cursor, quarantine=place.quarantine)
        )
        found.append(Arrived(cursor, row[1]))
    return tuple(found)


def _place(row: Numbered) -> Cursor:
    """Where a row stands."""
    return Cursor(events=row[0]) if isinstance(row[1], Event) else Cursor(quarantine=row[0])


def _since(tables: Tables, table: str, after: int, limit: int, known: Known, wanted: Wanted) -> _Part:
    files = tables.files(table)
    rows: list[Numbered] = []
    skipped = looked_through = 0
    for group in backwards(tables, table, files, after=after):
        if len(rows) < limit and looked_through < MOST_ROWS:
            came, fits = fitting(group, known, wanted, after=after)
            places = np.flatnonzero(fits)
            taken = facts_at(group, places[-(limit - len(rows)) :])
            looked_through, skipped = looked_through + came, skipped + len(places) - len(taken)
            rows = taken + rows
        else:
            skipped += group.count_after(after)
    return _Part(rows, _last(files), skipped, looked_through)


def _youngest(
    tables: Tables, table: str, files: Sequence[DataFile], limit: int, now: Now, wanted: Wanted
) -> tuple[list[tuple[int, Numbered]], int]:
    """The rows that became known last, each with its age (microseconds), and how many were looked at."""
    rows: list[tuple[int, Numbered]] = []
    looked_through = 0
    for file in sorted(files, key=lambda each: each.last_known, reverse=True):
        for group in backwards(tables, table, [file]):
            if looked_through >= MOST_ROWS or (len(rows) == limit and now.least_age(group.last_known) > rows[-1][0]):
                continue
            looked_through += group.rows
            rows = sorted([*rows, *_young(group, limit, now, wanted)], key=lambda row: (row[0], -row[1][0]))[:limit]
    return rows, looked_through


def _young(group: RowGroup, limit: int, now: Now, wanted: Wanted) -> list[tuple[int, Numbered]]:
    _, fits = fitting(group, Known(now.clock), wanted)
    ages = now.ages(group)
    places = np.flatnonzero(fits)
    young = np.sort(places[np.argsort(ages[places], kind="stable")[:limit]])
    return list(zip(ages[young].tolist(), facts_at(group, young), strict=True))


def _last(files: Sequence[DataFile]) -> int:
    return max((file.last_arrival for file in files), default=NOTHING)
