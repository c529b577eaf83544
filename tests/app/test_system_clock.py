"""The system's clock a year ahead and a day back: what was recorded stands, and nothing counts twice or is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from app import shop
from commands import run
from hypercare.lake.tables import Tables

NOW = datetime(2026, 4, 16, 12, tzinfo=UTC)
"""Day 45 of the launch."""
JUMPS = {
    "a year ahead": timedelta(days=365),
    "a day back": timedelta(days=-1),
    "to 1971": datetime(1971, 1, 2, tzinfo=UTC) - NOW,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation whose launch was judged now, by the system's clock."""
    data = tmp_path / "data"
    with time_machine.travel(NOW):
        shop.declare(data)
        bring(data, shop.lines(range(-14, 46)), "events")
        assert judged(data)["issued"].keys() == {"day 30"}
    return data


def bring(data: Path, rows: Any, name: str) -> Any:
    return shop.bring(data, rows, name, clock="")


def judged(data: Path, *options: str) -> Any:
    return run("verdict", shop.ID, "--as-of", shop.DAY_45, "--data", data, "--json", *options).json


def records(data: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("verdicts", shop.ID, "--data", data, "--json").json["verdicts"]
    return found


@pytest.fixture(params=JUMPS.values(), ids=JUMPS.keys())
def jumped(request: pytest.FixtureRequest, data: Path) -> Any:
    """The same installation after the system's clock jumped."""
    with time_machine.travel(NOW + request.param):
        yield data


def test_the_same_question_has_the_same_record(jumped: Path) -> None:
    before = records(jumped)
    assert judged(jumped)["id"] == before[0]["id"]
    assert records(jumped) == before


def test_what_was_recorded_replays_and_the_chain_is_whole(jumped: Path) -> None:
    for record in records(jumped):
        assert run("replay", record["id"], "--data", jumped).code == 0
    assert run("audit", "--data", jumped).code == 0


def test_new_records_follow_in_the_chain_whatever_their_time(jumped: Path) -> None:
    first = records(jumped)
    said = run("verdict", shop.ID, "--as-of", "2026-03-20", "--data", jumped, "--json").json
    assert [each["id"] for each in records(jumped)] == [said["id"], *(each["id"] for each in first)]
    assert run("audit", "--data", jumped).code == 0


def test_a_file_imported_before_brings_nothing_again(jumped: Path) -> None:
    for _ in range(2):
        again = bring(jumped, shop.lines(range(-14, 46)), "events")
        assert (again["rows"], again["chunks"]) == (0, again["skipped_chunks"])


def test_rows_with_their_own_keys_count_once_however_the_clock_jumps(jumped: Path) -> None:
    rows = [{**each, "key": f"k-{number}"} for number, each in enumerate(shop.lines(range(-14, -7)))]
    with time_machine.travel(NOW):
        assert bring(jumped, rows, "keyed")["rows"] == len(rows)
    assert bring(jumped, [*rows, {"event": "x", "time": "1971-01-01T12:00:00Z"}], "keyed-again")["rows"] == 1


def test_a_word_is_issued_by_the_clock_that_is(tmp_path: Path) -> None:
    """Twenty days too early nothing is issued, though the facts are there; when the clock is right again, it is."""
    data = tmp_path / "data"
    with time_machine.travel(NOW):
        shop.declare(data)
        bring(data, shop.lines(range(-14, 46)), "events")
    with time_machine.travel(NOW - timedelta(days=20)):
        assert judged(data)["issued"] == {}
    with time_machine.travel(NOW + timedelta(days=365)):
        assert judged(data)["issued"].keys() == {"day 30"}


def test_an_issued_word_stands_when_the_clock_goes_back(data: Path) -> None:
    with time_machine.travel(NOW - timedelta(days=40)):
        said = run("verdict", shop.ID, "--data", data, "--json").json
        assert (said["day"], said["gates"][0]["word"], said["issued"]) == (5, "TOO_EARLY", {})
        assert judged(data)["gates"][0]["word"] == "PASS"
    assert sum(each["kind"] == "issue" for each in records(data)) == 1


@pytest.mark.parametrize(
    ("jump", "rows", "rejected"),
    [(timedelta(days=-1), 0, {"time_in_future": 1}), (timedelta(0), 1, {}), (timedelta(days=365), 1, {})],
    ids=["a day back", "right", "a year ahead"],
)
def test_rows_of_tomorrow_wait_in_quarantine(data: Path, jump: timedelta, rows: int, rejected: dict[str, int]) -> None:
    row = {"event": "opened", "time": NOW.isoformat(), "user": "u-late"}
    with time_machine.travel(NOW + jump):
        done = bring(data, [row], "late")
    assert (done["rows"], done["rejected"]) == (rows, rejected)
    with time_machine.travel(NOW + timedelta(days=1)):
        ran = run("import", "events", data.parent / "late.jsonl", "--again", "--data", data, "--json")
    assert ran.json["rows"] == 1 - rows


def test_facts_are_known_since_they_happened_whenever_they_are_imported(data: Path) -> None:
    """History that is imported a year later was known then; what the clock said at the import does not matter."""
    with time_machine.travel(NOW + timedelta(days=365)):
        bring(data, shop.lines(range(10), range(1000, 1030)), "history")
        found = run("verdict", shop.ID, "--as-of", "2026-03-12", "--data", data, "--json").json
    assert found["gates"][0]["metrics"][0]["answer"]["counts"]["units"] == 11 * 14 + 10
    known = Tables(data / "lake").read("events", ["ts_event", "ts_known"])
    assert known["ts_event"].equals(known["ts_known"])


@pytest.mark.parametrize("jump", [timedelta(days=365), timedelta(days=-1)], ids=["a year ahead", "a day back"])
def test_tokens_are_made_and_ended_in_any_order_of_time(tmp_path: Path, jump: timedelta) -> None:
    def tokens() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = run("tokens", "--data", tmp_path, "--json").json["tokens"]
        return found

    def new() -> Any:
        return run("token", "new", "mixpanel", "--data", tmp_path, "--json").json

    with time_machine.travel(NOW):
        first = new()
    with time_machine.travel(NOW + jump):
        second = new()
        assert run("token", "revoke", first["id"], "--data", tmp_path).code == 0
        assert {each["id"]: each["revoked_at"] is None for each in tokens()} == {first["id"]: False, second["id"]: True}
    with time_machine.travel(NOW):
        assert {each["id"] for each in tokens()} == {first["id"], second["id"]}
