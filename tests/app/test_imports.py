"""Importing files: every row exactly once, whatever the file looks like and however often the import is killed."""

import errno
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from app.running import until
from commands import run, start
from crash_files import FailingFiles
from hypercare.app.house import House
from hypercare.app.progress import Progress
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.data.imports import import_events
from hypercare.lake.tables import Tables
from hypercare.model.errors import Unreachable

NOW = "2026-10-22T08:00Z"


def line(number: int, **fields: Any) -> bytes:
    return json.dumps({"event": "opened", "time": "2026-09-22T09:00:00Z", "user": f"u-{number}", **fields}).encode()


def brought(data: Path, file: Path, *more: str) -> Any:
    ran = run("import", "events", file, "--data", data, "--json", *more, clock=NOW)
    assert ran.code == 0, ran
    return ran.json


def users(data: Path) -> list[str]:
    """The users of all events in the lake, in the order of arrival."""
    found: list[str] = Tables(data / "lake").read("events")["user_key"].to_pylist()
    return found


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of some lines, so that small files have many."""
    monkeypatch.setattr(imports, "CHUNK_BYTES", 256)


def test_a_file_is_imported_once(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(line(number) for number in range(100)))
    first, again = brought(tmp_path / "data", file), brought(tmp_path / "data", file)
    assert (first["rows"], first["duplicates"], first["rejected"], first["skipped_chunks"]) == (100, 0, {}, 0)
    assert (again["rows"], again["duplicates"], again["skipped_chunks"]) == (0, 0, again["chunks"])
    assert Counter(users(tmp_path / "data")) == Counter(f"u-{number}" for number in range(100))


def test_a_file_that_goes_to_quarantine_as_a_whole_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"not JSON\n" * 3)
    ran = run("import", "events", file, "--format", "canonical", "--data", tmp_path / "data")
    assert (ran.code, ran.out) == (1, f"{file} (canonical, 3 rows): 0 events, 0 duplicates, 3 in quarantine.\n")
    assert "wrong --format or --columns?" in ran.err
    file.write_bytes(line(1) + b"\nnot JSON\n")
    assert run("import", "events", file, "--data", tmp_path / "data").code == 0


@pytest.mark.parametrize("call", ["create", "write", "sync", "rename"])
def test_a_full_disk_is_named_and_the_import_goes_on_later(tmp_path: Path, call: str) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(line(1))
    house = House(read_settings({}, data=tmp_path / "data"))
    house.create()
    files = FailingFiles({call: errno.ENOSPC})
    house.__dict__["files"] = files
    with pytest.raises(Unreachable, match="No space left") as caught:
        import_events(house, file, source="import", decoder=None, again=False, on_progress=lambda _: None)
    assert caught.value.where.startswith(str(tmp_path / "data"))
    assert caught.value.fix == "make room and run it again: it goes on where it was"
    files.failing.clear()
    done = import_events(house, file, source="import", decoder=None, again=False, on_progress=lambda _: None)
    assert done.rows == 1


def test_a_copy_of_the_file_is_the_same_import(tmp_path: Path) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_bytes(line(1))
    assert brought(tmp_path / "data", tmp_path / "one.jsonl")["rows"] == 1
    assert brought(tmp_path / "data", tmp_path / "two.jsonl")["rows"] == 0


def test_rows_that_look_alike_all_count(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join([line(1)] * 20))
    assert brought(tmp_path / "data", file)["rows"] == 20


def test_rows_with_their_own_key_count_once_in_whatever_file(tmp_path: Path) -> None:
    for name, numbers in (("one", range(10)), ("two", range(5, 15))):
        (tmp_path / name).write_bytes(b"\n".join(line(number, key=f"k{number}") for number in numbers))
    assert brought(tmp_path / "data", tmp_path / "one")["rows"] == 10
    second = brought(tmp_path / "data", tmp_path / "two")
    assert (second["rows"], second["duplicates"]) == (5, 5)


def test_a_file_read_anew_brings_only_what_was_in_quarantine(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(line(1) + b"\n" + line(2, time="2026-12-01T00:00:00Z"))
    first = brought(tmp_path / "data", file)
    assert (first["rows"], first["rejected"]) == (1, {"time_in_future": 1})
    assert brought(tmp_path / "data", file)["rows"] == 0
    ran = run("import", "events", file, "--data", tmp_path / "data", "--again", "--json", clock="2026-12-02T00:00Z")
    assert (ran.json["rows"], ran.json["duplicates"], ran.json["rejected"]) == (1, 1, {})


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("shift", range(0, 64, 7))
def test_chunks_end_anywhere_and_no_row_is_lost(tmp_path: Path, end: bytes, shift: int) -> None:
    """With names of letters of one to four bytes, so that chunks also end inside a letter."""
    names = [f"u-{number}-{'aé漢🚚' * (number % 5)}{'x' * shift}" for number in range(60)]
    file = tmp_path / "events.jsonl"
    rows = [json.dumps({"event": "e", "time": 1790000000, "user": name}, ensure_ascii=False) for name in names]
    file.write_bytes(b"\xef\xbb\xbf" + end.join(row.encode() for row in rows))
    done = brought(tmp_path / "data", file)
    assert done["chunks"] > 10
    assert (done["rows"], done["rejected"]) == (60, {})
    assert users(tmp_path / "data") == names


@pytest.mark.usefixtures("small_chunks")
def test_a_changed_chunk_size_changes_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are known by their number in the file, so that chunks cut otherwise bring nothing twice."""
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(line(number) for number in range(50)))
    brought(tmp_path / "data", file)
    monkeypatch.setattr(imports, "CHUNK_BYTES", 1 << 20)
    assert brought(tmp_path / "data", file, "--again")["rows"] == 0


