"""EXIT-PEAKS: the launch must have been watched through a peak."""

from datetime import datetime, timedelta

from hypercare.checks.check import Check
from hypercare.cycles.day import date_start, local_date
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
        "go-live and now"
    ),
    why="what holds on ordinary days may break under the load and the behaviour of Harbolnas or Lebaran",
    trips="require: one, live on 22 September, asked on 5 October: no watched peak is over",
    passes="the same launch after 10 October, with double_dates watched",
    source="docs/time.md, peaks",
)
HORIZON = timedelta(days=400)
"""How far to look for the next peak: each comes at least once in a year, moving holidays a few days later."""


def judge(launch: Launch, as_of: datetime, acts: tuple[OutcomeAct, ...] = ()) -> ExitCriterion:
    """Where the criterion stands; for an open one, until when at the earliest.

    An approver may have accepted by name that a peak is missing: that is met too, and says who did so and why.
    """
    declared = launch.peaks
    if declared is None or not declared.require:
        return ExitCriterion("peaks", CriterionState.NOT_DECLARED, Text("exit-peaks-not-required"))
    first, today = local_date(launch.live, launch.zone), local_date(as_of, launch.zone)
    all_peaks = [peak for peak in watched(declared, first, today + HORIZON) if peak.first >= first]
    seen = {peak.name for peak in all_peaks if peak.last < today}
    if _enough(declared, seen):
        return ExitCriterion("peaks", CriterionState.MET, Text("exit-peaks-met", {"peaks": ", ".join(sorted(seen))}))
    absences = in_force(acts, OutcomeActKind.PEAK_ABSENCE, as_of)
    if _enough(declared, seen.union(*(act.subjects for act in absences)) & set(declared.watch)):
        return ExitCriterion("peaks", CriterionState.MET, _accepted(launch, absences[0]))
    until = _until(declared, [peak for peak in all_peaks if peak.last >= today and peak.name not in seen])
    if until is None:
        return ExitCriterion("peaks", CriterionState.OPEN, Text("exit-peaks-none-coming"))
    when = date_start(until.last + timedelta(days=1), launch.zone)
    reason = Text("exit-peaks-open", {"peak": until.name, "date": when.astimezone(launch.zone)})
    return ExitCriterion("peaks", CriterionState.OPEN, reason, when)


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
