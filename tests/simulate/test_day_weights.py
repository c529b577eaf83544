from datetime import date

import pytest

from hypercare.simulate.day_weights import weight, weights


@pytest.mark.parametrize(
    ("day", "factor"),
    [
        pytest.param(date(2026, 10, 5), 1.0, id="an ordinary Monday"),
        pytest.param(date(2026, 10, 10), 2.6, id="10.10, a Saturday"),
        pytest.param(date(2026, 11, 11), 2.9, id="11.11"),
        pytest.param(date(2026, 12, 12), 3.1, id="12.12"),
        pytest.param(date(2026, 9, 25), 1.15, id="payday"),
        pytest.param(date(2026, 10, 4), 0.55, id="Sunday"),
        pytest.param(date(2026, 10, 25), 0.55 * 1.15, id="payday on a Sunday"),
        pytest.param(date(2026, 9, 9), 1.0, id="9.9 is no sale of this company"),
    ],
)
def test_weight(day: date, factor: float) -> None:
    assert weight(day) == pytest.approx(factor)


def test_day_30_looks_28_percent_up_where_9_percent_is_real() -> None:
    """31 days with 10.10 among them against 28 without: the mirage is planted by the calendar alone."""
    assert 1.09 * weights(0, 30).sum() / weights(-28, -1).sum() == pytest.approx(1.28, abs=0.001)
