"""The rows of the history: days on which nothing changed and nobody looked are folded into one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hypercare.web.pages.history.context import HistoryDay

FEWEST: Final = 3
"""Days in a row that are folded: one or two are as short as the row that would stand for them."""


@dataclass(frozen=True)
class Row:
    """One day, or the days from `first` to `last` on which everything was as on the day before."""

    first: HistoryDay
    last: HistoryDay
    count: int

    @property
    def is_folded(self) -> bool:
        """Whether it stands for several days."""
        return self.count > 1


def rows_of(days: list[HistoryDay], *, every: bool) -> list[Row]:
    """The rows of `days`, latest first; each day by itself where `every` day is asked for."""
    return list(_rows(days, every))


def _rows(days: list[HistoryDay], every: bool) -> Iterator[Row]:
    for is_quiet, found in groupby(days, key=lambda day: not every and day is not days[0] and _is_quiet(day)):
        run = list(found)
        if is_quiet and len(run) >= FEWEST:
            yield Row(run[-1], run[0], len(run))
        else:
            yield from (Row(day, day, 1) for day in run)


def _is_quiet(day: HistoryDay) -> bool:
    return day.is_compared and not day.changed and not day.records
