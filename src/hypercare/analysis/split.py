"""How a flag's values were handed out among exposed units."""

from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.population import Population, members
from hypercare.analysis.rows import SWITCHED, known_by
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket


class Variants(msgspec.Struct, frozen=True):
    """Units by the flag's value at their first exposure. They add up."""

    units: dict[str, int]


@dataclass(frozen=True)
class SplitOf:
    """Counts exposed units by the value of the launch's flag at their first exposure; switches read as on and off."""

    population: Population
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns

    @property
    def empty(self) -> Variants:
        return Variants({})

    def partial(self, bucket: Bucket) -> Variants:
        who = members(bucket, self.population, self.as_of)
        column = bucket.columns[f"flag.{self.population.flag}"]
        seen = (column.codes >= 0) & (bucket.ts >= self.population.exposed_from)
        rows = np.flatnonzero(known_by(bucket, self.as_of) & seen)
        at = np.searchsorted(rows, bucket.offsets[:-1])
        units: dict[str, int] = {}
        for unit in np.flatnonzero(who.mask):
            value = variant(column.values[column.codes[rows[at[unit]]]])
            units[value] = units.get(value, 0) + 1
        return Variants(units)

    def merge(self, left: Variants, right: Variants) -> Variants:
        names = left.units.keys() | right.units.keys()
        return Variants({name: left.units.get(name, 0) + right.units.get(name, 0) for name in sorted(names)})

    def finish(self, state: Variants) -> dict[str, int]:
        return state.units


def variant(value: object) -> str:
    """The name of a flag's value: whatever says that it is switched on or off reads as on and off."""
    if isinstance(value, bool):
        return "on" if value else "off"
    switch = SWITCHED.get(str(value).lower())
    return str(value) if switch is None else ("on" if switch else "off")
