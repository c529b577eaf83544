"""Ticks and labels: round numbers, and nothing that touches."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.reports.vega.canvas import fitting, text_width
from hypercare.reports.vega.labels import Label, placed, side_by_side, spread
from hypercare.reports.vega.ticks import round_out, ticks

SIZE = 11
NUMBERS = st.floats(-1e9, 1e9, allow_subnormal=False)
SPANS = st.tuples(NUMBERS, st.floats(1e-6, 1e9)).map(lambda each: (each[0], each[0] + each[1])).filter(
    lambda each: each[1] - each[0] > 1e-9 * max(abs(each[0]), 1)
)  # fmt: skip
LABELS = st.lists(st.tuples(st.floats(-50, 700), st.text("abc ", min_size=1, max_size=12)), max_size=8)


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        pytest.param(0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1], id="shares"),
        pytest.param(0.31, 0.62, 4, [0.4, 0.5, 0.6], id="inside"),
        pytest.param(0, 1284, 4, [0, 500, 1000], id="counts"),
        pytest.param(-3, 3, 3, [-2, 0, 2], id="around zero"),
        pytest.param(7, 7, 4, [7], id="no width"),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, expected: list[float]) -> None:
    assert ticks(low, high, most) == pytest.approx(expected)


@given(SPANS, st.integers(1, 10))
def test_ticks_lie_within_and_are_few(span: tuple[float, float], most: int) -> None:
    found = ticks(*span, most)
    slack = (span[1] - span[0]) * 1e-6
    assert len(found) <= most + 1
    assert all(span[0] - slack <= each <= span[1] + slack for each in found)


@given(SPANS)
def test_rounding_out_contains_the_span(span: tuple[float, float]) -> None:
    low, high = round_out(*span, 5)
    slack = (span[1] - span[0]) * 1e-6
    assert low <= span[0] + slack
    assert span[1] <= high + slack


@given(LABELS)
def test_labels_on_a_line_never_touch_and_stay_inside(found: list[tuple[float, str]]) -> None:
    stood = placed([Label(x, text, rank) for rank, (x, text) in enumerate(found)], room=(0, 640), lines=2, size=SIZE)
    for line in (0, 1):
        spans = sorted(_span(each.x, each.label.text) for each in stood if each.line == line)
        assert all(low >= 0 and high <= 640 for low, high in spans)
        assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


def test_the_important_label_gets_the_place() -> None:
    stood = placed([Label(100, "peak", 2), Label(102, "today", 0)], room=(0, 640), lines=1, size=SIZE)
    assert [each.label.text for each in stood] == ["today"]


@given(st.lists(st.floats(0, 640), min_size=1, max_size=3))
def test_thresholds_are_all_named_side_by_side(places: list[float]) -> None:
    labels = [Label(x, "success 42 %", n) for n, x in enumerate(places)]
    stood = sorted(side_by_side(labels, width=640, size=SIZE))
    wide = text_width("success 42 %", SIZE)
    assert all(b - a >= wide for a, b in itertools.pairwise(stood))
    assert stood[0] >= wide / 2 - 1e-9
    assert stood[-1] <= 640 - wide / 2 + 1e-9


@given(st.lists(st.floats(0, 300), max_size=6))
def test_spread_heights_are_apart_and_keep_their_order(heights: list[float]) -> None:
    stood = spread(heights, 15)
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = [stood[place] for place in order]
    assert all(b - a >= 15 - 1e-9 for a, b in itertools.pairwise(found))


@given(st.text(max_size=60), st.floats(10, 400))
def test_a_cut_text_fits(text: str, width: float) -> None:
    cut = fitting(text, width)
    assert cut == text or (cut.endswith("…") and (text_width(cut) <= width or cut == "…"))


def _span(x: float, text: str) -> tuple[float, float]:
    half = text_width(text, SIZE) / 2
    return x - half, x + half
