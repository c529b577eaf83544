"""The widgets of a launch: the name of each, and the function that makes its chart."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial

from hypercare.model.errors import NotFound
from hypercare.reports import figures
from hypercare.reports.chart import ChartModel
from hypercare.reports.scene import Scene, judged

Make = Callable[[], ChartModel]
LONGEST = 60
"""Characters of an unknown name in a message."""
_NO_NAME = re.compile(r"[^A-Za-z0-9_]+")


def widgets(scene: Scene) -> Mapping[str, Make]:
    """Every widget of a launch by name: `gates`, and for each metric `sequence-…`, `trend-…`, `funnel-…`, and
    `gate-<gate>-…` (a guardrail's gate is `guardrail`). Names hold letters, digits, `_` and `-`.
    """
    found: dict[str, Make] = {"gates": partial(figures.gates, scene)}
    for metric in scene.answers:
        found[f"sequence-{slug(metric)}"] = partial(figures.sequence, scene, metric)
        found[f"trend-{slug(metric)}"] = partial(figures.trend, scene, metric)
    for metric in scene.steps:
        found[f"funnel-{slug(metric)}"] = partial(figures.funnel, scene, metric)
    for each in judged(scene):
        gate = "guardrail" if each.gate is None else slug(each.gate.gate)
        found[f"gate-{gate}-{slug(each.metric.metric)}"] = partial(figures.gate, scene, each)
    return found


def widget(scene: Scene, name: str) -> ChartModel:
    """The chart of a widget. Raises `NotFound` with the nearest name."""
    found = widgets(scene)
    if name in found:
        return found[name]()
    near = get_close_matches(name[:LONGEST], found, n=1)
    raise NotFound(
        f"this launch has no widget {name[:LONGEST]!r}",
        where="widget",
        expected="one of its gates and metrics",
        fix=f"ask for {near[0]}" if near else "ask for gates",
    )


def slug(name: str) -> str:
    """A name as part of an address and of a file's name."""
    return _NO_NAME.sub("-", name).strip("-")
