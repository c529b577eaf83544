"""EXIT-CYCLE: one full business cycle must have been monitored."""

from datetime import datetime

from hypercare.checks.check import Check
from hypercare.cycles.cohort import cycle_complete
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import CriterionState, ExitCriterion

CHECK = Check(
    id="EXIT-CYCLE",
    title="One full business cycle was monitored",
    looks_for="whether the launch's first full business cycle is over, with the declared lateness",
    why="a rule such as 60 orders in a quarter, or shipping in bulk once a month, cannot show its outcome earlier",
    trips="business_cycle: calendar quarter, live on 22 September, asked on day 90",
    passes="the same launch on 1 January",
    source="docs/time.md, business cycles",
)


def judge(launch: Launch, as_of: datetime) -> ExitCriterion:
    """Where the criterion stands. A launch that declared to have no cycle has not declared it."""
    over = cycle_complete(launch, launch.cycle)
    if over is None:
        reason = Text("exit-cycle-none", {"why": launch.cycle.reason})
        return ExitCriterion("business_cycle", CriterionState.NOT_DECLARED, reason)
    until = over + launch.lateness
    date = until.astimezone(launch.zone)
    if as_of >= until:
        return ExitCriterion("business_cycle", CriterionState.MET, Text("exit-cycle-met", {"date": date}))
    return ExitCriterion("business_cycle", CriterionState.OPEN, Text("exit-cycle-open", {"date": date}), until)
