"""Signing: who may, what is recorded, and what follows."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands import run
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.settings import read_settings
from hypercare.app.studio.questions import QUESTIONS
from hypercare.app.usecases.acts import commitments
from hypercare.app.usecases.acts.promises import promise
from hypercare.app.usecases.judging import looking
from hypercare.app.usecases.judging.verdicts import judge
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.signed import decision_document, decision_of
from hypercare.app.usecases.signing.decided import decisions_of
from hypercare.app.usecases.signing.signing import Beside, sign
from hypercare.ledger import versions
from hypercare.model.decision import CommitmentState, Ground, Promise
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.verdict import Action
from seeded import demo

LAUNCH = "biza-bulk-upload"
ZONE = ZoneInfo("Asia/Jakarta")
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


GROUNDED = Beside(
    grounds=("completion", "page_views", "completion"),
    promises=(Promise("Open it to all merchants", "putri@example.com", date(2027, 2, 1)),),
)


def test_what_a_decision_rests_on_and_promises_is_sealed_with_it(house: House) -> None:
    signed = sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER, beside=GROUNDED)
    assert signed.grounds == (
        Ground("completion", is_declared=True, is_primary=True),
        Ground("page_views", is_declared=False, is_primary=False),
    )
    assert signed.promises == GROUNDED.promises
    again = sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER, beside=GROUNDED)
    assert again == signed
    (open_still,) = commitments.commitments(LAUNCH, OVER)
    assert (open_still.id, open_still.state, open_still.decision) == (f"{signed.record}.1", "open", signed.record)
    assert run("audit", "--data", house.data).code == 0


def test_a_form_that_is_sent_twice_gives_one_record(house: House) -> None:
    beside = Beside(once="a1b2c3")
    first = sign(
        house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER - timedelta(hours=1), beside=beside
    )
    again = sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER, beside=beside)
    assert first.record == again.record


def test_nobody_decides_over_what_they_have_not_seen(house: House) -> None:
    first = sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER)
    with pytest.raises(BadInput, match=r"C\. Dewi signed SCALE in the meantime") as refused:
        sign(house, LAUNCH, action=Action.PIVOT, reason="No.", by=APPROVER, at=OVER, beside=Beside(seen=""))
    assert refused.value.where == "seen"
    seen = Beside(seen=first.record)
    assert sign(house, LAUNCH, action=Action.PIVOT, reason="No.", by=APPROVER, at=OVER, beside=seen).action == "PIVOT"


@pytest.mark.parametrize(
    ("beside", "where"),
    [
        (Beside(promises=(Promise("x", "y", date(2026, 12, 31)),)), "commitments"),
        (Beside(promises=(Promise(" ", "y", date(2027, 2, 1)),)), "commitments"),
        (Beside(promises=(Promise("x", " ", date(2027, 2, 1)),)), "commitments"),
        (Beside(grounds=("x" * 201,)), "grounds"),
        (Beside(grounds=tuple(map(str, range(21)))), "grounds"),
    ],
    ids=["due before today", "without words", "without an owner", "a ground too long", "too many grounds"],
)
def test_what_cannot_be_kept_is_not_signed(house: House, beside: Beside, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER, beside=beside)
    assert refused.value.where == where
    assert decision_of(house, LAUNCH, OVER) is None


def test_a_commitment_ends_once_and_by_a_later_record(house: House) -> None:
    made = commitments.add(house, LAUNCH, Promise("Mend the CSV header", "B. Santoso", date(2027, 1, 20)), by="me")
    assert commitments.add(house, LAUNCH, made.promise, by="me") == made
    with pytest.raises(BadInput, match="nothing is written"):
        commitments.end(house, LAUNCH, commitments.End(made.id, CommitmentState.DROPPED), by="me")
    done = commitments.end(house, LAUNCH, commitments.End(made.id, CommitmentState.DONE), by="me")
    assert commitments.end(house, LAUNCH, commitments.End(made.id, CommitmentState.DONE), by="you") == done
    with pytest.raises(BadInput, match="done already"):
        commitments.end(house, LAUNCH, commitments.End(made.id, CommitmentState.DROPPED, "no"), by="me")
    with pytest.raises(NotFound):
        commitments.end(house, LAUNCH, commitments.End("c-1", CommitmentState.DONE), by="me")


@pytest.mark.parametrize("line", ["", "x; y", "x; y; soon", "x; y; 2027-13-01"])
def test_a_line_that_is_no_commitment_is_refused(line: str) -> None:
    with pytest.raises(BadInput):
        promise(line)


def test_a_commitment_in_a_line_may_hold_semicolons() -> None:
    assert promise("a; b; me; 2027-02-01") == Promise("a; b", "me", date(2027, 2, 1))


@pytest.mark.parametrize("by", ["putri@example.com", "", "C. Dewi", "dewi@example.com.evil"])
def test_only_a_named_approver_signs(house: House, by: str) -> None:
    with pytest.raises(Refused, match="no approver"):
        sign(house, LAUNCH, action=Action.SCALE, reason="", by=by, at=OVER)
    assert decision_of(house, LAUNCH, OVER) is None


def test_what_happened_at_the_instant_of_a_signature_has_not_gone_since(house: House) -> None:
    declared = versions.versions(LAUNCH)[-1].text
    launches.add_text(house, declared.replace("success: 42%", "success: 36%"), at=OVER, by="putri")
    signed = sign(house, LAUNCH, action=Action.HOLD, reason="We wait.", by=APPROVER, at=OVER)
    assert "ANTI-CHERRY-PICKING" in {each["check"] for each in signed.antipatterns}
    lines = {line["subject"]: line for line in decisions_of(house, LAUNCH, OVER)["reevaluation"]["lines"]}
    assert lines["ANTI-CHERRY-PICKING"]["changed"] is None


def test_nothing_is_signed_before_the_launch_was_declared(house: House) -> None:
    declared = versions.versions(LAUNCH)[0].registered_at
    with pytest.raises(BadInput, match="nobody had declared") as raised:
        sign(house, LAUNCH, action=Action.HOLD, reason="", by=APPROVER, at=declared - timedelta(seconds=1))
    assert (raised.value.where, raised.value.expected[:10]) == ("at", f"{declared.astimezone(ZONE):%Y-%m-%d}")
    assert sign(house, LAUNCH, action=Action.HOLD, reason="", by=APPROVER, at=declared).action is Action.HOLD


def test_nothing_is_signed_ahead_of_time_or_of_nothing(house: House) -> None:
    with pytest.raises(BadInput, match="ahead of time"):
        sign(house, LAUNCH, action=Action.SCALE, reason="", by=APPROVER, at=OVER + timedelta(seconds=1))
    with pytest.raises(NotFound, match="nosuch"):
        sign(house, "nosuch", action=Action.SCALE, reason="", by=APPROVER, at=OVER)
    with pytest.raises(BadInput, match="characters"):
        sign(house, LAUNCH, action=Action.SCALE, reason="x" * 2001, by=APPROVER, at=OVER)
