"""Drawing in the studio: charts that were ordered become SVG and PNG. Only here is the drawing library used."""

from functools import cache
from importlib import resources
from types import ModuleType

from hypercare.app.charts import Charts
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.png import compressed
from hypercare.model.errors import HypercareError
from hypercare.reports.svg import page_svg

SCHEMA = "hypercare/drawing.v1"
NAME_CHARACTERS = 10
"""Of a digest, in the ids within a drawing: they must differ between the charts of one page."""
PICTURE_SCALE = 2.0
"""Pixels of a PNG for each pixel of the drawing: sharp on the screens of phones and in slides."""


def draw(house: House, *, digest: str) -> Document:
    """Draws an ordered chart in each of its sizes, unless that is done. Raises `NotFound` for one nobody ordered."""
    charts = Charts(house.data)
    if charts.drawn(digest) is None:
        sizes = charts.order(digest)["sizes"]
        charts.keep_drawn(
            digest, {size: drawn_svg(spec, f"c{digest[:NAME_CHARACTERS]}{size[0]}") for size, spec in sizes.items()}
        )
    return {"schema": SCHEMA, "digest": digest}


def picture(house: House, *, digest: str, svg: str) -> Document:
    """Makes a PNG of an SVG that stands alone, and keeps it under the digest."""
    charts = Charts(house.data)
    if charts.picture(digest) is None:
        charts.keep_picture(digest, compressed(library().svg_to_png(svg, scale=PICTURE_SCALE)))
    return {"schema": SCHEMA, "digest": digest}


def drawn_svg(spec: Document, name: str) -> str:
    """The SVG of a Vega-Lite specification, fit for a page on which `name` is unique.

    Raises `HypercareError` for a specification that cannot be drawn.
    """
    try:
        return page_svg(library().vegalite_to_svg(spec), name)
    except ValueError as error:
        raise HypercareError(f"the chart cannot be drawn: {error}") from error


@cache
def library() -> ModuleType:
    """The drawing library with our font, loaded at the first chart: it takes 80 MB, and the pages never need it."""
    import vl_convert  # noqa: PLC0415  see above

    vl_convert.register_font_directory(str(resources.files("font_source_sans_pro") / "files"))
    return vl_convert
