"""EXIT-STABILITY: technical health must be within its declared limits."""

from hypercare.checks.check import Check
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import CriterionState, ExitCriterion

CHECK = Check(
    id="EXIT-STABILITY",
    title="System stability is confirmed",
    looks_for="whether error rate, crash-free users and latency are within the limits that the launch declares",
    why="a feature that converts and crashes is not ready to be scaled",
    trips="error_rate declared below 0.5 %, and no error monitoring reports: no data is never green",
    passes="no stability declared: the criterion is shown as not declared and holds nothing",
    source="docs/metrics.md, exit criteria",
)


def judge(launch: Launch) -> ExitCriterion:
    """Where the criterion stands. No source of technical health is connected, so a declared limit is open."""
    if not launch.stability:
        return ExitCriterion("stability", CriterionState.NOT_DECLARED, Text("exit-stability-not-declared"))
    limits = ", ".join(limit.kind.value for limit in launch.stability)
    return ExitCriterion("stability", CriterionState.OPEN, Text("exit-stability-no-data", {"limits": limits}))
