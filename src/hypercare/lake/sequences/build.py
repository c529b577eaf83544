"""Building sequences from all facts at once."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.facts import Facts, whole
from hypercare.lake.identity import Identity
from hypercare.lake.keyed import Keying
from hypercare.lake.rows import ARRIVAL, SCHEMAS
from hypercare.lake.sequences import bucket_files
from hypercare.lake.sequences.bucket_files import BucketFile
from hypercare.lake.sequences.sorted_rows import SortedRows
from hypercare.lake.sequences.state import State
from hypercare.lake.shelves import ROWS_IN_MEMORY, DiskShelves, MemoryShelves, Shelves, bucket_count, spread
from hypercare.lake.traits import TraitBook, about
from hypercare.model.metrics import Unit, UnitKind
from hypercare.model.sequences import CLIENT, USERS

# Sorting runs outside of the interpreter's lock for most of its time; each thread holds one bucket in memory.
THREADS = 2
# How the names of scratch folders begin, which a killed build leaves behind.
SCRATCH = ".build-"


@dataclass(frozen=True)
class Resolved:
    """What events are resolved with: the keying, and the traits of the columns.

    `membership` is a digest of which user belonged to which account, `last_alias` the arrival of the last alias used.
    """

    unit: Unit
    keying: Keying
    book: TraitBook
    membership: str
    last_alias: int

    @classmethod
    def of(cls, facts: Facts, unit: Unit, columns: frozenset[str], *, known_by: int | None = None) -> "Resolved":
        """Reads aliases and traits; with `known_by` (microseconds UTC), as they were known at that instant."""
        account = frozenset({unit.key} if unit.kind is UnitKind.ACCOUNT else set())
        aliases = whole(facts, "aliases")
        traits = whole(facts, "traits", lambda rows: about(rows, account | columns))
        identity = Identity.build(aliases, known_by=known_by)
        members = TraitBook.build(traits, account, identity, known_by=known_by)
        return cls(
            unit,
            Keying.of(unit, columns - {USERS}, identity, members),
            TraitBook.build(traits, columns - {USERS, CLIENT}, identity, known_by=known_by),
            members.digest,
            pc.max(aliases[ARRIVAL]).as_py() if len(aliases) else -1,
        )

    @property
    def identity(self) -> Identity:
        return self.keying.identity


@dataclass
class Intake:
    """Counts the events on their way to the shelves; `last` is the arrival of the last one."""

    events: int = 0
    last: int = -1
    unattributed: int = 0

    def add(self, events: pa.Table, unattributed: int) -> None:
        self.events += len(events)
        self.last = max(self.last, pc.max(events[ARRIVAL]).as_py())
        self.unattributed += unattributed


def shelve(facts: Facts, resolved: Resolved, buckets: int, shelves: Shelves, *, after: int | None = None) -> Intake:
    """Keys all events, or those that arrived after a number, and lays them on the shelves of their units."""
    intake = Intake()
    for events in facts.batches("events", resolved.keying.reads, after=after):
        intake.add(events, spread(resolved.keying.rows(events), buckets, shelves))
    return intake


def in_memory(facts: Facts, resolved: Resolved) -> tuple[list[SortedRows], Intake]:
    """The sorted buckets of all events that have any, in memory."""
    buckets, shelves = bucket_count(facts.count("events")), MemoryShelves()
    intake = shelve(facts, resolved, buckets, shelves)
    taken = (shelves.take(bucket) for bucket in range(buckets))
    return [_sorted(rows, resolved) for rows in taken if rows is not None], intake


def build(facts: Facts, resolved: Resolved, folder: Path) -> State:
    """Writes a set from all facts into a folder. Memory: one batch of events, and `THREADS` buckets."""
    rows = facts.count("events")
    buckets = bucket_count(rows)
    with shelves_for(rows, folder) as shelves:
        intake = shelve(facts, resolved, buckets, shelves)
        stored = write(folder, resolved, range(buckets), lambda bucket: shelves.take(bucket) or _no_rows(resolved))
    return state_of(facts, resolved, tuple(stored[bucket] for bucket in range(buckets)), intake)


@contextmanager
def shelves_for(rows: int, folder: Path) -> Iterator[Shelves]:
    """Shelves for so many rows, in memory or else in a scratch folder below `folder`."""
    if rows <= ROWS_IN_MEMORY:
        yield MemoryShelves()
        return
    with TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
        yield DiskShelves(Path(scratch))


def write(
    folder: Path, resolved: Resolved, buckets: Iterable[int], rows_of: Callable[[int], pa.Table]
) -> dict[int, BucketFile]:
    """Sorts and writes some buckets of keyed rows; what was written, by bucket."""

    def one(bucket: int) -> tuple[int, BucketFile]:
        return bucket, bucket_files.write(folder, bucket, _sorted(rows_of(bucket), resolved))

    with ThreadPoolExecutor(THREADS) as pool:
        return dict(pool.map(one, buckets))


def state_of(facts: Facts, resolved: Resolved, stored: tuple[BucketFile, ...], intake: Intake) -> State:
    """The state of a set that holds all events of the facts."""
    return State(
        buckets=stored,
        columns=resolved.keying.columns,
        versions=dict(facts.versions),
        events=intake.events,
        last_event=intake.last,
        last_alias=resolved.last_alias,
        identity=resolved.identity.version,
        traits=resolved.book.digest,
        membership=resolved.membership,
        unattributed=intake.unattributed,
    )


def _sorted(keyed: pa.Table, resolved: Resolved) -> SortedRows:
    return SortedRows.of(keyed).with_traits(resolved.unit, resolved.book)


def _no_rows(resolved: Resolved) -> pa.Table:
    return resolved.keying.rows(SCHEMAS["events"].empty_table())
