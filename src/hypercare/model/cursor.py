"""Cursors: up to where somebody has read what arrives."""

from dataclasses import dataclass
from typing import Self

from hypercare.model.errors import BadInput

NOTHING = -1
"""The arrival number before the first."""
LONGEST = 40


@dataclass(frozen=True)
class Cursor:
    """The last arrival numbers that somebody has seen of the tables `events` and `quarantine`.

    Two numbers, because a load commits the tables one after the other: what was numbered before the last event seen may
    reach the quarantine after it.
    """

    events: int = NOTHING
    quarantine: int = NOTHING

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cursor that a text names (`1204.-1`). Raises `BadInput` for another text."""
        parts = text[:LONGEST].split(".")
        try:
            events, quarantine = (int(part) for part in parts)
        except ValueError:
            raise BadInput(f"{text[:LONGEST]!r} is no cursor", expected="one that an answer named") from None
        return cls(events, quarantine)

    def __str__(self) -> str:
        return f"{self.events}.{self.quarantine}"

    def has_seen(self, other: "Cursor") -> bool:
        """Whether everything up to the other has been seen."""
        return self.events >= other.events and self.quarantine >= other.quarantine

    def moved(self, other: "Cursor") -> "Cursor":
        """Up to where either has seen."""
        return Cursor(max(self.events, other.events), max(self.quarantine, other.quarantine))
