"""A simulated launch: its file, its facts as columns, and the truth that nobody else is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from hypercare.model.sequences import Codes, Ints
from hypercare.model.verdict import Action

Floats = NDArray[np.float64]
UNIT_KEY = "shop_id"
"""The property that names a unit in the launch files."""


def unit_name(number: int) -> str:
    """The id of the unit of a number."""
    return f"shop-{number:07d}"


@dataclass(frozen=True)
class Facts:
    """Events in the order of their time, as columns.

    Per event (n,): `unit` its number, `ts` when it is said to have happened and `known` when it could first be known,
    both microseconds UTC, `event` codes into `names`. `columns` hold the properties by name: codes (n,) into their
    values, -1 where the event has none.
    """

    names: tuple[str, ...]
    unit: Ints
    ts: Ints
    known: Ints
    event: Codes
    columns: Mapping[str, tuple[Codes, tuple[str, ...]]]

    def __len__(self) -> int:
        return len(self.ts)


@dataclass(frozen=True)
class Truth:
    """What is so, whatever the sample shows.

    `good`: whoever knew everything would scale. `right` are the actions that are right once the evidence is in;
    `decidable` says whether the evidence as collected can show the truth at all (broken measurement and missing
    references cannot). `values` are the expectations of the primary metrics in the scope of their last gate, given the
    drawn parameters, as multiples where the gate is relative; `errors` their standard errors where they come from a
    large independent sample, 0 for formulas. `forecastable`: whether a forecast made on day 30 from stationary
    behaviour is sensible.
    """

    good: bool
    right: frozenset[Action]
    decidable: bool
    values: Mapping[str, float]
    errors: Mapping[str, float]
    forecastable: bool
    note: str


@dataclass(frozen=True)
class Trial:
    """One simulated launch of `size` units in its cohort.

    `until` is how far the facts reach. `trait` names what of its behaviour lies `outside` of the models that the
    estimators assume, empty where nothing does.
    """

    scenario: str
    seed: str
    size: int
    launch_text: str
    facts: Facts
    truth: Truth
    until: datetime
    trait: str = ""

    @property
    def outside(self) -> bool:
        return bool(self.trait)


@dataclass(frozen=True)
class Scenario:
    """A kind of launch: what it teaches a judge, which ranges its parameters have, and the sizes that make sense."""

    id: str
    title: str
    teaches: str
    ranges: str
    sizes: tuple[int, ...]


Draw = Callable[[str, int], Trial]
"""Draws a trial from a seed and a size."""
