"""Ordinary launches: one or two primary metrics of any kind, and nothing unusual about the measurement."""

import math
from collections.abc import Callable

from hypercare.model.metrics import Cycle
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import MONTH, QUARTER, Acceptance, Comeback, Completion, Goal, Lift, rolling
from hypercare.simulate.bench.stage import LARGE, Choices
from hypercare.simulate.bench.traits import COMPARED, RATES, SHARES, drawn_trait
from hypercare.simulate.bench.trouble import Trouble
from hypercare.simulate.bench.usage import Chances

CHANCE = (0.2, 0.6)
"""Share of units that complete a funnel at one try."""
TAKEN = (0.1, 0.4)
"""Share of offers that are accepted."""
SELDOM = (1.5, 6.0)
"""Orders in 90 days of units of which it is open whether they come back within a month."""
LIFTS = (0.04, 0.6)
"""What a launch that works adds to the orders: from what can barely be seen to a different business."""
CONTROL = (0.3, 0.7)
"""Share of units with the feature where a flag hands it out, so that a control is large enough to be one."""
TICKETS = (3.0, 12.0)
"""Tickets per 1000 active account-days before the launch."""
CALM = (0.8, 1.08)
"""Tickets after against before, of a launch that does no harm."""
LIMIT = "{at most: 150% of before, rollback: 300% of before}"
TICKET_RATE = "{rate: support_ticket, per: 1000 active accounts}"
WATCHED = "{calendar: id, watch: [payday, double_dates, small_double_dates], require: one}"
GOALS_AT = (0.2, 0.65)
"""Share of units that reach a goal."""


def cycle_of(brief: Brief) -> Cycle:
    """A business cycle of any kind."""
    cycles = (MONTH, QUARTER) if brief.size >= LARGE else (MONTH, QUARTER, rolling(30), rolling(60), rolling(90))
    return cycles[brief.whole(0, len(cycles) - 1)]


def completing(brief: Brief) -> Choices:
    """A funnel, judged after day 30."""
    chances = Chances((brief.between(*CHANCE), brief.between(*CHANCE), brief.between(*CHANCE)))
    return Choices((Completion(),), trait=drawn_trait(brief, SHARES), chances=chances)


def reaching(brief: Brief) -> Choices:
    """A goal in a business cycle."""
    cycle = cycle_of(brief)
    return Choices((Goal(cycle),), cycle, drawn_trait(brief, RATES))


def both(brief: Brief) -> Choices:
    """A funnel, and the goal that it is there for."""
    cycle = cycle_of(brief)
    trait = drawn_trait(brief, ("two_classes", "heavy_shocks"))
    return Choices((Completion(), Goal(cycle)), cycle, trait, chances=Chances.alike(brief.between(*CHANCE)))


def returning(brief: Brief) -> Choices:
    """Return in the third month."""
    trait = drawn_trait(brief, RATES)
    return Choices((Comeback(),), trait=trait, pace=brief.between(*SELDOM))


def accepting(brief: Brief) -> Choices:
    """Acceptance of what is offered."""
    chances = Chances.alike(brief.between(*TAKEN))
    trait = drawn_trait(brief, (*SHARES, "pareto_volumes"))
    return Choices((Acceptance(60),), trait=trait, offers=(chances, chances))


def lifting(brief: Brief, level: float) -> Choices:
    """Orders against a control."""
    day = (30, 60, 90)[brief.whole(0, 2)]
    trait = drawn_trait(brief, COMPARED)
    return Choices((Lift(day),), trait=trait, effect=Effect.step(level), treated=round(brief.between(*CONTROL), 1))


def any_kind(brief: Brief, *, level: float) -> Choices:
    """An ordinary launch of any kind; `level` is what it does to orders where these are compared with a control."""
    kinds: tuple[Callable[[Brief], Choices], ...] = (completing, reaching, both, returning, accepting)
    number = brief.whole(0, len(kinds))
    return lifting(brief, level) if number == len(kinds) else kinds[number](brief)


def calm_tickets(brief: Brief) -> tuple[Trouble, ...]:
    """Tickets that do not rise noticeably."""
    return (Trouble("support_ticket", brief.between(*TICKETS), brief.between(*CALM)),)


def lift_drawn(brief: Brief) -> float:
    """What a launch that works makes of orders, as a factor."""
    return 1 + math.exp(brief.between(math.log(LIFTS[0]), math.log(LIFTS[1])))
