"""GATE-GUARDRAIL: a metric that must not get worse is credibly beyond its limit."""

from datetime import datetime
from typing import Protocol

from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.scope import Judging
from hypercare.checks.ask import Ask
from hypercare.checks.check import Check
from hypercare.checks.gates.levels import Reading, expected_units, is_uncontrolled, measured, number, relative
from hypercare.checks.gates.ordinary_days import OrdinaryDays, multiple_of_before, ordinary_days
from hypercare.model.estimate import Answer, Insufficient, Interval
from hypercare.model.launch import Guardrail, Launch, Level, Relative
from hypercare.model.text import Text
from hypercare.model.verdict import Harm, MetricVerdict, Word

CHECK = Check(
    id="GATE-GUARDRAIL",
    title="A guardrail is passed",
    looks_for=(
        "on any day: the always-valid interval of a guardrail wholly beyond its limit, or beyond its rollback level"
    ),
    why=(
        "usage that is up does not excuse support tickets that are up: a guardrail is not traded against a "
        "success metric"
    ),
    trips="tickets at most 120 % of before, interval 131 % to 190 %",
    passes="tickets at most 120 % of before, interval 96 % to 128 %: not credibly beyond",
    source="Spotify's and GrowthBook's guardrail practice; no correction over guardrails, as all must hold",
)

HARM_SHARE = 0.8
"""Of the error of events against before, what goes to the end that tells harm: harm stops a launch, while it
is merely good to know that a guardrail is surely kept."""


def judge(launch: Launch, guardrail: Guardrail, at: datetime, ask: Ask) -> MetricVerdict:
    """Where a guardrail stands at `at`, over the days since go-live."""
    days = days_until(launch, at)
    answer, notes = _answer(launch, guardrail, days, at, ask)
    word, code = _nothing(answer) if isinstance(answer, Insufficient) else rule(guardrail, answer.interval)
    return MetricVerdict(
        metric=guardrail.metric,
        word=word,
        code=code,
        reasons=(answer.reason,)
        if isinstance(answer, Insufficient)
        else (Text(f"gate-guardrail-{code.replace('_', '-')}"), *notes),
        answer=answer,
        success=guardrail.limit,
        failure=guardrail.rollback,
        primary=False,
        maturity=None,
        days=days,
    )


def _nothing(answer: Insufficient) -> tuple[Word, str]:
    return Word.INCONCLUSIVE, "uncontrolled" if is_uncontrolled(answer) else "no_data"


def harm(guardrail: Guardrail, verdict: MetricVerdict) -> tuple[Harm, ...]:
    """The harm that a guardrail's verdict speaks of, if it does."""
    if verdict.word is not Word.HARM:
        return ()
    beyond = verdict.code == "beyond_rollback"
    reason = Text("gate-harm-rollback" if beyond else "gate-harm-limit", {"metric": guardrail.metric})
    return (Harm(guardrail.metric, "guardrail", beyond, reason, verdict.answer),)


def _answer(
    launch: Launch, guardrail: Guardrail, days: tuple[int, int], at: datetime, ask: Ask
) -> tuple[Answer, tuple[Text, ...]]:
    """What a guardrail reads, and of a comparison with before what the calendar has to do with it."""
    metric = launch.metrics[guardrail.metric]
    reading = Reading(launch, metric, days_scope(launch, metric, days, at), at, ask, f"guardrail/{guardrail.metric}")
    limit = number(guardrail.limit)
    if not isinstance(guardrail.limit, Relative):
        return measured(reading, Judging(limit, expected_units=expected_units(launch))).answer, ()
    share = HARM_SHARE if guardrail.at_most else 1 - HARM_SHARE
    ordinary = ordinary_days(reading) if guardrail.limit.base == "before" else None
    if isinstance(ordinary, OrdinaryDays):
        return multiple_of_before(reading, ordinary, limit, share), (Text("gate-guardrail-ordinary"),)
    notes = (ordinary.reason,) if isinstance(ordinary, Insufficient) else ()
    return relative(reading, guardrail.limit.base, limit, low_share=share), notes


class Limited(Protocol):
    """What has a limit, and perhaps a rollback level beyond it: a guardrail, a limit of technical health."""

    @property
    def limit(self) -> Level: ...

    @property
    def rollback(self) -> Level | None: ...

    @property
    def at_most(self) -> bool: ...


def rule(guardrail: Limited, interval: Interval) -> tuple[Word, str]:
    """The word of a guardrail and its reason code: HARM only where the whole interval is beyond a level."""
    if guardrail.rollback is not None and _beyond(interval, number(guardrail.rollback), at_most=guardrail.at_most):
        return Word.HARM, "beyond_rollback"
    if _beyond(interval, number(guardrail.limit), at_most=guardrail.at_most):
        return Word.HARM, "beyond_limit"
    within = _beyond(interval, number(guardrail.limit), at_most=not guardrail.at_most, or_at=True)
    return (Word.PASS, "within_limit") if within else (Word.INCONCLUSIVE, "straddles_limit")


def _beyond(interval: Interval, level: float, *, at_most: bool, or_at: bool = False) -> bool:
    """Whether the interval lies wholly above a level (for `at_most`), or wholly below it."""
    if or_at:
        return interval.low >= level if at_most else interval.high <= level
    return interval.low > level if at_most else interval.high < level
