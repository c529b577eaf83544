"""Updating sequences: merging what is new into a set that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hypercare.lake.coding import encoded
from hypercare.lake.facts import Facts, whole
from hypercare.lake.identity import Identity
from hypercare.lake.json_values import mapped
from hypercare.lake.rows import ARRIVAL
from hypercare.lake.sequences.bucket_files import BucketFile, Mapped, stored_rows
from hypercare.lake.sequences.build import Intake, Resolved, shelve, shelves_for, state_of, write
from hypercare.lake.sequences.sorted_rows import SortedRows
from hypercare.lake.sequences.state import State
from hypercare.lake.shelves import BUCKET_ROWS, Shelves, spread
from hypercare.model.metrics import UnitKind


@dataclass(frozen=True)
class MustRebuild:
    """A set cannot be brought up to date: why."""

    reason: str


def update(facts: Facts, resolved: Resolved, state: State, folder: Path) -> State | MustRebuild:
    """Writes the buckets that new facts touch, and gives the state with them. Files of the old state stay as they are.

    Rows are recognised by their arrival, not by their files: compaction moves rows, and none is read twice for it.
    """
    renames = _renames(facts, resolved, state)
    if isinstance(renames, MustRebuild):
        return renames
    buckets, fresh = len(state.buckets), facts.count("events") - state.events
    if facts.count("events") > 2 * BUCKET_ROWS * buckets:
        return MustRebuild("the buckets have outgrown their size")
    with shelves_for(fresh, folder) as shelves:
        intake = shelve(facts, resolved, buckets, shelves, after=state.last_event)
        if intake.events != fresh:
            return MustRebuild(f"{intake.events - fresh} events that were covered have gone")
        stored = _merge(_Standing(folder, state, renames), shelves, resolved)
    both = Intake(
        state.events + intake.events, max(state.last_event, intake.last), state.unattributed + intake.unattributed
    )
    return state_of(facts, resolved, stored, both)


def _renames(facts: Facts, resolved: Resolved, state: State) -> dict[str, str] | MustRebuild:
    """What users are called that have been joined since."""
    if resolved.membership != state.membership:
        return MustRebuild("users have moved between accounts")
    if resolved.identity.version == state.identity:
        return {}
    aliases = whole(facts, "aliases")
    older = Identity.build(aliases.filter(pc.less_equal(aliases[ARRIVAL], state.last_alias)))
    renames = resolved.identity.renames(older) if older.version == state.identity else None
    if renames is None:
        return MustRebuild("keys have changed their user")
    if renames and resolved.keying.membership is not None:
        return MustRebuild("users that belong to accounts have been joined")
    return renames


@dataclass(frozen=True)
class _Standing:
    """The set that stands, read with the rows of renamed users left out."""

    folder: Path
    state: State
    renames: Mapping[str, str]

    def rows(self, bucket: int) -> SortedRows:
        return stored_rows(self.folder, self.state.buckets[bucket], lambda path, _: Mapped(path))

    def staying(self, bucket: int) -> pa.Table:
        rows = self.rows(bucket)
        moving = self.moving(rows)
        return rows.keyed().filter(pa.array(~moving)) if moving.any() else rows.keyed()

    def moving(self, rows: SortedRows) -> NDArray[np.bool_]:
        """(n,) which rows are of a renamed user."""
        users = rows.texts["user"]
        renamed = pc.is_in(users, value_set=pa.array(sorted(self.renames), users.type))
        return np.append(renamed.to_numpy(zero_copy_only=False), False)[rows.codes["user"]]

    def moved(self, bucket: int, unit: UnitKind) -> pa.Table | None:
        """The rows of renamed users under their new names, None where there are none."""
        rows = self.rows(bucket)
        moving = self.moving(rows)
        if not moving.any():
            return None
        keyed = rows.keyed().filter(pa.array(moving))
        for name in ("user", "unit") if unit is UnitKind.USER else ("user",):
            coded = encoded(keyed[name])
            users = mapped(coded, [self.renames.get(user, user) for user in coded.dictionary.to_pylist()])
            keyed = keyed.set_column(keyed.column_names.index(name), name, users)
        return keyed


def _merge(standing: _Standing, shelves: Shelves, resolved: Resolved) -> tuple[BucketFile, ...]:
    """The files of a set after new rows, renamed users and changed traits."""
    buckets = range(len(standing.state.buckets))
    touched = set(buckets) if resolved.book.digest != standing.state.traits else set(shelves.filled())
    if standing.renames:
        for bucket in buckets:
            moved = standing.moved(bucket, resolved.unit.kind)
            if moved is not None:
                spread(moved, len(buckets), shelves)
                touched |= {bucket, *shelves.filled()}

    def rows_of(bucket: int) -> pa.Table:
        stays, comes = standing.staying(bucket), shelves.take(bucket)
        return stays if comes is None else pa.concat_tables([_coded(stays), _coded(comes.select(stays.column_names))])

    written = write(standing.folder, resolved, sorted(touched), rows_of)
    return tuple(written.get(bucket, stored) for bucket, stored in enumerate(standing.state.buckets))


def _coded(rows: pa.Table) -> pa.Table:
    """The rows with every text column dictionary-coded, so that standing and new ones have one schema."""
    return pa.table({name: _code(rows[name]) for name in rows.column_names})


def _code(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    return column if pa.types.is_integer(column.type) else encoded(column)
