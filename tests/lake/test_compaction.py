"""Compaction and cleaning: fewer files, the same rows, and nothing gone that somebody still needs."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.lake.cleaning import clean
from hypercare.lake.commit import LOG_RETENTION
from hypercare.lake.compaction import compact
from hypercare.lake.files import RealFiles
from hypercare.lake.identity import Identity
from hypercare.lake.rows import to_arrow
from hypercare.model.facts import Alias
from lake.loading import LOG, NOW, Lake

NOTHING = timedelta(0)
SEGMENTS = 6


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake of as many small files as segments."""
    lake = Lake(tmp_path, RealFiles())
    for number in range(SEGMENTS):
        lake.segment(number, f"a{number} own:b{number} alias:c{number}")
        lake.loader.load_ready(NOW)
    return lake


def test_small_files_become_one_with_the_same_rows_in_the_same_order(lake: Lake) -> None:
    before = lake.tables.read("events")
    assert compact(lake.commits, small_files=SEGMENTS) == {"events": SEGMENTS, "aliases": SEGMENTS}
    [file] = lake.tables.files("events")
    assert (file.rows, file.first_arrival) == (2 * SEGMENTS, 0)
    assert lake.tables.read("events") == before
    stored = pq.read_table(Path(lake.tables.path("events")) / file.path)
    assert stored["arrival"].to_pylist() == before["arrival"].to_pylist()


def test_small_commits_share_a_row_group(lake: Lake) -> None:
    compact(lake.commits, small_files=2)
    [file] = lake.tables.files("events")
    assert pq.read_metadata(Path(lake.tables.path("events")) / file.path).num_row_groups == 1


def test_few_small_files_are_left_alone(lake: Lake) -> None:
    assert compact(lake.commits, small_files=SEGMENTS + 1) == {}
    assert len(lake.tables.files("events")) == SEGMENTS


def test_an_output_holds_no_more_than_its_target(lake: Lake) -> None:
    size = max(file.size for file in lake.tables.files("events"))
    compact(lake.commits, small_files=2, target_bytes=3 * size)
    assert [file.rows for file in lake.tables.files("events")] == [6, 6]


def test_large_files_are_left_alone(lake: Lake) -> None:
    before = lake.tables.files("events")
    compact(lake.commits, small_files=2, target_bytes=before[0].size)
    assert lake.tables.files("events") == before


def test_transactions_and_duplicates_survive_compaction(lake: Lake) -> None:
    compact(lake.commits, small_files=2)
    assert lake.tables.transaction_version("events", f"wal/{LOG}") == SEGMENTS - 1
    lake.segment(SEGMENTS, "a0 own:b1 new")
    assert lake.loader.load_ready(NOW).duplicates == 2
    again = lake.reopened()
    again.segment(SEGMENTS + 1, "a0 own:b1 new")
    assert again.loader.load_ready(NOW).duplicates == 3


def test_compaction_between_two_starts_makes_no_key_read_twice(lake: Lake) -> None:
    lake.loader.close()
    compact(lake.commits, small_files=2)
    assert lake.reopened().keys.catch_up(lake.tables) == 0


def test_a_reader_of_an_older_version_is_not_disturbed(lake: Lake) -> None:
    reader = lake.tables.open("events")
    compact(lake.commits, small_files=2)
    clean(lake.commits, pinned=(), keep=timedelta(hours=1))
    assert reader.to_pyarrow_table().num_rows == 2 * SEGMENTS


def test_cleaning_removes_what_is_neither_named_nor_pinned(lake: Lake) -> None:
    old = [file.path for file in lake.tables.files("events")]
    compact(lake.commits, small_files=2)
    removed = clean(lake.commits, pinned={("events", old[1]), ("aliases", old[2])}, keep=NOTHING)
    assert sorted(removed["events"]) == sorted(set(old) - {old[1]})
    assert len(removed["aliases"]) == SEGMENTS
    folder = Path(lake.tables.path("events"))
    assert pq.read_table(folder / old[1])["user_key"].to_pylist() == ["user-a1", "user-b1"]
    assert {path.name for path in folder.glob("*.parquet")} == {old[1], lake.tables.files("events")[0].path}
    assert lake.names().total() == 2 * SEGMENTS


