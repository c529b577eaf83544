"""A launch's metric in detail."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from hypercare.app import site
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.metric_answers import Wanted
from hypercare.app.usecases.judging.metric_detail import metric_detail
from hypercare.declare.specs.query_parts import Breakdown
from hypercare.model.errors import NotFound

DAY_70 = Moment(day=70)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("detail") / "data"
    shop.declare(data)
    shop.bring(data, shop.lines())
    return data


@pytest.fixture(scope="module")
def verdict(data: Path) -> Any:
    return shop.judged(data, shop.DAY_70)


@pytest.fixture
def house(data: Path, verdict: Any) -> Iterator[House]:
    del verdict  # judged first: it needs the ledger for itself
    yield shop.opened(data)
    site.close()


def asked(house: House, metric: str, *, gate: str | None = None, **wanted: Any) -> Any:
    return metric_detail(house, "shop", metric, DAY_70, wanted=Wanted(**wanted), gate=gate)


def test_it_is_about_the_very_units_of_the_verdict(house: House, verdict: Any) -> None:
    judged = {metric["metric"]: metric["answer"] for metric in verdict["gates"][-1]["metrics"]}
    [said] = asked(house, "bought", gate="day 60")["answers"]
    assert said["answer"]["counts"] == judged["bought"]["counts"]
    assert said["answer"]["value"] == judged["bought"]["value"]


def test_values_add_up_to_the_whole(house: House) -> None:
    [said] = asked(house, "bought", by=Breakdown("platform"))["answers"]
    parts = [each["answer"]["counts"]["units"] for each in said["by"]["values"]]
    assert sum(parts) == said["answer"]["counts"]["units"] > 0
    assert {each["value"] for each in said["by"]["values"]} == {"android", "ios"}


def test_weeks_add_up_to_the_whole(house: House) -> None:
    [said] = asked(house, "bought", over="week")["answers"]
    weeks = said["over"]["periods"]
    assert [week["from"] for week in weeks][:2] == ["2026-03-02", "2026-03-09"]
    assert sum(week["answer"]["counts"]["units"] for week in weeks) == said["answer"]["counts"]["units"]


def test_a_metric_that_is_not_there_is_named(house: House) -> None:
    with pytest.raises(NotFound, match="bought, spent, tickets"):
        asked(house, "baught")
