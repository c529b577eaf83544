"""The lift of the demo's orders: what was planted, peaks taken off, and nothing claimed that nothing carries."""

from typing import Any

import pytest

from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.settings import read_settings
from hypercare.app.usecases.judging import looking
from seeded import LAUNCH, demo


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Any:
    data = demo().copy(tmp_path_factory.mktemp("lift") / "data")
    house = House(read_settings({"HYPERCARE_CLOCK": "2026-11-21T12:00+07:00"}, data=data))
    return looking.look(house, LAUNCH, Moment())["outcome"]


def lift(outcome: Any, metric: str) -> Any:
    return next(each for each in outcome["lift"] if each["metric"] == metric)


def test_orders_rose_by_what_was_planted_and_not_by_the_peaks(outcome: Any) -> None:
    growth, orders = demo().truth["growth"], lift(outcome, "pro_accounts")
    early = orders["spans"][0]
    assert early["days"] == [0, 30]
    assert early["low"] < growth["normalised"] < early["high"] < growth["naive"]
    assert early["factor"] == pytest.approx(growth["normalised"], abs=0.02)
    assert orders["novelty"]["low"] <= 1 <= orders["novelty"]["high"]


def test_a_month_of_history_without_a_control_carries_nothing(outcome: Any) -> None:
    assert lift(outcome, "pro_accounts")["made"]["controlled"] == "uncontrolled"
    assert lift(outcome, "completion")["why_not"]["id"] == "lift-no-before"


def test_a_click_through_that_was_drawn_alike_on_every_day_is_no_slope(outcome: Any) -> None:
    clicks = next(each for each in outcome["trend"] if each["metric"] == "insurance_ctr")
    slope = clicks["since_exposure"]["slope"]
    assert clicks["course"] in {"unknown", "steady"}
    assert slope["low"] < 1 < slope["high"]
    assert outcome["leak"] is None
