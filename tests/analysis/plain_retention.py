"""Retention in plain Python: one unit's list of events, read as the words of `retention.v1` say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from analysis.streams import Row
from hypercare.analysis.scope import Scope
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import CycleKind, EventRef, RetentionMetric
from hypercare.model.sequences import USERS

LENGTHS = {"day": 1, "week": 7, "month": 30, "": 1}
CALENDAR = {CycleKind.CALENDAR_MONTH: "month", CycleKind.CALENDAR_QUARTER: "quarter"}


@dataclass(frozen=True)
class Outcome:
    """What became of one birth: the first day of its cohort, and of each cell whether it is over, whether the unit came
    back, and what it did before the cell, its birth included.
    """

    born: int
    cohort: date
    over: list[bool]
    back: list[bool]
    volume: list[int]


@dataclass(frozen=True)
class PlainRetention:
    """Of one unit. `cadence` is its own, in microseconds, where cells are by cadence."""

    metric: RetentionMetric
    scope: Scope
    cadence: int = 0

    def outcomes(self, rows: Sequence[Row]) -> list[Outcome]:
        """Those of all births of the unit."""
        known = [
            row
            for row in sorted(rows, key=lambda row: row.ts)
            if max(row.ts, row.ts if row.known is None else row.known) <= self.scope.as_of
        ]
        exposed = self.exposed(known)
        return [] if exposed is None else [self.outcome(birth, known, exposed) for birth in self.births(known, exposed)]

    def exposed(self, known: Sequence[Row]) -> int | None:
        who = self.scope.population
        names = {ref.event for ref in who.exposing}
        times = [row.ts for row in known if row.ts >= who.exposed_from and (not names or row.event in names)]
        return times[0] if times else None

    def births(self, known: Sequence[Row], exposed: int) -> list[Row]:
        starts = [row for row in known if fits(row, self.metric.start or self.metric.event)]
        inside = [row for row in starts if max(exposed, self.scope.start) <= row.ts < self.scope.stop]
        if self.metric.birth == "first_ever":
            return [row for row in inside[:1] if row is starts[0]]
        if self.metric.birth == "first_in_range":
            return inside[:1]
        first_of: dict[object, Row] = {}
        for row in inside:
            first_of.setdefault(self.recurs(row.ts, inside[0].ts, exposed), row)
        return list(first_of.values())

    def recurs(self, at: int, first: int, exposed: int) -> object:
        """The period in which a unit is born once."""
        if self.metric.cohorts:
            return self.begin(at, self.metric.cohorts)
        if self.period:
            return self.begin(at, self.period)
        if self.metric.every is not None:
            return (at - exposed) // self.cycle
        return (at - first) // (self.cadence or LENGTHS[self.metric.period] * DAY_US)

    def outcome(self, birth: Row, known: Sequence[Row], exposed: int) -> Outcome:
        found = Outcome(birth.ts, self.begin(birth.ts, self.grain), [], [], [])
        later = [row for row in known if row is not birth and fits(row, self.metric.event) and row.ts >= birth.ts]
        for start, end in self.spans(birth.ts, exposed):
            until = self.scope.as_of + 1 if self.metric.returning == "on_or_after" else end
            found.over.append(end <= self.scope.settled)
            found.back.append(self.enough([row for row in later if start <= row.ts < until]))
            found.volume.append(1 + sum(row.ts < start for row in later))
        return found

    def enough(self, came: list[Row]) -> bool:
        if not self.metric.members:
            return len(came) >= self.metric.at_least
        users = {row.props.get(USERS) for row in came} - {None}
        busy = [
            user for user in users if sum(row.props.get(USERS) == user for row in came) >= self.metric.at_least
        ]  # fmt: skip
        return len(busy) >= self.metric.members

    def spans(self, born: int, exposed: int) -> Iterator[tuple[int, int]]:
        """Where each cell begins and ends."""
        if self.metric.by == "cadence":
            for day in self.metric.at:
                middle = born + day * DAY_US
                yield middle - self.cadence // 2, middle + self.cadence // 2
        elif self.period:
            for number in self.metric.at:
                begin = self.after(self.begin(born, self.period), number)
                yield self.instant(begin), self.instant(self.after(begin, 1))
        else:
            zero = born if self.metric.every is None else exposed + (born - exposed) // self.cycle * self.cycle
            length = self.cycle if self.metric.every is not None else LENGTHS[self.metric.period] * DAY_US
            for first, last in self.metric.brackets or [(number, number) for number in self.metric.at]:
                yield zero + first * length, zero + (last + 1) * length

    @property
    def cycle(self) -> int:
        assert self.metric.every is not None
        return (self.metric.every.days or 0) * DAY_US

    @property
    def period(self) -> str:
        if self.metric.every is not None:
            return CALENDAR.get(self.metric.every.kind, "")
        return self.metric.period if self.metric.by == "calendar" else ""

    @property
    def grain(self) -> str:
        usual = {"brackets": "week", "cadence": "month", "business_cycle": "month"}
        return self.metric.cohorts or self.period or self.metric.period or usual[self.metric.by]

    def begin(self, at: int, period: str) -> date:
        """The first day of the local period in which an instant lies."""
        day = from_micros(at).astimezone(ZoneInfo(self.scope.zone)).date()
        while not begins(day, period):
            day -= timedelta(days=1)
        return day

    def after(self, begin: date, number: int) -> date:
        """The first day of the period so many periods later."""
        period = self.period
        for _ in range(number):
            begin += timedelta(days=1)
            while not begins(begin, period):
                begin += timedelta(days=1)
        return begin

    def instant(self, day: date) -> int:
        return to_micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.scope.zone)))


def begins(day: date, period: str) -> bool:
    """Whether a period begins on a day."""
    return {
        "day": True,
        "week": day.weekday() == 0,
        "month": day.day == 1,
        "quarter": day.day == 1 and day.month in (1, 4, 7, 10),
    }[period]


def fits(row: Row, ref: EventRef) -> bool:
    """Whether a row is an event, with filters of `is` conditions."""
    return row.event == ref.event and all(row.props.get(each.key) in each.values for each in ref.where.conditions)
