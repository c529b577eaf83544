"""What a draw is given: a scenario, a seed, a size, and the independent streams of random numbers that follow."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator


@dataclass(frozen=True)
class Brief:
    """A seed and a size. `plan` draws the parameters, `reference` the large sample that tells the truth, `facts` the
    launch itself: so the sample that is judged never shares a number with the truth that it is held against.
    """

    scenario: str
    seed: str
    size: int
    plan: Generator
    reference: Generator
    facts: Generator

    @classmethod
    def of(cls, scenario: str, seed: str, size: int) -> "Brief":
        """The brief of a seed text: equal texts give equal numbers, whatever was drawn before."""
        digest = hashlib.sha256(f"{scenario}/{seed}/{size}".encode()).digest()
        sequence = np.random.SeedSequence(np.frombuffer(digest, np.uint32).tolist())
        plan, reference, facts = (np.random.Generator(np.random.PCG64(each)) for each in sequence.spawn(3))
        return cls(scenario, seed, size, plan, reference, facts)

    def chance(self, share: float) -> bool:
        """Whether something of this probability is so."""
        return bool(self.plan.random() < share)

    def between(self, low: float, high: float) -> float:
        """A number of a range."""
        return float(self.plan.uniform(low, high))

    def whole(self, low: int, high: int) -> int:
        """A whole number of a range, both ends inside."""
        return int(self.plan.integers(low, high + 1))

    def pick(self, *choices: str) -> str:
        """One of the choices."""
        return choices[int(self.plan.integers(len(choices)))]