def test_cleaning_removes_what_a_crash_left_behind(lake: Lake) -> None:
    orphan = Path(lake.tables.path("events")) / "0123.parquet"
    orphan.write_bytes(b"half a file")
    assert clean(lake.commits, pinned=(), keep=timedelta(hours=1))["events"] == ()
    an_hour_ago = time.time() - 3601
    os.utime(orphan, (an_hour_ago, an_hour_ago))
    assert clean(lake.commits, pinned=(), keep=timedelta(hours=1))["events"] == (orphan.name,)


def test_log_entries_older_than_two_days_go_and_the_table_stays(lake: Lake) -> None:
    log = Path(lake.tables.path("events")) / "_delta_log"
    three_days_ago = time.time() - 3 * 86_400
    for entry in log.iterdir():
        os.utime(entry, (three_days_ago, three_days_ago))
    lake.segment(SEGMENTS, "new")
    lake.loader.load_ready(NOW)
    clean(lake.commits, pinned=(), keep=NOTHING)
    assert len(list(log.glob("*.json"))) < SEGMENTS
    again = lake.reopened()
    assert again.names().total() == 2 * SEGMENTS + 1
    assert again.tables.transaction_version("events", f"wal/{LOG}") == SEGMENTS
    again.segment(SEGMENTS + 1, "a0 new newer")
    assert again.loader.load_ready(NOW).duplicates == 2


def link(key: str, user: str, ts: int, known: int) -> Alias:
    return Alias("web", "identify", key, user, ts, known, known)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.builds(link, st.sampled_from("ab"), st.sampled_from("uv"), st.integers(0, 3), st.integers(0, 3)),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 3),
)
def test_aliases_that_repeat_are_let_go_and_nobody_can_tell(
    tmp_path_factory: pytest.TempPathFactory, links: list[Alias], of_one: int
) -> None:
    lake = Lake(tmp_path_factory.mktemp("aliases"), RealFiles())
    lake.commits.prepare()
    for number in range(0, len(links), of_one):
        rows = links[number : number + of_one]
        arrived = to_arrow("aliases", rows, range(number, number + len(rows)))
        lake.commits.append("aliases", arrived, transaction=("wal/1", number))
    before = lake.tables.read("aliases")
    compact(lake.commits, small_files=1)
    after = lake.tables.read("aliases")
    assert lake.tables.last_arrival() == len(links) - 1
    for known_by in (None, 0, 1, 2):
        for arrived in range(len(links)):
            old, new = (rows.filter(pc.less_equal(rows["arrival"], arrived)) for rows in (before, after))
            assert Identity.build(new, known_by=known_by) == Identity.build(old, known_by=known_by)


def test_what_every_request_repeats_takes_no_room(lake: Lake) -> None:
    for number in range(10, 40):
        lake.segment(number, "alias:c0 alias:c1")
        lake.loader.load_ready(NOW)
    compact(lake.commits, small_files=2)
    assert lake.names("aliases") == {f"c{number}": 1 for number in range(SEGMENTS)} | {"c1": 2}, "and the last row"


def test_a_table_of_an_earlier_version_gets_the_settings_of_this_one(lake: Lake) -> None:
    opened = lake.tables.open("events")
    assert opened is not None
    opened.alter.set_table_properties({"delta.logRetentionDuration": "interval 2 days"})
    lake.reopened().commits.prepare()
    again = lake.tables.open("events")
    assert again is not None
    assert again.metadata().configuration["delta.logRetentionDuration"] == LOG_RETENTION
    version = again.version()
    lake.reopened().commits.prepare()
    assert lake.tables.version("events") == version


def test_cleaning_goes_on_after_files_are_gone(lake: Lake) -> None:
    """The log remembers what was replaced for longer than the files are there."""
    for number in range(20, 23):
        compact(lake.commits, small_files=2)
        assert clean(lake.commits, pinned=(), keep=NOTHING)["events"]
        lake.segment(number, f"a{number}")
        lake.loader.load_ready(NOW)
