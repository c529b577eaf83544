"""The units of a funnel one by one: how far each came, what it is, and when it took each step."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hypercare.analysis.funnel.chains import TracedChains, traced
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Ints


class ChainState(StrEnum):
    """What a unit is to a funnel. Those that are removed by an exclusion are in no count."""

    CONVERTED = "converted"
    OPEN = "open"
    DROPPED = "dropped"
    REMOVED = "removed"


@dataclass(frozen=True)
class UnitChain:
    """How far a unit came (`TracedChains.level`), what it is, and when it reached each step (microseconds UTC), None
    where its chain does not fill it.
    """

    level: int
    state: ChainState
    times: tuple[int | None, ...]


@dataclass(frozen=True)
class UnitChains:
    """The units of one bucket that are in a funnel or were removed from it: their numbers `units` (m,)."""

    units: Ints
    chains: TracedChains

    def chain(self, unit: int) -> UnitChain:
        """The chain of one of them."""
        times = self.chains.reached_at[unit].tolist()
        return UnitChain(
            int(self.chains.level[unit]), self._state(unit), tuple(None if time == NONE else time for time in times)
        )

    def _state(self, unit: int) -> ChainState:
        if self.chains.removed[unit]:
            return ChainState.REMOVED
        if self.chains.converted[unit]:
            return ChainState.CONVERTED
        return ChainState.OPEN if self.chains.is_open[unit] else ChainState.DROPPED


def unit_chains(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> UnitChains:
    """The units of a bucket in a funnel by our own rules. Nobody is named, and each costs only when it is asked for."""
    chains = traced(bucket, metric, scope, who)
    return UnitChains(np.flatnonzero(chains.entered | chains.removed), chains)
