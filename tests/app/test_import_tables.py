"""Tables, packed files and many of them: what their columns are, and that every row arrives once."""

import gzip
import json
import os
import pty
import subprocess
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.test_json_schemas import fits
from commands import PROGRAM, run
from hypercare.app.house import House
from hypercare.app.progress import Progress
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.data.imports import import_events
from hypercare.lake.tables import Tables
from hypercare.model.errors import BadInput
from patience import PATIENCE_S

NOW = "2026-10-22T08:00Z"
CSV = """User ID,Action,Timestamp,platform,rows,paid,code
u-1,opened,2026-09-22 09:00:00,android,12,true,007
u-2,"saved, twice",2026-09-22T09:01:00+07:00,,,,
u-3,opened,1790042400,"two
lines",1.50,false,x
"""
COLUMNS = {"event": "Action", "time": "Timestamp", "user": "User ID"}


def brought(data: Path, *words: object) -> Any:
    ran = run("import", "events", *words, "--data", data, "--json", clock=NOW)
    assert ran.code == 0, ran
    return ran.json


def events(data: Path) -> list[dict[str, Any]]:
    found = Tables(data / "lake").read("events").to_pylist()
    return [{**each, "props": json.loads(each["props"])} for each in found]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clicks.csv"
    path.write_text(CSV)
    return path


def test_a_csv_is_read_by_its_columns(data: Path, file: Path) -> None:
    done = brought(data, file)
    fits(done, "import.v1")
    assert (done["rows"], done["rejected"], done["columns"]) == (3, {}, COLUMNS)
    first, second, third = events(data)
    assert (first["event"], first["user_key"], first["ts_event"]) == (
        "opened",
        "u-1",
        datetime(2026, 9, 22, 9, tzinfo=UTC),
    )
    assert first["props"] == {"platform": "android", "rows": 12, "paid": True, "code": "007"}
    assert (second["event"], second["ts_event"].hour, second["props"]) == ("saved, twice", 2, {})
    assert third["props"] == {"platform": "two\nlines", "rows": 1.5, "paid": False, "code": "x"}
    assert brought(data, file)["skipped_chunks"] == 1


VARIANTS: dict[str, bytes] = {
    "semicolons": CSV.replace(",", ";").replace("saved; twice", "saved, twice").encode(),
    "a mark before": b"\xef\xbb\xbf" + CSV.encode(),
    "UTF-16": CSV.encode("utf-16"),
    "CRLF": CSV.replace("\n", "\r\n").encode(),
    "blank lines": CSV.replace("u-2", "\n\nu-2").encode() + b"\n\n",
    "packed": gzip.compress(CSV.encode()),
    "no end of line": CSV.strip().encode(),
}


