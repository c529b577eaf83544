"""Signing: who may, what is recorded, and what follows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import run
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.settings import read_settings
from hypercare.app.studio.questions import QUESTIONS
from hypercare.app.usecases import looking
from hypercare.app.usecases.signed import decision_document, decision_of
from hypercare.app.usecases.signing import sign
from hypercare.app.usecases.verdicts import judge
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.verdict import Action
from seeded import demo

LAUNCH = "biza-bulk-upload"
OVER = datetime(2027, 1, 1, 5, tzinfo=UTC)
"""1 January 2027, noon in Jakarta: the last gate has been judged."""
APPROVER = "dewi@example.com"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(demo().copy(tmp_path / "data"), OVER)


def house_at(data: Path, now: datetime) -> House:
    return House(read_settings({"HYPERCARE_CLOCK": now.isoformat()}, data=data))


def test_the_demos_decision_is_as_planted() -> None:
    truth = demo().truth["other_launches"]["jadwal-jemput"]
    shown = {each["launch"]: each for each in demo().ran.json["launches"]}["jadwal-jemput"]
    decision = shown["decision"]
    assert (decision["action"], decision["overrides"]) == (truth["action"], False)
    assert decision["by"]["email"] == truth["signed_by"]
    assert datetime.fromisoformat(decision["at"]) == datetime.fromisoformat(truth["signed_at"])
    assert shown["phases"] == ["continuous"]
    assert run("replay", decision["verdict"], "--data", demo().data).code == 0


def test_a_signed_launch_is_closed_and_goes_on(house: House) -> None:
    assert judge(house, LAUNCH, OVER).verdict.phases == ("closed",)
    signed = sign(house, LAUNCH, action=Action.SCALE, reason="It holds.", by=" Dewi@Example.com ", at=OVER)
    assert (signed.recommended, signed.overrides, signed.by.name) == (Action.SCALE, False, "C. Dewi")
    after = judge(house, LAUNCH, OVER)
    assert after.verdict.phases == ("continuous",)
    for record in (after.record.id, signed.verdict):
        assert run("replay", record, "--data", house.data).code == 0
    assert run("audit", "--data", house.data).code == 0


def test_what_is_kept_for_the_pages_does_not_outlive_a_signature(house: House) -> None:
    assert looking.refresh(house, LAUNCH, Moment())["verdict"]["phases"] == ["closed"]
    answer = QUESTIONS["sign"](house, launch=LAUNCH, action="SCALE", reason="It holds.", by=APPROVER)
    for moment in (Moment(), Moment(101)):
        look = looking.refresh(house, LAUNCH, moment)
        assert (look["verdict"]["phases"], look["decision"]["record"]) == (["continuous"], answer["record"])


def test_the_same_signature_is_recorded_once(house: House) -> None:
    first, again = (sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER) for _ in range(2))
    assert first == again == decision_of(house, LAUNCH, OVER)
    assert decision_of(house, LAUNCH, OVER - timedelta(seconds=1)) is None
    assert decision_document(first)["record"].startswith("d-")


def test_an_override_says_why_and_shows_both(house: House) -> None:
    with pytest.raises(BadInput, match="not the one that is recommended"):
        sign(house, LAUNCH, action=Action.PIVOT, reason="  ", by=APPROVER, at=OVER)
    signed = sign(house, LAUNCH, action=Action.PIVOT, reason="Insurance first.", by=APPROVER, at=OVER)
    assert (signed.action, signed.recommended, signed.overrides) == (Action.PIVOT, Action.SCALE, True)


def test_to_hold_goes_on_watching(house: House) -> None:
    sign(house, LAUNCH, action=Action.HOLD, reason="One more month.", by=APPROVER, at=OVER)
    assert judge(house, LAUNCH, OVER).verdict.phases == ("closed",)


@pytest.mark.parametrize("by", ["putri@example.com", "", "C. Dewi", "dewi@example.com.evil"])
def test_only_a_named_approver_signs(house: House, by: str) -> None:
    with pytest.raises(Refused, match="no approver"):
        sign(house, LAUNCH, action=Action.SCALE, reason="", by=by, at=OVER)
    assert decision_of(house, LAUNCH, OVER) is None


def test_nothing_is_signed_ahead_of_time_or_of_nothing(house: House) -> None:
    with pytest.raises(BadInput, match="ahead of time"):
        sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER + timedelta(seconds=1))
    with pytest.raises(NotFound, match="nosuch"):
        sign(house, "nosuch", action=Action.SCALE, reason="", by=APPROVER, at=OVER)
    with pytest.raises(BadInput, match="characters"):
        sign(house, LAUNCH, action=Action.SCALE, reason="x" * 2001, by=APPROVER, at=OVER)
