"""Whether units were handed out in the shares that were meant: a mismatch makes every comparison invalid."""

from collections.abc import Mapping
from dataclasses import dataclass

from scipy.special import chdtrc

from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text

# A mismatch must be both beyond chance and large enough to matter: a large launch shows differences that no one minds.
MISMATCH_P = 0.001
MISMATCH_DEVIATION = 0.001

# Below this many expected units in an arm, chi-square is not what the statistic follows (Cochran 1954).
EXPECTED_PER_ARM = 5

# Shares are written by people: 33.3 % three times is a split.
SPLIT_TOLERANCE = 0.002


@dataclass(frozen=True)
class SampleRatio:
    """`p` of the chi-square test; `deviation` is the largest |observed - declared| share of an arm."""

    p: float
    deviation: float

    @property
    def mismatch(self) -> bool:
        """Whether the split is broken: p below 0.001 and some arm off by at least 0.1 % of all units."""
        return self.p < MISMATCH_P and self.deviation >= MISMATCH_DEVIATION


def sample_ratio(observed: Mapping[str, int], split: Mapping[str, float]) -> SampleRatio | Insufficient:
    """Tests the observed counts by arm against the declared split (Pearson's chi-square, arms - 1 degrees of freedom).

    `split` maps arms to shares that add up to 1; an arm without units counts as 0. `Insufficient` while some arm
    expects fewer than 5 units. Raises ValueError for an undeclared arm, a negative count, or shares that are none.
    """
    shares = _normalised(split)
    if not observed.keys() <= shares.keys():
        raise ValueError(f"arms without a declared share: {sorted(observed.keys() - shares.keys())}")
    if any(count < 0 for count in observed.values()):
        raise ValueError(f"counts must be at least 0: {dict(observed)!r}")
    total, needed = sum(observed.values()), EXPECTED_PER_ARM / min(shares.values())
    if total < needed:
        return Insufficient(Text("stats-too-few-units", {"needed": round(needed), "have": total}), needed, total)
    counts = [(observed.get(arm, 0), share) for arm, share in shares.items()]
    statistic = sum((count - total * share) ** 2 / (total * share) for count, share in counts)
    deviation = max(abs(count / total - share) for count, share in counts)
    return SampleRatio(float(chdtrc(len(shares) - 1, statistic)), deviation)


def _normalised(split: Mapping[str, float]) -> dict[str, float]:
    total = sum(split.values())
    if len(split) < 2 or min(split.values()) <= 0 or abs(total - 1) > SPLIT_TOLERANCE:
        raise ValueError(f"a split needs two shares or more, each above 0, that add up to 1: {dict(split)!r}")
    return {arm: share / total for arm, share in split.items()}
