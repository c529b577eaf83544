"""Retention as declared: who came back, and in which cells."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from hypercare.declare.specs.business_cycles import CycleField
from hypercare.declare.specs.filters import EventSpec
from hypercare.declare.specs.metric import Finding, MetricSpec
from hypercare.declare.values.ranges import LAST_DAY, Days, format_days
from hypercare.model.metrics import CycleKind, RetentionMetric, Unit, UnitKind

MOST_CELLS = 60
MOST_REPEATS = 1_000_000
PERIODIC = frozenset({"rolling", "calendar"})
Ordinal = Annotated[StrictInt, Field(ge=0, le=LAST_DAY, title="whole number")]


class ReturnSpec(EventSpec):
    """The event that counts as coming back, and the cells in which it is looked for.

    Without `by`, `at` means a cadence and `brackets` brackets.
    """

    by: Literal["cadence", "brackets", "rolling", "calendar", "business_cycle"] | None = Field(
        default=None,
        description="How time is cut: by the unit's own cadence, brackets, rolling or calendar periods, or its cycle.",
        examples=["cadence"],
    )
    at: tuple[Ordinal, ...] = Field(
        default=(),
        max_length=MOST_CELLS,
        description="Days (cadence), or numbers of periods (rolling, calendar) or of business cycles.",
        examples=[[60, 90]],
    )
    brackets: tuple[Days, ...] = Field(
        default=(),
        max_length=MOST_CELLS,
        description="Elapsed days since birth, both ends inside.",
        examples=[["0-30", "31-60", "61-90"]],
    )
    period: Literal["day", "week", "month"] | None = Field(
        default=None, description="The period of a rolling or calendar grid.", examples=["week"]
    )
    at_least: Annotated[StrictInt, Field(ge=1, le=MOST_REPEATS, title="whole number")] = Field(
        default=1, description="How many events make a return."
    )
    birth: Literal["first_ever", "first_in_range", "recurring"] = Field(
        default="first_in_range", description="Which event starts a unit's time."
    )
    returning: Literal["on", "on_or_after"] = Field(
        default="on", alias="return", description="Whether a unit must return in the cell, or in it or any later one."
    )

    start: EventSpec | None = Field(
        default=None,
        description="The event that starts a unit's time, where it is another than the one that it comes back by.",
        examples=["signed_up"],
    )
    every: CycleField | None = Field(
        default=None,
        description="The business cycle of `by: business_cycle`; a trailing one has no numbers.",
        examples=["calendar quarter"],
    )
    cohorts: Literal["day", "week", "month", "quarter"] | None = Field(
        default=None,
        description=(
            "The calendar period in which births are one cohort. Left out: the period of the grid; for brackets a "
            "week, else a month."
        ),
        examples=["week"],
    )
    members: Annotated[StrictInt, Field(ge=0, le=MOST_REPEATS, title="whole number")] = Field(
        default=0,
        description="How many users of an account (or device) must come back, each by itself; 0: all count together.",
        examples=[2],
    )
    average: Literal["pooled", "mixpanel_weighted"] = Field(
        default="pooled",
        description="How the cohorts of a table are averaged: all units alike, or cohorts by the square of their size.",
    )
    profile: Literal["posthog"] | None = Field(
        default=None, description="The tool whose rules count instead of our own.", examples=["posthog"]
    )

    def grid(self) -> str:
        """The declared `by`, else what `at` or `brackets` imply."""
        return self.by or ("cadence" if self.at else "brackets")


class RetentionSpec(MetricSpec):
    """Share of units that come back."""

    example: ClassVar[str] = "{retention: {event: order_created, by: cadence, at: [60, 90]}}"
    is_share: ClassVar[bool] = True
    more_is_better: ClassVar[bool] = True

    retention: ReturnSpec = Field(
        description="The event, and the cells.",
        examples=[{"event": "order_created", "brackets": ["0-30", "31-60", "61-90"]}],
    )

    def metric(self, name: str) -> RetentionMetric:
        """The retention meant."""
        spec = self.retention
        return RetentionMetric(
            name,
            spec.ref(),
            by=spec.grid(),
            at=spec.at,
            brackets=spec.brackets,
            at_least=spec.at_least,
            birth=spec.birth,
            returning=spec.returning,
            period=spec.period or "",
            unit=self.unit,
            start=spec.start.ref() if spec.start else None,
            every=spec.every,
            cohorts=spec.cohorts or "",
            members=spec.members,
            average=spec.average,
            profile=spec.profile or "",
        )

    def cells(self) -> tuple[str, ...]:
        """The names of the cells: `61-90` for brackets, `60` for days and periods."""
        return (
            *(format_days(days) for days in self.retention.brackets),
            *(str(number) for number in self.retention.at),
        )

    def usual_cell(self) -> str | None:
        """The only cell; by cadence the last, which has seen the most. Brackets and grids must be named."""
        by_cadence = self.retention.grid() == "cadence" and self.retention.at
        return self.cells()[-1] if by_cadence else super().usual_cell()

    def findings(self) -> Iterator[Finding]:
        """A grid without its cells, cells of another grid, cells out of order, and options that exclude each other."""
        for check in (_cells, _order, _period, _cycle, _profile):
            for found in check(self.retention):
                yield Finding(("retention", *found.path), found.what, found.expected)

    def findings_for(self, unit: Unit) -> Iterator[Finding]:
        """What does not fit whom the metric counts."""
        if self.retention.members and unit.kind is UnitKind.USER:
            what = "retention counts members, and the unit is user: a user has none"
            yield Finding(("retention", "members"), what, "unit: {account: company_id}, or no members")


def _cells(spec: ReturnSpec) -> Iterator[Finding]:
    grid = spec.grid()
    brackets = grid == "brackets"
    if brackets and not spec.brackets:
        yield Finding((), "retention has no cells", "brackets: [0-30, 31-60, 61-90] or at: [60, 90]")
    if not brackets and not spec.at:
        yield Finding(("by",), f"retention by {grid} has no cells", "at: with a list, such as [60, 90]")
    if spec.at and spec.brackets:
        yield Finding(("at" if brackets else "brackets",), "retention has both at and brackets", "one of them")


def _order(spec: ReturnSpec) -> Iterator[Finding]:
    if list(spec.at) != sorted(set(spec.at)):
        yield Finding(("at",), "the cells of at are not in rising order", "each number once, rising")
    if any(later[0] <= earlier[1] for earlier, later in zip(spec.brackets, spec.brackets[1:], strict=False)):
        yield Finding(("brackets",), "the brackets overlap or are not in order", "brackets such as 0-30, 31-60")


def _period(spec: ReturnSpec) -> Iterator[Finding]:
    if (spec.grid() in PERIODIC) != (spec.period is not None):
        named = "takes no period" if spec.period else "names no period"
        expected = "period with by: rolling or by: calendar"
        yield Finding(("period",), f"retention by {spec.grid()} {named}", expected)


def _cycle(spec: ReturnSpec) -> Iterator[Finding]:
    if (spec.grid() == "business_cycle") != (spec.every is not None):
        named = "takes no cycle" if spec.every else "names no cycle"
        yield Finding(("every",), f"retention by {spec.grid()} {named}", "every: with by: business_cycle")
    if spec.every is not None and spec.every.kind is CycleKind.TRAILING:
        expected = "calendar month, calendar quarter, or 90 days from activation"
        yield Finding(("every",), "a trailing cycle always ends now: none comes after it", expected)


def _profile(spec: ReturnSpec) -> Iterator[Finding]:
    """PostHog's retention as it can be asked for there."""
    if spec.profile is None:
        return
    if spec.grid() not in PERIODIC:
        expected = "by: calendar (its calendar dates) or by: rolling (its 24-hour windows)"
        yield Finding(("profile",), f"the profile posthog has no retention by {spec.grid()}", expected)
    if spec.grid() == "rolling" and (spec.birth == "recurring" or spec.returning != "on" or spec.at_least != 1):
        what = "the 24-hour windows of posthog know the first birth in range or ever, and one return on the period"
        yield Finding(("profile",), what, "birth: first_in_range or first_ever, return: on, and no at_least")
    if spec.returning == "on_or_after" and spec.at_least != 1:
        what = "posthog counts at_least in each period, and on_or_after beyond it"
        yield Finding(("at_least",), what, "at_least with return: on, or one return")
    if spec.members:
        yield Finding(("members",), "the profile posthog counts no members", "no members, or no profile")
    if spec.cohorts is not None:
        yield Finding(("cohorts",), "the cohorts of posthog are the periods of its grid", "no cohorts, or no profile")
