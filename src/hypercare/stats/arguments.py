"""What every estimator asks of its arguments: a number outside its range raises ValueError and names itself."""

import math
from enum import StrEnum

DEFAULT_ALPHA = 0.05


class Alternative(StrEnum):
    """What a small p-value speaks for: the true value is another, a smaller or a greater one than the null value."""

    TWO_SIDED = "two-sided"
    LESS = "less"
    GREATER = "greater"


def require_alpha(alpha: float) -> None:
    """Raises ValueError unless `0 < alpha < 1`."""
    require_share("alpha", alpha)


def require_share(name: str, value: float) -> None:
    """Raises ValueError unless the value lies strictly between 0 and 1."""
    if not 0 < value < 1:
        raise ValueError(f"{name} must lie strictly between 0 and 1: {value!r}")


def require_positive(name: str, value: float) -> None:
    """Raises ValueError unless the value is finite and above 0."""
    if not 0 < value < math.inf:
        raise ValueError(f"{name} must be finite and above 0: {value!r}")


def require_not_negative(name: str, value: float) -> None:
    """Raises ValueError unless the value is finite and at least 0."""
    if not 0 <= value < math.inf:
        raise ValueError(f"{name} must be finite and at least 0: {value!r}")


def require_trials(hits: float, trials: float) -> None:
    """Raises ValueError unless `0 <= hits <= trials`."""
    require_not_negative("hits", hits)
    require_not_negative("trials", trials)
    if hits > trials:
        raise ValueError(f"hits must not exceed trials: {hits!r} of {trials!r}")


def require_dispersion(dispersion: float) -> None:
    """Raises ValueError unless a dispersion is finite and at least 1."""
    if not 1 <= dispersion < math.inf:
        raise ValueError(f"dispersion must be finite and at least 1: {dispersion!r}")


def require_beta_prior(mean: float, strength: float) -> None:
    """Raises ValueError unless a Beta prior has a mean strictly between 0 and 1 and a strength above 0, in units."""
    require_share("prior_mean", mean)
    require_positive("prior_strength", strength)


def require_gamma_prior(rate: float, events: float) -> None:
    """Raises ValueError unless a Gamma prior has a mean rate above 0 and a strength above 0, in events."""
    require_positive("prior_rate", rate)
    require_positive("prior_events", events)


def speaks_for_null(observed: float, expected: float, alternative: Alternative) -> bool:
    """Whether what was observed lies on the side of a one-sided null, against which it is then no evidence at all."""
    if alternative is Alternative.LESS:
        return observed >= expected
    return alternative is Alternative.GREATER and observed <= expected
