"""EXIT-FEEDBACK: what people say must have been collected and put into the backlog."""

from datetime import datetime

from hypercare.analysis.feedback.heard import Heard
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import CriterionState, ExitCriterion

CHECK = Check(
    id="EXIT-FEEDBACK",
    title="Feedback has been synthesised",
    looks_for="whether every declared feedback channel has data since go-live and its findings stand in the backlog",
    why="numbers say what happened; tickets, reviews and interviews say why",
    trips="channels: [tickets, csat], and nobody answered a survey yet",
    passes="no feedback declared: the criterion is shown as not declared and holds nothing",
    source="docs/metrics.md, exit criteria",
)
NAME = "feedback"


def judge(launch: Launch, as_of: datetime, ask: Ask) -> ExitCriterion:
    """Where the criterion stands: open while a declared channel is silent."""
    if not launch.feedback:
        return ExitCriterion(NAME, CriterionState.NOT_DECLARED, Text("exit-feedback-not-declared"))
    heard = ask(question("feedback/heard", as_of), Heard(to_micros(launch.live), to_micros(as_of)))
    silent = [channel for channel in launch.feedback if channel not in heard]
    if silent:
        return ExitCriterion(NAME, CriterionState.OPEN, Text("exit-feedback-no-data", {"channels": ", ".join(silent)}))
    return ExitCriterion(
        NAME, CriterionState.OPEN, Text("exit-feedback-not-synthesised", {"channels": ", ".join(launch.feedback)})
    )
