"""Incidents and drills: what follows on what, by command line, on a ledger of their own."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts import incidents
from hypercare.app.usecases.acts.incidents import Move, Opening
from hypercare.app.usecases.launches import launches
from hypercare.checks.incident_course import course
from hypercare.ledger import incidents as ledger
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.incident import Incident, Step, StepKind

FILE = """\
launch: shop
title: Shop
live: 2026-03-10T00:00
timezone: Asia/Jakarta
unit: user
segment: all
business_cycle: calendar month
support: {escalation: [desk, squad, platform]}
metrics: {opens: {count: opened}}
gates: {day 30: {opens: {success: 1}}}
"""
NOON = datetime.fromisoformat("2026-03-09T12:00+07:00")
RAISED, ACK, RESOLVED = StepKind.RAISED, StepKind.ACKNOWLEDGED, StepKind.RESOLVED


def at(house: House, minutes: float) -> House:
    clock = (NOON + timedelta(minutes=minutes)).isoformat()
    return House(read_settings({"HYPERCARE_CLOCK": clock}, data=house.data))


@pytest.fixture
def house(tmp_path: Path) -> House:
    file = tmp_path / "shop.yaml"
    file.write_text(FILE)
    here = at(House(read_settings({}, data=tmp_path / "data")), 0)
    launches.add(here, file, at=NOON - timedelta(days=14), by="test")
    return here


def opened(house: House) -> Incident:
    return incidents.open_incident(house, Opening("shop", "Labels do not print", "s2"), by="desk")


def moved(house: House, incident: Incident, kind: StepKind, *, by: str = "desk", **told: object) -> Incident:
    return incidents.move(house, Move(incident.id, kind, **told), by=by)  # type: ignore[arg-type]  # a test's shorthand


def test_a_drill_travels_the_levels_by_itself(house: House) -> None:
    made = incidents.drill(house, "shop", by="lestari")
    for minutes, who in ((4, "desk"), (15, "squad"), (20, "platform")):
        assert course(made).awaits is not None
        made = incidents.move(at(house, minutes), Move(made.id, ACK), by=who)
    found = course(made)
    assert (found.is_open, found.awaits) == (False, None)
    assert [(each.level, each.acknowledged_by, each.took) for each in found.visits] == [
        (1, "desk", timedelta(minutes=4)), (2, "squad", timedelta(minutes=11)), (3, "platform", timedelta(minutes=5))
    ]  # fmt: skip


def test_one_drill_is_under_way_at_a_time(house: House) -> None:
    first = incidents.drill(house, "shop", by="lestari")
    assert incidents.drill(house, "shop", by="somebody").id == first.id
    moved(house, first, RESOLVED)
    assert incidents.drill(house, "shop", by="somebody").id != first.id


def test_a_real_incident_goes_where_it_is_sent(house: House) -> None:
    made = opened(house)
    made = moved(at(house, 5), made, ACK, owner="E. Lestari")
    assert course(made).level == 1
    made = moved(at(house, 9), made, RAISED)
    made = moved(at(house, 12), made, ACK, by="squad")
    made = moved(at(house, 30), made, StepKind.ASSIGNED, owner="B. Santoso")
    made = moved(at(house, 40), made, StepKind.MITIGATED)
    made = moved(at(house, 60), made, RESOLVED, note="the printer was out of paper")
    found = incidents.single(at(house, 61), made)["incident"]
    assert (found["severity"], found["level"], found["owner"]) == ("S2", 2, "B. Santoso")
    assert (found["minutes_to_acknowledge"], found["minutes_to_resolve"]) == (5.0, 60.0)
    listed = incidents.listing(at(house, 61), "shop", NOON + timedelta(minutes=61))
    assert (listed["mtta_minutes"], listed["mttr_minutes"]) == (5.0, 60.0)


def test_drills_are_no_part_of_the_means(house: House) -> None:
    moved(at(house, 90), incidents.drill(house, "shop", by="lestari"), ACK)
    listed = incidents.listing(at(house, 91), "shop", NOON + timedelta(minutes=91))
    assert (listed["mtta_minutes"], len(listed["incidents"])) == (None, 1)


def test_what_is_asked_of_the_past_is_what_was_known(house: House) -> None:
    made = opened(house)
    moved(at(house, 30), made, ACK)
    states = [
        [each["state"] for each in incidents.listing(house, "shop", NOON + timedelta(minutes=after))["incidents"]]
        for after in (-1, 0, 29, 30)
    ]
    assert states == [[], ["raised"], ["raised"], ["acknowledged"]]


@pytest.mark.parametrize(
    ("before", "kind", "told", "where"),
    [
        ([ACK], ACK, {}, "step"),
        ([], ACK, {"level": 2}, "level"),
        ([RESOLVED], ACK, {}, "step"),
        ([RESOLVED], RAISED, {}, "step"),
        ([RESOLVED], RESOLVED, {}, "step"),
        ([], StepKind.REOPENED, {}, "step"),
        ([], RAISED, {"level": 1}, "level"),
        ([], RAISED, {"level": 4}, "level"),
        ([], RAISED, {"level": 0}, "level"),
        ([], StepKind.ASSIGNED, {"owner": " "}, "owner"),
        ([], StepKind.ASSIGNED, {"owner": "a\nb"}, "owner"),
        ([], StepKind.NOTED, {"note": ""}, "note"),
        ([], StepKind.NOTED, {"note": "x" * 2_001}, "note"),
        ([], StepKind.NOTED, {"note": "x", "at": NOON - timedelta(days=1)}, "at"),
        ([], StepKind.NOTED, {"note": "x", "at": NOON + timedelta(days=1)}, "at"),
        ([StepKind.MITIGATED], StepKind.MITIGATED, {}, "step"),
    ],
    ids=["acknowledged twice", "another level", "over", "raised when over", "resolved twice", "reopened when open",
         "where it is", "beyond the path", "below it", "to nobody", "to two lines", "nothing noted", "too much noted",
         "before it began", "ahead of time", "mitigated twice"],
)  # fmt: skip
def test_what_does_not_follow_is_refused(
    house: House, before: list[StepKind], kind: StepKind, told: dict[str, object], where: str
) -> None:
    made = opened(house)
    for each in before:
        made = moved(house, made, each)
    with pytest.raises(BadInput) as refused:
        moved(house, made, kind, **told)
    assert refused.value.where == where
    assert incidents.find(house, made.id) == made


@pytest.mark.parametrize(
    ("told", "where"),
    [(Opening("shop", " "), "title"), (Opening("shop", "a\nb"), "title"), (Opening("shop", "x", "S5"), "severity"),
     (Opening("shop", "x", at=NOON + timedelta(minutes=1)), "at")],
    ids=["no title", "two lines", "no severity", "ahead of time"],
)  # fmt: skip
def test_what_cannot_be_opened(house: House, told: Opening, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        incidents.open_incident(house, told, by="desk")
    assert refused.value.where == where


def test_who_was_slower_is_told_so(house: House) -> None:
    stale = opened(house)
    moved(house, stale, ACK)
    with pytest.raises(BadInput, match="moved on"):
        ledger.append(stale, [Step(ACK, 1, NOON, "slow", NOON)])


def test_an_incident_that_there_is_not(house: House) -> None:
    for name in ("i-99", "i-0", "i-1; drop", ""):
        with pytest.raises(NotFound):
            incidents.find(house, name)
    with pytest.raises(NotFound):
        incidents.find(house, opened(house).id, launch_id="other")
