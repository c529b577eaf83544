"""Why a number changed: because values did better, or because other values came more."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hypercare.analysis.clusters import Clustered
from hypercare.analysis.proportion import Share
from hypercare.analysis.rate import Rate
from hypercare.analysis.retention.cadence import CadenceRetention
from hypercare.analysis.tally import Measured, Row, TallyReduction

WITHOUT = ""
"""Stands for the units that have no value of a property."""


@dataclass(frozen=True)
class Quotient:
    """A number as what is above the line and below it, whole numbers: parts add up on either side."""

    above: int
    below: int

    @property
    def value(self) -> Fraction | None:
        """None without anything below the line."""
        return Fraction(self.above, self.below) if self.below else None


Quotients = Mapping[str, Quotient]


@dataclass(frozen=True)
class Decomposition:
    """The change of a number, exact: `change` = `rate` + `mix` + `unmatched`.

    `rate` is the sum of w before times the change of each value's own number: the change that is left when the mix
    stays. `mix` is the sum of the change of each share w times the number now (Kitagawa 1955, with the shares of before
    as the standard). `unmatched` is what values add that are on one side only.
    """

    change: Fraction
    rate: Fraction
    mix: Fraction
    unmatched: Fraction


def quotients(asking: TallyReduction, found: Measured) -> dict[str, Quotient] | None:
    """The number of each value as a quotient, and of those without one; None for a count, which has no denominator."""
    whole = _quotient(asking, found.row, found.row)
    if whole is None:
        return None
    parts = {value: part for value, row in found.rows_by_value.items()
             if (part := _quotient(asking, row, found.row)) is not None}  # fmt: skip
    rest = Quotient(
        whole.above - sum(part.above for part in parts.values()),
        whole.below - sum(part.below for part in parts.values()),
    )
    return parts | ({WITHOUT: rest} if rest.below else {})


def total(parts: Quotients) -> Fraction | None:
    """The number of all together; None where there is nothing below the line."""
    return Quotient(sum(part.above for part in parts.values()), sum(part.below for part in parts.values())).value


def weights(parts: Quotients) -> dict[str, Fraction]:
    """Each value's share of what is below the line."""
    below = sum(part.below for part in parts.values())
    return {value: Fraction(part.below, below) for value, part in parts.items() if part.below}


def decomposed(before: Quotients, now: Quotients) -> Decomposition | None:
    """The change from one to the other; None where either says nothing, or no value is on both sides."""
    first, last = total(before), total(now)
    old, new = weights(before), weights(now)
    both = old.keys() & new.keys()
    if first is None or last is None or not both:
        return None
    rate, mix = Fraction(0), Fraction(0)
    for value in both:
        was, now_is = (Fraction(side[value].above, side[value].below) for side in (before, now))
        rate += old[value] * (now_is - was)
        mix += (new[value] - old[value]) * now_is
    return Decomposition(last - first, rate, mix, last - first - rate - mix)


def _quotient(asking: TallyReduction, row: Row, everyone: Row) -> Quotient | None:
    match asking:
        case CadenceRetention():
            return _quotient(asking.retention, asking.part(row, everyone), everyone)
        case Share():
            return Quotient(row[2], row[1])
        case Clustered():
            return Quotient(row[1], row[2] * asking.micro)
        case Rate():
            daily = asking.daily(row)
            return Quotient(daily.total * asking.metric.per, daily.exposed)
        case _:
            return None
