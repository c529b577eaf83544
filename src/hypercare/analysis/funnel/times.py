"""How long the best chain of each unit took."""

from dataclasses import dataclass

import numpy as np

from hypercare.analysis.funnel.chains import TracedChains
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.model.sequences import Ints

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class ChainTimes:
    """When each chain entered, (u,) microseconds UTC; how long it took from there to its last event, (u,); and by step
    how long since the event before it, (u, steps). NONE where there is no such thing; `took` is 0 without a chain.
    """

    entry: Ints
    took: Ints
    since_before: Ints


def chain_times(chains: TracedChains) -> ChainTimes:
    """The times of chains. The event before a step is the one that came before, of one instant that of the lower step;
    in a funnel that has an order this is the step before.
    """
    reached = np.where(chains.filled, chains.reached_at, _NEVER)
    order = np.argsort(reached, axis=1, kind="stable")
    came = np.take_along_axis(reached, order, axis=1)
    there = came != _NEVER
    gaps = np.where(there[:, 1:], np.diff(np.where(there, came, 0), axis=1), NONE)
    since = np.full(came.shape, NONE)
    np.put_along_axis(since, order[:, 1:], gaps, axis=1)
    entry = np.where(there[:, 0], came[:, 0], NONE)
    return ChainTimes(entry, np.where(there, came, NONE).max(axis=1) - entry, since)
