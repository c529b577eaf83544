"""Everything that is drawn of a launch before anybody acts, and its acting by as many units as are asked for."""

from dataclasses import dataclass

from numpy.random import Generator

from hypercare.simulate.bench.crowd import Crowd, Reach, draw_crowd
from hypercare.simulate.bench.orders import Habit, Points, draw_orders
from hypercare.simulate.bench.returning import Rhythm, draw_visits, rows_of
from hypercare.simulate.bench.trouble import Trouble
from hypercare.simulate.bench.usage import Chances
from hypercare.simulate.bench.world import World

BURN_IN = 5
"""Days before a span, in which what echoes into it begins."""


@dataclass(frozen=True)
class Scene:
    """The parameters of one launch. The same scene acts out the launch itself and the large sample of its truth.

    Orders follow a `habit`, or a `rhythm` where units return in cycles of their own. `chances` are those of the funnel,
    `offers` those of acceptance before and after; None where the launch has no such thing. `flagged`: units see the
    feature by a flag, which also assigns its control; else by opening it. `kinds` are further events by name: the share
    of orders that each of them comes with.
    """

    world: World
    reach: Reach
    habit: Habit
    rhythm: Rhythm | None = None
    chances: Chances | None = None
    offers: tuple[Chances, Chances] | None = None
    troubles: tuple[Trouble, ...] = ()
    flagged: bool = False
    kinds: tuple[tuple[str, float], ...] = ()

    def crowd(self, rng: Generator, count: int) -> Crowd:
        """So many units of the cohort with the feature, and those beside them."""
        return draw_crowd(rng, self.world, self.reach, count)

    def orders(self, rng: Generator, crowd: Crowd, first: int | None = None, last: int | None = None) -> Points:
        """The orders of a crowd on days `first` to `last`; the whole time where they are left out."""
        if self.rhythm is not None:
            return rows_of(rng, draw_visits(rng, self.world, crowd, self.rhythm).points, self.rhythm)
        begin = self.world.first if first is None else max(self.world.first, first - BURN_IN)
        return draw_orders(rng, self.world, crowd, self.habit, begin, self.world.last if last is None else last)

    def expected(self, first: int, last: int) -> float:
        """Orders of a unit expected on those days if the launch always did what it does at most."""
        return self.habit.pace * self.habit.effect.highest * float(self.world.between(first, last).sum())
