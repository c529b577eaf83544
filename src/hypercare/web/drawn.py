"""Charts on pages: ordered by the page, drawn behind it, shown as soon as they are there."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypercare.app.charts import Charts
from hypercare.app.voice import Speaker
from hypercare.model.errors import HypercareError
from hypercare.reports.chart import ChartModel
from hypercare.reports.vega.canvas import Size, Spec
from hypercare.reports.vega.spec import sizes, vega_lite
from hypercare.web.installation import Installation

DRAWING_PATIENCE_SECONDS = 20.0
"""A studio that has to start needs two seconds, one with many charts before it a few more."""


@dataclass(frozen=True)
class Drawing:
    """One size of a chart: the width and height that it takes, and its SVG where it is drawn."""

    size: str
    width: float
    height: float
    svg: str = ""


@dataclass(frozen=True)
class Ordered:
    """A chart that was ordered, the narrowest drawing first."""

    digest: str
    drawings: tuple[Drawing, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether every size has its SVG."""
        return all(each.svg for each in self.drawings)


def order(place: Installation, model: ChartModel, voice: Speaker, widest: Size) -> Ordered:
    """Orders a chart in all sizes up to the widest; what is drawn already comes with it."""
    charts = Charts(place.house.data)
    specs = {size.value: vega_lite(model, size, voice) for size in sizes(model, widest)}
    return _as_it_stands(charts, charts.keep({"sizes": specs}), specs)


def found(charts: Charts, digest: str) -> Ordered:
    """An ordered chart as it stands. Raises `NotFound` for one that nobody ordered."""
    return _as_it_stands(charts, digest, charts.order(digest)["sizes"])


def drawn(place: Installation, digest: str) -> Ordered:
    """An ordered chart, drawn now if it was not. Raises what the studio raises."""
    charts = Charts(place.house.data)
    ordered = found(charts, digest)
    if ordered.is_drawn:
        return ordered
    place.studio.ask("draw", patience=DRAWING_PATIENCE_SECONDS, digest=digest)
    ordered = found(charts, digest)
    if not ordered.is_drawn:
        raise HypercareError("the chart was drawn, and is not there", where=digest)
    return ordered


def _as_it_stands(charts: Charts, digest: str, specs: Mapping[str, Spec]) -> Ordered:
    svgs = charts.drawn(digest) or {}
    drawings = [_drawing(size, spec, svgs.get(size, "")) for size, spec in specs.items()]
    return Ordered(digest, tuple(sorted(drawings, key=lambda each: each.width)))


def _drawing(size: str, spec: Spec, svg: str) -> Drawing:
    padding = spec["padding"]
    width = spec["width"] + padding["left"] + padding["right"]
    return Drawing(size, width, spec["height"] + padding["top"] + padding["bottom"], svg)
