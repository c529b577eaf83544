"""The recommendation: every row of its table, and that the first that matches wins."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.launches import LIVE, ZONE, a_launch, asks, day, gate
from hypercare.checks.recommendation import Standing, recommend
from hypercare.model.estimate import Insufficient
from hypercare.model.launch import GateKind, Launch
from hypercare.model.metrics import Cycle, CycleKind
from hypercare.model.text import Text
from hypercare.model.verdict import (
    Action,
    CriterionState,
    ExitCriterion,
    Flaw,
    GateVerdict,
    Harm,
    MetricVerdict,
    Word,
)

NOTHING = Insufficient(Text("metric-no-units"))
JUDGED = day(31, 6)
QUARTER, ROLLING = Cycle(CycleKind.CALENDAR_QUARTER), Cycle(CycleKind.FROM_ACTIVATION, days=30)
CODES = {
    "PASS": (Word.PASS, "success"),
    "EARLY": (Word.TOO_EARLY, "too_early"),
    "STRADDLES": (Word.INCONCLUSIVE, "straddles_success"),
    "UNCONTROLLED": (Word.INCONCLUSIVE, "uncontrolled"),
    "NO DATA": (Word.INCONCLUSIVE, "no_data"),
    "BELOW": (Word.FAIL, "below_failure"),
    "BETWEEN": (Word.FAIL, "between_gates"),
    "SHORT": (Word.FAIL, "short_of_success"),
}
FLAW = Flaw("GATE-SRM", Text("gate-sample-ratio", {"seen": "", "p": 0.0}))
LIMIT = Harm("tickets", "guardrail", beyond_rollback=False, reason=Text("gate-harm-limit", {"metric": "tickets"}))
ROLLBACK = Harm("tickets", "guardrail", beyond_rollback=True, reason=Text("gate-harm-rollback", {"metric": "tickets"}))
DOUBT = Harm("tickets", "guardrail", beyond_rollback=False, reason=Text("gate-doubt-guardrail", {"metric": "tickets"}))
OPEN = ExitCriterion("feedback", CriterionState.OPEN, Text("exit-feedback-no-data", {"channels": "csat"}))
OPEN_UNTIL = ExitCriterion("peaks", CriterionState.OPEN, Text("exit-peaks-open"), day(81))
MET = ExitCriterion("peaks", CriterionState.MET, Text("exit-peaks-met", {"peaks": "payday"}))
NOT_DECLARED = ExitCriterion("stability", CriterionState.NOT_DECLARED, Text("exit-stability-not-declared"))


def metric(name: str, code: str) -> MetricVerdict:
    word, reason = CODES[code]
    return MetricVerdict(name, word, reason, (), NOTHING, 0.5, 0.3, True, None, (0, 30))


def standing(
    *codes: str, as_of: datetime = JUDGED, launch: Launch | None = None, flaws: Any = (), harms: Any = (),
    gate_harms: Any = (), criteria: Any = (), doubts: Any = ()
) -> Standing:  # fmt: skip
    metrics = tuple(metric(f"m{number}", code) for number, code in enumerate(codes))
    verdict = GateVerdict(
        "day 30", GateKind.DAY, Word.PASS, JUDGED, JUDGED, True, metrics, harms=gate_harms, flaws=flaws
    )
    deciding = {each.metric: (verdict, each) for each in metrics}
    declared = launch or a_launch(gate(30, asks("completion")))
    return Standing(declared, as_of, (verdict,), harms, criteria, deciding, doubts)


ROWS = [
    pytest.param(standing("PASS", flaws=(FLAW,), harms=(ROLLBACK,)), Action.HOLD, 1, id="1 flaw before harm"),
    pytest.param(standing("PASS", harms=(LIMIT, ROLLBACK)), Action.ROLLBACK, 2, id="2 harm beyond rollback"),
    pytest.param(standing("PASS", gate_harms=(ROLLBACK,)), Action.ROLLBACK, 2, id="2 harm that a gate was judged with"),
    pytest.param(standing("PASS", harms=(LIMIT,)), Action.PIVOT, 3, id="3 harm"),
    pytest.param(standing("BELOW", harms=(LIMIT,)), Action.PIVOT, 3, id="3 harm before below failure"),
    pytest.param(standing("EARLY", harms=(LIMIT,)), Action.PIVOT, 3, id="3 harm before too early"),
    pytest.param(standing("PASS", criteria=(OPEN,)), Action.HOLD, 4, id="4 an open criterion holds a pass"),
    pytest.param(standing("BELOW", criteria=(OPEN,)), Action.HOLD, 4, id="4 an open criterion holds a failure"),
    pytest.param(standing("PASS", "EARLY"), Action.HOLD, 4, id="4 one primary too early"),
    pytest.param(standing("BELOW", "EARLY"), Action.HOLD, 4, id="4 too early before failing"),
    pytest.param(standing("PASS", "PASS", criteria=(MET, NOT_DECLARED)), Action.SCALE, 5, id="5 all pass"),
    pytest.param(standing("BELOW", "BELOW"), Action.ROLLBACK, 6, id="6 all below failure"),
    pytest.param(standing("BELOW", "PASS"), Action.PIVOT, 7, id="7 one failed, one passed"),
    pytest.param(standing("BELOW", "BETWEEN"), Action.PIVOT, 7, id="7 not all below failure"),
    pytest.param(standing("SHORT"), Action.PIVOT, 7, id="7 short of success"),
    pytest.param(standing("BETWEEN", "STRADDLES"), Action.PIVOT, 7, id="7 failing before undecided"),
    pytest.param(standing("BELOW", "STRADDLES"), Action.PIVOT, 7, id="7 below failure beside undecided"),
    pytest.param(standing("STRADDLES", "PASS"), Action.HOLD, 8, id="8 undecided"),
    pytest.param(standing("NO DATA"), Action.HOLD, 8, id="8 no data is never green"),
    pytest.param(standing("PASS", doubts=(DOUBT,)), Action.HOLD, 8, id="8 all pass, and something looks harmed"),
    pytest.param(standing("BELOW", doubts=(DOUBT,)), Action.ROLLBACK, 6, id="6 a doubt excuses no failure"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "action", "row"), ROWS)
def test_the_first_row_that_matches(given: Standing, action: Action, row: int) -> None:
    found = recommend(given)
    assert (found.action, found.row) == (action, row)
    assert found.reasons


def test_a_hold_for_open_criteria_and_early_metrics_lasts_until_the_latest() -> None:
    found = recommend(standing("EARLY", criteria=(OPEN, OPEN_UNTIL)))
    assert found.until == day(81)
    assert {reason.id for reason in found.reasons} == {
        "recommend-too-early",
        "exit-feedback-no-data",
        "exit-peaks-open",
    }


def test_a_hold_without_any_date_has_none() -> None:
    assert recommend(standing("PASS", criteria=(OPEN,))).until is None


ONE_MORE = [
    pytest.param({}, JUDGED + timedelta(days=30), id="without a cycle as long as the cohort took"),
    pytest.param({"cycle": QUARTER}, datetime(2027, 4, 1, 6, tzinfo=ZONE), id="the quarter after the first"),
    # A rolling cycle of 30 days is over for the last of the cohort, exposed on day 29, after day 59.
    pytest.param({"cycle": ROLLING}, day(90, 6), id="30 days more from when all were through"),
]


@pytest.mark.parametrize(("more", "until"), ONE_MORE)
def test_what_was_not_shown_is_held_for_one_more_cycle_and_then_pivots(more: Any, until: datetime) -> None:
    launch = a_launch(gate(30, asks("completion")), **more)
    held = recommend(standing("STRADDLES", "PASS", launch=launch, as_of=until - timedelta(seconds=1)))
    assert (held.action, held.row, held.until) == (Action.HOLD, 8, until)
    assert [dict(reason.params) for reason in held.reasons] == [{"metric": "m0"}]
    over = recommend(standing("STRADDLES", "PASS", launch=launch, as_of=until))
    assert (over.action, over.row, over.until) == (Action.PIVOT, 8, None)


def test_what_looks_harmed_is_a_reason_and_turns_into_a_pivot_after_one_more_cycle() -> None:
    held = recommend(standing("PASS", doubts=(DOUBT,)))
    assert held.reasons == (DOUBT.reason,)
    assert held.until is not None
    assert recommend(standing("PASS", doubts=(DOUBT,), as_of=held.until)).action is Action.PIVOT


def test_the_reasons_of_a_broken_measurement_say_what_is_broken() -> None:
    reasons = recommend(standing("PASS", flaws=(FLAW, FLAW))).reasons
    assert [reason.id for reason in reasons] == ["recommend-mend-measurement", "gate-sample-ratio"]


def test_before_go_live_nothing_is_recommended_but_to_wait() -> None:
    found = recommend(standing("EARLY", as_of=LIVE - timedelta(days=3)))
    assert (found.action, found.until) == (Action.HOLD, JUDGED)


def test_what_had_nothing_to_be_compared_with_says_what_would_have_made_it_knowable() -> None:
    asked = standing("UNCONTROLLED", "STRADDLES")
    judged, undecided = asked.deciding["m0"]
    knowable = Text("gate-knowable-history", {"days": 98})
    told = replace(undecided, reasons=(Text("gate-uncontrolled-lift", {"needed": 8, "have": 1}), knowable))
    found = recommend(replace(asked, deciding={**asked.deciding, "m0": (judged, told)}))
    assert (found.action, found.row) == (Action.HOLD, 8)
    assert found.reasons == (
        Text("recommend-uncontrolled", {"metric": "m0"}),
        knowable,
        Text("recommend-declare-control", {"metric": "m0"}),
        Text("recommend-not-shown", {"metric": "m1"}),
    )
