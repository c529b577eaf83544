"""What has arrived, in the words that a launch may use."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.installation import NOW, house_at
from hypercare.app.house import House
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.data.vocabulary import vocabulary
from hypercare.model.errors import NotFound

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "vocabulary.v1.json").read_text())


def house_with(folder: Path, *lines: dict[str, Any]) -> House:
    house, file = house_at(folder / "data"), folder / "events.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    imports.import_events(house, file, source="web", decoder=None, again=False, on_progress=lambda _: None)
    return house


def opened(day: int, **more: Any) -> dict[str, Any]:
    return {"event": "opened", "time": f"2026-10-{day:02}T09:00:00Z", "user": f"u{day}", **more}


def test_events_come_with_what_they_carry(tmp_path: Path) -> None:
    shown = {"platform": "ios", "rows": 3}
    house = house_with(
        tmp_path,
        opened(1, properties=shown, groups={"company_id": "c1"}, flags={"bulk": "on"}),
        opened(2, properties={"platform": "web"}, source="app"),
        {"event": "done", "time": "2026-10-03T09:00:00Z", "user": "u1"},
    )
    found = vocabulary(house)
    Draft202012Validator(SCHEMA).validate(found)
    first, second = found["events"]
    assert (first["event"], first["count"], first["sources"], first["sampled"]) == ("opened", 2, ["app", "web"], 2)
    assert first["latest"] == "2026-10-02T09:00:00+00:00"
    assert [(each["name"], each["type"], each["share"]) for each in first["properties"]] == [
        ("platform", "text", 1.0),
        ("rows", "integer", 0.5),
    ]
    assert [(each["name"], each["values"]) for each in first["groups"]] == [("company_id", [])]
    assert first["flags"][0]["values"] == [{"value": "on", "count": 1}]
    assert (second["event"], second["properties"]) == ("done", [])


def test_what_lies_ahead_of_the_clock_has_not_arrived(tmp_path: Path) -> None:
    house = house_with(tmp_path, opened(1), opened(NOW.day + 1, properties={"new": True}))
    [found] = vocabulary(house)["events"]
    assert (found["count"], found["sampled"], found["properties"]) == (1, 1, [])


def test_one_event_alone(tmp_path: Path) -> None:
    house = house_with(tmp_path, opened(1), {**opened(2), "event": "done"})
    assert [each["event"] for each in vocabulary(house, event="done")["events"]] == ["done"]
    with pytest.raises(NotFound, match="no event is called 'donne'"):
        vocabulary(house, event="donne")


def test_nothing_has_arrived(tmp_path: Path) -> None:
    assert vocabulary(house_at(tmp_path).create()) == {
        "schema": "hypercare/vocabulary.v1",
        "events": [],
        "left_out": 0,
        "traits": [],
    }
