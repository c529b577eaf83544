"""Bad input and worse luck, by command line: a clear message, the right exit code, and never a traceback."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app import shop
from commands import Ran, run
from patience import PATIENCE_S

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys: control characters but the line end, and marks that turn text around."""
NASTY = {
    "escape": "\x1b[31mred\x1b[2J",
    "C1": "\x9b31mred",
    "title": "\x1b]0;owned\x07",
    "turned around": "abc\u202edef",
    "lines": "one\ntwo\r\nthree",
    "bell": "\x07\x08",
}
MEMORY_BYTES = 1_500_000_000


def clear(ran: Ran, code: int, *says: str) -> None:
    """It ended as it should, and said so in a line."""
    assert ran.code == code, ran
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 1
    for text in says:
        assert text in ran.err


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("original") / "data"
    shop.declare(data)
    shop.bring(data, shop.lines(range(-14, 46)))
    shop.judged(data, shop.DAY_45)
    return data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "data"))


# Launch files


def test_every_mistake_of_a_launch_file_has_its_line(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(shop.LAUNCH.replace("success: 40%", "sucess: 40%").replace("timezone: UTC", "timezone: Moon"))
    for verb in (("validate",), ("launch", "add")):
        ran = run(*verb, file, "--data", tmp_path / "data")
        assert (ran.code, ran.out) == (2, "")
        assert {line.split(": ")[0] for line in ran.err.splitlines()} == {f"{file}:4", f"{file}:17"}
    error = run("launch", "add", file, "--data", tmp_path / "data", "--json").json["error"]
    assert (error["code"], {each["line"] for each in error["problems"]}) == ("invalid_file", {4, 17})
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/b", "..", "x" * 5000, "a b", "%2e%2e%2fx", "\udcff"])
def test_an_odd_launch_id_is_only_unknown(data: Path, name: str) -> None:
    for verb in (("verdict", name), ("explain", name, "bought"), ("verdicts", name)):
        ran = run(*verb, "--data", data)
        clear(ran, 2, "is not registered", "expected one of: shop", "fix: hypercare launch add ")
        assert "/x.yaml" not in ran.err
        assert len(ran.err) < 500


def test_an_unknown_launch_names_the_nearest_and_the_line_to_run(data: Path) -> None:
    clear(run("verdict", "shp", "--data", data), 2, "nearest: shop", "fix: hypercare launch add launches/shp.yaml")


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/b", "Äpfel", "", "x" * 5000, "a b"])
def test_init_writes_only_below_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    ran = run("init", "--json", "--", name)
    assert ran.code == 2
    assert "problems" in ran.json["error"]
    assert list(tmp_path.rglob("*")) == [tmp_path / "here"]


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("--success", "lots"), "--success"),
        (("--unit", "planet"), "--unit"),
        (("--live", "soon"), "--live"),
        (("--timezone", "Moon"), "timezone"),
        (("--step", "only_one"), "funnel"),
        (("--success", "30%", "--failure", "60%"), "success"),
    ],
)
def test_init_names_the_answer_that_it_cannot_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], where: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("init", "my-launch", *options, "--json")
    assert ran.code == 2
    assert where in json.dumps(ran.json)
    assert not (tmp_path / "launches" / "my-launch.yaml").exists()


def test_init_replaces_nothing_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "my-launch", "--json").code == 0
    (tmp_path / "launches" / "my-launch.yaml").write_text("mine")
    clear(run("init", "my-launch", "--title", "x", "--live", "2026-09-22T09:00", "--timezone", "UTC", "--unit", "user",
              "--segment", "s", "--step", "a", "--step", "b", "--success", "4%", "--failure", "3%", "--driver", "d"),
          2, "the file is there already")  # fmt: skip
    assert (tmp_path / "launches" / "my-launch.yaml").read_text() == "mine"
    assert run("init", "my-launch", "--json", "--force").code == 0


# Terminals


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY.keys())
def test_a_launch_file_cannot_steer_a_terminal_either(tmp_path: Path, name: str) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(shop.LAUNCH.replace("title: Shop", f"title: {json.dumps(name)}"))
    ran = run("launch", "add", file, "--data", tmp_path / "data")
    assert RAW.findall(ran.out + ran.err) == []
    if ran.code == 0:
        assert RAW.findall(run("launches", "--data", tmp_path / "data").out) == []


