"""What a debug request is told by the plans: each thing once, in words, with what to do."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from app.installation import LAUNCH, NOW, house_at
from hypercare.app.house import House
from hypercare.app.plan_inspector import PlanInspector
from hypercare.app.usecases.launches import launches
from hypercare.model.facts import Decoded, Event
from hypercare.model.instant import to_micros

PLAN = """\
tracking:
  opened:
    from: web
    properties: {rows: integer, kind: {type: text, one of: [a, b]}, note: {type: text, required: false}}
  stored: {from: backend}
"""
AT = to_micros(NOW)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return with_plan(house_at(tmp_path / "data").create(), tmp_path, PLAN, days_ago=2)


def with_plan(house: House, folder: Path, plan: str, *, days_ago: int) -> House:
    path = folder / "biza.yaml"
    path.write_text(LAUNCH.lstrip() + plan)
    launches.add(house, path, at=NOW - timedelta(days=days_ago), by="test")
    return house


def event(
    name: str = "opened", props: str = '{"rows": 1, "kind": "a"}', source: str = "web", sent: int | None = None
) -> Event:
    return Event(source, name, AT, AT, AT, bytes(16), own_key=True, props=props, ts_sent=sent)


def told(house: House, *events: Event) -> list[Mapping[str, object]]:
    return list(PlanInspector(house.clock.now, "en")(Decoded(events=list(events))))


CASES = {
    "as planned": (event(), []),
    "missing": (event(props='{"kind": "a"}'), [("TRACK-PROPERTY", "rows")]),
    "type": (event(props='{"rows": "1", "kind": "a"}'), [("TRACK-TYPE", "rows")]),
    "value": (event(props='{"rows": 1, "kind": "A"}'), [("TRACK-VALUE", "kind")]),
    "misspelt": (event("opend"), [("TRACK-NAME", None)]),
    "unknown": (event("scrolled"), [("TRACK-UNPLANNED", None)]),
    "read by a metric": (event("done"), []),
    "of a client": (event("$pageview"), []),
    "from elsewhere": (event("stored"), [("TRACK-NEVER", None)]),
    "a wrong clock": (event(sent=AT - 600_000_000), [("TRACK-CLOCK", None)]),
    "no object": (event(props="[]"), [("TRACK-PROPERTY", "rows"), ("TRACK-PROPERTY", "kind")]),
}


@pytest.mark.parametrize(("sent", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_wrong_with_an_event(house: House, sent: Event, expected: list[tuple[str, str | None]]) -> None:
    found = told(house, sent)
    assert [(each["check"], each["property"]) for each in found] == expected
    assert not [each for each in found if "track-" in f"{each['says']}{each['todo']}"]


def test_each_thing_is_told_once_with_how_many_events_have_it(house: House) -> None:
    (found,) = told(house, event("opend"), event(), event("opend"))
    assert found == {
        "check": "TRACK-NAME",
        "level": "fail",
        "event": "opend",
        "property": None,
        "launch": "biza",
        "events": 2,
        "says": "opend is in no plan; opened of biza is nearly the same.",
        "todo": "Send it as opened.",
    }


def test_what_names_hold_steers_nothing(house: House) -> None:
    (found,) = told(house, event("x\u202e\n{ $event }"))
    assert "\u202e" not in str(found["says"])
    assert "{ $event }" in str(found["says"])


def test_it_is_the_version_that_holds_now(house: House, tmp_path: Path) -> None:
    with_plan(house, tmp_path, PLAN.replace("rows: integer", "rows: text"), days_ago=1)
    assert [each["check"] for each in told(house, event())] == ["TRACK-TYPE"]


def test_nothing_registered_plans_nothing(tmp_path: Path) -> None:
    house = house_at(tmp_path / "data").create()
    launches.listing(house)
    assert [each["check"] for each in told(house, event())] == ["TRACK-UNPLANNED"]
