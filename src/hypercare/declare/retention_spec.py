"""Retention as declared: who came back, and in which cells."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from hypercare.declare.filters import EventSpec
from hypercare.declare.metric_spec import Finding, MetricSpec
from hypercare.declare.ranges import LAST_DAY, Days, format_days
from hypercare.model.metrics import RetentionMetric

MOST_CELLS = 60
MOST_REPEATS = 1_000_000
Ordinal = Annotated[StrictInt, Field(ge=0, le=LAST_DAY, title="whole number")]


class ReturnSpec(EventSpec):
    """The event that counts as coming back, and the cells in which it is looked for.

    Without `by`, `at` means a cadence and `brackets` brackets.
    """

    by: Literal["cadence", "brackets", "rolling", "calendar"] | None = Field(
        default=None,
        description="How time is cut: by the unit's own cadence, fixed brackets, rolling or calendar periods.",
        examples=["cadence"],
    )
    at: tuple[Ordinal, ...] = Field(
        default=(),
        max_length=MOST_CELLS,
        description="Days (cadence) or numbers of periods (rolling, calendar).",
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
            spec.grid(),
            spec.at,
            spec.brackets,
            spec.at_least,
            spec.birth,
            spec.returning,
            spec.period or "",
            self.unit,
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
        """A grid without its cells, cells of another grid, and cells out of order."""
        spec, grid = self.retention, self.retention.grid()
        brackets = grid == "brackets"
        if brackets and not spec.brackets:
            yield Finding(("retention",), "retention has no cells", "brackets: [0-30, 31-60, 61-90] or at: [60, 90]")
        if not brackets and not spec.at:
            yield Finding(("retention", "by"), f"retention by {grid} has no cells", "at: with a list, such as [60, 90]")
        if spec.at and spec.brackets:
            yield Finding(
                ("retention", "at" if brackets else "brackets"), "retention has both at and brackets", "one of them"
            )
        if (grid in {"rolling", "calendar"}) != (spec.period is not None):
            yield Finding(
                ("retention", "period"),
                f"retention by {grid} {_period(spec)}",
                "period with by: rolling or by: calendar",
            )
        if list(spec.at) != sorted(set(spec.at)):
            yield Finding(("retention", "at"), "the cells of at are not in rising order", "each number once, rising")
        if any(later[0] <= earlier[1] for earlier, later in zip(spec.brackets, spec.brackets[1:], strict=False)):
            yield Finding(
                ("retention", "brackets"), "the brackets overlap or are not in order", "brackets such as 0-30, 31-60"
            )


def _period(spec: ReturnSpec) -> str:
    return "takes no period" if spec.period else "names no period"
