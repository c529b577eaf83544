"""Placebo launches: how far a comparison goes astray at times when nothing was launched.

Each block of the history is taken for a launch and judged from what came before it, as the real one is. The blocks do
not overlap: overlapping ones repeat each other, and their spread looks better known than it is.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.stats.autoregression import LEAST_FREEDOM, whitened, with_prior

Floats = NDArray[np.float64]

LEAST_PLACEBOS = 8
"""From fewer launches that were none their spread is not known: of eight, the factor is known to a quarter."""
ROUNDING = 1e-20
"""What is left of a series that does not vary at all, squared and as a share: sixteen digits, and some room."""


@dataclass(frozen=True)
class Placebo:
    """A launch that was none: its rows begin at `start` and end before `stop`; `older` rows lie before its window of
    before.
    """

    older: int
    start: int
    stop: int


def placebo_scores(
    y: Floats,
    x: Floats,
    at: Floats,
    placebos: Iterable[Placebo],
    *,
    correlation: float,
    noise: float,
    walk: float,
    thinness: Floats,
    prior_sd: Floats,
) -> tuple[float, ...]:
    """The effect of each placebo launch in its standard errors, from the rows (n,) up to its end.

    `x` (n, p) holds what the comparison accounts for beside the launch: the level, weekdays. Whitened rows depend on
    earlier ones alone, so one pass serves all. Launches with too little before them have no score. `thinness` (n,) and
    `prior_sd` (p,) of the columns as in `regress`.
    """
    steps = list(placebos)
    marks = np.zeros((len(y), 2 * len(steps)))
    for number, each in enumerate(steps):
        marks[each.start : each.stop, 2 * number] = 1
        marks[: each.older, 2 * number + 1] = 1
    white, _ = whitened(
        np.column_stack([x, y, marks]), np.diff(at, prepend=at[:1]), correlation, noise * thinness, walk
    )
    p = x.shape[1]
    scores = (_score(white[: each.stop, :p], white[: each.stop, p], white[: each.stop, p + 1 + 2 * number :][:, :2],
                     prior_sd)
              for number, each in enumerate(steps))  # fmt: skip
    return tuple(score for score in scores if score is not None)


def _score(base: Floats, y: Floats, marks: Floats, prior_sd: Floats) -> float | None:
    columns = np.column_stack([marks[:, :1], marks[:, 1:] if marks[:, 1].any() else marks[:, :0], base])
    freedom = len(y) - columns.shape[1]
    if freedom < LEAST_FREEDOM or np.linalg.matrix_rank(columns) < columns.shape[1]:
        return None
    inverse = np.linalg.inv(columns.T @ columns)
    found = inverse @ (columns.T @ y)
    residual = y - columns @ found
    if float(residual @ residual) <= ROUNDING * float(y @ y):
        return None
    variance = float(residual @ residual) / freedom
    steps = np.full(columns.shape[1] - base.shape[1], np.inf)
    shrunk = with_prior(columns.T @ columns, variance, np.concatenate([steps, prior_sd]))
    return float((shrunk @ (columns.T @ y))[0]) / math.sqrt(variance * float(shrunk[0, 0]))


def inflation(scores: Sequence[float]) -> float:
    """What standard errors are to be multiplied by: the root mean square of the scores, never below 1.

    1 for fewer than `LEAST_PLACEBOS` scores: nothing is known then, and it is for the caller to say so.
    """
    if len(scores) < LEAST_PLACEBOS:
        return 1.0
    return max(1.0, math.sqrt(sum(score * score for score in scores) / len(scores)))
