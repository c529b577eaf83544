"""Where an interval lies against success and failure: every row of the table, also mirrored."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.checks.gates.thresholds import rule
from hypercare.model.estimate import Interval
from hypercare.model.verdict import Word

TABLE = [
    pytest.param(0.43, 0.51, 0.35, Word.PASS, "success", id="wholly above success"),
    pytest.param(0.42, 0.51, 0.35, Word.PASS, "success", id="lower end exactly at success"),
    pytest.param(0.40, 0.44, 0.35, Word.INCONCLUSIVE, "straddles_success", id="success inside"),
    pytest.param(0.36, 0.42, 0.35, Word.INCONCLUSIVE, "straddles_success", id="upper end exactly at success"),
    pytest.param(0.30, 0.50, 0.35, Word.INCONCLUSIVE, "straddles_success", id="success and failure inside"),
    pytest.param(0.30, 0.34, 0.35, Word.FAIL, "below_failure", id="wholly below failure"),
    pytest.param(0.30, 0.35, 0.35, Word.FAIL, "short_of_success", id="upper end exactly at failure"),
    pytest.param(0.36, 0.41, 0.35, Word.FAIL, "between_gates", id="wholly between"),
    pytest.param(0.35, 0.41, 0.35, Word.FAIL, "between_gates", id="lower end exactly at failure"),
    pytest.param(0.30, 0.41, 0.35, Word.FAIL, "short_of_success", id="failure inside, success not reached"),
    pytest.param(0.30, 0.41, None, Word.FAIL, "short_of_success", id="no failure declared"),
    pytest.param(0.43, 0.51, None, Word.PASS, "success", id="no failure declared, passes"),
    pytest.param(0.0, math.inf, 0.35, Word.INCONCLUSIVE, "straddles_success", id="nothing known"),
]


def interval(low: float, high: float) -> Interval:
    return Interval(low, high, 0.95, "test", always_valid=True)


@pytest.mark.parametrize(("low", "high", "failure", "word", "code"), TABLE)
def test_the_table(low: float, high: float, failure: float | None, word: Word, code: str) -> None:
    ruling = rule(interval(low, high), 0.42, failure, higher_is_better=True)
    assert (ruling.word, ruling.code) == (word, code)


@pytest.mark.parametrize(("low", "high", "failure", "word", "code"), TABLE)
def test_the_table_mirrored_where_less_is_better(
    low: float, high: float, failure: float | None, word: Word, code: str
) -> None:
    mirrored = None if failure is None else -failure
    ruling = rule(interval(-high, -low), -0.42, mirrored, higher_is_better=False)
    assert (ruling.word, ruling.code) == (word, code)


LEVELS = st.floats(-10, 10).map(lambda level: round(level, 2))


@given(LEVELS, LEVELS, LEVELS, st.none() | LEVELS, st.booleans())
def test_a_word_never_claims_more_than_the_interval(
    one: float, other: float, success: float, failure: float | None, higher: bool
) -> None:
    low, high = sorted((one, other))
    ruling = rule(interval(low, high), success, failure, higher_is_better=higher)
    passing = [value for value in (low, high) if (value >= success if higher else value <= success)]
    expected = {2: Word.PASS, 1: Word.INCONCLUSIVE, 0: Word.FAIL}[len(passing)]
    assert ruling.word in ({Word.PASS, Word.INCONCLUSIVE} if low == high == success else {expected})