@pytest.fixture(scope="module")
def steered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation where every name that comes from outside tries to steer the terminal."""
    data = tmp_path_factory.mktemp("steered") / "data"
    rows: list[dict[str, Any]] = [
        {"event": name, "time": "2026-03-02T09:00:00Z", "user": name, "source": name, "lib": name,
         "properties": {name: name}}
        for name in NASTY.values()
    ]  # fmt: skip
    rows += [{"event": name, "source": name, "time": name} for name in NASTY.values()]
    shop.bring(data, [*shop.lines(range(-14, 46)), *rows])
    shop.declare(data)
    return data


@pytest.mark.parametrize(
    "words",
    [
        ("events", "--limit", "5000"),
        ("events", "--count", "--by", "source,event,lib"),
        ("quarantine", "--limit", "100"),
        ("sources",),
        ("launches",),
        ("verdict", "shop", "--as-of", shop.DAY_45),
        ("verdicts", "shop"),
        ("explain", "shop", "bought"),
        ("verdict", NASTY["escape"]),
        ("replay", NASTY["C1"]),
        ("validate", NASTY["title"]),
        ("import", "events", NASTY["lines"]),
        (NASTY["escape"],),
    ],
    ids=lambda words: words[0] if words[0].isprintable() else "verb",
)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "JSON"])
def test_nothing_from_outside_steers_the_terminal(steered: Path, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    ran = run(*words, *form, data=str(steered), clock=shop.DAY_70)
    assert RAW.findall(ran.out + ran.err) == []


def test_a_name_never_makes_a_line_of_its_own(steered: Path) -> None:
    ran = run("events", "--count", "--by", "event", "--data", steered)
    groups = run("events", "--count", "--by", "event", "--data", steered, "--json").json["groups"]
    assert {each["event"] for each in groups} >= set(NASTY.values())
    assert len(ran.out.splitlines()) == len(groups) + 2


def test_names_come_back_from_json_as_they_were(steered: Path) -> None:
    found = run("events", "--limit", "5000", "--data", steered, "--json").json["events"]
    assert {each["event"] for each in found} >= set(NASTY.values())
    assert all(unicodedata.is_normalized("NFC", each["event"]) for each in found)


# Very many names


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (100_000, '{{"event": "event {0}", "time": 1790000000, "user": "u-{0}"}}'),
        (5_000, '{{"event": "e", "time": 1790000000, "user": "u-{0}", "properties": {{{1}}}}}'),
    ],
    ids=["10^5 names of events", "10^6 names of properties"],
)
def test_very_many_names_cost_bounded_time_and_memory(tmp_path: Path, rows: int, line: str) -> None:
    file, query = tmp_path / "events.jsonl", tmp_path / "query.yaml"
    with file.open("w") as out:
        for row in range(rows):
            names = ", ".join(f'"p{row}-{each}": {each}' for each in range(200 if rows == 5_000 else 0))
            out.write(line.format(row, names) + "\n")
    query.write_text("funnel: [event 1, event 2]\nwithin: 1 day\n")
    data = tmp_path / "data"
    for words in (
        ("import", "events", file, "--data", data),
        ("events", "--count", "--by", "event", "--data", data),
        ("query", query, "--data", data),
        ("query", query, "--data", file),
    ):
        code, most = measured(list(map(str, words)))
        assert (code, most < MEMORY_BYTES) == (0, True), (words, most)
    assert run("events", "--count", "--data", data, "--json").json["count"] == rows


# What the system counts for a child begins with what its parent held; the program's own high-water mark does not.
MEASURED = """
import atexit, pathlib, sys
mark = lambda: next(line for line in pathlib.Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
atexit.register(lambda: sys.stderr.write(mark()))
from hypercare.cli.main import main
main()
"""


def measured(words: list[str]) -> tuple[int, int]:
    """The exit code of a verb, and the most memory that it ever held, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words], capture_output=True, timeout=PATIENCE_S, check=False
    )
    name, kilobytes, _ = done.stderr.splitlines()[-1].split()
    assert name == b"VmHWM:"
    return done.returncode, int(kilobytes) * 1024


# Data folders


ASKING = {
    "verdict": ("verdict", "shop"),
    "verdicts": ("verdicts", "shop"),
    "explain": ("explain", "shop", "bought"),
    "events": ("events",),
    "count": ("events", "--count"),
    "quarantine": ("quarantine",),
    "feedback": ("feedback",),
    "sources": ("sources",),
    "export": ("export", "events"),
    "launches": ("launches",),
    "tokens": ("tokens",),
    "replay": ("replay", "v-000001-abcdef"),
    "audit": ("audit",),
    "drain": ("drain",),
}


@pytest.mark.parametrize("words", ASKING.values(), ids=ASKING.keys())
def test_a_missing_data_folder_is_named_and_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    clear(run(*words, "--data", tmp_path / "none"), 2, str(tmp_path / "none"), "there is no data folder", "fix: ")
    assert not (tmp_path / "none").exists()


WRITING = {
    "launch add": ("launch", "add", "{folder}/shop.yaml"),
    "import": ("import", "events", "{folder}/events.jsonl"),
    "demo": ("demo", "--no-serve"),
    "token": ("token", "new", "mixpanel"),
}


