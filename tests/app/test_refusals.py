"""Attempts to sign that were refused: each is noted with its reason, whoever asks, and told in the audit."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commands import run
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts import refusals
from hypercare.app.usecases.signing.signing import Beside, sign
from hypercare.ledger import chain, records
from hypercare.model.decision import Promise
from hypercare.model.errors import BadInput, HypercareError, NotFound, Refused
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
