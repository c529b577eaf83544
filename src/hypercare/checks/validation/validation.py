"""The validation of a launch's outcome: everything that the evidence says beside the words of its gates."""

from dataclasses import dataclass

from hypercare.checks.ask import Ask
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict


@dataclass(frozen=True)
class Validation:
    """What was found. A field for each question, in the order in which a page asks them."""


def validate(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> Validation:
    """The validation as of the verdict's instant. Pure: every fact comes through `ask`."""
    del launch, verdict, ask
    return Validation()
