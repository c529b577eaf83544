"""GATE-COMPARED: a relative level is held against a comparison that can carry it."""

from dataclasses import replace

from hypercare.analysis.lacking import Ahead
from hypercare.analysis.lift.ahead import units_ahead
from hypercare.analysis.lift.lift import PLACEBO_DAYS, Controlled, Effect, Lift
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.checks.check import Check
from hypercare.checks.gates.by_units import beside_control, beside_control_with_fixed_mix
from hypercare.checks.gates.levels import ALPHA, Found, Reading, relative
from hypercare.checks.gates.lift import Asked, as_estimate, lift, with_fixed_mix
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.text import Text
from hypercare.stats.placebo import LEAST_PLACEBOS
from hypercare.stats.quotient_change import QuotientChange

CHECK = Check(
    id="GATE-COMPARED",
    title="A comparison that can carry a verdict",
    looks_for=(
        "for a level relative to before or to a control: a control group, or at least eight stretches of 14 days "
        "before go-live in which nothing was launched. With declared segments the number is judged with the mix of "
        "before; what is decided as the mix came, and is not the same with the mix of before, is a mix shift"
    ),
    why=(
        "whatever else changed on the day of the launch looks like its effect: a season, a campaign, other users. A "
        "control lives through the same, and a history shows how far such comparisons go astray by themselves"
    ),
    trips="orders at 128 % of before in the weeks of payday and 10.10, with 28 days of history and no control",
    passes="the same with a region that never had the feature, where they rose as well: 109 % net of it",
    source="docs/lift.md; Bertrand, Duflo & Mullainathan 2004 on correlated errors and placebo laws",
)

TOO_THIN = "lift-too-thin"
"""With so few events no history tells a launch from the season: its stretches of days cannot be compared either."""


def compared(reading: Reading, base: str, centre: float, days: tuple[int, int]) -> Found:
    """A metric as a multiple of before or of the control over days since go-live, with what the number can carry.

    Where chance made the control, units are compared with units. Any other control is compared by how the quotient to
    it changed at go-live, and the interval is the wider one of what days and what units leave open.
    """
    by_chance = bool(reading.launch.segment.split and reading.launch.control)
    by_units = beside_control(reading) if reading.launch.control else None
    if by_chance and by_units is not None:
        return _by_units(reading, by_units)
    if by_chance and base == "control":
        return Found(relative(reading, base, centre))
    asked = Asked(reading.launch, reading.metric, reading.at, reading.ask, ((max(days[0], 0), max(days)),))
    found = lift(asked) if asked.has_series else None
    if not isinstance(found, Lift) or (base == "control" and found.controlled is not Controlled.CONTROL):
        return _side_by_side(relative(reading, base, centre), base, found)
    counts = _counts(reading)
    answer, ahead = _net_of_days(found, by_units, counts)
    mixes = _mixes(asked, found)
    told = Found(
        answer,
        notes=(_carried(found),),
        fixed_mix={by: as_estimate(each.effects[0], counts) for by, each in mixes.items()},
        ahead={"": ahead, **{by: each.ahead for by, each in mixes.items()}},
    )
    if found.controlled is Controlled.UNCONTROLLED:
        return replace(told, notes=(_by_history(found.placebos),), uncontrolled=_too_little(found.placebos))
    return told


def _by_units(reading: Reading, found: QuotientChange | Insufficient) -> Found:
    """Groups that chance made, unit by unit."""
    if isinstance(found, Insufficient):
        return Found(found)
    counts = _counts(reading)
    mixes = {by: beside_control_with_fixed_mix(reading, by) for by in reading.launch.segments}
    told = {by: each for by, each in mixes.items() if isinstance(each, QuotientChange)}
    return Found(
        _multiple(found, counts),
        notes=(Text("gate-lift-units"),),
        fixed_mix={by: _multiple(each, counts) for by, each in told.items()},
        ahead={by: units_ahead(each, counts.units, alpha=ALPHA) for by, each in {"": found, **told}.items()},
    )


def _multiple(found: QuotientChange, counts: Counts) -> Estimate:
    """The quotient to the control as a multiple of what it was: 1.16 is "116 % of control"."""
    return as_estimate(Effect(found.value, found.se, found.interval()), counts)


def _net_of_days(found: Lift, by_units: QuotientChange | Insufficient | None, counts: Counts) -> tuple[Estimate, Ahead]:
    """What days say, with an interval at least as wide as that of units where it is net of a control, and how it would
    narrow.
    """
    effect = found.effects[0]
    answer = as_estimate(effect, counts), found.ahead
    if found.controlled is not Controlled.CONTROL or not isinstance(by_units, QuotientChange):
        return answer
    ends = by_units.interval()
    wider = ends.high - ends.low > effect.interval.high - effect.interval.low
    around = replace(
        ends, low=effect.value - (ends.high - ends.low) / 2, high=effect.value + (ends.high - ends.low) / 2
    )
    if not wider:
        return answer
    ahead = replace(units_ahead(by_units, counts.units, alpha=ALPHA), value=effect.value)
    return as_estimate(Effect(effect.value, by_units.se, around), counts), ahead


def _side_by_side(answer: Answer, base: str, found: Lift | Insufficient | None) -> Found:
    """The sums of both sides, where days cannot be compared one by one: shown, and carrying nothing but a control."""
    if isinstance(answer, Insufficient):
        return Found(answer)
    why = (found.reason,) if isinstance(found, Insufficient) else ()
    if base == "control":
        return Found(answer, notes=(Text("gate-not-by-chance"), *why))
    by_days = isinstance(found, Insufficient) and found.reason.id != TOO_THIN
    knowable = _by_history(0) if by_days else Text("gate-knowable-control")
    return Found(answer, notes=(*why, knowable), uncontrolled=_too_little(0))


def _too_little(placebos: int) -> Text:
    return Text("gate-uncontrolled-lift", {"needed": LEAST_PLACEBOS, "have": placebos})


def _by_history(placebos: int) -> Text:
    """How many more days of history would have made it knowable, where days can be compared one by one."""
    return Text("gate-knowable-history", {"days": (LEAST_PLACEBOS - placebos) * PLACEBO_DAYS})


def _carried(found: Lift) -> Text:
    if found.controlled is Controlled.CONTROL:
        return Text("gate-lift-control")
    return Text("gate-lift-history", {"placebos": found.placebos})


def _counts(reading: Reading) -> Counts:
    asking = reduction(reading.metric, reading.scope, Judging(), reading.cell)
    return reading.asked("after", asking).answer.counts or Counts(units=0, mature=0, open=0, hits=0, trials=0)


def _mixes(asked: Asked, found: Lift) -> dict[str, Lift]:
    """By property of the declared segments the same lift with its mix of before, where it can be told."""
    fixed = {by: with_fixed_mix(asked, by, found.controlled) for by in asked.launch.segments}
    return {by: each for by, each in fixed.items() if isinstance(each, Lift)}