@pytest.mark.parametrize("words", [*ASKING.values(), *WRITING.values()], ids=[*ASKING, *WRITING])
def test_a_file_is_no_data_folder(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "shop.yaml").write_text(shop.LAUNCH)
    (tmp_path / "events.jsonl").write_text('{"event": "e", "time": 1790000000}')
    (tmp_path / "file").write_text("")
    ran = run(*(word.format(folder=tmp_path) for word in words), "--data", tmp_path / "file")
    clear(ran, 2, f"{tmp_path / 'file'}: this is no folder")


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of the user root, which no mode of a file keeps out."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def read_only(original: Path) -> Iterator[Path]:
    """An installation that can be read and not written, in a place that everybody can reach."""
    base = Path(os.path.realpath(tempfile.mkdtemp(prefix="hypercare-shared-")))
    base.chmod(0o755)
    data = Path(shutil.copytree(original, base / "data"))
    shop.judged(data, shop.DAY_45)
    (base / "query.yaml").write_text("count: opened\n")
    everything = [data, *data.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield data
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(base)


def test_a_folder_that_cannot_be_written_still_answers(read_only: Path) -> None:
    words = ("query", read_only.parent / "query.yaml", "--data", read_only, "--json")
    before = run(*words, clock=shop.DAY_70).json["answers"]
    with nobody():
        ran = run(*words, clock=shop.DAY_70)
    assert ran.code == 0, ran
    assert ran.json["answers"] == before
    with nobody():
        counted = run("events", "--count", "--data", read_only, "--json")
    assert counted.json["count"] == sum(1 for _ in shop.lines(range(-14, 46)))


def test_a_folder_that_cannot_be_written_says_why_it_cannot_judge(read_only: Path) -> None:
    with nobody():
        ran = run("verdict", "shop", "--as-of", shop.DAY_31, "--data", read_only, clock=shop.DAY_70)
    clear(ran, 3, str(read_only), "fix: ")


@pytest.mark.parametrize(
    "words",
    [("import", "events", "{folder}/query.yaml"), ("token", "new", "mixpanel"), ("drain",)],
    ids=["import", "token", "drain"],
)
def test_a_folder_that_cannot_be_written_is_named(read_only: Path, words: tuple[str, ...]) -> None:
    (read_only.parent / "query.yaml").write_text('{"event": "e", "time": 1790000000}')
    with nobody():
        ran = run(*(word.format(folder=read_only.parent) for word in words), "--data", read_only)
    clear(ran, 3, str(read_only))


def test_an_output_file_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    clear(run("export", "events", "--out", tmp_path / "none" / "x", "--data", data), 3, str(tmp_path / "none" / "x"))


# Damage


def damaged(path: Path, content: bytes | None) -> None:
    """Garbage, or the first half of what there was."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if content is None else content)


@pytest.mark.parametrize("content", [None, b"", b"garbage\n" * 9], ids=["half", "empty", "garbage"])
def test_damaged_sequences_are_built_anew(data: Path, content: bytes | None) -> None:
    before = shop.judged(data, shop.DAY_45)
    for path in (data / "sequences").rglob("*"):
        if path.is_file() and path.name != "lock":
            damaged(path, content)
    assert shop.judged(data, shop.DAY_45) == before


@pytest.mark.parametrize("content", [None, b"garbage\n" * 999], ids=["half", "garbage"])
@pytest.mark.parametrize("words", [("verdict", "shop"), ("launches",), ("audit",), ("tokens",), ("verdicts", "shop")])
def test_a_damaged_ledger_is_named(data: Path, words: tuple[str, ...], content: bytes | None) -> None:
    damaged(data / "hypercare.sqlite3", content)
    clear(
        run(*words, "--data", data), 1, str(data / "hypercare.sqlite3"), "does not read back", "fix: hypercare restore"
    )


@pytest.mark.parametrize("content", [None, b"", b"garbage\n" * 999], ids=["half", "empty", "garbage"])
@pytest.mark.parametrize("words", [("verdict", "shop"), ("events",), ("events", "--count", "--by", "event")])
def test_damaged_facts_are_named(data: Path, words: tuple[str, ...], content: bytes | None) -> None:
    shutil.rmtree(data / "sequences")
    for path in (data / "lake" / "events").glob("*.parquet"):
        damaged(path, content)
    clear(run(*words, "--data", data), 1, "the facts do not read back", "fix: hypercare restore")


@pytest.mark.parametrize("words", [("verdict", "shop"), ("events",), ("drain",)])
def test_a_damaged_log_of_a_table_is_named(data: Path, words: tuple[str, ...]) -> None:
    for path in (data / "lake" / "events" / "_delta_log").glob("*.json"):
        path.write_text("garbage\n")
    shutil.rmtree(data / "sequences")
    ran = run(*words, "--data", data)
    clear(ran, 1, "not read back", "restore")


def test_damaged_keys_are_read_again_from_the_table(data: Path) -> None:
    for path in (data / "keys").rglob("*"):
        if path.is_file():
            damaged(path, b"garbage")
    assert shop.bring(data, shop.lines(range(46, 50)), "more")["duplicates"] == 0
