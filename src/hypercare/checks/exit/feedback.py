"""EXIT-FEEDBACK: what people say must have been collected and put into the backlog."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hypercare.analysis.feedback.heard import Heard
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.outcome_act import OutcomeAct, OutcomeActKind, in_force
from hypercare.model.text import Parameter, Text
from hypercare.model.verdict import CriterionState, ExitCriterion

CHECK = Check(
    id="EXIT-FEEDBACK",
    title="Feedback has been synthesised",
    looks_for="whether every declared feedback channel has data since go-live and its findings stand in the backlog",
    why="numbers say what happened; tickets, reviews and interviews say why",
    trips="channels: [tickets, csat], and nobody answered a survey yet, or nobody recorded a synthesis",
    passes="both channels brought data since go-live, and the support lead recorded where the findings stand",
    source="docs/metrics.md, exit criteria",
)
NAME = "feedback"
STALE = timedelta(days=30)
"""A synthesis older than a month no longer holds what people say now: that is told, and takes nothing back."""


def judge(launch: Launch, as_of: datetime, ask: Ask, acts: tuple[OutcomeAct, ...] = ()) -> ExitCriterion:
    """Where the criterion stands: unknown while a declared channel is silent, open until somebody synthesised them all.

    A synthesis stays good; that more was said since, a month or longer after it, is told.
    """
    if not launch.feedback:
        return ExitCriterion(NAME, CriterionState.NOT_DECLARED, Text("exit-feedback-not-declared"))
    heard = ask(question("feedback/heard", as_of), Heard(to_micros(launch.live), to_micros(as_of)))
    silent = [channel for channel in launch.feedback if channel not in heard]
    if silent:
        reason = Text("exit-feedback-no-data", {"channels": ", ".join(silent)})
        return ExitCriterion(NAME, CriterionState.UNKNOWN, reason)
    said = in_force(acts, OutcomeActKind.SYNTHESISED, as_of)
    by_channel = {channel: next((act for act in said if channel in act.subjects), None) for channel in launch.feedback}
    open_still = [channel for channel, act in by_channel.items() if act is None]
    if open_still:
        reason = Text("exit-feedback-not-synthesised", {"channels": ", ".join(open_still)})
        return ExitCriterion(NAME, CriterionState.OPEN, reason)
    return ExitCriterion(NAME, CriterionState.MET, _met(launch, as_of, heard, by_channel))


def _met(
    launch: Launch, as_of: datetime, heard: Mapping[str, tuple[int, int]], by_channel: Mapping[str, OutcomeAct | None]
) -> Text:
    acts = {channel: act for channel, act in by_channel.items() if act is not None}
    latest = max(acts.values(), key=lambda act: act.at)
    told: dict[str, Parameter] = {"by": latest.by.name or latest.by.email, "date": latest.at.astimezone(launch.zone)}
    since = [channel for channel, act in acts.items() if heard[channel][1] > to_micros(act.at)]
    if since and as_of - min(acts[channel].at for channel in since) > STALE:
        return Text("exit-feedback-met-and-more", told | {"channels": ", ".join(since)})
    return Text("exit-feedback-met", told | {"channels": ", ".join(acts)})
