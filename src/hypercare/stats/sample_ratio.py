"""Whether units were handed out in the shares that were meant: a mismatch makes every comparison invalid.

The test may be looked at on any day. Lindon & Malek (2022), Anytime-valid inference for multinomial count data, NeurIPS
35: the likelihood of the counts under a Dirichlet mixture of shares, over their likelihood under the declared ones, is
a fair game that starts at 1, so it ever exceeds 1000 with probability at most 0.001 (Ville 1939).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy.special import gammaln

from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text

# A mismatch must be both beyond chance and large enough to matter: a large launch shows differences that no one minds.
MISMATCH_P = 0.001
MISMATCH_DEVIATION = 0.001

# The mixture knows as much as this many units at the declared shares. Halves that are handed out 60 to 40 show after
# 455 units (median of 100 simulations; 820 with 1000), 55 to 45 after 1,500 (2,130), 51 to 49 after 43,000 (38,000).
CONCENTRATION = 100.0

# Shares are written by people: 33.3 % three times is a split.
SPLIT_TOLERANCE = 0.002


@dataclass(frozen=True)
class SampleRatio:
    """`p` is always valid; `deviation` is the largest |observed - declared| share of an arm."""

    p: float
    deviation: float

    @property
    def mismatch(self) -> bool:
        """Whether the split is broken: p below 0.001 and some arm off by at least 0.1 % of all units."""
        return self.p < MISMATCH_P and self.deviation >= MISMATCH_DEVIATION


def sample_ratio(observed: Mapping[str, int], split: Mapping[str, float]) -> SampleRatio | Insufficient:
    """Tests the observed counts by arm against the declared split, exactly and on any day.

    `split` maps arms to shares that add up to 1; an arm without units counts as 0. `Insufficient` without any unit.
    Raises ValueError for an undeclared arm, a negative count, or shares that are none.
    """
    shares = _normalised(split)
    if not observed.keys() <= shares.keys():
        raise ValueError(f"arms without a declared share: {sorted(observed.keys() - shares.keys())}")
    if any(count < 0 for count in observed.values()):
        raise ValueError(f"counts must be at least 0: {dict(observed)!r}")
    total = sum(observed.values())
    if total == 0:
        return Insufficient(Text("stats-too-few-units", {"needed": 1, "have": 0}), 1, 0)
    counts = sorted((share, observed.get(arm, 0)) for arm, share in shares.items())
    deviation = max(abs(count / total - share) for share, count in counts)
    return SampleRatio(math.exp(-max(0.0, _log_evidence(counts))), deviation)


def _log_evidence(counts: list[tuple[float, int]]) -> float:
    """Log of the Dirichlet-multinomial mixture's likelihood over that of the declared shares; (share, count) by arm."""
    total = sum(count for _, count in counts)
    mixture = gammaln(CONCENTRATION) - gammaln(CONCENTRATION + total)
    for share, count in counts:
        prior = CONCENTRATION * share
        mixture += gammaln(prior + count) - gammaln(prior) - count * math.log(share)
    return float(mixture)


def _normalised(split: Mapping[str, float]) -> dict[str, float]:
    total = sum(split.values())
    if len(split) < 2 or min(split.values()) <= 0 or abs(total - 1) > SPLIT_TOLERANCE:
        raise ValueError(f"a split needs two shares or more, each above 0, that add up to 1: {dict(split)!r}")
    return {arm: share / total for arm, share in split.items()}
