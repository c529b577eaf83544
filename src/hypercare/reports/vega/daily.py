"""A bar for each day, and the small line without axes."""

from hypercare.reports.chart import ChartModel, Series
from hypercare.reports.palette import ACCENT, HATCH, LINE, MUTED
from hypercare.reports.vega.canvas import SMALL, Canvas, Size, Spec, text_width
from hypercare.reports.vega.sequence import runs
from hypercare.reports.vega.ticks import round_out
from hypercare.reports.vega.timeline import DAY_MIDDLE, Timeline, head
from hypercare.reports.vega.words import LEVEL_COLOR, LEVEL_DASH
from hypercare.reports.voice import Voice

HEIGHT = {Size.NARROW: 190, Size.HALF: 210, Size.FULL: 230}
GAP = 0.12
"""Days between two bars, half on each side."""


def daily(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of bars from 0. A day without a value is hatched: nobody knows that it was 0."""
    series = model.series[0]
    values = [point.value for point in series.points if point.value is not None]
    _, high = round_out(0.0, max([*values, *(each.value for each in series.thresholds)], default=1.0) or 1.0, 4)
    left = 12 + text_width(voice.level(high, series.scale), SMALL)
    canvas = Canvas(size, HEIGHT[size], top=head(model, size), right=16, bottom=42, left=left)
    time = Timeline(model, canvas, voice, 0.0, high)
    return canvas.spec([*time.backdrop(), *_bars(time, series), *time.foreground()])


def _bars(time: Timeline, series: Series) -> list[Spec]:
    bars = [
        {"x": each.at + GAP, "x2": each.at + 1 - GAP, "y": each.value, "y2": 0}
        for each in series.points
        if each.value is not None
    ]
    drawn = [time.layer(bars, {"type": "rect", "fill": ACCENT, "fillOpacity": 0.85})] if bars else []
    return time.unknown(series.points) + drawn


def trend(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of a small line: its shape, where it ended, and the part that is not yet."""
    series = model.series[0]
    values = [point.value for point in series.points if point.value is not None]
    values += [each.value for each in series.thresholds]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = (high - low) * 0.15 or abs(high) * 0.1 or 0.5
    canvas = Canvas(size, 40, top=4, right=5, bottom=4, left=1)
    time = Timeline(model, canvas, voice, low - margin, high + margin)
    return canvas.spec([*_open_part(time), *time.unknown(series.points), *_levels(time, series), *_line(time, series)])


def _open_part(time: Timeline) -> list[Spec]:
    part = time.model.not_yet
    if part is None or part.first > part.last:
        return [time.layer([{"x": time.first, "x2": time.last, "y": time.low}], {"type": "rule", "stroke": LINE})]
    return [time.layer([{"x": part.first, "x2": part.last + 1}], {"type": "rect", "fill": HATCH})]


def _levels(time: Timeline, series: Series) -> list[Spec]:
    return [
        time.layer(
            [{"x": time.first, "x2": time.last, "y": each.value}],
            {"type": "rule", "stroke": LEVEL_COLOR[each.against], "strokeDash": LEVEL_DASH[each.against]},
        )
        for each in series.thresholds
    ]


def _line(time: Timeline, series: Series) -> list[Spec]:
    layers = []
    for run in runs(series.points):
        rows = [{"x": each.at + DAY_MIDDLE, "y": each.value} for each in run]
        layers.append(time.layer(rows, {"type": "line", "stroke": MUTED, "strokeWidth": 1.5, "strokeJoin": "round"}))
    known = [point for point in series.points if point.value is not None]
    last = [{"x": point.at + DAY_MIDDLE, "y": point.value} for point in known[-1:]]
    dot = {"type": "point", "filled": True, "fill": ACCENT, "size": 36, "opacity": 1, "clip": False}
    return layers + ([time.layer(last, dot)] if last else [])
