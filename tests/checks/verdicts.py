"""Verdicts made by hand: what is said of them needs no facts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from checks.launches import day
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.launch import GateKind
from hypercare.model.text import Text
from hypercare.model.verdict import (
    Action,
    CriterionState,
    ExitCriterion,
    Flaw,
    GateVerdict,
    Harm,
    LaunchVerdict,
    MetricVerdict,
    Recommendation,
    Word,
)

CODES = {
    "PASS": (Word.PASS, "success"),
    "EARLY": (Word.TOO_EARLY, "too_early"),
    "STRADDLES": (Word.INCONCLUSIVE, "straddles_success"),
    "NO DATA": (Word.INCONCLUSIVE, "no_data"),
    "BELOW": (Word.FAIL, "below_failure"),
    "BETWEEN": (Word.FAIL, "between_gates"),
    "SHORT": (Word.FAIL, "short_of_success"),
}
NEW_YEAR = day(101, 6)
"""1 January 2027, 06:00 in Jakarta."""
SILENT = Flaw("GATE-TRACKING", Text("gate-tracking-silent", {"event": "upload_submitted", "hours": 40}))
HARM = Harm("tickets", "guardrail", beyond_rollback=False, reason=Text("gate-harm-limit", {"metric": "tickets"}))
ROLLBACK = Harm("tickets", "guardrail", beyond_rollback=True, reason=Text("gate-harm-rollback", {"metric": "tickets"}))
IOS = Harm("platform=ios", "segment", beyond_rollback=False,
           reason=Text("gate-harm-segment", {"segment": "platform", "value": "ios",
                                             "metric": "completion"}))  # fmt: skip
FEEDBACK = ExitCriterion("feedback", CriterionState.OPEN, Text("exit-feedback-no-data", {"channels": "csat"}))
CYCLE = ExitCriterion("business_cycle", CriterionState.OPEN, Text("exit-cycle-open", {"date": NEW_YEAR}), NEW_YEAR)
NOBODY = Insufficient(Text("metric-no-units"), 1, 0, Counts(0, 0, 0, 0, 0))


def read(value: float = 0.45, low: float = 0.4, high: float = 0.5) -> Estimate:
    return Estimate(value, Interval(low, high, 0.95, "cs", always_valid=True), Counts(100, 100, 0, 45, 100), "share")


def said(name: str, code: str, *, primary: bool = True, answer: Answer | None = None) -> MetricVerdict:
    word, reason = CODES[code]
    return MetricVerdict(name, word, reason, (), answer or read(), 0.42, 0.35, primary, None, (0, 30))


def guarded(
    name: str = "tickets", *, limit: float = 0.42, word: Word = Word.INCONCLUSIVE, **ends: float
) -> MetricVerdict:
    return MetricVerdict(name, word, "straddles_limit", (), read(**ends), limit, None, False, None, (0, 30))


def judged(*metrics: MetricVerdict, name: str = "day 30", at: datetime | None = None, **more: Any) -> GateVerdict:
    early = any(metric.word is Word.TOO_EARLY for metric in metrics)
    word = min((metric.word for metric in metrics), key=lambda word: word.rank, default=Word.INVALID)
    at = at or (NEW_YEAR if early else day(31, 6))
    return GateVerdict(name, GateKind.DAY, word, at, at, not early, metrics, **more)


def verdict(*gates: GateVerdict, on: int = 60, action: Action = Action.HOLD, until: datetime | None = None,
            harms: Iterable[Harm] = (), criteria: Iterable[ExitCriterion] = (),
            guardrails: Iterable[MetricVerdict] = (),
            phases: tuple[str, ...] = ("outcome",)) -> LaunchVerdict:  # fmt: skip
    recommended = Recommendation(action, 4, (), until)
    return LaunchVerdict("biza", "0" * 64, day(on, 8), on, phases, gates, tuple(guardrails), tuple(harms),
                         tuple(criteria), recommended)  # fmt: skip