@pytest.mark.parametrize("content", VARIANTS.values(), ids=VARIANTS)
def test_however_a_csv_is_written(data: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert brought(data, tmp_path / "file")["rows"] == 3
    assert [each["user_key"] for each in events(data)] == ["u-1", "u-2", "u-3"]


def test_times_without_an_offset_are_in_the_zone_that_is_named(data: Path, file: Path) -> None:
    brought(data, file, "--timezone", "Asia/Jakarta")
    assert [each["ts_event"].hour for each in events(data)][:2] == [2, 2]
    ran = run("import", "events", file, "--data", data, "--timezone", "Mars")
    assert (ran.code, "is no time zone" in ran.err) == (2, True)


BAD: dict[str, tuple[bytes, str, int]] = {
    "too few cells": (b"u-1,opened\n", "cells_missing", 2),
    "too many cells": (b"a,b,c,d,e,f,g,h\n", "cells_missing", 2),
    "no time": (b"u-1,opened,,,,,\n", "time_missing", 2),
    "no instant": (b"u-1,opened,soon,,,,\n", "time_invalid", 2),
    "a day of a month that has not so many": (b"u-1,opened,2026-02-30,,,,\n", "time_invalid", 2),
    "not UTF-8": (b"u-1,opened,2026-09-22,\xff,,,\n", "not_utf8", 2),
    "no name": (b"u-1,,2026-09-22,,,,\n", "event_name_invalid", 2),
    "behind a blank line": (b"\nu-1,,2026-09-22,,,,\n", "event_name_invalid", 3),
}


@pytest.mark.parametrize(("row", "reason", "number"), BAD.values(), ids=BAD)
def test_a_bad_row_is_set_aside_with_its_number(
    data: Path, tmp_path: Path, row: bytes, reason: str, number: int
) -> None:
    header, rest = CSV.encode().split(b"\n", 1)
    (tmp_path / "file").write_bytes(header + b"\n" + row + rest)
    done = brought(data, tmp_path / "file")
    assert (done["rows"], done["rejected"]) == (3, {reason: 1})
    [message] = Tables(data / "lake").read("quarantine")["message"].to_pylist()
    assert message.startswith(f"row {number}: ")


def test_a_quote_that_never_ends_is_an_error_and_no_memory(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(CSV + 'u-4,"' + "x,\n" * 1_000_000)
    ran = run("import", "events", tmp_path / "file", "--data", data, clock=NOW)
    assert (ran.code, "the table does not read (field larger" in ran.err) == (2, True)


def parquet(path: Path, **more: Any) -> Path:
    at = [datetime(2026, 9, 22, 9, tzinfo=UTC), datetime(2026, 9, 22, 10, tzinfo=UTC)]
    columns = {
        "who": pa.array(["u-1", "u-2"]).dictionary_encode(),
        "what": pa.array([b"opened", b"saved"]),
        "at": pa.array(at, pa.timestamp("ns", "UTC")),
        "tags": pa.array([["a"], None]),
        "shop": pa.array([{"id": 1, "since": at[0]}, None]),
        "prices": pa.array([[("x", 1.5)], None], pa.map_(pa.string(), pa.float64())),
        "code": pa.array(["007", "true"]),
        "cents": pa.array([1, None]),
        **more,
    }
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_keeps_its_types(data: Path, tmp_path: Path) -> None:
    done = brought(data, parquet(tmp_path / "file.parquet"), "--columns", "user=who,event=what,time=at")
    assert (done["rows"], done["rejected"]) == (2, {})
    first, second = events(data)
    assert (first["user_key"], first["event"], first["ts_event"].hour) == ("u-1", "opened", 9)
    since = "2026-09-22T09:00:00Z"
    shop = {"id": 1, "since": since}
    assert first["props"] == {"tags": ["a"], "shop": shop, "prices": {"x": 1.5}, "code": "007", "cents": 1}
    assert second["props"] == {"code": "true"}


def test_columns_that_are_not_clear_are_asked_for_by_the_error(data: Path, tmp_path: Path) -> None:
    ran = run("import", "events", parquet(tmp_path / "file.parquet"), "--data", data, clock=NOW)
    assert ran.code == 2
    assert "no column of the event and the time and the user; the header is: who, what, at, tags" in ran.err
    assert "--columns event=NAME" in ran.err


def test_columns_are_kept_for_the_next_file_with_the_same_header(data: Path, tmp_path: Path) -> None:
    brought(data, parquet(tmp_path / "one"), "--columns", "user=who,event=what,time=at")
    more = parquet(tmp_path / "two", cents=pa.array([2, 3]))
    ran = run("import", "events", more, "--data", data, clock=NOW)
    assert (ran.code, "The columns are read as in the last such file: " in ran.err) == (0, True)
    other = run("import", "events", more, "--source", "other", "--data", data, clock=NOW)
    assert (other.code, "there is no column of the event" in other.err) == (2, True), "each source has its own"
    named = brought(data, more, "--columns", "event=code")
    assert named["columns"] == {"event": "code", "user": "who", "time": "at"}
    ran = run("import", "events", more, "--data", data, clock=NOW)
    assert "event=code" in ran.err, "what was named last is kept"


def test_a_file_of_which_nobody_says_whose_it_is(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("event,time,company_id\nopened,2026-09-22,c-1\n")
    assert run("import", "events", tmp_path / "file.csv", "--data", data).code == 2
    assert brought(data, tmp_path / "file.csv", "--columns", "user=-")["rows"] == 1
    assert events(data)[0]["props"] == {"company_id": "c-1"}


def test_all_that_is_not_clear_is_said_at_once(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("apa,user_id,customer_id\nopened,u-1,c-1\n")
    ran = run("import", "events", tmp_path / "file.csv", "--data", data)
    assert ran.code == 2
    assert "no column of the event and the time; the column of the user could be user_id or customer_id" in ran.err
    assert "--columns event=NAME,time=NAME,user=user_id" in ran.err


def test_lines_of_json_can_be_read_by_columns_too(data: Path, tmp_path: Path) -> None:
    line = {"name": "opened", "when": "2026-09-22T09:00:00Z", "who": 7, "code": "007"}
    (tmp_path / "file").write_text(json.dumps(line))
    brought(data, tmp_path / "file", "--columns", "event=name,time=when,user=who")
    [found] = events(data)
    assert (found["event"], found["user_key"], found["props"]) == ("opened", "7", {"code": "007"})


LINE = {"event": "opened", "time": "2026-09-22T09:00:00Z"}


def lines(first: int, count: int) -> bytes:
    return b"".join(
        json.dumps({**LINE, "user": f"u-{number}"}).encode() + b"\n" for number in range(first, first + count)
    )


def test_many_files_are_one_command(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for number in range(3):
        (folder / f"part-{number}.json.gz").write_bytes(gzip.compress(lines(number * 10, 10)))
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"x")
    (tmp_path / "more.csv").write_text(CSV)
    done = brought(data, folder, tmp_path / "more.csv")
    fits(done, "imports.v1")
    assert (done["rows"], [each["rows"] for each in done["files"]]) == (33, [10, 10, 10, 3])
    again = brought(data, folder / "part-*.gz")
    assert (again["rows"], [each["skipped_chunks"] for each in again["files"]]) == (0, [1, 1, 1])
    ran = run("import", "events", folder / "*.xml", "--data", data)
    assert (ran.code, "there is no such file" in ran.err) == (2, True)


@pytest.mark.parametrize("cut", [1, 400], ids=["the end", "half"])
def test_a_packed_file_that_breaks_off_is_damaged(data: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "file.gz").write_bytes(gzip.compress(lines(0, 500), 1)[:-cut])
    ran = run("import", "events", tmp_path / "file.gz", "--data", data)
    assert (ran.code, "the packed file is damaged" in ran.err) == (2, True)


@pytest.mark.parametrize("shape", ["csv", "csv.gz", "parquet", "jsonl.gz"])
def test_an_import_that_stopped_goes_on_where_it_was(
    data: Path, tmp_path: Path, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "CHUNK_BYTES", 1_000)
    path, names = tmp_path / "file", [f"u-{number}" for number in range(600)]
    text = "user,event,time\n" + "".join(f"{name},opened,2026-09-22\n" for name in names)
    columns = {"user": names, "event": ["opened"] * 600, "time": ["2026-09-22"] * 600}
    if shape == "parquet":
        pq.write_table(pa.table(columns), path)
    else:
        content = lines(0, 600) if shape.startswith("jsonl") else text.encode()
        path.write_bytes(gzip.compress(content) if shape.endswith("gz") else content)
    house = House(read_settings({"HYPERCARE_CLOCK": NOW}, data=data))
    calls = 0

    def stop(_: Progress) -> None:
        nonlocal calls
        calls += 1
        if calls == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_events(house, path, source="import", decoder=None, again=False, on_progress=stop)
    done = import_events(house, path, source="import", decoder=None, again=False, on_progress=lambda _: None)
    assert 0 < done.skipped_chunks < done.chunks
    assert Counter(each["user_key"] for each in events(data)) == Counter(names)


ANSWERS: dict[str, tuple[list[str], int, list[str]]] = {
    "yes": (["y"], 0, ["READ AS", "Import it so?"]),
    "no": (["n"], 2, ["Nothing was imported. To name columns: --columns"]),
}


def typed(words: list[object], answers: list[str]) -> tuple[int, str]:
    """A verb on a terminal, and what a person types; its exit code and all that the terminal showed."""
    ours, theirs = pty.openpty()
    command = [*PROGRAM, *map(str, words)]
    environment = {**os.environ, "HYPERCARE_CLOCK": NOW, "NO_COLOR": "1", "TERM": "dumb"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        shown += part
        if not part:
            break
    os.close(ours)
    return process.wait(PATIENCE_S), shown.decode()


@pytest.mark.slow
@pytest.mark.parametrize(("answers", "code", "shows"), ANSWERS.values(), ids=ANSWERS)
def test_on_a_terminal_the_columns_are_shown_and_confirmed(
    data: Path, file: Path, answers: list[str], code: int, shows: list[str]
) -> None:
    ended, shown = typed(["import", "events", file, "--data", data], answers)
    assert ended == code, shown
    assert [each for each in shows if each not in shown] == []
    assert ("3 events" in shown) == (code == 0)


@pytest.mark.slow
def test_on_a_terminal_what_is_not_clear_is_asked_for(data: Path, tmp_path: Path) -> None:
    path = parquet(tmp_path / "file.parquet")
    ended, shown = typed(["import", "events", path, "--data", data], ["nonsense", "what", "at", "who"])
    assert ended == 0, shown
    assert "Which column is the event?" in shown
    assert "The columns are: who, what, at" in shown
    assert [each["user_key"] for each in events(data)] == ["u-1", "u-2"]


def test_a_damaged_parquet_is_an_error(data: Path, tmp_path: Path) -> None:
    path = parquet(tmp_path / "file.parquet")
    path.write_bytes(path.read_bytes()[:200] + b"PAR1")
    with pytest.raises(BadInput, match="damaged"):
        import_events(
            House(read_settings({}, data=data)), path, source="x", decoder=None, again=False, on_progress=lambda _: None
        )
