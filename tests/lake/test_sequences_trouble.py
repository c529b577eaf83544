"""Sequences in adverse conditions: files that vanish, a full disk, many openers at once."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from deltalake import DeltaTable

from hypercare.lake.sequences.sequences import Sequences, SequenceStore
from hypercare.lake.tables import Tables
from hypercare.model.errors import Damaged, Unreachable
from hypercare.model.facts import Alias, Event
from hypercare.model.metrics import Unit
from lake.sequence_oracle import Lake, World, contents, expected, lake_with
from patience import PATIENCE_S

KEYS = frozenset({"k"})


def events(count: int, first: int = 0) -> list[Event]:
    numbers = range(first, first + count)
    return [Event("s", "e", i, i, i, bytes(16), False, f"u{i % 5}", props=f'{{"k":{i % 3}}}') for i in numbers]


class Cleaned(Tables):
    """Tables whose data files are compacted and removed, so many times, once a reader has listed them."""

    def __init__(self, lake: Lake, times: int) -> None:
        super().__init__(lake.tables.root)
        self.lake, self.times = lake, times

    def open(self, table: str, version: int | None = None) -> DeltaTable | None:
        opened = super().open(table, version)
        if table == "events" and self.times and self.lake.arrived:
            self.times -= 1
            self.lake.add(events(1, self.lake.arrived))
            self.lake.compact("events", discard=True)
        return opened


def test_a_build_begins_again_when_files_vanish(tmp_path: Path) -> None:
    lake = lake_with(tmp_path / "lake", events(10))
    store = SequenceStore(tmp_path / "sequences", Cleaned(lake, times=3))
    assert contents(store.open(Unit(), KEYS)) == expected(World(tuple(events(13))), Unit(), KEYS)


def test_files_that_vanish_again_and_again_are_reported(tmp_path: Path) -> None:
    lake = lake_with(tmp_path / "lake", events(10))
    with pytest.raises(Unreachable, match="go away"):
        SequenceStore(tmp_path / "sequences", Cleaned(lake, times=100)).open(Unit(), KEYS)


def test_a_file_that_is_gone_for_good_is_named(tmp_path: Path) -> None:
    lake = lake_with(tmp_path / "lake", events(10))
    (file,) = lake.tables.files("events")
    Path(lake.tables.path("events"), file.path).unlink()
    with pytest.raises(Damaged, match="restore a backup: hypercare restore") as caught:
        SequenceStore(tmp_path / "sequences", lake.tables).open(Unit(), KEYS)
    assert caught.value.where.endswith(f"events/{file.path}")


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    """The disk is full as far as this process can tell."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_named_and_leaves_the_old_set(tmp_path: Path) -> None:
    lake = lake_with(tmp_path / "lake", events(10))
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    held = store.open(Unit(), KEYS)
    lake.add(events(2000, 10))
    with _files_no_larger_than(4096), pytest.raises(Unreachable, match="cannot be written"):
        store.open(Unit(), KEYS)
    assert held.rows == 10
    assert store.open(Unit(), KEYS).rows == 2010


OPEN_TWICE = """
import sys
from pathlib import Path
from hypercare.lake.sequences.sequences import SequenceStore
from hypercare.lake.tables import Tables
from hypercare.model.metrics import Unit

for _ in range(2):
    store = SequenceStore(Path(sys.argv[1]), Tables(sys.argv[2]))
    sequences = store.open(Unit(), frozenset({"k"}))
print("rows", sequences.rows, sum(int(bucket.offsets[-1]) for bucket in sequences.buckets()))
"""


@pytest.mark.slow
def test_processes_share_one_folder(tmp_path: Path) -> None:
    lake = lake_with(tmp_path / "lake", events(5000))
    command = [sys.executable, "-c", OPEN_TWICE, str(tmp_path / "sequences"), lake.tables.root]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=PATIENCE_S)[0].splitlines()[-1] for process in running]
    assert said == ["rows 5000 5000"] * 3


def test_many_open_one_folder_while_facts_arrive(tmp_path: Path) -> None:
    lake = lake_with(tmp_path / "lake", events(50))
    steps = [events(50), [*events(50), Alias("s", "merge", "u1", "u2", 1, 1, 1), *events(20, 51)]]

    def opened(_: int) -> list[Sequences]:
        store = SequenceStore(tmp_path / "sequences", lake.tables)
        return [store.open(Unit(), KEYS) for _ in range(6)]

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(opened, i) for i in range(4)]
        lake.add(steps[1][50:])
        found = [sequences for each in running for sequences in each.result()]
    last = SequenceStore(tmp_path / "sequences", lake.tables).open(Unit(), KEYS)
    assert contents(last) == expected(World(tuple(steps[1])), Unit(), KEYS)
    assert {sequences.rows for sequences in found} <= {50, 70}
