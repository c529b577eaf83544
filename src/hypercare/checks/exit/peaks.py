"""EXIT-PEAKS: the launch must have been watched through a peak."""

from datetime import datetime, timedelta

from hypercare.analysis.launch_scope import traffic_scope
from hypercare.analysis.series.series import Series
from hypercare.analysis.series.traffic import TrafficOf
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.cycles.peaks import Peak, watched
from hypercare.model.launch import Launch, Peaks
from hypercare.model.outcome_act import OutcomeAct, OutcomeActKind, in_force
from hypercare.model.text import Parameter, Text
from hypercare.model.verdict import CriterionState, ExitCriterion

CHECK = Check(
    id="EXIT-PEAKS",
    title="A peak was monitored",
    looks_for=(
        "whether at least one of the watched peaks (with require: all, each of them once) lies wholly between "
        "go-live and now, and anything is known of what the launch's units did on its days"
    ),
    why="what holds on ordinary days may break under the load and the behaviour of Harbolnas or Lebaran",
    trips="require: one, live on 22 September, asked on 12 October: 10.10 is over, and no event of that day arrived",
    passes="the same launch with events of 10 October, and double_dates watched",
    source="docs/seasons.md, peaks",
)
NAME = "peaks"
HORIZON = timedelta(days=400)
"""How far to look for the next peak: each comes at least once in a year, moving holidays a few days later."""


def judge(launch: Launch, as_of: datetime, ask: Ask, acts: tuple[OutcomeAct, ...] = ()) -> ExitCriterion:
    """Where the criterion stands; for an open one, until when at the earliest.

    An approver may have accepted by name that a peak is missing: that is met too, and says who did so and why.
    """
    declared = launch.peaks
    if declared is None or not declared.require:
        return ExitCriterion(NAME, CriterionState.NOT_DECLARED, Text("exit-peaks-not-required"))
    over = peaks_over(launch, as_of)
    seen = {peak.name for peak in over if is_observed(peak, traffic(launch, as_of, ask))}
    if _enough(declared, seen):
        return ExitCriterion(NAME, CriterionState.MET, Text("exit-peaks-met", {"peaks": ", ".join(sorted(seen))}))
    absences = in_force(acts, OutcomeActKind.PEAK_ABSENCE, as_of)
    if _enough(declared, seen.union(*(act.subjects for act in absences)) & set(declared.watch)):
        return ExitCriterion(NAME, CriterionState.MET, _accepted(launch, absences[0]))
    return _open(launch, as_of, [peak for peak in over if peak.name not in seen], seen)


def peaks_over(launch: Launch, as_of: datetime) -> tuple[Peak, ...]:
    """The watched peaks that lie wholly between go-live and now."""
    if launch.peaks is None:
        return ()
    first, today = local_date(launch.live, launch.zone), local_date(as_of, launch.zone)
    return tuple(
        peak for peak in watched(launch.peaks, first, today) if first <= peak.first and peak.last < today
    )  # fmt: skip


def peaks_coming(launch: Launch, as_of: datetime) -> tuple[Peak, ...]:
    """The watched peaks that are still to end, whole ones of the coming year, by date."""
    if launch.peaks is None:
        return ()
    first, today = local_date(launch.live, launch.zone), local_date(as_of, launch.zone)
    since = max(first, today)
    return tuple(peak for peak in watched(launch.peaks, since, since + HORIZON) if peak.first >= first)


def traffic(launch: Launch, as_of: datetime, ask: Ask) -> Series:
    """What the launch's units did, by day, as known at `as_of`."""
    return ask(question("peaks/traffic", as_of), TrafficOf(traffic_scope(launch, as_of)))


def is_observed(peak: Peak, events: Series) -> bool:
    """Whether anything is known of its days: a date in the calendar alone is no observation."""
    return any(events.between(peak.first, peak.last).above)


def _open(launch: Launch, as_of: datetime, unobserved: list[Peak], seen: set[str]) -> ExitCriterion:
    assert launch.peaks is not None
    coming = [peak for peak in peaks_coming(launch, as_of) if peak.name not in seen]
    until = _until(launch.peaks, coming)
    when = None if until is None else date_start(until.last + DAY, launch.zone)
    told: dict[str, Parameter] = {} if until is None else {"coming": until.name}
    if when is not None:
        told["date"] = when.astimezone(launch.zone)
    if unobserved:
        blind = unobserved[-1]
        told |= {"peak": blind.name, "first": blind.first, "last": blind.last, "more": "no" if until is None else "yes"}
        return ExitCriterion(NAME, CriterionState.OPEN, Text("exit-peaks-no-data", told), when)
    if until is None:
        return ExitCriterion(NAME, CriterionState.OPEN, Text("exit-peaks-none-coming"))
    return ExitCriterion(
        NAME, CriterionState.OPEN, Text("exit-peaks-open", {"peak": until.name, "date": told["date"]}), when
    )


def _accepted(launch: Launch, act: OutcomeAct) -> Text:
    """Who accepted that a peak is missing, when, why, and until when."""
    told: dict[str, Parameter] = {
        "by": act.by.name or act.by.email,
        "date": act.at.astimezone(launch.zone),
        "peaks": ", ".join(act.subjects),
        "why": act.note,
    }
    if act.until is None:
        return Text("exit-peaks-accepted", told)
    return Text("exit-peaks-accepted-until", told | {"until": act.until.astimezone(launch.zone)})


def _enough(declared: Peaks, seen: set[str]) -> bool:
    return seen >= set(declared.watch) if declared.require == "all" else bool(seen)


def _until(declared: Peaks, coming: list[Peak]) -> Peak | None:
    """The peak after which the criterion can be met: the next one, or of all that lack, the last to come first."""
    firsts: dict[str, Peak] = {}
    for peak in coming:
        firsts.setdefault(peak.name, peak)
    pick = max if declared.require == "all" else min
    return pick(firsts.values(), key=lambda peak: peak.last) if firsts else None
