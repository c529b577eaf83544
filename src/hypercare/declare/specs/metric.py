"""What every metric of a launch file has, whatever its kind."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from hypercare.declare.reading.yaml_lines import Path
from hypercare.declare.specs.spec import Spec
from hypercare.declare.specs.units import UnitField
from hypercare.model.metrics import Metric, Unit, UnitKind


@dataclass(frozen=True)
class Finding:
    """Something inside one metric that does not fit together, at a path below the metric."""

    path: Path
    what: str
    expected: str


class MetricSpec(Spec):
    """A metric of one kind. `example` is one line that parses.

    `is_share`: thresholds lie from 0 to 1. `more_is_better`: a gate's failure lies below its success.
    """

    last_key: ClassVar[str] = "unit"
    example: ClassVar[str]
    is_share: ClassVar[bool] = False
    takes_percent: ClassVar[bool] = True
    more_is_better: ClassVar[bool] = False
    signed: ClassVar[bool] = False

    unit: UnitField | None = Field(
        default=None, description="Who is counted, where it differs from the launch's `unit`.", examples=["user"]
    )

    @abstractmethod
    def metric(self, name: str) -> Metric:
        """The metric meant, by the name it is declared under."""

    def findings(self) -> Iterator[Finding]:
        """What does not fit together inside the metric."""
        yield from ()

    def findings_for(self, unit: Unit) -> Iterator[Finding]:
        """What does not fit whom the metric counts."""
        del unit
        yield from ()

    def counted(self) -> UnitKind | None:
        """Whom a rate's denominator counts; None where nobody is named."""
        return None

    def cells(self) -> tuple[str, ...]:
        """The cells that a gate may name; empty where the metric is one number."""
        return ()

    def usual_cell(self) -> str | None:
        """The cell that a gate means when it names none; None where it must name one, or there is none."""
        return self.cells()[0] if len(self.cells()) == 1 else None

    def unit_or(self, launch: Unit) -> Unit:
        """The metric's own unit, else the launch's."""
        return self.unit or launch
