"""`verify-tracking`: exit codes, a file that is not registered, the table, and events that tick off as they arrive."""

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.running import until
from commands import PROGRAM, run
from hypercare.simulate.cover import cover
from patience import PATIENCE_S
from seeded import LAUNCH, demo

NOON = "2026-11-21T12:00"
PLAN = """\
launch: shop
title: Shop
live: 2026-03-10T00:00
timezone: UTC
unit: user
segment: all
business_cycle: calendar month
metrics: {opens: {count: opened}}
gates: {day 30: {opens: {success: 1}}}
tracking:
  opened: {properties: {rows: integer}}
  done: {}
"""


def lines(*events: str, rows: object = 1) -> str:
    return "".join(
        json.dumps({"event": event, "time": "2026-03-01T08:00:00Z", "user": "u", "properties": {"rows": rows}}) + "\n"
        for event in events
    )


def shop(folder: Path, told: str) -> dict[str, str]:
    """An installation that has been told some events, with a launch file beside it."""
    (folder / "shop.yaml").write_text(PLAN)
    (folder / "events.jsonl").write_text(told)
    settings = {"clock": "2026-03-01T09:00Z", "data": str(folder / "data")}
    assert run("import", "events", folder / "events.jsonl", **settings).code == 0
    return settings


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        pytest.param(lines("opened", "done"), 0, "All 2 planned events arrive as planned.", id="all arrived"),
        pytest.param(lines("opened"), 1, "done has never arrived", id="one is missing"),
        pytest.param(lines("opened", "done", rows="1"), 1, '"1" is no integer', id="one has another type"),
    ],
)
def test_a_file_is_verified_before_it_is_registered(tmp_path: Path, told: str, code: int, said: str) -> None:
    settings = shop(tmp_path, told)
    ran = run("verify-tracking", tmp_path / "shop.yaml", **settings)
    assert (ran.code, ran.err) == (code, "")
    assert said in ran.out
    assert "First payload of" in ran.out
    assert run("launches", "--json", **settings).json["launches"] == []


def test_without_a_plan_nothing_is_known(tmp_path: Path) -> None:
    settings = shop(tmp_path, lines("opened"))
    (tmp_path / "shop.yaml").write_text(PLAN[: PLAN.index("tracking:")])
    ran = run("verify-tracking", tmp_path / "shop.yaml", "--json", **settings)
    assert (ran.code, ran.json["state"], ran.json["says"]["id"]) == (4, "unknown", "track-says-none")


@pytest.mark.parametrize(
    ("words", "code"), [(("nosuch",), "not_found"), ((LAUNCH, "--watch", "--as-of", NOON), "bad_input")], ids=str
)
def test_what_cannot_be_verified(words: tuple[str, ...], code: str) -> None:
    ran = run("verify-tracking", *words, "--data", demo().data, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, code)


def test_the_planted_faults_are_found_and_no_others() -> None:
    truth = demo().truth["other_launches"]["asuransi-kiriman"]
    found = run("verify-tracking", "asuransi-kiriman", "--as-of", "2026-12-20", "--data", demo().data, "--json").json
    wrong = [each for event in found["events"] for each in event["findings"]] + found["findings"]
    assert {each["subject"]: each["check"] for each in wrong if each["level"] in ("fail", "unknown", "watch")} == {
        **dict.fromkeys(truth["wrong_properties"], "TRACK-TYPE"),
        **dict.fromkeys(truth["missing_events"], "TRACK-NEVER"),
        **dict.fromkeys(truth["misspelt_events"], "TRACK-NAME"),
    }
    assert (found["arrived"], found["planned"]) == (2, 3)


@pytest.mark.parametrize("day", ["2026-11-21T12:00", "2026-11-26T12:00", "2026-12-14T08:00", "2026-12-30T12:00"])
def test_its_clean_twin_has_none(clean: Path, day: str) -> None:
    ran = run("verify-tracking", clean / "cover.yaml", "--as-of", day, "--data", clean / "data", "--json")
    wrong = [each for event in ran.json["events"] for each in event["findings"]] + ran.json["findings"]
    assert [each["says"]["text"] for each in wrong if each["level"] not in ("pending", "news")] == []
    assert (ran.code, ran.json["state"]) == (0, "pass")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same launch whose tracking is as it was planned."""
    folder, story = tmp_path_factory.mktemp("clean"), cover(clean=True)
    (folder / "cover.yaml").write_text(story.launch_text)
    (folder / "events.jsonl").write_bytes(b"".join(story.events()))
    assert (
        run("import", "events", folder / "events.jsonl", "--data", folder / "data", clock="2027-01-02T00:00Z").code == 0
    )
    return folder


@pytest.mark.slow
def test_watched_events_tick_off_until_all_are_there(tmp_path: Path) -> None:
    settings = shop(tmp_path, lines("opened"))
    with watching(tmp_path, settings) as process:
        assert process.stdout is not None
        assert [process.stdout.readline().split()[:2] for _ in range(2)] == [["[x]", "opened"], ["[", "]"]]
        (tmp_path / "more.jsonl").write_text(lines("done"))
        assert run("import", "events", tmp_path / "more.jsonl", **settings).code == 0
        assert process.stdout.readline().split()[:2] == ["[x]", "done"]
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.slow
def test_who_has_seen_enough_gets_what_stands(tmp_path: Path) -> None:
    settings = shop(tmp_path, lines("opened"))
    with watching(tmp_path, settings) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 1
    until(lambda: process.poll() is not None, "it has ended")


@contextlib.contextmanager
def watching(folder: Path, settings: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """The verb as it watches; ended with the test, however that ends."""
    environment = {**os.environ, **{f"HYPERCARE_{name.upper()}": value for name, value in settings.items()}}
    command = [*PROGRAM, "verify-tracking", str(folder / "shop.yaml"), "--watch"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
