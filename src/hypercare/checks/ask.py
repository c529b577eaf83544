"""How a check asks the facts: it names its question, hands over a reduction, and gets the finished result."""

from datetime import UTC, datetime
from typing import Protocol, TypeVar

from hypercare.model.sequences import Reduction
from hypercare.model.table_rows import TableReduction

S = TypeVar("S")
R = TypeVar("R")


class Ask(Protocol):
    """Answers questions.

    The same name always means the same question, so that a verdict can be replayed from what it kept.
    """

    def __call__(self, name: str, reduction: Reduction[S, R] | TableReduction[S, R]) -> R: ...


def question(subject: str, at: datetime) -> str:
    """The name of a question as known at `at`: in whatever zone the instant is given, the name is the same."""
    return f"{subject}@{at.astimezone(UTC).isoformat()}"
