"""Queries on files: JSON lines, CSV and Parquet give the same digits; and what is broken is told, never guessed."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app import shop
from commands import Ran, run
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data.query import Spec, Way, answer
from hypercare.model.errors import Unreachable

NOW = "2026-12-31T23:59:59Z"
COUNT = "count: opened\n"
SPECS = {
    "funnel": "funnel: [opened, bought]\nwithin: 1 day\nby: platform\nunits: true\ndetail: true\n",
    "mean": "mean: {event: bought, of: amount}\nwhere: {platform: ios}\n",
    "retention": "retention: {event: seen, brackets: [0-6, 7-13]}\ndetail: true\n",
    "numbers": "count: {event: bought, where: {amount: {above: 5}}}\nover: week\nto: 2026-03-31\n",
    "device": "count: opened\nunit: device\nby: platform\n",
}
Row = Mapping[str, Any]


def flat(line: Row) -> dict[str, Any]:
    return {name: line.get(name) for name in ("user", "anon", "event", "time")} | dict(line.get("properties", {}))


def jsonl(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def as_csv(rows: Iterable[Row], delimiter: str = ",") -> str:
    text = StringIO()
    writer = csv.DictWriter(text, ["user", "anon", "event", "time", "platform", "amount"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(flat(row) for row in rows)
    return text.getvalue()


def parquet(path: Path, rows: Iterable[Row]) -> None:
    flats = [flat(row) for row in rows]
    columns: dict[str, Any] = {
        name: [row.get(name) for row in flats] for name in ("user", "anon", "platform", "amount")
    }
    columns["event"] = pa.array([row["event"] for row in flats]).dictionary_encode()
    times = [datetime.fromisoformat(row["time"]) for row in flats]
    columns["time"] = pa.array(times, pa.timestamp("us", "UTC"))
    pq.write_table(pa.table(columns), path)


def written(folder: Path, rows: list[Row]) -> dict[str, Path]:
    """The same events in every shape; the names say nothing of what is inside."""
    paths = {name: folder / f"{name}.data" for name in ("jsonl", "comma", "semicolon", "utf-16", "parquet")}
    jsonl(paths["jsonl"], rows)
    paths["comma"].write_text(as_csv(rows))
    paths["semicolon"].write_text("\ufeff" + as_csv(rows, ";"))
    paths["utf-16"].write_text(as_csv(rows, "\t"), encoding="utf-16")
    parquet(paths["parquet"], rows)
    return paths


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(tmp_path_factory.mktemp("files"), list(shop.lines(users=range(200))))


def asked(tmp_path: Path, spec: str, data: Path, *options: str) -> Ran:
    query = tmp_path / "query.yaml"
    query.write_text(spec)
    return run("query", query, "--data", data, "--json", *options, clock=NOW)


def answered(tmp_path: Path, spec: str, data: Path, *options: str) -> Any:
    ran = asked(tmp_path, spec, data, *options)
    assert ran.code == 0, ran
    return ran.json


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_every_shape_gives_the_same_digits(tmp_path: Path, files: dict[str, Path], spec: str) -> None:
    found = {name: answered(tmp_path, spec, path)["answers"] for name, path in files.items()}
    expected = found["jsonl"]
    assert expected[0]["answer"]["counts"]["units"] > 0
    assert {name for name, answers in found.items() if answers != expected} == set()


def test_several_queries_are_one_call(tmp_path: Path, files: dict[str, Path]) -> None:
    paths = []
    for name, spec in SPECS.items():
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(spec)
    together = run("query", *paths, "--data", files["comma"], "--json", clock=NOW).json
    alone = [answered(tmp_path, spec, files["comma"])["answers"] for spec in SPECS.values()]
    spoken = [{**each, "spec": ""} for each in together["answers"]]
    assert spoken == [{**each, "spec": ""} for answers in alone for each in answers]
    assert list(dict.fromkeys(each["spec"] for each in together["answers"])) == [str(path) for path in paths]
    assert len(together["timing"]["answers"]) == len(together["answers"])


def test_nothing_is_written_beside_a_file(tmp_path: Path, files: dict[str, Path], monkeypatch: Any) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    answered(tmp_path, COUNT, files["parquet"])
    assert list(empty.iterdir()) == []


def table(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "events.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "header",
    ["user,event,time", "distinct_id,event_name,timestamp", "userId,Event Type,Event-Time", "unit,action,created_at"],
)
def test_usual_names_of_columns_are_understood(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, f"{header}\nani,opened,2026-09-01T09:00:00Z\n")
    assert answered(tmp_path, COUNT, path)["answers"][0]["answer"]["counts"]["units"] == 1


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = table(tmp_path, "who,what,when\nani,opened,1788253200\nbudi,opened,1788253200000\n")
    found = answered(tmp_path, COUNT, path, "--columns", "user=who,event=what,time=when")
    assert found["answers"][0]["answer"]["value"] == 2


UNCLEAR = {
    "no time": ("user,event,zeit\n", "", "there is no column of the time; the header is: user, event, zeit"),
    "two users": ("user_id,distinct_id,event,time\n", "", "could be user_id or distinct_id"),
    "two of a name": ("user,event,time,time\n", "", "two columns are named 'time'"),
    "not there": ("user,event,time\n", "time=tme", "there is no column 'tme' for time"),
    "no role": ("user,event,time\n", "usr=user", "'usr=user' names no column"),
}


@pytest.mark.parametrize(("header", "columns", "says"), UNCLEAR.values(), ids=UNCLEAR.keys())
def test_an_unclear_header_is_shown(tmp_path: Path, header: str, columns: str, says: str) -> None:
    path = table(tmp_path, f"{header}a,b,c,d\n")
    ran = asked(tmp_path, COUNT, path, *(["--columns", columns] if columns else []))
    assert ran.code == 2
    assert says in ran.json["error"]["message"]
    assert "--columns" in ran.json["error"]["fix"] + ran.json["error"]["where"] or header.count("time") > 1


def test_rows_that_are_no_events_are_counted_by_reason(tmp_path: Path) -> None:
    rows = [
        b"user,event,time,note",
        b"ani,opened,2026-09-01T09:00:00Z,fine",
        b'ani,opened,2026-09-01T09:00:00Z,"a, b"',
        b"ani,,2026-09-01T09:00:00Z,no name",
        b"ani,opened,,no time",
        b"ani,opened,yesterday,no such time",
        b"ani,opened,2026-02-30T09:00:00Z,no such day",
        b"ani,opened,1962-01-01T00:00:00Z,too early",
        b"ani,opened,2026-09-01T09:00:00Z,one,too many",
        b"\xff\xfe,opened,2026-09-01T09:00:00Z,not a text",
        b"x" * 256 + b",opened,2026-09-01T09:00:00Z,too long",
    ]
    found = answered(tmp_path, COUNT, table(tmp_path, b"\r\n".join(rows)))
    assert found["answers"][0]["answer"]["value"] == 2
    assert {each["reason"]: each["rows"] for each in found["read"]["rejected"]} == {
        "event_name_invalid": 1,
        "time_missing": 1,
        "time_invalid": 2,
        "time_before_1971": 1,
        "cells_missing": 1,
        "not_utf8": 1,
        "id_invalid": 1,
    }
    assert "yesterday" in next(e["example"] for e in found["read"]["rejected"] if e["reason"] == "time_invalid")


def test_values_are_what_they_read_as_and_formulas_are_text(tmp_path: Path) -> None:
    values = ["=1+1", "+5", "007", "30", "1e999", "true", "@SUM(A1)", '"quoted ""text"""', "-", ""]
    rows = [f"u{number},opened,2026-09-01T09:00:00Z,{value}" for number, value in enumerate(values)]
    path = table(tmp_path, "\n".join(["user,event,time,v", *rows, ""]))
    by = answered(tmp_path, "count: opened\nby: v\n", path)["answers"][0]["by"]
    assert {each["value"] for each in by["values"]} == {
        "=1+1", "+5", "007", "30", "1e999", "True", "@SUM(A1)", 'quoted "text"', "-",
    }  # fmt: skip
    assert by["without"] == 1
    above = answered(tmp_path, "count: {event: opened, where: {v: {above: 20, below: 1000}}}\n", path)
    assert above["answers"][0]["answer"]["value"] == 1


