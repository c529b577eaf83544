"""The quotient of two groups of units after an event, adjusted for what it was before: an interval from units alone.

Whatever comes on a day to both groups alike, peaks above all, is in both and cancels. What is left is that units
differ, and each is followed from before to after, so that what it always was does not count again. The error is that of
ratios of sums clustered by unit (Cochran 1977, Sampling Techniques, section 6.3), carried to the logarithm by
the delta method.

`ln(T/C) after - weight · ln(T/C) before`. With the weight 1 it is a difference in differences: groups that always
differed are no effect. Where chance made the groups any weight is right, and the one with the least variance is taken
(Deng, Xu, Kohavi & Walker 2013, Improving the sensitivity of online controlled experiments by utilizing pre-experiment
data, equation 4).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement

from scipy.special import stdtrit

from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA, require_alpha
from hypercare.stats.asymptotic import Minimum, effective_units

METHOD = "clustered by unit, adjusted for before, t"
MINIMUM = Minimum(units=10, effective=6)
"""The degrees of freedom take care of few units down to here; below it a spread of units is not known at all."""
LINES = 4
"""Of each unit: above and below the line after, above and below it before."""
PAIRS = tuple(combinations_with_replacement(range(LINES), 2))
AFTER, BEFORE = (0, 1), (2, 3)


@dataclass(frozen=True)
class UnitSums:
    """Exact sums over units: of `LINES` whole numbers of each, and of their products by `PAIRS`."""

    units: int
    totals: tuple[int, ...]
    products: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.totals) != LINES or len(self.products) != len(PAIRS) or self.units < 0:
            raise ValueError(f"sums of {LINES} numbers and {len(PAIRS)} products: {self!r}")

    def product(self, one: int, two: int) -> int:
        """The sum of the products of two of the numbers."""
        return self.products[PAIRS.index((min(one, two), max(one, two)))]

    def ratio(self, lines: tuple[int, int]) -> Fraction | None:
        """All above the line per all below it; None with nothing below."""
        above, below = (self.totals[line] for line in lines)
        return Fraction(above, below) if below else None

    def spread(self, one: "_Pull", two: "_Pull") -> Fraction:
        """The covariance of two sums of what units pull at, each linear in two of a unit's numbers."""
        crossed = sum(a * b * self.product(i, j) for i, a in one.items for j, b in two.items)
        return crossed * Fraction(self.units, self.units - 1)


@dataclass(frozen=True)
class _Pull:
    """What a unit pulls the logarithm of a ratio by: so many times each of two of its numbers."""

    items: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True)
class Stratum:
    """A part of a group that weighs so much in it, whatever its size."""

    weight: Fraction
    sums: UnitSums


Group = Sequence[Stratum]
"""Strata whose weights are above 0. One stratum is the group as it is; several are it with a fixed mix."""


@dataclass(frozen=True)
class QuotientChange:
    """`value` is the logarithm of the quotient after, less `weight` times that before; `se` its standard error."""

    value: float
    se: float
    freedom: float
    weight: float

    def interval(self, *, alpha: float = DEFAULT_ALPHA) -> Interval:
        """The interval of the logarithm for one look."""
        require_alpha(alpha)
        half = -float(stdtrit(self.freedom, alpha / 2)) * self.se
        return Interval(self.value - half, self.value + half, 1 - alpha, METHOD, always_valid=False)


@dataclass(frozen=True)
class _Side:
    """A group: its ratios, the variances of their logarithms and their covariance, and what it is worth in units."""

    after: Fraction
    before: Fraction
    var_after: float
    var_before: float
    both: float
    effective: float

    def freedom(self, learnt: int) -> float:
        """What is left of the units when a level and so many weights are learnt from them."""
        return self.effective - 1 - learnt

    def variance(self, weight: float, learnt: int) -> float:
        """Of the adjusted logarithm. Few units lie nearer to what was learnt from them than others would."""
        plain = self.var_after - 2 * weight * self.both + weight * weight * self.var_before
        return max(plain, 0.0) * self.effective / self.freedom(learnt)


