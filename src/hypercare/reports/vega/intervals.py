"""A row for each metric: its interval against its own thresholds, on its own scale."""

from dataclasses import dataclass
from math import isfinite

from hypercare.model.text import Text
from hypercare.model.verdict import Word
from hypercare.reports.chart import VERDICTS, Against, ChartModel, Point, Series
from hypercare.reports.palette import ACCENT, BAD, CARD, EARLY, HATCH, INK, LINE, MUTED, OK
from hypercare.reports.vega.canvas import (
    SMALL,
    STRONG,
    Canvas,
    Size,
    Spec,
    at_pixels,
    coloured,
    fitting,
    text_of,
    text_width,
    writing,
)
from hypercare.reports.vega.labels import Label, side_by_side
from hypercare.reports.vega.words import LEVEL_COLOR, WORD_COLOR, WORD_SHAPE, level_words
from hypercare.reports.voice import Voice, spoken

ROW = 84
"""Pixels from one metric to the next."""
LINE_HEIGHT = 16
"""Pixels more on a narrow sheet, where the value stands on a line of its own."""
HEAD, TRACK, FOOT = 14, 40, 64
"""Middles of a row's lines: name and word, the track, the thresholds."""
TRACK_HEIGHT, BAR_HEIGHT = 16, 8
EDGE = 4
BOLD_SMALL = 1.12 * SMALL
"""Bold letters are wider: as wide as letters of this size."""
SHAPE = 10
"""Pixels of the shape after a word."""
ZONE_OPACITY = 0.12
BOUNDED = frozenset({"share"})


@dataclass(frozen=True)
class Row:
    """One metric's row: its scale, from `low` to `high` over the width."""

    series: Series
    point: Point
    low: float
    high: float
    top: float
    width: float
    is_narrow: bool = False
    is_alone: bool = False

    @property
    def is_judged(self) -> bool:
        """Whether the sides of its thresholds mean anything yet: what is too early is neither green nor red."""
        return self.point.value is not None and self.series.word is not Word.TOO_EARLY

    @property
    def track(self) -> float:
        """The middle of the track."""
        return self.top + TRACK + (LINE_HEIGHT if self.is_narrow else 0)

    def x(self, value: float) -> float:
        """Pixels from the left; what lies outside stands at the edge."""
        share = (value - self.low) / (self.high - self.low)
        return EDGE + min(max(share, 0.0), 1.0) * (self.width - 2 * EDGE)


