"""Random small worlds of units and events, and the plain reading of who is a member: loops instead of arrays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from analysis.streams import Row, scope_of
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Scope
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import Condition, EventRef, Filter, Op

HOUR_US = DAY_US // 24
KEYS = ("platform", "amount")
LIVE, CLOSED, END = 2 * DAY_US, 6 * DAY_US, 9 * DAY_US
"""Go-live, the end of the cohort, the end of what is told."""

ROWS = st.builds(
    lambda hour, event, platform, amount, late: Row(
        hour * HOUR_US, event, {"platform": platform, "amount": amount}, (hour + late) * HOUR_US
    ),
    st.integers(0, 9 * 24 - 1),
    st.sampled_from(["open", "order", "order", "ticket"]),
    st.sampled_from(["ios", "android", None]),
    st.sampled_from([1, 2, 2.5, "3", "many", None, True]),
    st.sampled_from([0, 0, 0, 1, 30]),
)
STREAMS = st.dictionaries(st.sampled_from("abcdef"), st.lists(ROWS, min_size=1, max_size=12), max_size=5)
POPULATIONS = st.sampled_from(
    [
        Population(exposing=(EventRef("open"),), exposed_from=LIVE, exposed_until=CLOSED, by="platform"),
        Population(
            exposing=(EventRef("open"), EventRef("ticket")),
            where=Filter((Condition("platform", Op.IS, ("ios", "android")),)),
            exposed_from=LIVE,
            exposed_until=CLOSED,
        ),
        Population(exposed_from=LIVE, exposed_until=END),
        Population(by="platform"),
    ]
)
HOURS = st.integers(2 * 24, 10 * 24).map(lambda hour: hour * HOUR_US)


@dataclass(frozen=True)
class World:
    """Streams with a scope to ask them in."""

    streams: Mapping[str, list[Row]]
    scope: Scope

    @property
    def members(self) -> dict[str, tuple[int, str | None]]:
        """Each member's exposure, and its value of the segment's property then."""
        who, found = self.scope.population, {}
        for unit in self.streams:
            exposures = [row for row in self.known(unit) if row.ts >= who.exposed_from and exposes(row, who)]
            if exposures and exposures[0].ts < who.exposed_until and is_of(exposures[0], who.where):
                label = exposures[0].props.get(who.by) if who.by else None
                found[unit] = (exposures[0].ts, None if label is None else str(label))
        return found

    def known(self, unit: str) -> list[Row]:
        """What was known of a unit at `as_of`, in order of time."""
        at = self.scope.as_of
        rows = sorted(self.streams[unit], key=lambda row: row.ts)
        return [row for row in rows if row.ts <= at and (row.known is None or row.known <= at)]

    def counted(self, unit: str) -> list[Row]:
        """The rows of a member that the scope reads: since its exposure, where the scope is after go-live."""
        since = self.members[unit][0] if self.scope.stop > self.scope.population.exposed_from else 0
        return [row for row in self.known(unit) if row.ts >= since]

    def inside(self, unit: str) -> list[Row]:
        """Those of them in [start, stop)."""
        return [row for row in self.counted(unit) if self.scope.start <= row.ts < self.scope.stop]

    def sums(self, of: Callable[[str], tuple[int, ...]], width: int) -> dict[str, tuple[int, ...]]:
        """The sums of all members, and by value of the segment's property."""
        rows = {"all": (0,) * width}
        for unit, (_, label) in self.members.items():
            for name in ["all", *([f"={label}"] if label is not None else [])]:
                rows[name] = tuple(a + b for a, b in zip(rows.get(name, (0,) * width), of(unit), strict=True))
        return rows


def exposes(row: Row, who: Population) -> bool:
    return not who.exposing or row.event in {ref.event for ref in who.exposing}


def is_of(row: Row, where: Filter) -> bool:
    """Whether a row passes a filter of `is` conditions on text."""
    return all(row.props.get(condition.key) in condition.values for condition in where.conditions)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world whose scope lies after go-live, or before it."""
    start, stop = draw(st.sampled_from([(LIVE, LIVE + 3 * DAY_US), (LIVE + DAY_US, END), (0, LIVE)]))
    as_of = draw(HOURS)
    scope = scope_of(
        stop,
        start=start,
        as_of=as_of,
        settled=as_of - draw(st.sampled_from([0, 6])) * HOUR_US,
        population=draw(POPULATIONS),
        first_weekday=draw(st.integers(0, 6)),
    )
    return World(draw(STREAMS), scope)
