"""The root of a function in a bracket that is known on paper."""

from collections.abc import Callable

# A bracket that is exact on paper may miss the root by rounding; widened by this share of its far end it cannot.
SLACK = 1e-9


def root_between(function: Callable[[float], float], *, far: float, near: float) -> float:
    """The root between `near`, where the function is at most 0, and `far`, where it is at least 0, to 14 digits."""
    # A tenth of a process's start, and few questions ask for a root.
    from scipy.optimize import brentq  # noqa: PLC0415

    return float(brentq(function, far * (1 + SLACK), near, xtol=1e-300, rtol=1e-14, maxiter=500))
