"""What loading did: the lake's own counters, of one load or added up since start."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class LoadReport:
    """Counts of one or more loads.

    `rows` committed by table, `rejected` those of `quarantine` by reason, `duplicates` dropped; `seconds` spent.
    `lag_seconds` is how long ago the oldest payload of the latest load was received; None if there was none.
    """

    segments: int = 0
    payloads: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    duplicates: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    lag_seconds: float | None = None

    def __add__(self, later: "LoadReport") -> "LoadReport":
        return LoadReport(
            segments=self.segments + later.segments,
            payloads=self.payloads + later.payloads,
            rows=_sum(self.rows, later.rows),
            duplicates=self.duplicates + later.duplicates,
            rejected=_sum(self.rejected, later.rejected),
            seconds=self.seconds + later.seconds,
            lag_seconds=later.lag_seconds,
        )


def _sum(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    return {name: left.get(name, 0) + right.get(name, 0) for name in (*left, *(right.keys() - left.keys()))}
