"""Plans and arrivals for the tests of the tracking checks: a launch, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from hypercare.checks.tracking.facts import QUARTER_US, Arrival, Row, TrackingFacts
from hypercare.checks.tracking.finding import Finding
from hypercare.checks.tracking.verify import verify
from hypercare.declare.launch_file import read_launch
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch

LIVE = datetime(2026, 9, 22, 2, tzinfo=UTC)
"""A Tuesday."""
AS_OF = datetime(2026, 10, 20, 12, tzinfo=UTC)
"""Tuesday noon, four weeks later."""
SINCE = AS_OF - timedelta(weeks=6)
HEAD = """\
launch: shop
title: Shop
live: 2026-09-22T02:00
timezone: UTC
unit: user
segment: everybody
business_cycle: calendar month
metrics: {opens: {count: opened}}
gates: {day 30: {opens: {success: 1}}}
tracking:
"""


def planned(tracking: str) -> Launch:
    """The launch with these lines under `tracking`."""
    return read_launch(HEAD + "".join(f"  {line}\n" for line in tracking.splitlines()), file="shop.yaml")


def arrival(
    event: str = "opened", source: str = "mixpanel", *, at: Sequence[datetime], counts: int = 1, **more: int
) -> Arrival:
    """So many events in the quarter hours of some instants; the last instant is that of the last."""
    quarters = np.unique([to_micros(each) // QUARTER_US for each in at])
    numbers = np.full(len(quarters), counts, np.int64)
    return Arrival(source, event, int(numbers.sum()), to_micros(max(at)), quarters, numbers, **more)


def hourly(first: datetime, last: datetime) -> list[datetime]:
    """An instant an hour, both ends inside."""
    hours = int((last - first) / timedelta(hours=1))
    return [first + timedelta(hours=each) for each in range(hours + 1)]


def rows(*properties: Mapping[str, Any], every_s: int = 3600) -> tuple[Row, ...]:
    """Rows of different users, the newest first."""
    end = to_micros(AS_OF)
    return tuple(Row(end - n * every_s * 1_000_000, f"u{n}", each) for n, each in enumerate(properties))


def facts(*arrivals: Arrival, **more: Any) -> TrackingFacts:
    """What arrived, by default nothing else."""
    return replace(TrackingFacts(to_micros(SINCE), {(each.source, each.event): each for each in arrivals}), **more)


STEADY = arrival(at=hourly(SINCE, AS_OF))
"""One an hour up to now."""


def found(launch: Launch, told: TrackingFacts, check: str = "", *, as_of: datetime = AS_OF) -> list[Finding]:
    """What the checks find, or one of them."""
    verified = verify(launch, as_of, told)
    every = [*(each for event in verified.events for each in event.findings), *verified.others]
    return [each for each in every if not check or each.check == check]


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """Findings to compare: level, subject, sentence."""
    return [(each.level.value, each.subject, each.says.id) for each in findings]