def quotient_change(
    treated: Group, control: Group, *, by_chance: bool, minimum: Minimum = MINIMUM
) -> QuotientChange | Insufficient:
    """How the quotient of two groups changed. `by_chance` says that chance made them: then nothing has to be known of
    before, and what is known is weighed by what it is worth. `Insufficient` below `minimum` in either group, without
    anything above the line in one of them, and where no unit differs.
    """
    sides = [_side(group, minimum, needs_before=not by_chance) for group in (treated, control)]
    for each in sides:
        if isinstance(each, Insufficient):
            return each
    one, two = (each for each in sides if isinstance(each, _Side))
    weight = _weight(one, two) if by_chance else 1.0
    learnt = 1 if by_chance and weight else 0
    variances = [each.variance(weight, learnt) for each in (one, two)]
    if not sum(variances):
        units = sum(each.sums.units for group in (treated, control) for each in group)
        return Insufficient(Text("stats-no-variation", {"have": units}))
    value = math.log(one.after / two.after) - (weight * math.log(one.before / two.before) if weight else 0.0)
    freedom = sum(variances) ** 2 / sum(
        variance**2 / each.freedom(learnt) for variance, each in zip(variances, (one, two), strict=True)
    )
    return QuotientChange(value, math.sqrt(sum(variances)), freedom, weight)


def _weight(one: _Side, two: _Side) -> float:
    """The weight of before with the least variance, within 0 and 1: a unit is not expected to overdo what it did."""
    spread = one.var_before + two.var_before
    if not spread or min(one.before, two.before) <= 0:
        return 0.0
    return min(max((one.both + two.both) / spread, 0.0), 1.0)


def _side(group: Group, minimum: Minimum, *, needs_before: bool) -> _Side | Insufficient:
    units = sum(each.sums.units for each in group)
    effective = _effective(group)
    lacking = minimum.lacking(units, effective)
    if lacking is not None:
        return lacking
    strata = [each for each in group if each.sums.units > 1]
    after, before = (_weighed(strata, lines) for lines in (AFTER, BEFORE))
    if after <= 0 or (needs_before and before <= 0):
        return Insufficient(Text("stats-no-base"))
    pulls = [(each.sums, _pull(each, AFTER, after), _pull(each, BEFORE, before)) for each in strata]
    return _Side(
        after,
        before,
        var_after=float(sum(sums.spread(a, a) for sums, a, _ in pulls)),
        var_before=float(sum(sums.spread(b, b) for sums, _, b in pulls)),
        both=float(sum(sums.spread(a, b) for sums, a, b in pulls)),
        effective=effective,
    )


def _weighed(strata: Group, lines: tuple[int, int]) -> Fraction:
    """The ratio with the weights of the strata that have one, 0 where none has."""
    known = [(each.weight, ratio) for each in strata if (ratio := each.sums.ratio(lines)) is not None]
    whole = sum((weight for weight, _ in known), Fraction(0))
    return sum((weight * ratio for weight, ratio in known), Fraction(0)) / whole if whole else Fraction(0)


def _pull(each: Stratum, lines: tuple[int, int], ratio: Fraction) -> _Pull:
    """What a unit of a stratum pulls the logarithm of the group's ratio by: `w (y - r m) / (M R)`."""
    own = each.sums.ratio(lines)
    if own is None or ratio <= 0:
        return _Pull(())
    scale = each.weight / (each.sums.totals[lines[1]] * ratio)
    return _Pull(((lines[0], scale), (lines[1], -own * scale)))


def _effective(group: Group) -> float:
    """How many equal units would carry what is above the line after (Kish 1965)."""
    total = sum(each.sums.totals[0] for each in group)
    return effective_units(total, sum(each.sums.product(0, 0) for each in group))
