"""A line over named places, within its intervals: how many are still there."""

from hypercare.reports.chart import ChartModel, Series
from hypercare.reports.palette import ACCENT, CARD, EARLY, HATCH, INK, MUTED
from hypercare.reports.vega.canvas import SMALL, Size, Spec, at_pixels, text_of, text_width, writing
from hypercare.reports.vega.places import Look, Places, key, places
from hypercare.reports.vega.sequence import BAND_OPACITY, DOT, runs
from hypercare.reports.voice import Voice

LOOKS = (Look(ACCENT), Look(MUTED))
"""The first line is the one that is asked about, the second what it is compared with."""
HALF_HATCH = 7


def curve(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of lines. A place without a value cuts the line, and is hatched."""
    looks = LOOKS[: max(len(model.series), 1)]
    sheet = places(model, size, voice, looks)
    lines = [
        layer
        for place, series in enumerate(model.series)
        for layer in _line(sheet, series, looks[place % len(looks)].color, dashed=place > 0)
    ]
    return sheet.canvas.spec(
        [*sheet.backdrop(), *_unknown(sheet), *lines, *sheet.foreground(), *_values(sheet), *key(sheet, looks)]
    )


def _line(sheet: Places, series: Series, color: str, *, dashed: bool) -> list[Spec]:
    layers = []
    for run in runs(series.points):
        band = [
            {"x": sheet.x(each.at), "y": sheet.y(each.low), "y2": sheet.y(min(each.high, sheet.high))}
            for each in run
            if each.low is not None and each.high is not None
        ]
        line = [{"x": sheet.x(each.at), "y": sheet.y(each.value)} for each in run if each.value is not None]
        if len(band) > 1:
            layers.append(at_pixels(band, {"type": "area", "fill": color, "fillOpacity": BAND_OPACITY}))
        elif band:
            mark = {"type": "rule", "stroke": color, "strokeWidth": 8, "strokeOpacity": BAND_OPACITY}
            layers.append(at_pixels(band, mark))
        dash = {"strokeDash": [5, 3]} if dashed else {}
        layers.append(
            at_pixels(line, {"type": "line", "stroke": color, "strokeWidth": 2, "strokeJoin": "round", **dash})
        )
        layers.append(at_pixels(line, {**DOT, "fill": color, "stroke": CARD, "strokeWidth": 1.5, "size": 44}))
    return layers


def _unknown(sheet: Places) -> list[Spec]:
    rows = [
        {
            "x": sheet.x(point.at) - min(sheet.pitch / 2, HALF_HATCH),
            "x2": sheet.x(point.at) + min(sheet.pitch / 2, HALF_HATCH),
            "y": 0,
            "y2": sheet.canvas.inner_height,
        }
        for series in sheet.model.series[:1]
        for point in series.points
        if point.value is None
    ]
    mark = {"type": "rect", "fill": HATCH, "stroke": EARLY, "strokeOpacity": 0.25, "strokeWidth": 1}
    return [at_pixels(rows, mark)] if rows else []


def _values(sheet: Places) -> list[Spec]:
    """The values of a single line, where all of them have room."""
    if len(sheet.model.series) != 1:
        return []
    series = sheet.model.series[0]
    told = [
        (each, each.value, sheet.voice.number(each.value, series.scale))
        for each in series.points
        if each.value is not None
    ]
    if any(text_width(words, SMALL) + 6 > sheet.pitch for _, _, words in told):
        told = [told[0], told[-1]] if len(told) > 1 else told
    rows = [{"x": sheet.x(each.at), "y": max(sheet.y(value) - 13, 0), "text": words} for each, value, words in told]
    return [at_pixels(rows, writing(INK, size=SMALL, weight=600, halo=True), text=text_of())] if rows else []
