"""What the progress of units in business cycles says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hypercare.analysis.cycle.kernel import BANDS
from hypercare.analysis.tally import Row
from hypercare.model.metrics import CycleMetric
from hypercare.stats.kaplan_meier import Point, kaplan_meier

HEAD = 6
"""The first sums of a cycle: units, mature, of these those that reached the goal, all that did, open, events."""


@dataclass(frozen=True)
class CycleStanding:
    """One cycle: its first and last local day (None where each unit has its own), and how far units are.

    `units` are all, `mature` those whose cycle is over, `hits` those of them that reached the goal, `reached` all that
    did, `still_open` those that still can. `bands` (12,) are units by progress: nothing, more than 0, 10, ... 90 % and
    short of the goal, the goal. `counts` are units by number of events from 0 on, `more` those beyond. `days` are the
    units that reached the goal, by the day of the cycle on which they did, from 0 on.

    `curve` is the share that has reached the goal by the end of each whole day since the cycle began, in spite of units
    that were not watched for so long: up to the longest that any was, and never further.
    """

    first: date | None
    last: date | None
    units: int
    mature: int
    hits: int
    reached: int
    still_open: int
    events: int
    bands: Row
    counts: Row
    more: int
    days: Row
    curve: tuple[Point, ...]

    @property
    def share(self) -> float | None:
        """Of the units whose cycle is over, the share that reached the goal; None where there are none."""
        return self.hits / self.mature if self.mature else None


@dataclass(frozen=True)
class CycleReport:
    """The cycles of a scope in order, and the same for each value of the segment's property."""

    metric: CycleMetric
    cycles: tuple[CycleStanding, ...]
    by_value: Mapping[str, tuple[CycleStanding, ...]] = field(default_factory=dict)


def standing_of(row: Row, dates: tuple[date | None, date | None], width: tuple[int, int]) -> CycleStanding:
    """The standing that a row of sums tells, as the kernel `progress` makes it for such a `width`."""
    counted, longest = width
    units, mature, hits, reached, still_open, events = row[:HEAD]
    counts, by_day = row[HEAD + BANDS :][:counted], row[HEAD + BANDS + counted :]
    return CycleStanding(
        first=dates[0],
        last=dates[1],
        units=units,
        mature=mature,
        hits=hits,
        reached=reached,
        still_open=still_open,
        events=events,
        bands=row[HEAD:][:BANDS],
        counts=counts[:-1],
        more=counts[-1],
        days=by_day[:longest],
        curve=kaplan_meier(by_day[longest : 2 * longest], by_day[2 * longest :]),
    )
