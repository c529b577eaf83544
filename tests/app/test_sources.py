"""Where facts come from, as it is told."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.installation import NOW, house_at
from hypercare.app import site
from hypercare.app.house import House
from hypercare.app.ingest import drain
from hypercare.app.settings import read_settings
from hypercare.app.usecases.access import tokens
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.data.sources import sources
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.wal import write_import_segment
from hypercare.ledger.tokens import mark_used
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "sources.v1.json").read_text())
HOUR = timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path) -> Any:
    yield House(read_settings({}, data=tmp_path / "data"))
    site.close()


def push(house: House, number: int, *records: dict[str, Any], ago: timedelta = timedelta()) -> None:
    """One request of Mixpanel's client, as the gateway keeps it, received so long ago."""
    at = datetime.now(UTC) - ago
    body = json.dumps([{"event": "seen", "properties": {"distinct_id": "u1", **each}} for each in records]).encode()
    payload = Payload("mixpanel", "track", "shop", to_micros(at), body)
    write_import_segment(house.create().wal / "import-pushed", payload, number, RealFiles())
    drain(house)


def seconds_ago(seconds: float) -> dict[str, Any]:
    return {"time": int((datetime.now(UTC).timestamp() - seconds) * 1000)}


def one(house: House) -> dict[str, Any]:
    found = sources(house)
    Draft202012Validator(SCHEMA).validate(found)
    [source] = found["sources"]
    return source


def test_a_source_that_pushes(house: House) -> None:
    push(house, 0, seconds_ago(2 * 3600), seconds_ago(2 * 3600 + 3), ago=2 * HOUR)
    push(house, 1, seconds_ago(10))
    found = one(house)
    assert (found["state"], found["events"], found["imported"]) == ("arriving", 3, 0)
    assert (found["events_last_hour"], found["events_last_day"]) == (1, 3)
    assert (found["hours"][-1], found["hours"][-3], sum(found["hours"])) == (1, 2, 3)
    assert found["lag"]["events"] == 3
    assert 2.5 < found["lag"]["median_seconds"] < 3.5
    assert found["lag"]["p95_seconds"] > 8


@pytest.mark.parametrize(
    ("ago", "state"), [(HOUR / 2, "arriving"), (5 * HOUR, "recent"), (30 * HOUR, "silent")], ids=str
)
def test_how_a_source_fares_by_its_silence(house: House, ago: timedelta, state: str) -> None:
    push(house, 0, seconds_ago(ago.total_seconds()), ago=ago)
    assert one(house)["state"] == state


@pytest.mark.parametrize(("good", "bad", "state"), [(1, 2, "rejected"), (5, 1, "faulty"), (200, 1, "arriving")])
def test_how_a_source_fares_by_what_is_rejected(house: House, good: int, bad: int, state: str) -> None:
    push(house, 0, *[{**seconds_ago(1), "$insert_id": f"g{each}"} for each in range(good)], *[{"time": "soon"}] * bad)
    assert one(house)["state"] == state


def test_reasons_come_with_examples_and_what_to_do(house: House) -> None:
    push(house, 0, *[{"time": "soon", "n": each, "secret": "x" * 9000} for each in range(5)])
    found = one(house)
    assert (found["events"], found["quarantined"], found["quarantined_last_day"]) == (0, 5, 5)
    [rejection] = found["rejections"]
    assert (rejection["reason"], rejection["count"], rejection["fix"]["id"]) == (
        "time_invalid",
        5,
        "quarantine-fix-time-invalid",
    )
    assert [
        json.loads(each["raw"].partition(', "secret')[0] + "}}")["properties"]["n"] for each in rejection["examples"]
    ] == [4, 3, 2]
    assert max(len(each["raw"]) for each in rejection["examples"]) == 300
    assert found["receivers"] == ["mixpanel"]


def test_what_was_imported_counts_from_when_it_was_known(tmp_path: Path) -> None:
    house, file = house_at(tmp_path / "data"), tmp_path / "events.jsonl"
    times = [NOW - 3 * HOUR, NOW - 48 * HOUR, NOW + HOUR]
    file.write_text("".join(json.dumps({"event": "a", "time": at.isoformat(), "user": "u"}) + "\n" for at in times))
    imports.import_events(house, file, source="crm", decoder=None, again=False, on_progress=lambda _: None)
    found = one(house)
    assert (found["state"], found["events"], found["imported"], found["events_last_day"]) == ("recent", 2, 2, 1)
    assert (found["latest_known"], found["lag"]) == ((NOW - 3 * HOUR).isoformat(), None)


def test_a_token_waits_for_its_first_event(house: House) -> None:
    made = tokens.new(house.create(), "mixpanel", source="shop", project="", by="putri")
    found = one(house)
    assert (found["state"], found["events"], found["receivers"]) == ("waiting", 0, ["mixpanel"])
    assert (found["tokens"][0]["id"], made.secret in json.dumps(found)) == (made.token.token_id, False)


@pytest.mark.parametrize(("hours", "state"), [(0.5, "arriving"), (5, "recent"), (30, "silent")])
def test_a_source_without_events_fares_by_the_use_of_its_token(house: House, hours: float, state: str) -> None:
    made = tokens.new(house.create(), "zendesk", source="desk", project="", by="putri")
    mark_used({made.token.token_id: datetime.now(UTC) - hours * HOUR})
    assert one(house)["state"] == state


@pytest.mark.parametrize(("scope", "state"), [(("events",), "arriving"), (("traits",), "rejected")])
def test_what_a_token_may_not_bring_spoils_nothing_that_it_may(
    house: House, scope: tuple[str, ...], state: str
) -> None:
    body = {
        "batch": [
            {"type": "track", "event": "seen", "userId": "u1"},
            *({"type": "identify", "userId": f"u{each}", "traits": {"plan": "pro"}} for each in range(5)),
        ]
    }
    at = to_micros(datetime.now(UTC))
    payload = Payload("segment", "batch", "shop", at, json.dumps(body).encode(), scope=scope)
    write_import_segment(house.create().wal / "import-pushed", payload, 0, RealFiles())
    drain(house)
    found = one(house)
    assert (found["state"], [each["reason"] for each in found["rejections"]]) == (state, ["out_of_scope"])


def test_there_is_no_source_yet(house: House) -> None:
    assert sources(house.create())["sources"] == []
