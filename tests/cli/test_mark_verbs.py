"""Marks by command line: put, listed, taken off."""

import shutil
from pathlib import Path

import pytest

from commands import Ran, run
from seeded import LAUNCH, demo

NOW = "2026-11-21T12:00+07:00"
SEEDED = 7
"""So many marks has the demo's launch by then."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return demo().copy(tmp_path / "data")


def mark(data: Path, *words: str) -> Ran:
    return run("mark", LAUNCH, *words, "--data", data, clock=NOW)


def test_a_mark_is_put_listed_and_taken_off(data: Path) -> None:
    made = mark(data, "incident", "Labels do not print", "--at", "2026-11-20T08:00", "--until", "2026-11-20")
    assert made.out == "Marked as m-8: incident at 2026-11-20 08:00 WIB, Labels do not print\n"
    listed = run("marks", LAUNCH, "--data", data, clock=NOW).out.splitlines()
    assert listed[-1].split("  ")[0] == "m-8"
    assert "2026-11-20 23:59" in listed[-1]
    assert run("unmark", "m-8", "--data", data, clock=NOW).code == 0
    assert run("marks", LAUNCH, "--data", data, clock=NOW).out.splitlines()[-1].endswith("retracted")


def test_without_a_time_it_is_now(data: Path) -> None:
    assert mark(data, "note", "Talked to the insurer").out.startswith("Marked as m-8: note at 2026-11-21 12:00 WIB")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("hotfx", "x"), "write hotfix"),
        (("note", ""), "title"),
        (("note", "x", "--link", "javascript:alert(1)"), "https://"),
        (("note", "x", "--until", "2026-11-01"), "ends before it begins"),
        (("note", "x", "--at", "yesterday"), "no date or time"),
    ],
    ids=["another kind", "no title", "another scheme", "backwards", "no instant"],
)
def test_what_cannot_stand_is_refused(data: Path, words: tuple[str, ...], says: str) -> None:
    ran = mark(data, *words)
    assert ran.code == 2
    assert says in ran.err
    assert len(run("marks", LAUNCH, "--data", data, "--json", clock=NOW).json["marks"]) == SEEDED


def test_a_launch_without_marks_says_how_to_put_one(data: Path) -> None:
    ran = run("marks", "asuransi-kiriman", "--data", data, clock=NOW)
    assert (ran.code, ran.out) == (0, "")
    assert "hypercare mark asuransi-kiriman deployment" in ran.err


def test_a_backup_keeps_marks(data: Path, tmp_path: Path) -> None:
    assert run("unmark", "m-2", "--data", data, clock=NOW).code == 0
    assert run("backup", tmp_path / "file", "--data", data).code == 0
    assert run("restore", tmp_path / "file", "--data", tmp_path / "other").code == 0
    before, after = (
        run("marks", LAUNCH, "--data", each, "--json", clock=NOW).json for each in (data, tmp_path / "other")
    )
    assert before == after
    shutil.rmtree(tmp_path / "other")
