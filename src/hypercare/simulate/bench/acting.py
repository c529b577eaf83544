"""The facts of a launch: every point of its scene as rows, in the order of time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import SECOND_US
from hypercare.model.sequences import Codes, Ints
from hypercare.simulate.bench.crowd import PLATFORMS, REGIONS, Crowd
from hypercare.simulate.bench.declaration import FLAG
from hypercare.simulate.bench.orders import Points
from hypercare.simulate.bench.scene import Scene
from hypercare.simulate.bench.trial import Facts
from hypercare.simulate.bench.trouble import draw_trouble
from hypercare.simulate.bench.usage import draw_offers, draw_openings

SEEN = "feature_seen"
"""By what a unit is reached where a flag hands the feature out."""
DECISION_SECONDS = 20
"""From an offer to its acceptance."""


@dataclass(frozen=True)
class Rows:
    """Events before they are sorted: as `Facts`, with each unit's own columns still beside it."""

    names: tuple[str, ...]
    unit: Ints
    ts: Ints
    known: Ints
    event: Codes

    def only(self, kept: NDArray[np.bool_]) -> "Rows":
        """The rows that are kept."""
        return replace(self, unit=self.unit[kept], ts=self.ts[kept], known=self.known[kept], event=self.event[kept])

    def code(self, event: str) -> int:
        """The code of an event's name, -1 for one that never happens."""
        return self.names.index(event) if event in self.names else -1


Tamper = Callable[[Generator, Scene, Crowd, Rows], Rows]
"""What goes wrong between what happens and what is told."""


def untouched(_rng: Generator, _scene: Scene, _crowd: Crowd, rows: Rows) -> Rows:
    """Nothing goes wrong."""
    return rows


def act(rng: Generator, scene: Scene, count: int, tamper: Tamper = untouched) -> Facts:
    """The launch, acted out by `count` units of its cohort and all beside them."""
    crowd = scene.crowd(rng, count)
    rows = tamper(rng, scene, crowd, _rows(_told(rng, scene, crowd)))
    order = np.argsort(rows.ts, kind="stable")
    unit, ts = rows.unit[order], rows.ts[order]
    return Facts(rows.names, unit, ts, rows.known[order], rows.event[order], _columns(scene, crowd, unit, ts))


def _told(rng: Generator, scene: Scene, crowd: Crowd) -> dict[str, Points]:
    orders = scene.orders(rng, crowd)
    told = {"order_created": orders}
    if scene.offers is not None:
        offers = draw_offers(rng, scene.world, crowd, orders, *scene.offers)
        accepted = offers.accepted
        told["insurance_offered"] = orders
        told["insurance_accepted"] = Points(orders.unit[accepted], orders.ts[accepted] + DECISION_SECONDS * SECOND_US)
    for name, part in scene.kinds:
        kept = rng.random(len(orders)) < part
        told[name] = Points(orders.unit[kept], orders.ts[kept])
    if scene.flagged:
        told[SEEN] = Points(np.arange(len(crowd)), crowd.entry)
    if scene.chances is not None:
        opened = draw_openings(rng, scene.world, crowd, scene.chances)
        told["bulk_opened"] = Points(opened.unit, opened.opened)
        told["file_picked"] = Points(opened.unit[opened.has_picked], opened.picked[opened.has_picked])
        told["upload_submitted"] = Points(opened.unit[opened.converted], opened.submitted[opened.converted])
    elif not scene.flagged:
        told["bulk_opened"] = Points(np.arange(len(crowd)), crowd.entry)
    activity = list(told.values())
    for trouble in scene.troubles:
        told[trouble.event] = draw_trouble(rng, scene.world, crowd, activity, trouble)
    return told


def _rows(told: dict[str, Points]) -> Rows:
    ts = np.concatenate([points.ts for points in told.values()])
    return Rows(
        names=tuple(told),
        unit=np.concatenate([points.unit for points in told.values()]),
        ts=ts,
        known=ts,
        event=np.repeat(np.arange(len(told), dtype=np.int32), [len(points) for points in told.values()]),
    )


def _columns(scene: Scene, crowd: Crowd, unit: Ints, ts: Ints) -> dict[str, tuple[Codes, tuple[str, ...]]]:
    columns: dict[str, tuple[Codes, tuple[str, ...]]] = {
        "platform": (crowd.platform[unit], PLATFORMS),
        "region": (crowd.region[unit], REGIONS),
    }
    if scene.flagged:
        seen = np.where(crowd.treated[unit], 0, 1)
        columns[f"flag.{FLAG}"] = (np.where(ts >= crowd.entry[unit], seen, -1).astype(np.int32), ("on", "off"))
    return columns
