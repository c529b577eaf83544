"""What there is to say of a funnel beside its judged share."""

from dataclasses import dataclass
from datetime import date

from hypercare.analysis.funnel.durations import Spread
from hypercare.analysis.funnel.survival import Survival
from hypercare.analysis.proportion import HEAD
from hypercare.analysis.tally import Row
from hypercare.model.metrics import FunnelMetric


@dataclass(frozen=True)
class FunnelCounts:
    """The sums of a funnel of so many steps: those of `Funnel`, then by step the units that stopped there and can
    convert no more, then those that stopped there and still may, then the units that an exclusion removed.

    A unit stopped at the deepest step of its chain; in any order at the one that came last.
    """

    row: Row
    size: int

    @property
    def units(self) -> int:
        return self.row[0]

    @property
    def mature(self) -> int:
        return self.row[1]

    @property
    def mature_converted(self) -> int:
        return self.row[2]

    @property
    def converted(self) -> int:
        return self.row[3]

    @property
    def open(self) -> int:
        return self.row[4]

    @property
    def removed(self) -> int:
        return self.row[-1]

    @property
    def reached(self) -> Row:
        """Units whose chain fills each step."""
        return self._part(0)

    @property
    def mature_reached(self) -> Row:
        return self._part(1)

    @property
    def dropped(self) -> Row:
        return self._part(2)

    @property
    def still_open(self) -> Row:
        return self._part(3)

    @property
    def rate_mature(self) -> float | None:
        """The share of mature units that converted; None without any."""
        return share(self.mature_converted, self.mature)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Between what the share of all these units can end; None for nobody."""
        if not self.units:
            return None
        return self.converted / self.units, (self.converted + self.open) / self.units

    def _part(self, number: int) -> Row:
        return self.row[HEAD + number * self.size : HEAD + (number + 1) * self.size]


@dataclass(frozen=True)
class StepReport:
    """One step. Shares are of mature units: of those that entered, and of those that reached the required step before
    (None for the first, and in any order, where none is before another). `took` is how long the step took since the
    event before it in the chain, over converted units; None where it took none of them anything.
    """

    number: int
    event: str
    optional: bool
    units: int
    mature: int
    dropped: int
    open: int
    from_start: float | None
    from_previous: float | None
    took: Spread | None


@dataclass(frozen=True)
class ValueReport:
    """The units of one value; of None those that have none where it is asked for. `median_seconds` to convert."""

    value: str | None
    counts: FunnelCounts
    median_seconds: float | None


@dataclass(frozen=True)
class BreakdownReport:
    """The values that most units have, by number of units; how many `others` have another.

    `is_whole` says whether all values were told apart. Where there are too many, the longest are not, and the values
    shown are the most frequent of the others.
    """

    by: str
    at: str
    values: tuple[ValueReport, ...]
    others: int
    is_whole: bool


@dataclass(frozen=True)
class EntryCohort:
    """The units whose chain entered on the local days from `first` to `last`. It is `complete` when no unit can enter
    any more and all their windows are over. `counts` has no steps.
    """

    first: date
    last: date
    complete: bool
    counts: FunnelCounts


@dataclass(frozen=True)
class OverReport:
    """The units by when their chains entered; how many entered `earlier` than the periods that are told."""

    grain: str
    cohorts: tuple[EntryCohort, ...]
    earlier: int


@dataclass(frozen=True)
class FunnelReport:
    """Everything about a funnel in a scope. `took` is how long converted units took; `survival` the share of units that
    have not converted by the time since their entry.
    """

    metric: FunnelMetric
    counts: FunnelCounts
    steps: tuple[StepReport, ...]
    took: Spread | None
    survival: Survival | None
    breakdown: BreakdownReport | None
    over: OverReport | None


def share(part: int, whole: int) -> float | None:
    """A share; None of nothing."""
    return part / whole if whole else None
