"""A metric by local day: what is counted above the line and below it, so that days add up to longer stretches."""

from dataclasses import dataclass
from datetime import date

from hypercare.analysis.tally import Row
from hypercare.cycles.day import DAY


@dataclass(frozen=True)
class Series:
    """What a metric counted on each local day from `first` on, (d,) whole numbers each: `above` the line the events,
    conversions or the value in parts of `scale`, `below` it what they are per (entries, unit-days, events, units).

    A day without anything below the line says nothing: its value is undefined, never 0.
    """

    first: date
    above: Row
    below: Row
    scale: int = 1

    def __post_init__(self) -> None:
        if len(self.above) != len(self.below):
            raise ValueError(f"a series of {len(self.above)} and {len(self.below)} days")

    def __len__(self) -> int:
        return len(self.above)

    @property
    def last(self) -> date:
        """The last day, inside; the day before `first` where there is none."""
        return self.first + (len(self) - 1) * DAY

    def value(self, day: int) -> float | None:
        """The value of a day, counted from `first` on."""
        return self.above[day] / self.scale / self.below[day] if self.below[day] else None

    @property
    def total(self) -> float | None:
        """The value over all days: all above per all below."""
        below = sum(self.below)
        return sum(self.above) / self.scale / below if below else None

    def between(self, first: date, last: date) -> "Series":
        """The days from `first` to `last`, both inside, as far as the series has them."""
        start = min(max((first - self.first).days, 0), len(self))
        stop = min(max((last - self.first).days + 1, start), len(self))
        return Series(self.first + start * DAY, self.above[start:stop], self.below[start:stop], self.scale)
