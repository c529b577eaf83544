"""The tables: their columns, their files, and commits into them."""

import errno
from pathlib import Path

import pyarrow as pa
import pytest

from crash_files import FailingFiles
from hypercare.lake import commit
from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import FIRST_MICRO, LAST_MICRO, SCHEMAS, to_arrow
from hypercare.lake.tables import NO_VERSION, Tables
from hypercare.lake.tail import entry_path
from hypercare.model.errors import BadInput, NotFound
from lake.loading import NOW_US, alias, event, rejected, said, trait

TIME = pa.timestamp("us", tz="UTC")
TEXT = pa.string()


@pytest.fixture
def commits(tmp_path: Path) -> Commits:
    commits = Commits(Tables(tmp_path / "lake"), RealFiles())
    commits.prepare()
    return commits


def events(*names: str, first: int = 0) -> pa.Table:
    return to_arrow("events", [event(name) for name in names], range(first, first + len(names)))


def test_columns_of_events() -> None:
    assert {field.name: field.type for field in SCHEMAS["events"]} == {
        "source": TEXT,
        "event": TEXT,
        "ts_event": TIME,
        "ts_received": TIME,
        "ts_known": TIME,
        "key": pa.binary(),
        "own_key": pa.bool_(),
        "user_key": TEXT,
        "anon_key": TEXT,
        "groups": TEXT,
        "props": TEXT,
        "flags": TEXT,
        "ts_sent": TIME,
        "lib": TEXT,
        "arrival": pa.int64(),
    }


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("aliases", "source kind key user ts_event ts_received ts_known arrival"),
        ("traits", "source holder id name op value ts_event ts_received ts_known retry arrival"),
        (
            "feedback",
            (
                "source channel id ts_event ts_opened ts_received ts_known key own_key user_key anon_key groups"
                " title body state score language props arrival"
            ),
        ),
        ("quarantine", "source decoder reason field message raw ts_received arrival"),
    ],
)
def test_columns_of_the_other_tables(table: str, names: str) -> None:
    assert " ".join(SCHEMAS[table].names) == names


def test_rows_come_back_as_they_were(commits: Commits) -> None:
    rows = {
        "events": event("a"),
        "aliases": alias("a"),
        "traits": trait("a"),
        "feedback": said("a"),
        "quarantine": rejected("a"),
    }
    for table, row in rows.items():
        written = to_arrow(table, [row], [7])
        commits.append(table, written, transaction=("test", 1))
        assert commits.tables.read(table).to_pylist() == written.to_pylist()


def test_a_table_never_written_to_is_empty(tmp_path: Path) -> None:
    tables = Tables(tmp_path / "lake")
    assert (tables.version("events"), tables.files("events"), tables.last_arrival()) == (NO_VERSION, (), -1)
    assert tables.transaction_version("events", "wal/x") is None
    assert tables.read("events").num_rows == 0
    assert not (tmp_path / "lake").exists()


def test_a_name_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no table is called 'event'.*events, aliases"):
        Tables(tmp_path).version("event")


def test_a_table_in_an_object_store_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="local folder only"):
        Commits(Tables("s3://bucket/lake"), RealFiles())


def test_a_file_url_is_a_folder(commits: Commits) -> None:
    commits.append("events", events("a"), transaction=("wal/x", 1))
    assert Tables(Path(commits.tables.root).as_uri()).files("events") == commits.tables.files("events")


def test_a_commit_carries_its_transaction(commits: Commits) -> None:
    assert commits.append("events", events("a"), transaction=("wal/x", 3)) == 1
    assert commits.append("events", events("b", first=1), transaction=("wal/y", 1)) == 2
    assert commits.tables.transaction_version("events", "wal/x") == 3
    assert commits.tables.transaction_version("events", "wal/y") == 1
    assert commits.tables.transaction_version("aliases", "wal/x") is None


def test_files_are_listed_with_their_bounds(commits: Commits) -> None:
    commits.append("events", events("a", "b"), transaction=("wal/x", 1))
    commits.append("events", events("c", first=10), transaction=("wal/x", 2))
    first, second = commits.tables.files("events")
    assert (first.rows, first.min_ts, first.max_ts, first.first_arrival, first.last_arrival) == (
        2,
        NOW_US,
        NOW_US,
        0,
        1,
    )
    assert (second.rows, second.first_arrival, second.last_arrival) == (1, 10, 10)
    assert (Path(commits.tables.path("events")) / first.path).stat().st_size == first.size
    assert commits.tables.files("events", version=1) == (first,)
    assert commits.tables.last_arrival() == 10


def test_times_at_the_ends_of_the_calendar_are_kept(commits: Commits) -> None:
    edge = [type(event("a"))(**{**_fields(event("a")), "ts_event": micros}) for micros in (FIRST_MICRO, LAST_MICRO)]
    commits.append("events", to_arrow("events", edge, [0, 1]), transaction=("wal/x", 1))
    [file] = commits.tables.files("events")
    assert (file.min_ts, file.max_ts) == (FIRST_MICRO, LAST_MICRO)
    assert commits.tables.read("events")["ts_event"].cast(pa.int64()).to_pylist() == [FIRST_MICRO, LAST_MICRO]


def _fields(row: object) -> dict:
    return {name: getattr(row, name) for name in row.__struct_fields__}


@pytest.mark.parametrize(
    "change",
    [{"ts_event": LAST_MICRO + 1}, {"ts_sent": FIRST_MICRO - 1}, {"key": b"15 bytes of key"}, {"props": "\ud800"}],
    ids=["after the year 9999", "before the year 1", "short key", "half a surrogate pair"],
)
def test_a_row_that_is_not_as_declared_is_refused(change: dict) -> None:
    with pytest.raises(ValueError, match=r".+"):
        to_arrow("events", [event("a"), type(event("b"))(**{**_fields(event("b")), **change})], [0, 1])


def test_a_checkpoint_is_made_every_so_many_commits(commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "CHECKPOINT_EVERY", 3)
    for number in range(7):
        commits.append("events", events(f"n{number}", first=number), transaction=("wal/x", number))
    log = Path(commits.tables.path("events")) / "_delta_log"
    assert sorted(path.name[18:20] for path in log.glob("*.checkpoint.parquet")) == ["03", "06"]
    assert commits.tables.read("events").num_rows == 7
    assert commits.tables.transaction_version("events", "wal/x") == 6


def test_a_commit_that_could_not_be_synced_is_settled_before_the_next(tmp_path: Path) -> None:
    files = FailingFiles()
    commits = Commits(Tables(tmp_path / "lake"), files)
    commits.prepare()
    files.failing["sync_path"] = errno.EIO
    with pytest.raises(OSError, match="Input/output"):
        commits.append("events", events("a"), transaction=("wal/x", 1))
    files.failing.clear()
    files.calls.clear()
    commits.append("events", events("b", first=1), transaction=("wal/x", 2))
    settled = [name for call, name in files.calls if call == "sync_path"]
    assert settled[-2:] == [entry_path(tmp_path, version).name for version in (1, 2)]
    assert commits.tables.read("events").num_rows == 2
