"""What a metric yields: an estimate with its interval and counts, or the statement that there is not enough to say."""

from dataclasses import dataclass, field

from hypercare.model.text import Text


@dataclass(frozen=True)
class Interval:
    """An interval for a true value: `low <= high`, either may be infinite. `level` is 0.95 for 95 %.

    `method` names how it was made ("beta-binomial mixture cs", "clopper-pearson"); `always_valid` says whether it may
    be looked at every day without inflating errors.
    """

    low: float
    high: float
    level: float
    method: str
    always_valid: bool


@dataclass(frozen=True)
class Counts:
    """What stands behind a number. All are exact counts.

    `units` were counted at all; `mature` had their whole observation window; `open` may still convert; `hits` and
    `trials` are what the interval was computed from; `excluded` maps a reason code to units left out.
    """

    units: int
    mature: int
    open: int
    hits: int
    trials: int
    excluded: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Estimate:
    """A value with what is known about it. `scale` is "share", "ratio", "rate", "per_unit", "count", "value",
    "relative" or "difference".

    `bounds` are [converted / all, (converted + open) / all] where units are still open, else None.
    """

    value: float
    interval: Interval
    counts: Counts
    scale: str
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Insufficient:
    """Not enough to say anything: why, what was needed and what there was. Never 0, never green.

    `bounds` are those of an estimate: where units may still convert, between what the value must end.
    """

    reason: Text
    needed: float | None = None
    have: float | None = None
    counts: Counts | None = None
    bounds: tuple[float, float] | None = None


Answer = Estimate | Insufficient
