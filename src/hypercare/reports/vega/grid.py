"""A row for each cohort, a cell for each period: the more, the darker; what cannot be seen yet is hatched."""

from hypercare.reports.chart import ChartModel, Point, Series
from hypercare.reports.palette import ACCENT, EARLY, HATCH, INK, MUTED
from hypercare.reports.vega.canvas import SMALL, Canvas, Size, Spec, at_pixels, fitting, text_of, text_width, writing
from hypercare.reports.voice import Voice, sentence, spoken

ROW, HEAD, GAP = 26, 26, 2
NAMES = {Size.NARROW: 84, Size.HALF: 120, Size.FULL: 160}
"""Pixels for the names of the rows."""
DARKEST = 0.5
"""Of the accent, behind the largest share: more, and the figures on it could not be read in both themes."""


def grid(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of a grid. Every cell has its figure where that fits: colour alone says nothing."""
    most = max((len(each.points) for each in model.series), default=1) or 1
    names = NAMES[size]
    canvas = Canvas(size, HEAD + max(len(model.series), 1) * ROW)
    pitch = (size.width - names) / most
    cells = [
        (place, point, names + n * pitch, HEAD + place * ROW)
        for place, series in enumerate(model.series)
        for n, point in enumerate(series.points)
    ]
    top = max((point.value for _, point, _, _ in cells if point.value is not None), default=0.0) or 1.0
    rows = [
        (point, {"x": x + GAP / 2, "x2": x + pitch - GAP / 2, "y": y + GAP / 2, "y2": y + ROW - GAP / 2})
        for _, point, x, y in cells
    ]
    return canvas.spec(
        [
            *_filled(rows, top),
            *_hatched(rows),
            *_heads(model, voice, names, pitch),
            *_names(model, voice, names),
            *_figures(model.series, rows, voice, pitch),
        ]
    )


Boxes = list[tuple[Point, dict[str, float]]]


def _filled(rows: Boxes, top: float) -> list[Spec]:
    boxes = [{**box, "shade": 0.04 + DARKEST * point.value / top} for point, box in rows if point.value is not None]
    shade = {"field": "shade", "type": "quantitative", "scale": None, "legend": None}
    mark = {"type": "rect", "fill": ACCENT, "cornerRadius": 2}
    return [at_pixels(boxes, mark, fillOpacity=shade)] if boxes else []


def _hatched(rows: Boxes) -> list[Spec]:
    boxes = [box for point, box in rows if point.value is None]
    mark = {"type": "rect", "fill": HATCH, "stroke": EARLY, "strokeOpacity": 0.3, "strokeWidth": 1, "cornerRadius": 2}
    return [at_pixels(boxes, mark)] if boxes else []


def _heads(model: ChartModel, voice: Voice, names: float, pitch: float) -> list[Spec]:
    longest = max((each.points for each in model.series), key=len, default=())
    heads = [
        {"x": names + (n + 0.5) * pitch, "y": HEAD / 2, "text": spoken(point.name, voice)}
        for n, point in enumerate(longest)
    ]
    every = max(1, -(-int(max((text_width(str(each["text"]), SMALL) + 6 for each in heads), default=1)) // int(pitch)))
    return [at_pixels(heads[::every], writing(MUTED, size=SMALL), text=text_of())] if heads else []


def _names(model: ChartModel, voice: Voice, names: float) -> list[Spec]:
    rows = [
        {"x": 0, "y": HEAD + (n + 0.5) * ROW, "text": fitting(sentence(each.name, voice), names - 8, SMALL)}
        for n, each in enumerate(model.series)
    ]
    return [at_pixels(rows, writing(INK, size=SMALL, align="left"), text=text_of())] if rows else []


def _figures(series: tuple[Series, ...], rows: Boxes, voice: Voice, pitch: float) -> list[Spec]:
    scale = series[0].scale if series else "share"
    told = [(box, voice.number(point.value, scale)) for point, box in rows if point.value is not None]
    if any(text_width(words, SMALL) > pitch for _, words in told):
        return []
    texts = [{"x": (box["x"] + box["x2"]) / 2, "y": (box["y"] + box["y2"]) / 2, "text": words} for box, words in told]
    return [at_pixels(texts, writing(INK, size=SMALL), text=text_of())] if texts else []
