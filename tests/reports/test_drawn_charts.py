"""Every chart in every size, really drawn."""

import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from hypercare.app.png import compressed
from hypercare.app.usecases.data.drawing import drawn_svg, library
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Mark, Sign
from hypercare.reports.palette import THEMES
from hypercare.reports.svg import standalone_svg
from hypercare.reports.vega.canvas import Size
from hypercare.reports.vega.spec import sizes, vega_lite
from reports.charts_at_hand import ALL, ENGLISH, HOSTILE, INDONESIAN, funnel, sequence

CASES = [(kind, size) for kind, make in ALL.items() for size in sizes(make(), Size.FULL)]
NUMBER = re.compile(r"translate\((-?[0-9.]+),(-?[0-9.]+)\)")


@cache
def drawn(kind: str, size: Size, name: str = "completion") -> str:
    return drawn_svg(vega_lite(ALL[kind](name), size, ENGLISH), "c1")


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_a_chart_is_drawn_as_wide_as_it_was_asked(kind: str, size: Size) -> None:
    root = Tree.fromstring(drawn(kind, size))
    assert float(root.get("width", 0)) == size.width
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_a_drawing_fits_a_strict_content_policy_and_takes_the_colours_around_it(kind: str, size: Size) -> None:
    svg = drawn(kind, size)
    for forbidden in (" style=", "<style", "<script", "href", "font-family", "aria-roledescription"):
        assert forbidden not in svg
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none"}
    assert all(colour.startswith(("var(--", "url(#c1-")) for colour in colours), colours


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_a_name_from_outside_is_bounded_text_and_nothing_else(kind: str, size: Size) -> None:
    svg = drawn(kind, size, HOSTILE)
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert "long" * 30 not in svg
    assert "NaN" not in svg
    Tree.fromstring(svg)


@pytest.mark.parametrize("kind", ["sequence", "trend", "intervals", "daily", "open_funnel", "columns", "curve", "grid"])
def test_what_cannot_be_known_yet_is_hatched(kind: str) -> None:
    svg = drawn(kind, sizes(ALL[kind](), Size.HALF)[-1])
    assert "url(#c1-hatch)" in svg
    assert '<pattern id="c1-hatch"' in svg


def test_a_day_without_a_value_cuts_the_line() -> None:
    lines = re.findall(r'<path[^>]*stroke="var\(--accent\)"[^>]*>', drawn("sequence", Size.HALF))
    assert len(lines) == 2, "days 0 to 19, and days 22 to 60"


@pytest.mark.parametrize(("count", "whole"), [(1, True), (15, False)], ids=["with room", "among many"])
def test_a_mark_is_cut_only_where_another_needs_the_room(count: int, *, whole: bool) -> None:
    name = "Crash spike on Android 13 after the release"
    marks = tuple(Mark(Sign.INCIDENT, 6 * place, name) for place in range(count))
    svg = drawn_svg(vega_lite(replace(sequence(), marks=marks), Size.FULL, ENGLISH), "c1")
    assert (name in svg, "Crash spike" in svg) == (whole, True)


def test_thresholds_are_told_apart_without_colour() -> None:
    svg = drawn("sequence", Size.HALF)
    assert {"6,3", "2,3"} <= set(re.findall(r'stroke-dasharray="([^"]+)"', svg))
    assert "success 42 %" in svg
    assert "failure 35 %" in svg


def test_charts_speak_the_readers_language() -> None:
    svg = drawn_svg(vega_lite(sequence(), Size.HALF, INDONESIAN), "c1")
    for words in ("sukses 42%", "hari 30", "22 Okt", INDONESIAN.say(Text("chart-not-yet"))):
        assert words in svg


def test_the_worst_drop_stands_out() -> None:
    svg = drawn("funnel", Size.HALF)
    assert svg.count('fill="var(--bad)"') == 2, "its ghost and its share"
    assert "−32.8 %" in svg


@pytest.mark.parametrize("counts", [(), (0, 0), (None, None), (5,)], ids=["no steps", "nobody", "unknown", "one step"])
def test_a_funnel_of_nothing_is_drawn(counts: tuple[int | None, ...]) -> None:
    assert drawn_svg(vega_lite(funnel(counts=counts), Size.HALF, ENGLISH), "c1").startswith("<svg")


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_chart_without_any_value_is_drawn(make: Callable[[], ChartModel]) -> None:
    full = make()
    series = tuple(
        type(each)(each.name, (type(each.points[0])(0, None),), each.scale, each.thresholds) for each in full.series
    )
    model = ChartModel(full.kind, full.title, full.alt, series, full.span, not_yet=full.not_yet)
    assert drawn_svg(vega_lite(model, sizes(model, Size.HALF)[-1], ENGLISH), "c1").startswith("<svg")


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_has_a_themes_colours(theme: str) -> None:
    page = drawn("intervals", Size.NARROW)
    alone = standalone_svg(page, theme, title="A finding", source=ENGLISH.say(Text("chart-no-value")))
    png = library().svg_to_png(alone)
    assert png.startswith(b"\x89PNG")
    smaller = compressed(png)
    assert len(smaller) < len(png) / 2
    assert library().svg_to_png(alone) == png, "the same chart is the same picture"


def test_compressing_changes_no_pixel() -> None:
    import struct
    import zlib

    def pixels(png: bytes) -> bytes:
        place, found = 8, b""
        while place < len(png):
            (length,) = struct.unpack_from(">I", png, place)
            body = png[place + 4 : place + 8 + length]
            assert zlib.crc32(body) == struct.unpack_from(">I", png, place + 8 + length)[0]
            found += body[4:] if body.startswith(b"IDAT") else b""
            place += 12 + length
        return zlib.decompress(found)

    png = library().svg_to_png(standalone_svg(drawn("trend", Size.SPARK), "light", title="t", source="s"))
    assert pixels(compressed(png)) == pixels(png)


def test_every_kind_can_be_drawn() -> None:
    assert {make().kind for make in ALL.values()} == set(Kind)
