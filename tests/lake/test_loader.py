"""The loader: what of a log reaches the tables, once."""

import errno
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from crash_files import FailingFiles
from hypercare.lake import decoding, loader
from hypercare.lake.compaction import compact
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import SCHEMAS, to_arrow
from hypercare.lake.sql import connect
from hypercare.lake.tail import entry_path
from hypercare.lake.wal.wal import ready_segments
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Decoded, Payload
from lake.loading import LOG, NOW, NOW_US, Lake, decode_names, event, payload, rejected, segment, trait


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path, RealFiles())


def test_a_segment_becomes_rows_and_leaves_the_log(lake: Lake) -> None:
    lake.segment(1, "a b", "alias:a trait:a rejected:x")
    report = lake.loader.load_ready(NOW)
    assert (report.segments, report.payloads, report.duplicates) == (1, 2, 0)
    assert report.rows == {"events": 2, "aliases": 1, "traits": 1, "quarantine": 1}
    assert report.rejected == {"time_in_future": 1}
    assert report.lag_seconds == 0.0
    assert lake.names() == Counter("ab")
    assert ready_segments(lake.wal) == []


def test_a_row_is_stored_as_it_was_decoded(lake: Lake) -> None:
    lake.segment(1, "a")
    lake.loader.load_ready(NOW)
    [row] = lake.tables.read("events").to_pylist()
    expected = event("a")
    assert row["key"] == expected.key
    assert row["ts_event"] == row["ts_received"] == row["ts_known"] == NOW
    assert (row["ts_sent"], row["lib"], row["own_key"]) == (None, None, False)
    assert row["props"] == expected.props


def test_rows_are_numbered_in_the_order_of_arrival_over_loads_and_restarts(lake: Lake) -> None:
    lake.segment(1, "a b", "alias:a c")
    lake.loader.load_ready(NOW)
    lake = lake.reopened()
    lake.segment(2, "d e")
    lake.loader.load_ready(NOW)
    rows = lake.tables.read("events")
    assert [name.removeprefix("user-") for name in rows["user_key"].to_pylist()] == list("abcde")
    arrivals = rows["arrival"].to_pylist()
    assert arrivals == sorted(set(arrivals))


def test_several_segments_of_a_log_share_a_commit(lake: Lake) -> None:
    for number in range(1, 6):
        lake.segment(number, f"n{number}")
    lake.loader.load_ready(NOW)
    assert lake.tables.version("events") == 1
    assert lake.tables.transaction_version("events", f"wal/{LOG}") == 5


def test_a_batch_ends_when_it_has_rows_enough(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "BATCH_ROWS", 3)
    for number in range(1, 6):
        lake.segment(number, f"a{number} b{number}")
    lake.loader.load_ready(NOW)
    assert lake.tables.version("events") == 3
    assert lake.names().total() == 10


def test_logs_are_loaded_each_by_itself(lake: Lake) -> None:
    lake.segment(1, "a", log="import-1")
    lake.segment(1, "b", log="import-2")
    lake.segment(2, "c", log="import-2")
    lake.loader.load_ready(NOW)
    assert lake.names() == Counter("abc")
    assert lake.tables.transaction_version("events", "wal/import-1") == 1
    assert lake.tables.transaction_version("events", "wal/import-2") == 2


def test_nothing_ready_reports_nothing(lake: Lake) -> None:
    report = lake.loader.load_ready(NOW)
    assert (report.segments, report.rows, report.lag_seconds) == (0, {}, None)


def test_a_segment_that_yields_no_rows_is_retired_without_a_commit(lake: Lake) -> None:
    lake.segment(1, "")
    lake.loader.load_ready(NOW)
    assert lake.tables.version("events") == 0
    assert ready_segments(lake.wal) == []


def test_a_segment_that_comes_back_is_not_loaded_again(lake: Lake) -> None:
    ref = lake.segment(1, "a alias:a rejected:x")
    data = ref.path.read_bytes()
    lake.loader.load_ready(NOW)
    ref.path.parent.mkdir(exist_ok=True)
    ref.path.write_bytes(data)
    report = lake.reopened().loader.load_ready(NOW)
    assert (report.rows, report.duplicates) == ({}, 0)
    assert lake.names("aliases").total() == lake.names("quarantine").total() == 1
    assert ready_segments(lake.wal) == []


