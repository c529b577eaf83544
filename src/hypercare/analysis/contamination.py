"""Units that saw more than one value of a flag, and so belong to both groups and to neither."""

from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.population import Population, members
from hypercare.analysis.rows import known_by
from hypercare.analysis.split import variant
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket


class Contamination(msgspec.Struct, frozen=True):
    """Exposed units, and those of them that saw more than one value of the flag. They add up."""

    units: int
    mixed: int


@dataclass(frozen=True)
class ContaminationOf:
    """Counts exposed units by whether their events since go-live carry one value of the flag or more."""

    population: Population
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns

    @property
    def empty(self) -> Contamination:
        return Contamination(0, 0)

    def partial(self, bucket: Bucket) -> Contamination:
        who = members(bucket, self.population, self.as_of)
        column = bucket.columns[f"flag.{self.population.flag}"]
        seen = (column.codes >= 0) & (bucket.ts >= self.population.exposed_from) & known_by(bucket, self.as_of)
        rows = np.flatnonzero(seen)
        names = {name: place for place, name in enumerate(dict.fromkeys(map(variant, column.values)))}
        places = np.array([names[variant(value)] for value in column.values], np.int64)
        least, most = np.full(len(who.mask), len(names)), np.full(len(who.mask), -1)
        if len(rows):
            np.minimum.at(least, bucket.units[rows], places[column.codes[rows]])
            np.maximum.at(most, bucket.units[rows], places[column.codes[rows]])
        return Contamination(int(who.mask.sum()), int((who.mask & (most > least)).sum()))

    def merge(self, left: Contamination, right: Contamination) -> Contamination:
        return Contamination(left.units + right.units, left.mixed + right.mixed)

    def finish(self, state: Contamination) -> Contamination:
        return state
