"""Silences: runs of local days on which nobody of the squad left a trace, longer than a phase can bear."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hypercare.cycles.phase import PRODUCT_LAST_DAY, TECHNICAL_LAST_DAY
from hypercare.model.launch import Launch, Person, Squad

TECHNICAL_DAYS: Final = 3
"""In the technical phase crashes and hotfixes are a matter of hours; three days bear a weekend, and no more."""
PRODUCT_DAYS: Final = 7
"""In the product phase the squad meets at least weekly: a whole week without anybody is a week without the squad."""
OUTCOME_DAYS: Final = 14
"""In the outcome phase numbers move slowly; but guardrails are looked at daily, and two weeks of harm are too many."""


@dataclass(frozen=True)
class Silence:
    """A run of days N, both ends inside, of which `reached` was the first that was too many; `limit` is the phase's."""

    first: int
    last: int
    reached: int
    limit: int

    @property
    def days(self) -> int:
        """How long it was."""
        return self.last - self.first + 1


def limit_of(day: int) -> int:
    """So many days without anybody are too many, on day N."""
    if day <= TECHNICAL_LAST_DAY:
        return TECHNICAL_DAYS
    return PRODUCT_DAYS if day <= PRODUCT_LAST_DAY else OUTCOME_DAYS


def silences(present: Collection[int], first: int, last: int) -> tuple[Silence, ...]:
    """The silences from one day N to another that were too long, in the order of time."""
    return tuple(each for run in _runs(frozenset(present), first, last) for each in _too_long(*run))


def _runs(present: frozenset[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The runs of days without anybody, both ends inside."""
    edges = [first - 1, *sorted(day for day in present if first <= day <= last), last + 1]
    for before, after in pairwise(edges):
        if after - before > 1:
            yield before + 1, after - 1


def _too_long(first: int, last: int) -> Iterator[Silence]:
    """The silence of a run, where it was too long on any of its days."""
    for day in range(first, last + 1):
        if day - first + 1 >= limit_of(day):
            yield Silence(first, last, day, limit_of(day))
            return


def names_of(squad: Squad) -> frozenset[str]:
    """The addresses and names of whoever looks after the launch. Approvers sign; they do not watch."""
    found = [each.casefold() for person in members(squad) for each in (person.email.strip(), person.name.strip())]
    return frozenset(each for each in found if each)


def members(squad: Squad) -> tuple[Person, ...]:
    """Whoever looks after the launch, each role once."""
    single = (squad.driver, squad.analyst, squad.support_lead, squad.designer, squad.fixer)
    return (*(person for person in single if person is not None), *squad.engineering)


def lost(before: Launch, after: Launch) -> tuple[str, ...]:
    """The fixer and the engineers that a version takes away without naming another in their place."""
    fixer = before.squad.fixer is not None and after.squad.fixer is None
    gone = {each.name for each in before.squad.engineering} - {each.name for each in after.squad.engineering}
    fewer = len(after.squad.engineering) < len(before.squad.engineering)
    found = [before.squad.fixer.name] if fixer and before.squad.fixer else []
    return tuple(dict.fromkeys([*found, *(sorted(gone) if fewer else ())]))
