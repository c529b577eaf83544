"""EXIT-FEEDBACK: what people say must have been collected and put into the backlog."""

from hypercare.checks.check import Check
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import CriterionState, ExitCriterion

CHECK = Check(
    id="EXIT-FEEDBACK",
    title="Feedback has been synthesised",
    looks_for="whether every declared feedback channel has data and its findings stand in the backlog",
    why="numbers say what happened; tickets, reviews and interviews say why",
    trips="channels: [tickets, csat], and no channel is connected",
    passes="no feedback declared: the criterion is shown as not declared and holds nothing",
    source="docs/metrics.md, exit criteria",
)


def judge(launch: Launch) -> ExitCriterion:
    """Where the criterion stands. No feedback channel is connected, so a declared one is open."""
    if not launch.feedback:
        return ExitCriterion("feedback", CriterionState.NOT_DECLARED, Text("exit-feedback-not-declared"))
    return ExitCriterion(
        "feedback", CriterionState.OPEN, Text("exit-feedback-no-data", {"channels": ", ".join(launch.feedback)})
    )
