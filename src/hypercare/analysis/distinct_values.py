"""How many values a property has, looked up before anything is broken down by it."""

from dataclasses import dataclass

from hypercare.analysis.scope import Scope
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket

MOST = 1_000
"""So many values are counted; beyond it a property names things instead of telling them apart."""


@dataclass(frozen=True)
class DistinctValues:
    """Whether a property has at most `MOST` distinct values: how many, one more than that standing for any number.

    Reads the dictionaries of the buckets and no rows. The state is the first values by name, so that it adds up.
    """

    scope: Scope
    key: str

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return frozenset({self.key})

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> tuple[str, ...]:
        return ()

    def partial(self, bucket: Bucket) -> tuple[str, ...]:
        return _first({str(value) for value in bucket.columns[self.key].values})

    def merge(self, left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
        return _first({*left, *right})

    def finish(self, state: tuple[str, ...]) -> int:
        return len(state)


def _first(values: set[str]) -> tuple[str, ...]:
    return tuple(sorted(values)[: MOST + 1])
