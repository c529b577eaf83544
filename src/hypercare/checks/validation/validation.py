"""The validation of a launch's outcome: everything that the evidence says beside the words of its gates."""

from dataclasses import dataclass

from hypercare.checks.ask import Ask
from hypercare.checks.validation import lift, retention, segments
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict


@dataclass(frozen=True)
class Validation:
    """What was found. A field for each question, in the order in which a page asks them."""

    lift: tuple[lift.LiftFound, ...]
    retention: tuple[retention.CadenceRetention, ...]
    segments: tuple[segments.SegmentsFound, ...]


def validate(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> Validation:
    """The validation as of the verdict's instant. Pure: every fact comes through `ask`."""
    return Validation(
        lift=lift.find(launch, verdict, ask),
        retention=retention.find(launch, verdict, ask),
        segments=segments.find(launch, verdict, ask),
    )
