"""A value day after day with its confidence sequence, against its thresholds."""

from hypercare.reports.chart import ChartModel, Point, Series
from hypercare.reports.palette import ACCENT, CARD, EARLY, INK, MUTED
from hypercare.reports.vega.canvas import SMALL, STRONG, Canvas, Size, Spec, coloured, text_of, text_width, writing
from hypercare.reports.vega.labels import spread
from hypercare.reports.vega.ticks import round_out
from hypercare.reports.vega.timeline import DAY_MIDDLE, Timeline, head
from hypercare.reports.vega.words import LEVEL_COLOR, LEVEL_DASH, level_words
from hypercare.reports.voice import Voice

HEIGHT = {Size.NARROW: 250, Size.HALF: 280, Size.FULL: 320}
BAND_OPACITY = 0.15
SETTLED = 0.3
"""The share of the looks, from the first one, whose wide intervals do not stretch the axis: the band runs out of the
plot there, as it should, and the days that matter keep their height."""
LABEL_GAP = 15
PERCENT = frozenset({"share"})
DOT: Spec = {"type": "point", "filled": True, "opacity": 1}


def sequence(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of a confidence sequence; its first accented series carries the thresholds."""
    low, high = _range(model)
    labels = [level_words(each, series.scale, voice) for series in model.series for each in series.thresholds]
    right = 16 if size is Size.NARROW else max([text_width(each, SMALL) for each in labels], default=8) + 16
    left = 12 + max(text_width(voice.level(each, model.series[0].scale), SMALL) for each in (low, high))
    canvas = Canvas(size, HEIGHT[size], top=head(model, size), right=right, bottom=42, left=left)
    time = Timeline(model, canvas, voice, low, high)
    data = [layer for series in model.series for layer in _series(time, series)]
    return canvas.spec([*time.backdrop(), *data, *_thresholds(time), *time.foreground(), *_last(time), *_open(time)])


def _range(model: ChartModel) -> tuple[float, float]:
    values = [each.value for series in model.series for each in series.thresholds]
    for series in model.series:
        known = [point for point in series.points if point.value is not None]
        settled = known[int(len(known) * SETTLED) :]
        values += [point.value for point in known if point.value is not None]
        values += [end for point in settled for end in (point.low, point.high) if end is not None]
        values += [end for point in series.points[-1:] for end in point.ends or ()]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 0.5
    out_low, out_high = round_out(low - margin, high + margin, 5)
    if model.series[0].scale in PERCENT:
        return max(out_low, 0.0), min(out_high, 1.0)
    return (max(out_low, 0.0) if low >= 0 else out_low), out_high


def _series(time: Timeline, series: Series) -> list[Spec]:
    color = ACCENT if series.accent else MUTED
    layers = time.unknown(series.points)
    for run in runs(series.points):
        band = [
            {"x": each.at + DAY_MIDDLE, "y": time.low if each.low is None else each.low,
             "y2": time.high if each.high is None else each.high}
            for each in run
        ]  # fmt: skip
        line = [{"x": each.at + DAY_MIDDLE, "y": each.value} for each in run]
        if series.accent and any(each.low is not None or each.high is not None for each in run):
            layers.append(time.layer(band, {"type": "area", "fill": color, "fillOpacity": BAND_OPACITY}))
        if len(run) == 1:
            mark = {"type": "rule", "stroke": color, "strokeWidth": 8, "strokeOpacity": 2 * BAND_OPACITY}
            layers += [time.layer(band, mark), time.layer(line, {**DOT, "fill": color, "size": 20})]
        else:
            layers.append(time.layer(line, {"type": "line", "stroke": color, "strokeWidth": 2, "strokeJoin": "round"}))
    return layers


def runs(points: tuple[Point, ...]) -> list[list[Point]]:
    """The points that have values, cut where one between them has none: a gap is not a line."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _thresholds(time: Timeline) -> list[Spec]:
    found = [(series, each) for series in time.model.series for each in series.thresholds]
    layers = [
        time.layer(
            [{"x": time.first, "x2": time.last, "y": each.value}],
            {
                "type": "rule",
                "stroke": LEVEL_COLOR[each.against],
                "strokeDash": LEVEL_DASH[each.against],
                "strokeWidth": 1.5,
            },
        )
        for _, each in found
    ]
    if not found:
        return []
    narrow = time.canvas.size is Size.NARROW
    heights = spread([time.height(each.value) - (8 if narrow else 0) for _, each in found], LABEL_GAP)
    rows = [
        {"x": time.last, "y": height, "text": level_words(each, series.scale, time.voice),
         "color": LEVEL_COLOR[each.against]}
        for height, (series, each) in zip(heights, found, strict=True)
    ]  # fmt: skip
    place: Spec = {"align": "right", "dx": -4} if narrow else {"align": "left", "dx": 6}
    mark = writing(size=SMALL, weight=600, halo=narrow, clip=False, **place)
    y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
    drawn = {"data": {"values": rows}, "mark": mark}
    return [*layers, {**drawn, "encoding": {"x": time.x(), "y": y, "text": text_of(), "fill": coloured()}}]


def _last(time: Timeline) -> list[Spec]:
    """The newest value, written beside its dot: the number that everybody looks for."""
    layers = []
    for series in time.model.series:
        known = [point for point in series.points if point.value is not None]
        if not series.accent or not known or known[-1].value is None:
            continue
        value = known[-1].value
        row = [{"x": known[-1].at + DAY_MIDDLE, "y": value, "text": time.voice.number(value, series.scale)}]
        dot = {**DOT, "fill": ACCENT, "stroke": CARD, "strokeWidth": 2, "size": 70}
        at_edge = time.pixel(known[-1].at) > time.canvas.inner_width - 30
        place = {"align": "right", "dx": 2} if at_edge else {"align": "center"}
        words = writing(INK, size=STRONG, weight=600, halo=True, dy=_clear_of(time, series, value), clip=False, **place)
        layers += [time.layer(row, {**dot, "clip": False}), time.layer(row, words, text=text_of())]
    return layers


def _clear_of(time: Timeline, series: Series, value: float) -> int:
    """Above its dot, unless a threshold runs there."""
    above = [time.height(value) - time.height(each.value) for each in series.thresholds]
    return 18 if any(4 < distance < 30 for distance in above) else -16


def _open(time: Timeline) -> list[Spec]:
    """Between what a value that is not known yet must end, at the day of the look."""
    found = [(series, point) for series in time.model.series for point in series.points[-1:]]
    rows = [
        {
            "x": point.at + DAY_MIDDLE,
            "y": point.ends[0],
            "y2": point.ends[1],
            "text": " – ".join(time.voice.number(end, series.scale) for end in point.ends),
        }
        for series, point in found
        if point.ends is not None and point.value is None
    ]
    if not rows:
        return []
    mark = {"type": "rule", "stroke": EARLY, "strokeWidth": 8, "strokeOpacity": 2 * BAND_OPACITY}
    words = writing(EARLY, size=SMALL, weight=600, halo=True, align="right", dx=-10, dy=12)
    labels = [{"x": row["x"], "y": row["y2"], "text": row["text"]} for row in rows]
    return [time.layer(rows, mark), time.layer(labels, words, text=text_of())]