def test_times_without_an_offset_are_utc_and_said(tmp_path: Path) -> None:
    path = table(tmp_path, "user,event,time\na,opened,2026-09-01 09:00:00\nb,opened,2026-09-01T16:00:00+07:00\n")
    found = answered(tmp_path, f"{COUNT}units: true\n", path)
    assert found["read"]["local_times"]
    assert {each["since"] for each in found["answers"][0]["units"]["units"]} == {"2026-09-01T09:00:00+00:00"}


def test_a_key_counts_once(tmp_path: Path) -> None:
    row = "ani,opened,2026-09-01T09:00:00Z"
    found = answered(tmp_path, COUNT, table(tmp_path, f"user,event,time,insert_id\n{row},k\n{row},k\n{row},\n{row},\n"))
    assert found["answers"][0]["answer"]["value"] == 3
    assert found["read"]["duplicates"] == 1


def test_a_column_of_objects_holds_properties(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "user,event,time,platform,properties\n"
        'a,opened,2026-09-01T09:00:00Z,web,"{""platform"": ""ios"", ""n"": {""m"": 1}}"\n'
        "b,opened,2026-09-01T09:00:00Z,web,{}\n"
        "c,opened,2026-09-01T09:00:00Z,web,nonsense\n",
    )
    found = answered(tmp_path, "count: opened\nby: platform\n", path)
    values = {each["value"]: each["answer"]["value"] for each in found["answers"][0]["by"]["values"]}
    assert values == {"ios": 1, "web": 1}
    assert [each["reason"] for each in found["read"]["rejected"]] == ["properties_invalid"]


