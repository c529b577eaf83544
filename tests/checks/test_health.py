"""A launch's health: the first rule that holds, and never ok without data."""

import math

import pytest

from checks.launches import a_launch, asks, gate, guard
from checks.verdicts import CYCLE, FEEDBACK, HARM, NOBODY, SILENT, guarded, judged, said, verdict
from hypercare.checks.health import Health, beyond_limits, health
from hypercare.model.entrance import Entrance, EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.text import Text
from hypercare.model.verdict import LaunchVerdict, Word

LAUNCH = a_launch(gate(30, asks("completion")), guardrails=(guard("tickets", 0.42), guard("csat", 0.42, at_most=False)))
PASSES = judged(said("completion", "PASS"))
CASES: dict[str, tuple[LaunchVerdict, Health, str]] = {
    "all pass": (verdict(PASSES), Health.OK, "health-passing"),
    "all pass, a peak is to come": (verdict(PASSES, criteria=[CYCLE]), Health.OK, "health-passing"),
    "before go-live nothing counts": (verdict(judged(flaws=(SILENT,)), on=-1), Health.UNKNOWN, "health-not-live"),
    "broken": (verdict(judged(said("completion", "PASS"), flaws=(SILENT,))), Health.BAD, "gate-tracking-silent"),
    "harm": (verdict(PASSES, harms=[HARM]), Health.BAD, "gate-harm-limit"),
    "a primary fails": (verdict(judged(said("completion", "SHORT"))), Health.BAD, "health-fails"),
    "failed early, passed at last": (
        verdict(judged(said("completion", "BELOW")), judged(said("completion", "PASS"), name="day 60")),
        Health.OK,
        "health-passing",
    ),
    "another fails": (
        verdict(judged(said("completion", "PASS"), said("ctr", "BELOW", primary=False))),
        Health.WATCH,
        "health-other-fails",
    ),
    "beyond a limit, perhaps": (verdict(PASSES, guardrails=[guarded()]), Health.WATCH, "health-limit-near"),
    "undecided": (verdict(judged(said("completion", "STRADDLES"))), Health.WATCH, "health-undecided"),
    "feedback waits for people": (verdict(PASSES, criteria=[FEEDBACK]), Health.WATCH, "exit-feedback-no-data"),
    "too early": (verdict(PASSES, judged(said("pro", "EARLY"))), Health.UNKNOWN, "health-too-early"),
    "no data": (
        verdict(PASSES, judged(said("pro", "NO DATA", answer=NOBODY))),
        Health.UNKNOWN,
        "health-no-data",
    ),
    "nothing decides": (verdict(), Health.UNKNOWN, "health-no-primary"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_health_is_the_first_rule_that_holds(case: tuple[LaunchVerdict, Health, str]) -> None:
    found, expected, reason = case
    said_of_it = health(found, LAUNCH)
    assert (said_of_it.health, said_of_it.reason.id) == (expected, reason)


@pytest.mark.parametrize(
    ("metric", "ends", "share"),
    [
        pytest.param("tickets", {"value": 0.45, "low": 0.4, "high": 0.5}, 0.8, id="four fifths above"),
        pytest.param("tickets", {"value": 0.41, "low": 0.4, "high": 0.5}, None, id="the value is within"),
        pytest.param("tickets", {"value": 0.45, "low": 0.0, "high": math.inf}, 1.0, id="no end"),
        pytest.param("csat", {"value": 0.41, "low": 0.4, "high": 0.5}, 0.2, id="below a lower limit"),
        pytest.param("csat", {"value": 0.45, "low": 0.4, "high": 0.5}, None, id="above a lower limit"),
    ],
)
def test_the_share_of_an_interval_beyond_its_limit(metric: str, ends: dict[str, float], share: float | None) -> None:
    found = beyond_limits(verdict(PASSES, guardrails=[guarded(metric, limit=0.42, **ends)]), LAUNCH)
    assert found == ({} if share is None else {metric: pytest.approx(share)})


def test_what_is_certain_is_not_near() -> None:
    certain = guarded(word=Word.HARM)
    assert beyond_limits(verdict(PASSES, guardrails=[certain]), LAUNCH) == {}


@pytest.mark.parametrize(
    ("state", "word", "reason"),
    [
        (EntranceState.FAIL, Health.BAD, "entry-not-ready"),
        (EntranceState.UNKNOWN, Health.UNKNOWN, "entry-unknown"),
        (EntranceState.WAIVED, Health.WATCH, "entry-ready-waived"),
        (EntranceState.PASS, Health.OK, "entry-ready"),
    ],
    ids=[*EntranceState],
)
def test_before_go_live_health_is_the_entrance(state: EntranceState, word: Health, reason: str) -> None:
    criterion = EntranceCriterion(
        "ENTRY-SUPPORT", "support", (EntranceItem("support/guide", "guide", state, Text("entry-ready")),)
    )
    found = verdict(judged(flaws=(SILENT,)), on=-1)
    said_of_it = health(found, LAUNCH, Entrance("biza", "0", found.as_of, (criterion,)))
    assert (said_of_it.health, said_of_it.reason.id) == (word, reason)
