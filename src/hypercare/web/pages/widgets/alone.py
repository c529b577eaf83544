"""A chart that stands alone: its finding above, whose it is below, in the colours of a theme; as SVG and as PNG."""

from hypercare.app.charts import Charts, digest_of
from hypercare.app.voice import Speaker
from hypercare.model.errors import HypercareError
from hypercare.reports.chart import ChartModel
from hypercare.reports.svg import standalone_svg
from hypercare.reports.vega.canvas import Size
from hypercare.reports.voice import sentence
from hypercare.web.drawn import DRAWING_PATIENCE_SECONDS, drawn, order
from hypercare.web.installation import Installation


def alone(place: Installation, model: ChartModel, voice: Speaker, theme: str, size: Size = Size.HALF) -> str:
    """The SVG, drawn now if it was not. Raises `BadInput` for another theme, and what the studio raises."""
    ordered = order(place, model, voice, size)
    drawings = drawn(place, ordered.digest).drawings
    svg = next(each.svg for each in drawings if each.size == size.value)
    title, source = (sentence(words, voice) for words in (model.title, model.source))
    return standalone_svg(svg, theme, title=title, source=source)


def picture(place: Installation, svg: str) -> bytes:
    """The PNG of an SVG that stands alone, made now if it was not."""
    charts, digest = Charts(place.house.data), digest_of(svg)
    if (kept := charts.picture(digest)) is not None:
        return kept
    place.studio.ask("picture", patience=DRAWING_PATIENCE_SECONDS, digest=digest, svg=svg)
    if (made := charts.picture(digest)) is None:
        raise HypercareError("the picture was made, and is not there", where=digest)
    return made
