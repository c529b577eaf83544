"""Round numbers on an axis."""

import math

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers from `low` to `high`, evenly spaced; both ends for a span without width.

    >>> ticks(0.31, 0.62, 4)
    [0.4, 0.5, 0.6]
    """
    if not low < high:
        return [low]
    step = _step((high - low) / most)
    first = math.ceil(low / step - 1e-9)
    return [_clean(place * step) for place in range(first, math.floor(high / step + 1e-9) + 1)]


def round_out(low: float, high: float, most: int) -> tuple[float, float]:
    """The span widened to the round numbers around it.

    >>> round_out(0.31, 0.62, 4)
    (0.3, 0.7)
    """
    step = _step((high - low) / most) if low < high else abs(low) or 1.0
    return _clean(math.floor(low / step + 1e-9) * step), _clean(math.ceil(high / step - 1e-9) * step)


def _step(least: float) -> float:
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * step for step in STEPS if size * step >= least * (1 - 1e-9))


def _clean(value: float) -> float:
    return float(f"{value:.12g}")
