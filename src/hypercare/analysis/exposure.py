"""How many units were exposed, and when the latest of them was."""

from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.population import Population, members
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket


class Exposures(msgspec.Struct, frozen=True):
    """Units that were exposed, and the latest first exposure (microseconds UTC), None for nobody. They add up."""

    units: int = 0
    last: int | None = None


@dataclass(frozen=True)
class ExposureOf:
    """Counts the members of a population as known at `as_of`."""

    population: Population
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns

    @property
    def empty(self) -> Exposures:
        return Exposures()

    def partial(self, bucket: Bucket) -> Exposures:
        found = members(bucket, self.population, self.as_of)
        exposed_at = found.exposed_at[found.mask]
        return Exposures(len(exposed_at), int(np.max(exposed_at)) if len(exposed_at) else None)

    def merge(self, left: Exposures, right: Exposures) -> Exposures:
        lasts = [each.last for each in (left, right) if each.last is not None]
        return Exposures(left.units + right.units, max(lasts, default=None))

    def finish(self, state: Exposures) -> Exposures:
        return state
