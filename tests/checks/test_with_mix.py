"""What is decided has to stand as the mix came and with the mix of before."""

import pytest

from checks.launches import asks
from hypercare.checks.gates.with_mix import with_mix
from hypercare.model.estimate import Counts, Estimate, Interval
from hypercare.model.launch import Relative

ASKED = asks("orders_per_user", Relative("before", 1.1), Relative("before", 1.0))
PASS, FAIL, OPEN = (1.2, 1.3), (0.8, 0.9), (1.0, 1.3)
MORE, LESS = (1.1, 1.0), (0.9, 1.0)


def estimate(ends):
    low, high = ends
    counts = Counts(units=9, mature=9, open=0, hits=9, trials=9)
    return Estimate((low + high) / 2, Interval(low, high, 0.95, "t", always_valid=False), counts, "relative")


@pytest.mark.parametrize(
    ("plain", "fixed", "told", "first"),
    [
        (PASS, [PASS], "PASS success", "gate-mix-fixed"),
        (FAIL, [FAIL], "FAIL below_failure", "gate-mix-fixed"),
        (PASS, [OPEN], "INCONCLUSIVE mix_shift", "gate-mix-shift"),
        (PASS, [FAIL], "INCONCLUSIVE mix_shift", "gate-mix-shift"),
        (FAIL, [OPEN], "INCONCLUSIVE mix_shift", "gate-mix-shift-short"),
        (FAIL, [PASS], "INCONCLUSIVE mix_shift", "gate-mix-shift-short"),
        (OPEN, [PASS], "PASS success", "gate-mix-fixed"),
        (OPEN, [FAIL], "FAIL below_failure", "gate-mix-fixed"),
        (OPEN, [OPEN], "INCONCLUSIVE straddles_success", "gate-mix-fixed"),
        (OPEN, [PASS, FAIL], "INCONCLUSIVE straddles_success", "gate-mix-fixed"),
        (PASS, [PASS, OPEN], "INCONCLUSIVE mix_shift", "gate-mix-shift"),
        (FAIL, [FAIL, PASS], "INCONCLUSIVE mix_shift", "gate-mix-shift-short"),
    ],
)
def test_the_word_stands_in_both(plain, fixed, told, first):
    mixes = {f"segment {number}": estimate(each) for number, each in enumerate(fixed)}
    ruled = with_mix(ASKED, estimate(plain), mixes)
    assert f"{ruled.ruling.word.value} {ruled.ruling.code}" == told
    assert ruled.notes[0].id == first
    assert ruled.notes[-1].params == {"percent": round(100 * sum(plain) / 2)}
    assert ruled.answer in mixes.values()


@pytest.mark.parametrize(
    ("plain", "fixed", "levels", "open_at"),
    [
        pytest.param(PASS, OPEN, MORE, 1.1, id="it may still be found a success"),
        pytest.param(FAIL, (0.9, 1.2), MORE, 1.1, id="it may still be found a failure"),
        pytest.param(PASS, (0.9, 1.2), MORE, None, id="it lies short of success: they would only differ for sure"),
        pytest.param(FAIL, OPEN, MORE, None, id="it lies above success"),
        pytest.param((1.1, 1.2), (0.8, 1.1), LESS, 0.9, id="less is better, and it may still be found too much"),
    ],
)
def test_a_shifted_mix_says_what_is_open(plain, fixed, levels, open_at):
    asked = asks("orders_per_user", *(Relative("before", each) for each in levels))
    assert with_mix(asked, estimate(plain), {"platform": estimate(fixed)}).open_at == open_at


def test_without_a_segment_there_is_one_number():
    plain = estimate(PASS)
    ruled = with_mix(ASKED, plain, {})
    assert (ruled.ruling.code, ruled.answer, ruled.notes) == ("success", plain, ())