def test_parquet_with_nested_and_odd_columns(tmp_path: Path) -> None:
    at = [datetime(2026, 9, 1, 9, tzinfo=UTC).replace(tzinfo=None)] * 3
    rows = pa.table(
        {
            "user": pa.array([1, 2, 3], pa.int64()),
            "event": ["opened"] * 3,
            "time": pa.array(at, pa.timestamp("ns")),
            "shape": pa.array([{"a": [1, None], "b": float("nan")}, None, {"a": [], "b": 1.5}]),
            "tags": pa.array([["x"], [], None]),
            "pairs": pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int64())),
            "price": pa.array([Decimal("1.50"), Decimal("2.00"), None], pa.decimal128(9, 2)),
            "raw": pa.array([b"\xff", b"ok", None]),
        }
    )
    path = tmp_path / "odd.parquet"
    pq.write_table(rows, path)
    values = {}
    for key in ("shape", "tags", "pairs", "price"):
        found = answered(tmp_path, f"count: opened\nby: {key}\n", path)["answers"][0]["by"]
        values[key] = {each["value"] for each in found["values"]}
    assert values == {
        "shape": {'{"a":[1,null],"b":null}', '{"a":[],"b":1.5}'},
        "tags": {'["x"]', "[]"},
        "pairs": {'{"k":1}', "[]"},
        "price": {"1.5", "2.0"},
    }
    assert answered(tmp_path, "count: opened\nby: raw\n", path)["read"]["rejected"][0]["reason"] == "not_utf8"


def _huge(path: Path) -> None:
    path.write_bytes(b'user,event,time\nani,opened,"' + b"x" * (20 << 20) + b"\n")


