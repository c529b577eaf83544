"""Scale, pivot, roll back or hold: the first row of the table that matches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.cycles.business import first_full_cycle, next_cycle, unit_cycle
from hypercare.cycles.cohort import cycle_complete
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import (
    Action,
    ExitCriterion,
    GateVerdict,
    Harm,
    MetricVerdict,
    Recommendation,
    Word,
)


@dataclass(frozen=True)
class Standing:
    """Everything that the recommendation rests on.

    `deciding` is the verdict of each primary metric in its last gate. `doubts` look harmed, though not credibly so.
    """

    launch: Launch
    as_of: datetime
    gates: tuple[GateVerdict, ...]
    harms: tuple[Harm, ...]
    criteria: tuple[ExitCriterion, ...]
    deciding: Mapping[str, tuple[GateVerdict, MetricVerdict]]
    doubts: tuple[Harm, ...] = ()

    @property
    def words(self) -> set[Word]:
        return {metric.word for _, metric in self.deciding.values()}


def recommend(standing: Standing) -> Recommendation:
    """The first row that matches; the last one always does."""
    for number, row in enumerate(ROWS, start=1):
        found = row(standing)
        if found is not None:
            action, reasons, until = found
            return Recommendation(action, number, reasons, until)
    raise AssertionError("the last row of the table always matches")


KNOWABLE = frozenset({"gate-knowable-history", "gate-knowable-control"})
"""The reasons of a gate that say what would have told a launch from the season."""
Row = tuple[Action, tuple[Text, ...], datetime | None] | None


def _measurement_broken(standing: Standing) -> Row:
    flaws = tuple(flaw.reason for gate in standing.gates for flaw in gate.flaws)
    return (Action.HOLD, (Text("recommend-mend-measurement"), *dict.fromkeys(flaws)), None) if flaws else None


def _harm_beyond_rollback(standing: Standing) -> Row:
    reasons = dict.fromkeys(harm.reason for harm in _harms(standing) if harm.beyond_rollback)
    return (Action.ROLLBACK, tuple(reasons), None) if reasons else None


def _harm(standing: Standing) -> Row:
    reasons = dict.fromkeys(harm.reason for harm in _harms(standing))
    return (Action.PIVOT, tuple(reasons), None) if reasons else None


def _not_yet(standing: Standing) -> Row:
    open_criteria = [each for each in standing.criteria if each.holds]
    early = [(gate, metric) for gate, metric in standing.deciding.values() if metric.word is Word.TOO_EARLY]
    if not open_criteria and not early:
        return None
    dates = [gate.judgeable for gate, _ in early] + [each.until for each in open_criteria if each.until is not None]
    reasons = [
        Text("recommend-too-early", {"metric": metric.metric, "date": gate.judgeable.astimezone(standing.launch.zone)})
        for gate, metric in early
    ]
    return Action.HOLD, (*reasons, *(each.reason for each in open_criteria)), max(dates, default=None)


def _all_pass(standing: Standing) -> Row:
    """All primaries pass, and nothing looks harmed: what does is not shown to be harmless (the last row)."""
    if standing.words != {Word.PASS} or standing.doubts:
        return None
    return Action.SCALE, tuple(Text("recommend-passes", {"metric": name}) for name in standing.deciding), None


def _all_below_failure(standing: Standing) -> Row:
    if not standing.deciding or any(metric.code != "below_failure" for _, metric in standing.deciding.values()):
        return None
    return Action.ROLLBACK, tuple(Text("recommend-below-failure", {"metric": name}) for name in standing.deciding), None


def _any_fail(standing: Standing) -> Row:
    failed = [metric for _, metric in standing.deciding.values() if metric.word is Word.FAIL]
    if not failed:
        return None
    return (
        Action.PIVOT,
        tuple(Text(f"recommend-fails-{each.code.replace('_', '-')}", {"metric": each.metric}) for each in failed),
        None,
    )


def _not_shown(standing: Standing) -> Row:
    """Hold for at most one more cycle after all was judged; what was not shown by then is a reason to change.

    What has no data was not judged at all: that holds until it has.
    """
    silent = [metric.metric for _, metric in standing.deciding.values() if metric.code == "no_data"]
    if silent:
        return Action.HOLD, tuple(Text("recommend-no-data", {"metric": metric}) for metric in silent), None
    undecided = [metric for _, metric in standing.deciding.values() if metric.word is not Word.PASS]
    doubted = dict.fromkeys(doubt.reason for doubt in standing.doubts)
    reasons = (*(text for metric in undecided for text in _why_not_shown(metric)), *doubted)
    until = _one_more_cycle(standing.launch, _all_judged(standing))
    return (Action.HOLD, reasons, until) if standing.as_of < until else (Action.PIVOT, reasons, None)


def _why_not_shown(metric: MetricVerdict) -> tuple[Text, ...]:
    """What the evidence left open; of what had nothing to be compared with, what would have made it knowable."""
    told = {"metric": metric.metric}
    if metric.code != "uncontrolled":
        return (Text("recommend-not-shown", told),)
    knowable = tuple(reason for reason in metric.reasons if reason.id in KNOWABLE)
    return (Text("recommend-uncontrolled", told), *knowable, Text("recommend-declare-control", told))


ROWS: tuple[Callable[[Standing], Row], ...] = (
    _measurement_broken,
    _harm_beyond_rollback,
    _harm,
    _not_yet,
    _all_pass,
    _all_below_failure,
    _any_fail,
    _not_shown,
)

NOT_SHOWN = len(ROWS)
"""The last row: what was judged shows neither success nor failure."""


def _harms(standing: Standing) -> tuple[Harm, ...]:
    return (*standing.harms, *(harm for gate in standing.gates for harm in gate.harms))


def _all_judged(standing: Standing) -> datetime:
    """When the last primary had been judged and the business cycle was over."""
    over = cycle_complete(standing.launch, standing.launch.cycle)
    judged = [gate.judged_at for gate, _ in standing.deciding.values()]
    return max(judged if over is None else [*judged, over + standing.launch.lateness], default=standing.as_of)


def _one_more_cycle(launch: Launch, since: datetime) -> datetime:
    """When one more business cycle is over and its data are in; without a cycle, as long again as the cohort took."""
    window = first_full_cycle(launch.cycle, launch.live, launch.zone)
    while window is not None and window.end + launch.lateness <= since:
        window = next_cycle(launch.cycle, window, launch.zone)
    if window is not None:
        return window.end + launch.lateness
    return since + (unit_cycle(launch.cycle) or timedelta(days=launch.cohort_days))
