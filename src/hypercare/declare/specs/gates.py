"""Gates as declared: when they are asked, and what they ask of each metric."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.levels import LevelField
from hypercare.declare.values.ranges import LAST_DAY, Days
from hypercare.model.launch import Gate, GateKind, Threshold

_DAY = re.compile(r"day (0|[1-9][0-9]{0,3})")
_EXPECTED = "day N, such as day 30, or cycle end"
_USUAL = ("day 14", "day 30", "day 60", "day 90", "cycle end")


def _gate_name(written: str) -> str:
    found = _DAY.fullmatch(written)
    if written != GateKind.CYCLE_END and found is None:
        raise reject(f"{shown(written)} is not a gate", _EXPECTED, nearest=closest(written, _USUAL)[:1])
    if found and not 1 <= int(found[1]) <= LAST_DAY:
        raise reject(f"{shown(written)} is out of range", f"day 1 to day {LAST_DAY}, or cycle end")
    return written


GateName = Annotated[StrictStr, AfterValidator(_gate_name)]


class ThresholdSpec(Spec):
    """What a gate asks of one metric. Failure below success: more is better; failure above success: less is better."""

    success: LevelField = Field(description="From here on the metric passes.", examples=["42%", "116% of before"])
    failure: LevelField | None = Field(
        default=None, description="Wholly beyond this, the metric has failed.", examples=["35%"]
    )
    days: Days | None = Field(
        default=None, description="Which local days the gate reads, where not all up to its own.", examples=["0-30"]
    )
    bracket: Days | None = Field(default=None, description="The bracket of a retention.", examples=["61-90"])
    cell: Annotated[int, Field(strict=True, ge=0, le=LAST_DAY)] | None = Field(
        default=None,
        description="The day or period of a retention with `at`; by cadence, the last when left out.",
        examples=[60],
    )

    def cell_name(self) -> str | None:
        """The retention cell that is named: `61-90` or `60`; None where none is."""
        if self.bracket is not None:
            return f"{self.bracket[0]}-{self.bracket[1]}"
        return str(self.cell) if self.cell is not None else None

    def threshold(self, metric: str, usual_cell: str | None) -> Threshold:
        """The threshold meant, for a metric whose cell need not be named where there is a usual one."""
        failure = self.failure.level if self.failure else None
        return Threshold(metric, self.success.level, failure, self.days, self.cell_name() or usual_cell)


def gate_day(name: str) -> int | None:
    """N of the gate `day N`; None for `cycle end`."""
    return None if name == GateKind.CYCLE_END else int(name.removeprefix("day "))


def gate(name: str, thresholds: tuple[Threshold, ...]) -> Gate:
    """The gate of that name with these thresholds."""
    day = gate_day(name)
    return Gate(name, GateKind.CYCLE_END if day is None else GateKind.DAY, thresholds, day)


GateSpec = Annotated[dict[Name, ThresholdSpec], Field(min_length=1)]
