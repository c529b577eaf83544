"""Streams in one line, and how far their unit comes by the rules of a tool."""

from datetime import timedelta

from analysis.streams import Row, bucket_of, scope_of
from hypercare.analysis.funnel.profiles.levels import profile_levels
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.population import members
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef, Exclusion, FunnelMetric, Step
from hypercare.model.profiles import with_profile

REMOVED = "removed"
YEARS = 10**9


def events(line: str) -> list[Row]:
    """`A0 B1.5`: an A, and a B one and a half seconds later, in the order of arrival."""
    return [Row(int(float(word[1:]) * SECOND_US), word[0]) for word in line.split()]


def funnel(
    steps: str, window: float, profile: str, *modes: str, order: str = "ordered", excluded: str = ""
) -> FunnelMetric:
    """A funnel of one-letter steps with a window in seconds, whose first exclusion stands after step 1 and before 2,
    the next one step further on, and so on.
    """
    exclusions = tuple(Exclusion(EventRef(name), at, at + 1) for at, name in enumerate(excluded, 1))
    metric = FunnelMetric(
        "f", tuple(Step(EventRef(name)) for name in steps), timedelta(seconds=window), order, exclusions=exclusions
    )
    return with_profile(metric, profile, modes)


def reached(line: str, metric: FunnelMetric, *, start: int = 0, stop: int = YEARS, as_of: int = YEARS) -> Reached:
    """How far one unit with these events comes. `start`, `stop` and `as_of` are seconds."""
    scope = scope_of(stop * SECOND_US, start=start * SECOND_US, as_of=as_of * SECOND_US)
    bucket = bucket_of({"unit": events(line)})
    return profile_levels(bucket, metric, scope, members(bucket, scope.population, scope.as_of))


def level(line: str, metric: FunnelMetric) -> int | str:
    """How many steps the unit came, or that it is removed."""
    found = reached(line, metric)
    return REMOVED if found.removed[0] else int(found.filled[0]).bit_count()
