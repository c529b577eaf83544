"""Sides of one metric, set against each other: what lies between their answers, from the sums behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypercare.analysis.clusters import WIDTH, Clustered
from hypercare.analysis.count import Count
from hypercare.analysis.proportion import Share
from hypercare.analysis.rate import Rate
from hypercare.analysis.retention.cadence import CadenceRetention
from hypercare.analysis.tally import Measured, Row, TallyReduction
from hypercare.model.estimate import Answer, Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA
from hypercare.stats.difference import newcombe, newcombe_p, rate_difference, rate_difference_p
from hypercare.stats.ratio import ClusteredSums, ratio_difference, ratio_difference_p

BONFERRONI = "bonferroni"
POINTS = 100
"""Percentage points of a whole."""


@dataclass(frozen=True)
class Side:
    """A side: its name, what was asked there, and the sums that answer it."""

    name: str
    question: TallyReduction
    row: Row

    @property
    def answer(self) -> Answer:
        """What the sums say."""
        return self.question.answer(self.row)


@dataclass(frozen=True)
class Difference:
    """The value of a side less that of `against`, which is None for all units that are not of the side.

    The intervals of one comparison hold all together, so p is at most 5 % exactly where the interval excludes 0.
    `relative` is the change as a part of the value of `against`: 0.2 is 20 % more. None where that is 0.
    """

    side: str
    against: str | None
    value: float
    interval: Interval
    scale: str
    relative: float | None
    p_adjusted: float

    @property
    def finding(self) -> Text:
        """What to say of it: shares lie apart by points, everything else by its own unit."""
        low, high = self.interval.low, self.interval.high
        way = "above" if low > 0 else "below" if high < 0 else "alike"
        factor = POINTS if self.scale == "share" else 1
        near, far = (-high, -low) if way == "below" else (low, high)
        return Text(
            f"comparison-{'points' if self.scale == 'share' else 'value'}-{way}",
            {
                "side": self.side,
                "against": self.against or "",
                "rest": "no" if self.against else "yes",
                "difference": abs(self.value) * factor,
                "low": near * factor,
                "high": far * factor,
            },
        )


@dataclass(frozen=True)
class NoDifference:
    """Nothing can be said of a side against another one, and why."""

    side: str
    against: str | None
    lacking: Insufficient


@dataclass(frozen=True)
class Comparison:
    """Sides, and the differences between them."""

    sides: tuple[Side, ...]
    differences: tuple[Difference | NoDifference, ...]


def compared(sides: Sequence[Side], *, alpha: float = DEFAULT_ALPHA) -> Comparison:
    """Every side against the first, of one metric: periods, or segments. All intervals hold together.

    For one look. Sides are taken as independent: of periods with the same units, and of segments that share some, the
    interval is as a rule too wide, because what a unit is by nature then cancels out.
    """
    first, *others = sides
    pairs = [_Pair(side.name, first.name, side, first) for side in others]
    return Comparison(tuple(sides), _differences(pairs, alpha))


def against_rest(question: TallyReduction, measured: Measured, *, alpha: float = DEFAULT_ALPHA) -> Comparison:
    """Every value of a breakdown against all units that do not have it. All intervals hold together."""
    values = [Side(name, question, row) for name, row in measured.rows_by_value.items()]
    pairs = [_Pair(side.name, None, side, _rest(side, measured.row)) for side in values]
    return Comparison(tuple(values), _differences(pairs, alpha))


@dataclass(frozen=True)
class _Pair:
    """Two sides, with the names that their difference has."""

    name: str
    against: str | None
    one: Side
    two: Side


@dataclass(frozen=True)
class _Apart:
    """How far two sides lie apart, before it is known how many of them are looked at."""

    pair: _Pair
    values: tuple[float, float]
    scale: str
    p: float


def _differences(pairs: Sequence[_Pair], alpha: float) -> tuple[Difference | NoDifference, ...]:
    """All of them, each interval with its part of the error: as many as can be answered are looked at (Bonferroni)."""
    found = [_apart(pair) for pair in pairs]
    looked_at = sum(isinstance(each, _Apart) for each in found)
    return tuple(_corrected(each, looked_at, alpha) if isinstance(each, _Apart) else each for each in found)


def _apart(pair: _Pair) -> _Apart | NoDifference:
    one, two = pair.one.answer, pair.two.answer
    for answer in (one, two):
        if isinstance(answer, Insufficient):
            return NoDifference(pair.name, pair.against, answer)
    p = _p(_plain(pair.one), _plain(pair.two))
    if isinstance(p, Insufficient):
        return NoDifference(pair.name, pair.against, p)
    assert not isinstance(one, Insufficient)
    assert not isinstance(two, Insufficient)
    return _Apart(pair, (one.value, two.value), one.scale, p)


def _corrected(found: _Apart, looked_at: int, alpha: float) -> Difference:
    interval = _interval(_plain(found.pair.one), _plain(found.pair.two), alpha / looked_at)
    if looked_at > 1:
        interval = replace(interval, level=1 - alpha, method=f"{BONFERRONI} {interval.method}")
    value, base = found.values
    return Difference(
        side=found.pair.name,
        against=found.pair.against,
        value=value - base,
        interval=interval,
        scale=found.scale,
        relative=value / base - 1 if base > 0 else None,
        p_adjusted=min(1.0, looked_at * found.p),
    )


def _rest(side: Side, everyone: Row) -> Side:
    return Side(side.name, side.question, tuple(a - b for a, b in zip(everyone, side.row, strict=True)))


def _plain(side: Side) -> Side:
    """A side whose sums are of one question: those under the cadence that its units have in common."""
    match side.question:
        case CadenceRetention() as by_cadence:
            return Side(side.name, by_cadence.retention, by_cadence.part(side.row, side.row))
        case _:
            return side


def _p(one: Side, two: Side) -> float | Insufficient:
    match one.question:
        case Share():
            return newcombe_p(*_hits(one), *_hits(two))
        case Clustered() as clustered:
            return ratio_difference_p(_sums(one, clustered), _sums(two, clustered), minimum=clustered.minimum)
        case Rate() | Count():
            return rate_difference_p(*_events(one), *_events(two), dispersion=_dispersion(one, two))
        case _:
            return Insufficient(Text("comparison-unknown"))


def _interval(one: Side, two: Side, alpha: float) -> Interval:
    """The interval of a pair that has a p-value."""
    match one.question:
        case Share():
            return newcombe(*_hits(one), *_hits(two), alpha=alpha)
        case Clustered() as clustered:
            sums = _sums(one, clustered), _sums(two, clustered)
            found = ratio_difference(*sums, minimum=clustered.minimum, alpha=alpha)
            assert isinstance(found, Interval)
            return found
        case _:
            dispersion = _dispersion(one, two)
            return rate_difference(*_events(one), *_events(two), dispersion=dispersion, alpha=alpha)


def _hits(side: Side) -> tuple[int, int]:
    """Hits among the mature units, and mature units."""
    return side.row[2], side.row[1]


def _sums(side: Side, question: Clustered) -> ClusteredSums:
    units, y, m, yy, mm, ym = side.row[:WIDTH]
    return ClusteredSums(accounts=units, y=y, m=m, yy=yy, mm=mm, ym=ym, scale=question.micro)


def _events(side: Side) -> tuple[int, float]:
    """Events, and the exposure that their value is per: a count is what it is."""
    match side.question:
        case Rate() as rate:
            return rate.daily(side.row).total, rate.exposure(side.row)
        case Count() as count:
            return count.daily(side.row).total, 1.0
        case _:
            raise TypeError(f"a {type(side.question).__name__} has no events over an exposure")


def _dispersion(one: Side, two: Side) -> float:
    return max(one.question.judging.dispersion, two.question.judging.dispersion)