def _long_line(path: Path) -> None:
    path.write_bytes(b'{"event": "opened", "time": 1788253200, "user": "' + b"x" * (3 << 20) + b'"}\n')


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: path.write_bytes(b""), "holds no lines"),
    "a header alone": (lambda path: path.write_text("user,event,time\n"), "there is no event"),
    "noise": (lambda path: path.write_bytes(b"\xfa\xaa,\x0d\x0d\r,x\r\x00" * 9), "not text"),
    "returns without a header": (lambda path: path.write_bytes(b"\r,\r\r"), "no column of the event"),
    "a heading of 200 kB": (lambda path: path.write_text('"' + "x" * 200_000 + '",time\n'), "header"),
    "zeros": (lambda path: path.write_bytes(bytes(100)), ""),
    "cut Parquet": (lambda path: path.write_bytes(b"PAR1" + b"x" * 50), "damaged"),
    "packed": (lambda path: path.write_bytes(b"\x1f\x8b" + b"x" * 50), "packed"),
    "a spreadsheet": (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 50), "spreadsheet"),
    "a quote without end": (_huge, ""),
    "a line of 3 MiB": (_long_line, ""),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200)), ""),
    "a list": (lambda path: path.write_text('[{"event": "opened", "time": 1}]'), ""),
    "a folder that is not there": (lambda _: None, "No such file"),
}


@pytest.mark.parametrize(("write", "says"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_without_events_is_an_error_that_names_it(
    tmp_path: Path, write: Callable[[Path], object], says: str
) -> None:
    path = tmp_path / "events.data"
    write(path)
    ran = asked(tmp_path, COUNT, path)
    assert (ran.code, ran.json["error"]["code"], "Traceback" in ran.err) == (2, "bad_input", False), ran
    assert says in ran.json["error"]["message"]
    assert str(path) in ran.json["error"]["where"]


def test_lines_may_end_as_on_an_old_mac(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"user,event,time\rani,opened,2026-09-01T09:00Z\rbudi,opened,2026-09-01T10:00Z\r")
    assert answered(tmp_path, COUNT, path)["answers"][0]["answer"]["counts"]["units"] == 2


def test_an_empty_file_is_not_told_of_the_options_of_an_import(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    error = asked(tmp_path, COUNT, path).json["error"]
    assert (error["expected"], error["fix"]) == ("JSON lines, CSV or Parquet: docs/query.md", "")


def test_a_folder_of_something_else_is_no_lake_without_events(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "march.csv").touch()
    ran = asked(tmp_path, COUNT, folder)
    assert (ran.code, ran.json["error"]["code"], len(list(folder.iterdir()))) == (2, "not_found", 1)


def test_a_query_comes_from_standard_input(files: dict[str, Path], monkeypatch: Any) -> None:
    class _Given:
        class buffer:  # noqa: N801  as standard input has it
            @staticmethod
            def read(_most: int) -> bytes:
                return COUNT.encode()

    monkeypatch.setattr("sys.stdin", _Given)
    found = run("query", "-", "--data", files["parquet"], "--json", clock=NOW)
    assert found.json["answers"][0]["spec"] == "stdin"


def test_another_tool_s_rules_are_named(tmp_path: Path, files: dict[str, Path]) -> None:
    spec = "funnel: [opened, bought]\nwithin: 1 day\n"
    found = answered(tmp_path, spec, files["comma"], "--profile", "mixpanel")["answers"][0]
    assert found["profile"] == "mixpanel"
    ran = asked(tmp_path, COUNT, files["comma"], "--profile", "mixpanel")
    assert (ran.code, "no rules of mixpanel" in ran.json["error"]["message"]) == (2, True)


def test_what_takes_too_long_is_given_up(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYPERCARE_CLOCK", NOW)
    house = House(read_settings())
    with pytest.raises(Unreachable, match="longer than"):
        answer(house, [Spec("query", COUNT)], Way(data=files["comma"], seconds=0.0))


def test_answers_are_told_in_the_reader_s_language(tmp_path: Path, files: dict[str, Path]) -> None:
    query = tmp_path / "query.yaml"
    query.write_text(SPECS["funnel"])
    said = run("query", query, "--data", files["comma"], clock=NOW, language="id")
    assert said.code == 0
    assert "langkah" in said.out
    assert "konversi" in said.out
    assert said.err.splitlines()[-1].startswith("4")
