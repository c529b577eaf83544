"""GATE-SEGMENT: one value of a declared segment is credibly failed, whatever the average says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.scope import Judging
from hypercare.checks.ask import Ask
from hypercare.checks.check import Check
from hypercare.checks.gates.levels import ALPHA, Reading, expected_units, prepared
from hypercare.model.estimate import Answer
from hypercare.model.launch import Launch, Relative, Threshold
from hypercare.model.text import Text
from hypercare.model.verdict import Harm
from hypercare.stats.arguments import Alternative
from hypercare.stats.holm import holm

CHECK = Check(
    id="GATE-SEGMENT",
    title="A segment is harmed",
    looks_for=(
        "on any day, for each value of each declared segment: a primary metric whose always-valid upper bound on "
        "matured units lies below failure (above it, where less is better), corrected over the values (Holm)"
    ),
    why="an average can pass while everybody on one platform fails; the mix of users hides it",
    trips="completion passes at 46 %, but on iOS it is 12 % of 180 with failure at 35 %",
    passes="iOS at 31 % of 40: not credibly below",
    source="Simpson 1951; Holm 1979; Ville 1939 for looking on any day",
)
STRENGTH = 20.0
"""Weight of the prior, which stands at failure. At the gate's midpoint with the usual weight of 100 the question is
nearly blind: 10 of 120 against a failure of 30 % have p = 0.65 there, here 0.000002."""


@dataclass(frozen=True)
class SegmentReading:
    """A primary metric by the values of one segment: the answer of each, and its always-valid p-value against failure.

    A value of which the sums say nothing has no p-value.
    """

    by: str
    metric: str
    answers: Mapping[str, Answer]
    p_values: Mapping[str, float]

    @property
    def rejected(self) -> frozenset[str]:
        """The values that are credibly harmed, corrected over all of them."""
        return frozenset(holm(self.p_values, alpha=ALPHA).rejected)


def find(launch: Launch, thresholds: Mapping[str, Threshold], at: datetime, ask: Ask) -> tuple[Harm, ...]:
    """The harms among segment values, by primary metric (each with the threshold that decides it)."""
    return tuple(
        harmed(reading, value)
        for reading in readings(launch, thresholds, at, ask)
        for value in sorted(reading.rejected)
    )


def readings(launch: Launch, thresholds: Mapping[str, Threshold], at: datetime, ask: Ask) -> tuple[SegmentReading, ...]:
    """Each primary with an absolute failure by each declared segment."""
    return tuple(
        _reading(launch, metric, threshold.failure, by, at, ask, threshold)
        for by in launch.segments
        for metric, threshold in thresholds.items()
        if threshold.failure is not None and not isinstance(threshold.failure, Relative)
    )


def harmed(reading: SegmentReading, value: str, *, credibly: bool = True) -> Harm:
    """The harm of one value, or what looks like it."""
    told: dict[str, str | int] = {"segment": reading.by, "value": value, "metric": reading.metric}
    reason = Text("gate-harm-segment", told) if credibly else Text("gate-doubt-segment", told)
    return Harm(f"{reading.by}={value}", "segment", beyond_rollback=False, answer=reading.answers[value], reason=reason)


def _reading(
    launch: Launch, metric: str, failure: float, by: str, at: datetime, ask: Ask, threshold: Threshold
) -> SegmentReading:
    scope = days_scope(launch, launch.metrics[metric], days_until(launch, at), at, by)
    reading = Reading(launch, launch.metrics[metric], scope, at, ask, f"segment/{by}/{metric}", threshold.cell)
    asking = prepared(reading, Judging(failure, strength=STRENGTH, expected_units=expected_units(launch)))
    found = reading.asked("", asking)
    worse = Alternative.LESS if threshold.higher_is_better else Alternative.GREATER
    p_values = {value: asking.p(row, null=failure, alternative=worse) for value, row in found.rows_by_value.items()}
    known = {value: p for value, p in p_values.items() if p is not None}
    return SegmentReading(by, metric, found.by_value, known)
