"""Acts of the exit: who may, what a verdict rests on, that it replays, and that tampering shows."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import run
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts.outcome_acts import Said, add, outcome_acts, revoke
from hypercare.app.usecases.judging.verdicts import judge
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.outcome_act import OutcomeActKind
from seeded import LAUNCH, demo

EARLY = datetime(2026, 10, 1, 5, tzinfo=UTC)
"""Day 9: no watched peak is over."""
APPROVER = "dewi@example.com"
ABSENT = Said(LAUNCH, OutcomeActKind.PEAK_ABSENCE, note="It is small.")


@pytest.fixture
def house(tmp_path: Path) -> House:
    data = demo().copy(tmp_path / "data")
    return House(read_settings({"HYPERCARE_CLOCK": EARLY.isoformat()}, data=data))


def peaks(house: House) -> str:
    verdict = judge(house, LAUNCH, EARLY).verdict
    return next(each.state.value for each in verdict.criteria if each.name == "peaks")


def test_an_accepted_absence_meets_the_criterion_until_it_is_taken_back(house: House) -> None:
    assert peaks(house) == "open"
    act = add(house, ABSENT, by=APPROVER.upper())
    assert (add(house, ABSENT, by=APPROVER), act.subjects) == (act, ("double_dates", "harbolnas"))
    assert peaks(house) == "met"
    accepted = judge(house, LAUNCH, EARLY).record.id
    taken = revoke(house, LAUNCH, act.record, reason="Not so.", by=APPROVER)
    assert revoke(house, LAUNCH, act.record, reason="Again.", by=APPROVER) == taken
    assert peaks(house) == "open"
    again = add(house, ABSENT, by=APPROVER)
    assert again.record != act.record
    for record in (accepted, judge(house, LAUNCH, EARLY).record.id):
        assert run("replay", record, "--data", house.data).code == 0
    assert run("audit", "--data", house.data).code == 0


def test_an_act_that_was_changed_afterwards_shows(house: House) -> None:
    act = add(house, ABSENT, by=APPROVER)
    record = judge(house, LAUNCH, EARLY).record.id
    with sqlite3.connect(house.data / "hypercare.sqlite3") as ledger:
        number = int(act.record.split("-")[1])
        text = "UPDATE ledger_record SET text = replace(text, 'It is small.', 'It is tiny.') WHERE sequence = ?"
        assert ledger.execute(text, (number,)).rowcount == 1
    assert run("audit", "--data", house.data).code == 1
    assert run("replay", record, "--data", house.data).code == 1


@pytest.mark.parametrize(
    ("said", "by", "error"),
    [
        (ABSENT, "putri@example.com", Refused),
        (Said(LAUNCH, OutcomeActKind.PEAK_ABSENCE), APPROVER, BadInput),
        (Said(LAUNCH, OutcomeActKind.PEAK_ABSENCE, ("lebaran",), "x"), APPROVER, BadInput),
        (Said(LAUNCH, OutcomeActKind.PEAK_ABSENCE, note="x", until=EARLY), APPROVER, BadInput),
        (Said("jadwal-jemput", OutcomeActKind.SYNTHESISED, backlog="x"), APPROVER, BadInput),
        (Said(LAUNCH, OutcomeActKind.SYNTHESISED, backlog="x"), "eve@example.com", Refused),
        (Said("nosuch", OutcomeActKind.PEAK_ABSENCE, note="x"), APPROVER, NotFound),
    ],
    ids=["no approver", "no reason", "not watched", "past", "no channel declared", "a stranger", "no such launch"],
)
def test_what_cannot_be_said_is_refused(house: House, said: Said, by: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        add(house, said, by=by)
    assert outcome_acts(LAUNCH, EARLY) == ()