@pytest.mark.parametrize("table", ["events", "aliases", "traits"])
def test_a_table_that_already_has_a_segments_rows_skips_them(lake: Lake, table: str) -> None:
    """A crash between the commits of two tables, and other segments in the batch the second time."""
    lake.commits.prepare()
    lake.segment(1, "a alias:a trait:a rejected:a")
    lake.segment(2, "b alias:b trait:b rejected:b")
    other = Lake(lake.root / "other", RealFiles())
    other.segment(1, "a alias:a trait:a rejected:a")
    other.loader.load_ready(NOW)
    lake.commits.append(table, other.tables.read(table), transaction=(f"wal/{LOG}", 1))
    lake.loader.load_ready(NOW)
    for each in ("events", "aliases", "traits", "quarantine"):
        assert lake.names(each) == Counter("ab"), each


def test_totals_add_up(lake: Lake) -> None:
    lake.segment(1, "a rejected:x")
    lake.loader.load_ready(NOW)
    lake.segment(2, "a b rejected:y")
    lake.loader.load_ready(NOW)
    totals = lake.loader.totals
    assert (totals.segments, totals.duplicates) == (2, 1)
    assert totals.rows == {"events": 2, "quarantine": 2}
    assert totals.rejected == {"time_in_future": 2}


def fails(payload: Payload) -> Decoded:
    raise KeyError("order_id\ud800")


def surrogate(payload: Payload) -> Decoded:
    return Decoded(events=[event("good"), event("\ud800")])


def short_key(payload: Payload) -> Decoded:
    whole = event("a")
    return Decoded(events=[type(whole)(**{**_fields(whole), "key": b"short"})])


def beyond_years(payload: Payload) -> Decoded:
    return Decoded(events=[type(event("a"))(**{**_fields(event("a")), "ts_event": 1 << 62})])


def no_rows_at_all(payload: Payload) -> Decoded:
    return None  # type: ignore[return-value]  # what a decoder without a return does


def _fields(row: object) -> dict:
    return {name: getattr(row, name) for name in row.__struct_fields__}


@pytest.mark.parametrize("decoder", [fails, surrogate, short_key, beyond_years, no_rows_at_all])
def test_a_payload_whose_decoder_fails_goes_to_quarantine_whole(lake: Lake, decoder) -> None:
    segment(lake.wal, 1, [payload("a b"), payload("", decoder="broken", body=b'{"x":\xff}'), payload("c alias:c")])
    books = {"named": decode_names, "broken": decoder}
    broken = loader.Loader(lake.commits, lake.indexes, lake.files, lake.wal, books.__getitem__)
    report = broken.load_ready(NOW)
    assert report.rejected == {decoding.DECODER_FAILED: 1}
    assert lake.names() == Counter("abc")
    [row] = lake.tables.read("quarantine").to_pylist()
    assert (row["source"], row["decoder"], row["ts_received"]) == ("web", "broken", NOW)
    assert row["raw"] == '{"x":\\xff}'


def test_a_payload_that_no_decoder_knows_goes_to_quarantine(lake: Lake) -> None:
    segment(lake.wal, 1, [payload("a", decoder="unheard-of"), payload("b")])
    assert lake.loader.load_ready(NOW).rejected == {decoding.DECODER_FAILED: 1}
    assert lake.names() == Counter("b")


@pytest.mark.parametrize(
    "raw", ["x" * 100_000, "é" * 40_000, "x" * 65_535 + "é"], ids=["ascii", "two bytes", "cut in a letter"]
)
def test_quarantine_keeps_at_most_64_kib_of_a_record(lake: Lake, raw: str) -> None:
    segment(lake.wal, 1, [payload("", decoder="big"), payload("", decoder="unheard-of", body=raw.encode())])
    book = {"big": lambda payload: Decoded(rejected=[rejected("big", raw)])}
    loader.Loader(lake.commits, lake.indexes, lake.files, lake.wal, book.__getitem__).load_ready(NOW)
    kept = lake.tables.read("quarantine")["raw"].to_pylist()
    assert len(kept) == 2
    for text in kept:
        assert 65_530 <= len(text.encode()) <= 65_536


