"""Every launch is judged once a day, whether anybody looks or not."""

import os
from pathlib import Path

import pytest
import structlog

from app import shop
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.processes.judging import Judging
from hypercare.app.settings import read_settings
from hypercare.app.studio.client import Studio
from hypercare.app.usecases.launches import went_live
from hypercare.app.usecases.signing import going_live
from hypercare.ledger import records


@pytest.mark.slow
def test_launch_is_judged_once_a_day_and_its_gate_is_issued(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shop.bring(data, shop.lines())
    shop.declare(data)
    settings = read_settings({"HYPERCARE_CLOCK": shop.DAY_45}, data=data)
    studio = Studio(os.environ | settings.environment, structlog.get_logger())
    judging = Judging(House(settings), studio, structlog.get_logger())
    try:
        assert judging.judge() == (shop.ID,)
        assert judging.judge() == (), "once a day"
    finally:
        studio.close()
    open_ledger(House(settings))
    assert [each.slot for each in records.issued_gates(shop.ID)] == ["day 30"]


@pytest.mark.slow
def test_how_a_launch_went_live_is_recorded_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shop.bring(data, shop.lines())
    shop.declare(data)
    settings = read_settings({"HYPERCARE_CLOCK": shop.DAY_45}, data=data)
    studio = Studio(os.environ | settings.environment, structlog.get_logger())
    judging = Judging(House(settings), studio, structlog.get_logger())
    try:
        assert judging.go_live() == (shop.ID,)
        assert judging.go_live() == (), "once"
    finally:
        studio.close()
    open_ledger(House(settings))
    (record,) = records.of_launch(shop.ID, "entrance")
    assert set(record.content["criteria"]) == {"live", "instrumentation", "support", "sanity"}
    assert "support/drill" in record.content["missing"]["support"]
    assert len(record.content["digest"]) == 64


def test_before_go_live_nothing_is_recorded(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shop.declare(data)
    house = House(read_settings({"HYPERCARE_CLOCK": "2020-01-01T00:00Z"}, data=data))
    open_ledger(house)
    assert went_live.all_due(house) == ()
    assert going_live.record_entrance(house, shop.ID) is None