def test_a_line_of_many_megabytes_is_kept_aside_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "CHUNK_BYTES", 1 << 20)
    file = tmp_path / "events.jsonl"
    with file.open("wb") as out:
        out.write(line(1) + b'\n{"event": "')
        for _ in range(20):
            out.write(b"x" * (1 << 20))
        out.write(b'"}\n' + line(2) + b"\n")
    done = brought(tmp_path / "data", file)
    assert done["rows"] == 2
    assert sum(done["rejected"].values()) < 25
    assert users(tmp_path / "data") == ["u-1", "u-2"]


WRONG = {
    "no file": (None, "the file cannot be read (No such file or directory)"),
    "empty": (b"", "The file holds no lines; expected"),
    "blank lines": (b"\n \n\r\n", "The file holds no lines; expected"),
    "binary": (bytes(range(256)) * 100, "the file is not text"),
    "CSV of nobody": (b"event,time\nopened,2026-09-22\n", "there is no column of the user; the header is: event, time"),
    "a JSON list": (b'[{"event": "opened", "time": 1790000000}]', "jq -c"),
    "other JSON": (b'{"name": "opened"}\n', "No event in the first"),
}


@pytest.mark.parametrize(("content", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_is_no_file_of_events_is_refused(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "events.jsonl"
    if content is not None:
        file.write_bytes(content)
    ran = run("import", "events", file, "--data", tmp_path / "data")
    assert ran.code == 2
    assert str(file) in ran.err
    assert says in ran.err


def test_an_empty_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    ran = run("import", "events", tmp_path, "--data", tmp_path / "data")
    assert (ran.code, "there is no such file" in ran.err) == (2, True)
    os.mkfifo(tmp_path / "pipe")
    ran = run("import", "events", tmp_path / "pipe", "--data", tmp_path / "data")
    assert (ran.code, "a pipe or a device" in ran.err) == (2, True)


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    ran = run("import", "events", tmp_path / "x", "--format", "csv", "--data", tmp_path / "data")
    assert ran.code == 2
    assert "expected auto, canonical, " in ran.err


def test_a_file_that_grows_meanwhile_is_imported_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(line(1) + b"\n")

    def grow(_: Progress) -> None:
        with file.open("ab") as out:
            out.write(line(2) + b"\n")

    house = House(read_settings({"HYPERCARE_CLOCK": NOW}, data=tmp_path / "data"))
    done = import_events(house, file, source="import", decoder=None, again=False, on_progress=grow)
    assert (done.chunks, done.rows) == (1, 1)
    assert brought(tmp_path / "data", file)["rows"] == 2


@pytest.mark.usefixtures("small_chunks")
def test_progress_only_moves_on(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(line(number) for number in range(100)))
    seen: list[Progress] = []
    house = House(read_settings({"HYPERCARE_CLOCK": NOW}, data=tmp_path / "data"))
    import_events(house, file, source="import", decoder=None, again=False, on_progress=seen.append)
    assert [each.done for each in seen] == sorted({each.done for each in seen})
    assert {each.total for each in seen} == {file.stat().st_size}
    assert seen[-1].done == seen[-1].total


@pytest.mark.usefixtures("small_chunks")
def test_the_log_never_holds_more_than_a_few_chunks(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(line(number) for number in range(400)))
    house = House(read_settings({"HYPERCARE_CLOCK": NOW}, data=tmp_path / "data"))
    most = 0

    def look(_: Progress) -> None:
        nonlocal most
        most = max(most, len(list(house.wal.rglob("*.seg"))))

    done = import_events(house, file, source="import", decoder=None, again=False, on_progress=look)
    assert done.chunks > 50
    assert most <= imports.AHEAD
    assert list(house.wal.rglob("*.seg")) == []


@pytest.mark.usefixtures("small_chunks")
def test_an_import_that_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(line(number) for number in range(100)))
    house = House(read_settings({"HYPERCARE_CLOCK": NOW}, data=tmp_path / "data"))

    def stop(moved: Progress) -> None:
        if moved.done > moved.total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_events(house, file, source="import", decoder=None, again=False, on_progress=stop)
    done = brought(tmp_path / "data", file)
    assert 0 < done["skipped_chunks"] < done["chunks"]
    assert Counter(users(tmp_path / "data")) == Counter(f"u-{number}" for number in range(100))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_an_import_killed_at_random_instants_brings_every_row_once(tmp_path: Path, seed: int) -> None:
    luck, rows = random.Random(seed), 120_000
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(line(number, properties={"note": "x" * 150}) for number in range(rows)))
    data, killed = tmp_path / "data", 0
    for _ in range(12):
        with start("import", "events", file, "--data", data, clock=NOW) as process:
            # From before the first chunk is written until near the end, which takes a second.
            until(lambda: process.poll() is not None or (data / "wal").exists(), "it has begun")
            time.sleep(luck.random() * 0.5)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
        killed += 1
    assert killed
    brought(tmp_path / "data", file)
    assert sorted(users(tmp_path / "data")) == sorted(f"u-{number}" for number in range(rows))
    assert brought(tmp_path / "data", file)["rows"] == 0


def exported(data: Path, *options: str) -> Iterator[Any]:
    ran = run("export", "events", "--data", data, *options)
    assert (ran.code, ran.err) == (0, "")
    return (json.loads(each) for each in ran.out.splitlines())


def test_an_export_imported_elsewhere_gives_the_same_verdict(tmp_path: Path) -> None:
    here, there = tmp_path / "here" / "data", tmp_path / "there" / "data"
    for data in (here, there):
        data.parent.mkdir()
        shop.declare(data)
    shop.bring(here, shop.lines(range(-14, 46)))
    file = there.parent / "export.jsonl"
    assert run("export", "events", "--data", here, "--out", file).code == 0
    brought(there, file)
    said = [shop.judged(data, shop.DAY_45) for data in (here, there)]
    for each in said:
        del each["id"], each["issued"]
    assert said[0] == said[1]
    assert brought(here, file)["rows"] == 0


def test_an_export_is_cut_by_whole_days(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    times = [f"2026-09-{day}T{hour}:00Z" for day in (21, 22, 23) for hour in ("00:00", "12:00", "23:59")]
    file.write_bytes(b"\n".join(line(number, time=time) for number, time in enumerate(times)))
    brought(tmp_path / "data", file)
    days = [
        each["time"][8:10] for each in exported(tmp_path / "data", "--since", "2026-09-22", "--until", "2026-09-22")
    ]
    assert days == ["22"] * 3
    assert len(list(exported(tmp_path / "data", "--since", "2026-09-22T12:00Z"))) == 5
    assert len(list(exported(tmp_path / "data", "--until", "2026-09-22T12:00Z"))) == 4


@pytest.mark.parametrize(
    ("clock", "rows"),
    [({"clock": "2026-09-22T07:59:00Z"}, 0), ({"clock": "2026-09-22T08:00:00Z"}, 1), ({}, 1)],
    ids=["more than an hour before", "an hour before", "the system's clock"],
)
def test_rows_from_the_future_of_the_clock_are_kept_aside(tmp_path: Path, clock: dict[str, str], rows: int) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(line(1, time="2026-09-22T09:00:00Z" if clock else "2020-09-22T09:00:00Z"))
    done = run("import", "events", file, "--data", tmp_path / "data", "--json", **clock).json
    assert done["rows"] == rows
    assert done["rejected"] == ({} if rows else {"time_in_future": 1})