def test_damage_goes_to_quarantine_and_the_file_is_set_aside(lake: Lake) -> None:
    ref = segment(lake.wal, 1, [payload("a"), payload("b"), payload("c")])
    data = bytearray(ref.path.read_bytes())
    data[data.index(b"b", len(data) // 3)] ^= 0xFF
    ref.path.write_bytes(data)
    report = lake.loader.load_ready(NOW)
    assert report.rejected == {decoding.SEGMENT_DAMAGED: 1}
    assert lake.names() == Counter("ac")
    assert ref.path.with_suffix(".damaged").exists()
    assert lake.loader.load_ready(NOW).segments == 0


def test_a_segment_under_another_number_is_kept_and_read_no_more(lake: Lake) -> None:
    ref = lake.segment(1, "a")
    ref.path.rename(ref.path.with_name(f"{2:012d}.seg"))
    assert lake.loader.load_ready(NOW).rejected == {decoding.SEGMENT_DAMAGED: 1}
    assert lake.names().total() == 0
    assert ref.path.with_name(f"{2:012d}.damaged").exists()


@pytest.mark.parametrize("call", ["create", "write", "sync", "sync_path", "sync_folder"])
def test_a_full_disk_leaves_the_segment_in_place(lake: Lake, call: str) -> None:
    lake.segment(1, "a alias:a")
    lake.loader.load_ready(NOW)
    files = FailingFiles()
    lake = lake.reopened(files)
    lake.loader.load_ready(NOW)
    lake.segment(2, "b alias:b")
    files.failing[call] = errno.ENOSPC
    with pytest.raises(Unreachable, match="No space left"):
        lake.loader.load_ready(NOW)
    assert len(ready_segments(lake.wal)) == 1
    del files.failing[call]
    lake.loader.load_ready(NOW)
    assert lake.names() == lake.names("aliases") == Counter("ab")
    assert ready_segments(lake.wal) == []
    lake.segment(3, "a b c")
    assert lake.loader.load_ready(NOW).duplicates == 2


def test_a_log_entry_that_broke_meanwhile_is_rolled_back_by_the_next_load(lake: Lake) -> None:
    lake.segment(1, "a")
    lake.loader.load_ready(NOW)
    entry_path(Path(lake.tables.path("events")), 2).write_bytes(b"garbage")
    lake.segment(2, "b")
    with pytest.raises(Unreachable, match="loading stopped") as error:
        lake.loader.load_ready(NOW)
    assert not {"\x1b", "\n", "↳"} & set(str(error.value))
    lake.loader.load_ready(NOW)
    assert lake.names() == Counter("ab")


def test_rows_are_chunked_without_loss(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK_ROWS", 3)
    segment(lake.wal, 1, [payload(f"a{number} b{number} alias:c{number}") for number in range(7)])
    lake.loader.load_ready(NOW)
    assert lake.names().total() == 14
    arrivals = [row for table in ("events", "aliases") for row in lake.tables.read(table)["arrival"].to_pylist()]
    assert sorted(arrivals) == list(range(21))


def test_lag_is_measured_from_the_oldest_receipt(lake: Lake) -> None:
    segment(lake.wal, 1, [payload("a"), payload("b", received=NOW_US - 2_500_000)])
    assert lake.loader.load_ready(NOW).lag_seconds == 2.5


def keys_lost(lake: Lake) -> None:
    shutil.rmtree(lake.root / "keys", ignore_errors=True)


@pytest.mark.parametrize("between", [lambda _: None, keys_lost], ids=["restarted", "keys lost"])
def test_a_ticket_that_is_sent_again_is_one_row(lake: Lake, between: Callable[[Lake], None]) -> None:
    lake.segment(1, "said:a said:b")
    lake.segment(2, "said:a said:c")
    assert lake.loader.load_ready(NOW).duplicates == 1
    between(lake)
    again = lake.reopened()
    again.segment(3, "said:a said:d")
    assert again.loader.load_ready(NOW).rows == {"feedback": 1}
    assert again.names("feedback") == Counter("abcd")


@pytest.mark.parametrize("between", [lambda _: None, keys_lost], ids=["restarted", "keys lost"])
def test_a_change_of_a_trait_that_is_sent_again_counts_once(lake: Lake, between: Callable[[Lake], None]) -> None:
    lake.segment(1, "change:a trait:b")
    lake.segment(2, "change:a change:c")
    assert lake.loader.load_ready(NOW).duplicates == 1
    between(lake)
    again = lake.reopened()
    again.segment(3, "change:a trait:b change:d")
    assert again.loader.load_ready(NOW).duplicates == 1
    assert again.names("traits") == Counter({"a": 1, "b": 2, "c": 1, "d": 1}), "what has no key is never a duplicate"


def test_a_table_of_before_there_were_keys_is_read_and_written_on(lake: Lake) -> None:
    older = pa.schema([field for field in SCHEMAS["traits"] if field.name != "retry"])
    rows = to_arrow("traits", [trait("old")], [0]).select(older.names)
    write_deltalake(lake.tables.path("traits"), rows)
    lake.segment(1, "change:new")
    lake.loader.load_ready(NOW)
    assert lake.names("traits") == Counter(["old", "new"])
    assert [row["retry"] is None for row in lake.tables.read("traits").to_pylist()] == [True, False]
    with connect(lake.tables) as connection:
        assert connection.execute("SELECT count(*), count(retry) FROM traits").fetchall() == [(2, 1)]
    compact(lake.commits, small_files=2)
    assert lake.names("traits") == Counter(["old", "new"])
