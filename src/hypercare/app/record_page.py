"""A page of a listing of records, latest first: at most so many, before a place in the chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

LARGEST: Final = 1_000
"""Records that the API lists at once: a forecast weighs a kilobyte and a half."""
HIGHEST: Final = 2**62
"""A place in the chain that no ledger reaches, and a number that every database takes."""


class Placed(Protocol):
    """What stands at a place in the chain."""

    @property
    def sequence(self) -> int:
        """The place, from 1."""


Item = TypeVar("Item", bound=Placed)


@dataclass(frozen=True)
class RecordPage:
    """At most `limit` records before the place `below`, None for the latest; `limit` None for all of them."""

    limit: int | None = None
    below: int | None = None

    @property
    def enough(self) -> int | None:
        """How many to read: one more than is shown says whether there are older ones."""
        return None if self.limit is None else self.limit + 1

    def of(self, found: Sequence[Item]) -> tuple[Sequence[Item], int | None]:
        """Those that the page shows, of some that are latest first, and `below` of the page of older ones, if any."""
        there = [each for each in found if self.below is None or each.sequence < self.below]
        if self.limit is None or len(there) <= self.limit:
            return there, None
        return there[: self.limit], there[self.limit - 1].sequence


EVERYTHING: Final = RecordPage()
