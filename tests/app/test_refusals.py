"""Attempts that were refused: each is noted with its reason, whoever asks, and told in the audit."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commands import run
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts import outcome_acts, refusals
from hypercare.app.usecases.acts.outcome_acts import Said
from hypercare.app.usecases.judging.entrance import judged
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.signing import entrance_acts
from hypercare.app.usecases.signing.signing import Beside, sign
from hypercare.ledger import chain, records
from hypercare.model.decision import Promise
from hypercare.model.entrance import ActKind
from hypercare.model.errors import BadInput, HypercareError, NotFound, Refused
from hypercare.model.outcome_act import OutcomeActKind
from hypercare.model.verdict import Action
from seeded import LAUNCH, demo

OVER = datetime(2027, 1, 1, 5, tzinfo=UTC)
APPROVER, STRANGER = "dewi@example.com", "Putri@Example.com"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "audit.v1.json"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    data = demo().copy(tmp_path_factory.mktemp("refusals") / "data")
    return House(read_settings({"HYPERCARE_CLOCK": OVER.isoformat()}, data=data))


def attempt(house: House, **changed: Any) -> str:
    """Tries to sign what cannot be signed, and returns what the audit says of it."""
    asked = {"action": Action.PIVOT, "reason": "", "by": APPROVER, "at": OVER, "beside": None} | changed
    length = chain.head().sequence
    with pytest.raises((BadInput, Refused)):
        sign(house, asked.pop("launch", LAUNCH), **asked)
    assert [each for each in _kinds(length) if each == "decision"] == []
    found = refusals.latest(house)[0]
    assert found["launch"] == LAUNCH
    return f"{found['who']} {found['action']} {found['why']}"


def _kinds(after: int) -> list[str]:
    return [each.kind for each in records.latest(limit=20) if each.sequence > after]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"by": STRANGER, "reason": "I want to."}, "putri@example.com PIVOT not_named"),
        ({"by": "C. Dewi\n"}, "C. Dewi PIVOT not_named"),
        ({"by": ""}, "? PIVOT not_named"),
        ({"reason": "  "}, "dewi@example.com PIVOT no_reason"),
        ({"reason": "x" * 5_000}, "dewi@example.com PIVOT words"),
        ({"at": OVER + timedelta(days=1), "reason": "Soon."}, "dewi@example.com PIVOT when"),
        ({"at": OVER - timedelta(days=300), "action": Action.HOLD}, "dewi@example.com HOLD when"),
        (
            {"action": Action.SCALE, "beside": Beside(promises=(Promise("", "me", OVER.date()),))},
            "dewi@example.com SCALE words",
        ),
    ],
    ids=["a stranger", "a name", "nobody", "no reason", "too long", "ahead of time", "undeclared", "a blank promise"],
)
def test_each_refusal_is_noted_with_its_reason(house: House, changed: dict[str, Any], says: str) -> None:
    refusals.open_ledger(house)
    assert attempt(house, **changed) == says


@pytest.mark.parametrize(
    ("said", "by", "says"),
    [
        ({}, STRANGER, "putri@example.com accept_peak not_named"),
        ({"note": " "}, APPROVER, "dewi@example.com accept_peak no_reason"),
        ({"note": "We grew.", "until": OVER - timedelta(days=1)}, APPROVER, "dewi@example.com accept_peak end"),
        ({"note": "We grew.", "subjects": ("moon",)}, APPROVER, "dewi@example.com accept_peak words"),
        ({"kind": OutcomeActKind.SYNTHESISED, "backlog": "Wiki"}, "", "? synthesise not_named"),
        ({"kind": OutcomeActKind.SYNTHESISED, "backlog": " "}, APPROVER, "dewi@example.com synthesise words"),
    ],
    ids=["a stranger", "no reason", "a past end", "an unknown peak", "nobody", "no backlog"],
)
def test_refused_acts_of_the_exit_are_noted(house: House, said: dict[str, Any], by: str, says: str) -> None:
    refusals.open_ledger(house)
    length = chain.head().sequence
    with pytest.raises((BadInput, Refused)):
        outcome_acts.add(house, Said(**{"launch": LAUNCH, "kind": OutcomeActKind.PEAK_ABSENCE} | said), by=by)
    assert chain.head().sequence == length
    found = refusals.latest(house)[0]
    assert (f"{found['who']} {found['what']} {found['why']}", found["action"]) == (says, "")


def test_what_cannot_be_taken_back_is_noted(house: House) -> None:
    refusals.open_ledger(house)
    act = outcome_acts.add(house, Said(LAUNCH, OutcomeActKind.SYNTHESISED, backlog="Wiki"), by=APPROVER)
    with pytest.raises(Refused):
        outcome_acts.revoke(house, LAUNCH, act.record, reason="It was not so.", by=STRANGER)
    found = refusals.latest(house)[0]
    assert (found["who"], found["what"], found["why"]) == ("putri@example.com", "take_back", "not_named")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": ActKind.WAIVED, "reason": "Later.", "until": OVER + timedelta(days=365)}, "waive end"),
        ({"kind": ActKind.WAIVED, "until": OVER + timedelta(days=7)}, "waive no_reason"),
        ({"kind": ActKind.UNWAIVED}, "waive words"),
        ({"kind": ActKind.READ}, "entrance not_named"),
    ],
    ids=["a year", "no reason", "nothing to take back", "no reader"],
)
def test_refused_waivers_and_readings_are_noted(house: House, said: dict[str, Any], says: str) -> None:
    refusals.open_ledger(house)
    item = "support/guide" if said["kind"] is ActKind.READ else _open_item(house)
    with pytest.raises((BadInput, Refused)):
        entrance_acts.add(house, entrance_acts.Said(**{"launch": LAUNCH, "item": item} | said), by="bayu@example.com")
    found = refusals.latest(house)[0]
    assert f"{found['what']} {found['why']}" == says


def _open_item(house: House) -> str:
    """An item of the entrance that does not pass."""
    criteria = judged(house, at_version(house, LAUNCH, OVER)[0], OVER).criteria
    return next(item.id for each in criteria for item in each.items if item.state.value in ("fail", "unknown"))


def test_a_launch_that_there_is_not_is_no_attempt(house: House) -> None:
    refusals.open_ledger(house)
    before = refusals.latest(house)
    with pytest.raises(NotFound):
        sign(house, "no-such-launch", action=Action.SCALE, reason="", by=APPROVER, at=OVER)
    assert refusals.latest(house) == before


def test_the_audit_tells_them_beside_a_whole_chain(house: House) -> None:
    for _ in range(3):
        ran = run("sign", LAUNCH, "--action", "hold", "--by", "who@example.com", "--data", house.data,
                  clock=OVER.isoformat())  # fmt: skip
        assert ran.code == HypercareError.exit_code
    told = run("audit", "--data", house.data, "--json")
    assert told.code == 0
    jsonschema.validate(told.json, json.loads(SCHEMA.read_text()))
    (mine,) = [each for each in told.json["refused"] if each["who"] == "who@example.com"]
    assert (mine["action"], mine["why"], mine["count"]) == ("HOLD", "not_named", 3)
    plain = run("audit", "--data", house.data)
    assert plain.code == 0
    (line,) = [line for line in plain.out.splitlines() if "who@example.com" in line]
    assert line.endswith(f"A decision about {LAUNCH}: the launch file does not name them as an approver")
