"""What an engine keeps of what it found: never other arrays than those asked for, never more than there is room for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.streams import Row, answered, bucket_of, scope_of
from analysis.worlds import END, HOURS, KEYS, POPULATIONS
from analysis.worlds import ROWS as ROWS_OF
from hypercare.analysis.exposure import ExposureOf
from hypercare.analysis.population import Population
from hypercare.analysis.series.series_of import SeriesOf
from hypercare.analysis.trend.since_exposure import SinceExposure
from hypercare.app.engine import Engine
from hypercare.model.memo import Arrays, Memo
from hypercare.model.metrics import Condition, EventRef, Filter, MeanMetric, Metric, Op, RateMetric, RatioMetric
from hypercare.model.sequences import Reduction

ROWS = np.arange(3)
METRICS = st.sampled_from(
    [
        RateMetric("r", EventRef("order"), active=True),
        RatioMetric("c", EventRef("order"), EventRef("open")),
        MeanMetric("m", EventRef("order", Filter((Condition("platform", Op.IS, ("ios",)),))), of="amount"),
    ]
)
EACH = 80
"""Bytes of the arrays of these tests."""


def made(value: int, log: list[int]) -> Callable[[], Arrays]:
    def make() -> Arrays:
        log.append(value)
        return (np.full(EACH // 8, value, np.int64),)

    return make


def test_the_same_is_found_once() -> None:
    memo, log = Memo(10 * EACH), list[int]()
    first, again = (memo.of(ROWS, 7, "a", made(1, log)) for _ in range(2))
    assert first is again
    assert log == [1]


@pytest.mark.parametrize(
    ("rows", "as_of", "what"),
    [
        pytest.param(np.arange(3), 7, "a", id="equal rows of another bucket"),
        pytest.param(ROWS, 8, "a", id="another instant"),
        pytest.param(ROWS, 7, "b", id="another event"),
    ],
)
def test_what_differs_is_found_anew(rows: NDArray[np.int64], as_of: int, what: str) -> None:
    memo, log = Memo(10 * EACH), list[int]()
    memo.of(ROWS, 7, "a", made(1, log))
    assert memo.of(rows, as_of, what, made(2, log))[0][0] == 2


def test_a_full_memo_lets_go_of_the_instant_asked_for_longest_ago() -> None:
    memo, log = Memo(2 * EACH), list[int]()
    for as_of in (1, 2, 1, 3, 1, 3, 2):
        memo.of(ROWS, as_of, "a", made(as_of, log))
    assert log == [1, 2, 3, 2]


def test_facts_as_of_one_instant_do_not_push_out_one_another() -> None:
    memo, log = Memo(2 * EACH), list[int]()
    for what in (0, 1, 2, 0, 1, 2):
        memo.of(ROWS, 1, what, made(what, log))
    assert log == [0, 1, 2, 2]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=60), st.integers(0, 6))
def test_any_room_gives_the_same_answers_and_is_kept_to(asked: list[tuple[int, int]], room: int) -> None:
    memo = Memo(room * EACH)
    for as_of, what in asked:
        assert memo.of(ROWS, as_of, what, made(10 * as_of + what, []))[0][0] == 10 * as_of + what
        assert memo.size <= room * EACH


@settings(max_examples=100)
@given(
    streams=st.dictionaries(st.sampled_from("abcdef"), st.lists(ROWS_OF, min_size=1, max_size=12), min_size=1),
    asked=st.lists(st.tuples(POPULATIONS, HOURS, METRICS), min_size=2, max_size=8),
)
def test_many_questions_are_answered_as_each_alone(
    streams: dict[str, list[Row]], asked: list[tuple[Population, int, Metric]]
) -> None:
    plain = [bucket_of({unit: rows}, KEYS) for unit, rows in streams.items()]
    stored = [replace(bucket, stored_index=bucket.index) for bucket in plain]
    engine = Engine(lambda *_: stored)
    for number, (population, as_of, metric) in enumerate(asked):
        scope = replace(scope_of(END), population=population, as_of=as_of, settled=as_of)
        of_all: tuple[Reduction[Any, Any], ...] = (SeriesOf(scope, metric), SinceExposure(scope, metric))
        for question in (*of_all, ExposureOf(population, as_of)):
            found = engine(f"{type(question).__name__}/{number}", question)
            assert repr(found) == repr(answered(question, *plain))
