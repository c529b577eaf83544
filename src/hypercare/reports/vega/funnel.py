"""Steps from top to bottom, each a bar from 0: who may still come is hatched, who was lost is the ghost of the bar."""

from dataclasses import dataclass

from hypercare.reports.chart import ChartModel, Point, Series, lost, of_first, worst
from hypercare.reports.palette import ACCENT, BAD, EARLY, HATCH, INK, MUTED
from hypercare.reports.vega.canvas import (
    SMALL,
    STRONG,
    Canvas,
    Rows,
    Size,
    Spec,
    at_pixels,
    fitting,
    text_of,
    text_width,
    writing,
)
from hypercare.reports.voice import Voice, spoken

BAR = 22
SHARES = 62
"""Pixels for the shares at the right."""
DROPS = 68
"""Pixels between the longest bar and the counts, so that a drop may be written after its bar."""
NAMES = {Size.NARROW: 0, Size.HALF: 170, Size.FULL: 240}
"""Pixels for the names of the steps at the left; where there are none, the names stand above the bars."""


@dataclass(frozen=True)
class Sheet:
    """Where the bars of a funnel stand."""

    series: Series
    size: Size
    voice: Voice
    names: float
    counts: float

    @property
    def pitch(self) -> float:
        """Pixels from one step to the next."""
        return 36 if self.names else 50

    @property
    def width(self) -> float:
        """Pixels of the longest bar."""
        return self.size.width - self.names - self.counts

    def middle(self, place: int) -> float:
        """The middle of a step's bar."""
        return place * self.pitch + (self.pitch / 2 if self.names else self.pitch - BAR / 2 - 6)

    def x(self, value: float) -> float:
        """Where a bar of this value ends."""
        most = max((point.value or 0 for point in self.series.points), default=0) or 1
        return self.names + value / most * self.width

    def box(self, place: int, first: float, last: float) -> dict[str, float]:
        """A bar, or the part of one."""
        middle = self.middle(place)
        return {"x": self.x(first), "x2": self.x(last), "y": middle - BAR / 2, "y2": middle + BAR / 2}


def funnel(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of a funnel. The step that lost the largest share of those who came to it is recoloured."""
    series = model.series[0]
    shown = [_counted(point, voice) for point in series.points]
    counts = max((text_width(each, STRONG) for each in shown), default=0) + SHARES + DROPS
    sheet = Sheet(series, size, voice, NAMES[size], counts)
    canvas = Canvas(size, max(len(series.points), 1) * sheet.pitch)
    layers = [*_bars(sheet), *_lost(sheet), *_names(sheet), *_counts(sheet, shown)]
    return canvas.spec(layers)


def _counted(point: Point, voice: Voice) -> str:
    return "" if point.value is None else voice.number(point.value, "count")


def _bars(sheet: Sheet) -> list[Spec]:
    points = list(enumerate(sheet.series.points))
    bars = [sheet.box(place, 0, point.value) for place, point in points if point.value is not None]
    waiting = [
        sheet.box(place, point.value, point.ends[1])
        for place, point in points
        if point.value is not None and point.ends is not None and point.ends[1] > point.value
    ]
    unknown = [sheet.box(place, 0, _before(sheet, place)) for place, point in points if point.value is None]
    layers = [at_pixels(bars, {"type": "rect", "fill": ACCENT, "cornerRadius": 3})] if bars else []
    edge = {"type": "rect", "fill": HATCH, "stroke": EARLY, "strokeOpacity": 0.5, "strokeWidth": 1, "cornerRadius": 3}
    layers += [at_pixels(waiting, edge)] if waiting else []
    return layers + ([at_pixels(unknown, {"type": "rect", "fill": HATCH, "cornerRadius": 3})] if unknown else [])


def _before(sheet: Sheet, place: int) -> float:
    known = [point.value for point in sheet.series.points[:place] if point.value is not None]
    return known[-1] if known else 1.0


def _lost(sheet: Sheet) -> list[Spec]:
    series, worst_step = sheet.series, (worst(sheet.series) or (None,))[0]
    ghosts: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    words: dict[bool, list[dict[str, float | str]]] = {False: [], True: []}
    for place, point in enumerate(series.points):
        share = lost(series, point)
        if share is None or share <= 0 or point.value is None:
            continue
        box = sheet.box(place, _may_come(point), _before(sheet, place))
        ghosts[point is worst_step].append(box)
        words[point is worst_step].append(_drop(box, f"−{sheet.voice.number(share, 'share')}"))
    return [
        *_tinted(ghosts[False], MUTED, 0.13),
        *_tinted(ghosts[True], BAD, 0.3),
        *_written(words[False], MUTED, 400),
        *_written(words[True], BAD, 600),
    ]


def _may_come(point: Point) -> float:
    """Where what is lost begins: after those who may still come."""
    return point.ends[1] if point.ends is not None else point.value or 0.0


def _drop(box: dict[str, float], text: str) -> dict[str, float | str]:
    """The drop in its ghost where it fits, else just after it."""
    width = text_width(text, SMALL)
    inside = box["x2"] - box["x"] > width + 8
    x = (box["x"] + box["x2"]) / 2 if inside else box["x2"] + 6 + width / 2
    return {"x": x, "y": (box["y"] + box["y2"]) / 2, "text": text}


def _tinted(boxes: Rows, color: str, opacity: float) -> list[Spec]:
    mark = {"type": "rect", "fill": color, "fillOpacity": opacity, "cornerRadius": 3}
    return [at_pixels(boxes, mark)] if boxes else []


def _written(rows: Rows, color: str, weight: int) -> list[Spec]:
    return [at_pixels(rows, writing(color, size=SMALL, weight=weight), text=text_of())] if rows else []


def _names(sheet: Sheet) -> list[Spec]:
    room = (sheet.names or sheet.size.width) - 28
    names = [fitting(spoken(point.name, sheet.voice), room) for point in sheet.series.points]
    rows = [{"x": 0, "y": _name_line(sheet, n), "text": f"{n + 1}  {name}"} for n, name in enumerate(names)]
    return [at_pixels(rows, writing(INK, align="left"), text=text_of())] if rows else []


def _name_line(sheet: Sheet, place: int) -> float:
    return sheet.middle(place) - (0 if sheet.names else BAR / 2 + 10)


def _counts(sheet: Sheet, shown: list[str]) -> list[Spec]:
    right = sheet.size.width
    counts = [{"x": right - SHARES, "y": sheet.middle(n), "text": text} for n, text in enumerate(shown) if text]
    shares = [
        {"x": right, "y": sheet.middle(place), "text": sheet.voice.number(share, "share")}
        for place, point in enumerate(sheet.series.points)
        if place and (share := of_first(sheet.series, point)) is not None
    ]
    strong = writing(INK, size=STRONG, weight=600, align="right")
    layers = [at_pixels(counts, strong, text=text_of())] if counts else []
    return layers + ([at_pixels(shares, writing(MUTED, align="right"), text=text_of())] if shares else [])