def intervals(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of interval bars: on the side of success the track is tinted one way, beyond failure another.

    A metric that cannot be judged yet is hatched over the values between which it must end. A single metric has its
    name and its word in the title already.
    """
    is_alone = len(model.series) == 1
    pitch = ROW + (LINE_HEIGHT if size is Size.NARROW and not is_alone else 0)
    canvas = Canvas(size, max(len(model.series), 1) * pitch - 4)
    rows = [_row(series, place * pitch, size, is_alone=is_alone) for place, series in enumerate(model.series)]
    layers = [layer for row in rows for layer in (*_track(row), *_known(row), *_levels(row, voice), *_head(row, voice))]
    lines = [{"x": 0, "x2": canvas.width, "y": row.top - 3} for row in rows[1:]]
    ruled = [at_pixels(lines, {"type": "rule", "stroke": LINE})] if lines else []
    return canvas.spec(ruled + layers)


def _row(series: Series, top: float, size: Size, *, is_alone: bool) -> Row:
    point = series.points[0]
    known = [point.value, point.low, point.high, *(point.ends or ()), *(each.value for each in series.thresholds)]
    values = [each for each in known if each is not None and isfinite(each)]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = (high - low) * 0.14 or abs(high) * 0.2 or 0.5
    low = max(low - margin, 0.0) if low >= 0 else low - margin
    high = min(high + margin, 1.0) if series.scale in BOUNDED and high <= 1 else high + margin
    narrow = size is Size.NARROW and not is_alone
    return Row(series, point, low, high, top, size.width, is_narrow=narrow, is_alone=is_alone)


def _track(row: Row) -> list[Spec]:
    whole = _box(row, row.low, row.high, TRACK_HEIGHT)
    ground = at_pixels([whole], {"type": "rect", "fill": LINE, "fillOpacity": 0.6, "cornerRadius": 3})
    if not row.is_judged:
        return (
            [ground, at_pixels([whole], {"type": "rect", "fill": HATCH})] if row.point.value is not None else [ground]
        )
    zones = [{**_box(row, *span, TRACK_HEIGHT), "color": color} for span, color in _zones(row)]
    tints = at_pixels(zones, {"type": "rect", "fillOpacity": ZONE_OPACITY, "cornerRadius": 3}, fill=coloured())
    return [ground, *([tints] if zones else [])]


def _zones(row: Row) -> list[tuple[tuple[float, float], str]]:
    good = {Against.SUCCESS, Against.LIMIT}
    zones = []
    for each in row.series.thresholds:
        is_good = each.against in good
        upwards = each.above == is_good
        span = (each.value, row.high) if upwards else (row.low, each.value)
        zones.append((span, OK if is_good else BAD))
    return zones


def _box(row: Row, low: float, high: float, height: float) -> dict[str, float]:
    middle = row.track
    return {"x": row.x(low), "x2": row.x(high), "y": middle - height / 2, "y2": middle + height / 2}


def _known(row: Row) -> list[Spec]:
    point = row.point
    if point.value is None:
        low, high = point.ends or (row.low, row.high)
        open_part = _box(row, low, high, TRACK_HEIGHT)
        edge = {"type": "rect", "fill": HATCH, "stroke": EARLY, "strokeOpacity": 0.5, "cornerRadius": 3}
        return [at_pixels([open_part], edge)]
    low = row.low if point.low is None else point.low
    high = row.high if point.high is None else point.high
    color = ACCENT if row.is_judged else MUTED
    bar = {"type": "rect", "fill": color, "cornerRadius": BAR_HEIGHT / 2}
    dot = {"type": "point", "filled": True, "fill": CARD, "stroke": color, "strokeWidth": 3, "size": 110, "opacity": 1}
    known = at_pixels([_box(row, low, high, BAR_HEIGHT)], bar)
    return [known, at_pixels([{"x": row.x(point.value), "y": row.track}], dot)]


def _levels(row: Row, voice: Voice) -> list[Spec]:
    levels = row.series.thresholds
    if not levels:
        return []
    reach = TRACK_HEIGHT / 2 + 4
    middle = row.track
    rules = [
        {"x": row.x(each.value), "y": middle - reach, "y2": middle + reach, "color": LEVEL_COLOR[each.against]}
        for each in levels
    ]
    labels = [Label(row.x(each.value), level_words(each, row.series.scale, voice), n) for n, each in enumerate(levels)]
    names = [
        {"x": x, "y": row.track + FOOT - TRACK, "text": label.text, "color": LEVEL_COLOR[levels[label.rank].against]}
        for x, label in zip(side_by_side(labels, width=row.width, size=BOLD_SMALL), labels, strict=True)
    ]
    return [
        at_pixels(rules, {"type": "rule", "strokeWidth": 2}, stroke=coloured()),
        at_pixels(names, writing(size=SMALL, weight=600), text=text_of(), fill=coloured()),
    ]


def _head(row: Row, voice: Voice) -> list[Spec]:
    """The name with its value at the left, the word with its shape at the right."""
    verdict = "" if row.series.word is None else voice.say(VERDICTS[row.series.word])
    value = _value(row, voice)
    if row.is_alone:
        alone = [{"x": 0, "y": row.top + HEAD, "text": value}]
        return [at_pixels(alone, writing(MUTED, size=SMALL, align="left"), text=text_of())]
    word_width = SHAPE + 6 + text_width(verdict, BOLD_SMALL)
    beside = 0.0 if row.is_narrow else text_width(value, SMALL) + 32
    name = fitting(spoken(row.series.name, voice), row.width - word_width - beside - 8, STRONG)
    y = row.top + HEAD
    below, before = (
        {"x": 0, "y": y + LINE_HEIGHT, "text": value},
        {"x": row.width - word_width - 16, "y": y, "text": value},
    )
    told = writing(MUTED, size=SMALL, align="left" if row.is_narrow else "right")
    return [
        at_pixels(
            [{"x": 0, "y": y, "text": name}], writing(INK, size=STRONG, weight=600, align="left"), text=text_of()
        ),
        at_pixels([below if row.is_narrow else before], told, text=text_of()),
        *_word(row, verdict),
    ]


def _word(row: Row, verdict: str) -> list[Spec]:
    word = row.series.word
    if word is None:
        return []
    y = row.top + HEAD
    shape = {"type": "point", "filled": True, "size": 60, "opacity": 1, "shape": WORD_SHAPE[word], "strokeWidth": 1.5}
    look = {"stroke": WORD_COLOR[word], "fill": CARD} if word is Word.TOO_EARLY else {"fill": WORD_COLOR[word]}
    words = writing(WORD_COLOR[word], size=SMALL, weight=600, align="right")
    return [
        at_pixels([{"x": row.width - SHAPE / 2, "y": y}], {**shape, **look}),
        at_pixels([{"x": row.width - SHAPE - 6, "y": y, "text": verdict}], words, text=text_of()),
    ]


def _value(row: Row, voice: Voice) -> str:
    """The number with its interval, or between what those counted so far must end, or why there is none."""
    point, scale = row.point, row.series.scale
    if point.value is not None:
        low, high = (None if end is None else voice.number(end, scale) for end in (point.low, point.high))
        value = voice.number(point.value, scale)
        return f"{value}  [{low or '−∞'} – {high or '∞'}]" if low or high else value
    if point.ends:
        params = {"low": voice.number(point.ends[0], scale), "high": voice.number(point.ends[1], scale)}
        return voice.say(Text("chart-ends-between", params))
    return voice.say(Text("chart-no-value"))
