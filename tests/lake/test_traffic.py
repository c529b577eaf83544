"""Traffic counted by source, name and quarter hour: file by file, the same whatever the files."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import SCHEMAS
from hypercare.lake.samples import Limits, newest_samples
from hypercare.lake.single_rows import rows_at
from hypercare.lake.tables import Tables
from hypercare.lake.tallies import Known
from hypercare.lake.traffic import QUARTER_US, SKEW_US, Traffic, traffic

NOW = 1_790_000_000_000_000 // QUARTER_US * QUARTER_US
MINUTE = 60_000_000
AT_ONCE = Known(NOW)
Told = tuple[str, str, int, int | None]
"""A row: source, name, when it happened and when the client sent it, microseconds from NOW."""


def written(root: Path, *files: list[Told], known: int = NOW) -> Tables:
    """A lake with these rows, a list a file; imported facts where `known` is not their receipt."""
    commits = Commits(Tables(root), RealFiles())
    commits.prepare()
    arrival = 0
    for number, rows in enumerate(files):
        columns = {
            "source": [row[0] for row in rows],
            "event": [row[1] for row in rows],
            "ts_event": [NOW + row[2] for row in rows],
            "ts_received": [NOW] * len(rows),
            "ts_known": [known] * len(rows),
            "ts_sent": [None if row[3] is None else NOW + row[3] for row in rows],
            "key": [(arrival + at).to_bytes(16, "big") for at in range(len(rows))],
            "own_key": [True] * len(rows),
            "props": [f'{{"n":{arrival + at}}}' for at in range(len(rows))],
            "arrival": [arrival + at for at in range(len(rows))],
        }
        schema = SCHEMAS["events"]
        arrays = [
            pa.array(columns[each.name], pa.int64() if each.name.startswith("ts_") else each.type).cast(each.type)
            if each.name in columns
            else pa.nulls(len(rows), each.type)
            for each in schema
        ]
        commits.append("events", pa.Table.from_arrays(arrays, schema=schema), transaction=("test", number))
        arrival += len(rows)
    return commits.tables


def counted(tables: Tables, *, since: int = 0, known: Known = AT_ONCE) -> dict[tuple[str, str], Traffic]:
    return {(each.source, each.event): each for each in traffic(tables, tables.files("events"), known, since=since)}


def drawn(seed: int, count: int) -> list[Told]:
    rng = np.random.default_rng(seed)
    names = rng.integers(0, 3, (count, 2)).tolist()
    times = (-rng.integers(0, 40 * QUARTER_US, count)).tolist()
    sent = [None if at % 3 == 0 else int(at % 20) * MINUTE - 10 * MINUTE for at in range(count)]
    return [(f"s{a}", f"e{b}", at, s) for (a, b), at, s in zip(names, times, sent, strict=True)]


@pytest.mark.parametrize("cuts", [(0, 300), (0, 1, 120, 300)], ids=["one file", "three files"])
def test_it_counts_what_there_is(tmp_path: Path, cuts: tuple[int, ...]) -> None:
    rows = drawn(1, 300)
    found = counted(written(tmp_path, *(rows[a:b] for a, b in pairwise(cuts))))
    expected = Counter((source, event, (NOW + at) // QUARTER_US) for source, event, at, _ in rows)
    assert {
        (source, event, quarter): count
        for (source, event), each in found.items()
        for quarter, count in zip(each.quarters.tolist(), each.counts.tolist(), strict=True)
    } == expected
    for (source, event), each in found.items():
        own = [row for row in rows if row[:2] == (source, event)]
        skews = [-sent for *_, sent in own if sent is not None]
        assert each.events == len(own)
        assert each.last_event == NOW + max(at for _, _, at, _ in own)
        assert (each.timed, each.skewed) == (len(skews), sum(abs(skew) > SKEW_US for skew in skews))
        assert abs(each.skew_us) == max((abs(skew) for skew in skews if abs(skew) > SKEW_US), default=0)
        assert each.first.arrival == next(n for n, row in enumerate(rows) if row[:2] == (source, event))


def test_only_quarter_hours_from_an_instant_on_count(tmp_path: Path) -> None:
    tables = written(
        tmp_path,
        [("s", "e", -QUARTER_US - 1, None), ("s", "e", -QUARTER_US, None), ("s", "old", -9 * QUARTER_US, None)],
    )
    found = counted(tables, since=NOW - QUARTER_US + 5)
    assert {key: each.events for key, each in found.items()} == {("s", "e"): 1}


@pytest.mark.parametrize(
    ("known", "events"), [(Known(NOW + 4), 0), (Known(NOW + 5), 1), (Known(NOW + 4, past=True), 0)]
)
def test_an_imported_fact_is_counted_when_it_is_known(tmp_path: Path, known: Known, events: int) -> None:
    tables = written(tmp_path, [("s", "e", 0, None)], known=NOW + 5)
    assert sum(each.events for each in counted(tables, known=known).values()) == events


def test_the_first_row_of_a_name_is_found_again(tmp_path: Path) -> None:
    tables = written(tmp_path, drawn(2, 50), drawn(3, 50))
    firsts = {each.first for each in counted(tables).values()}
    rows = rows_at(tables, "events", [(each.path, each.row) for each in firsts], ["props"])
    assert {rows[each.path, each.row]["props"][0].as_py() for each in firsts} == {
        f'{{"n":{each.arrival}}}' for each in firsts
    }


def test_nothing_written_is_nothing(tmp_path: Path) -> None:
    assert counted(Tables(tmp_path)) == {}


def test_samples_reach_through_many_small_files(tmp_path: Path) -> None:
    """A watched launch has a file a second: what came before is still looked at."""
    tables = written(tmp_path, *([("s", "e", 0, None)] for _ in range(12)))
    found = newest_samples(tables, tables.files("events"), ["e"], Known(NOW), limits=Limits(rows=10))
    assert found["e"]["props"].to_pylist() == [f'{{"n":{each}}}' for each in range(11, 1, -1)]
