"""A metric beside its control, unit by unit: after go-live, adjusted for what the same units did before."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypercare.analysis.launch_scope import before_scope, control_scope
from hypercare.analysis.lift.by_units import ByUnit, UnitsAfterAndBefore
from hypercare.analysis.population import EVERYONE
from hypercare.analysis.scope import Scope
from hypercare.analysis.segments.mix import COVERED, shares
from hypercare.checks.ask import question
from hypercare.checks.gates.levels import Reading
from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text
from hypercare.stats.quotient_change import AFTER, BEFORE, QuotientChange, Stratum, UnitSums, quotient_change

WHOLE = Fraction(1)


def beside_control(reading: Reading) -> QuotientChange | Insufficient | None:
    """The quotient to the control and how it changed; None where the metric has no numbers of each unit's own."""
    if not isinstance(reading.metric, ByUnit):
        return None
    sides = ([Stratum(WHOLE, each[EVERYONE])] for each in _both(reading, reading.metric))
    return quotient_change(*sides, by_chance=bool(reading.launch.segment.split))


def beside_control_with_fixed_mix(reading: Reading, by: str) -> QuotientChange | Insufficient:
    """The same with the mix of a property's values, in both groups and at all times, that the launch's units had in the
    window before. Raises ValueError for a metric without numbers of each unit's own.
    """
    if not isinstance(reading.metric, ByUnit):
        raise ValueError(f"{reading.metric.name} has no numbers of each unit's own")
    sides = [
        {label: sums for label, sums in each.items() if label != EVERYONE}
        for each in _both(reading, reading.metric, by)
    ]
    own, control = sides
    weights = shares({label: sums.totals[BEFORE[1]] for label, sums in own.items()})
    known = [label for label in weights if _is_known(own[label]) and label in control and _is_known(control[label])]
    if sum(weights[label] for label in known) < COVERED:
        return Insufficient(Text("lift-mix-unknown"))
    strata = ([Stratum(weights[label], side[label]) for label in known] for side in sides)
    return quotient_change(*strata, by_chance=bool(reading.launch.segment.split))


def _is_known(sums: UnitSums) -> bool:
    return sums.units > 1 and all(sums.ratio(lines) is not None for lines in (AFTER, BEFORE))


def _both(reading: Reading, metric: ByUnit, by: str | None = None) -> tuple[Mapping[str, UnitSums], ...]:
    """The sums of the launch's units and of the control's."""
    launch, part = reading.launch, f"/{by}" if by else ""
    after, before = reading.scope, before_scope(launch, metric, reading.at)
    control = [control_scope(launch, metric, each) for each in (after, before)]
    asked = {"units": (after, before), "control-units": (control[0], control[1])}
    return tuple(
        reading.ask(
            question(f"{reading.subject}/{name}{part}", reading.at),
            UnitsAfterAndBefore(_valued(scopes[0], by), _valued(scopes[1], by), metric),
        )
        for name, scopes in asked.items()
    )


def _valued(scope: Scope, by: str | None) -> Scope:
    return replace(scope, population=replace(scope.population, by=by))
