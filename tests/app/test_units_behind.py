"""The units behind a number, on a launch with everything in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from hypercare.app import site
from hypercare.app.house import House
from hypercare.app.usecases.data.files_read import files_read
from hypercare.app.usecases.judging.units_behind import PAGE, units_behind
from hypercare.app.usecases.launches.history import history, recorded
from hypercare.model.errors import BadInput, NotFound

AT = "2026-05-11T12:00:00+00:00"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("units") / "data"
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


def everyone(house: House, metric: str, gate: str | None, **more: Any) -> list[dict[str, Any]]:
    first = units_behind(house, launch="shop", metric=metric, gate=gate, at=AT, **more)
    pages = [
        units_behind(house, launch="shop", metric=metric, gate=gate, at=AT, page=page, **more)
        for page in range(2, first["pages"] + 1)
    ]
    units: list[dict[str, Any]] = [unit for page in (first, *pages) for unit in page["units"]]
    assert len(units) == first["found"]
    return units


@pytest.mark.parametrize(
    ("metric", "gate"),
    [
        pytest.param("bought", "day 60", id="a funnel in a gate"),
        pytest.param("spent", "day 60", id="a mean in a gate"),
        pytest.param("tickets", None, id="a rate that guards"),
    ],
)
def test_the_units_add_up_to_the_number_that_was_judged(
    house: House, verdict: Any, metric: str, gate: str | None
) -> None:
    said = (
        next(each for each in verdict["guardrails"] if each["metric"] == metric)
        if gate is None
        else next(
            each
            for of in verdict["gates"]
            if of["gate"] == gate
            for each in of["now"] or of["metrics"]
            if each["metric"] == metric
        )
    )
    counts, units = said["answer"]["counts"], everyone(house, metric, gate)
    assert sum(unit["denominator"] for unit in units) == counts["trials"]
    assert int(sum(unit["numerator"] for unit in units)) == counts["hits"]
    assert len({unit["unit"] for unit in units}) == len(units)


def test_a_page_holds_fifty_by_name(house: House) -> None:
    found = units_behind(house, launch="shop", metric="bought", gate="day 60", at=AT, page=2)
    names = [unit["unit"] for unit in found["units"]]
    assert len(names) == PAGE
    assert names == sorted(names)
    assert (found["members"], found["pages"], found["states"]) == (420, 9, {"converted": 280, "missed": 140})
    assert found["units"][0]["exposed_at"].startswith("2026-03-")


def test_units_are_found_by_name_and_state(house: House) -> None:
    missed = everyone(house, "bought", "day 60", state="missed")
    assert {unit["state"] for unit in missed} == {"missed"}
    assert len(missed) == 140
    found = everyone(house, "bought", "day 60", find="u-41")
    assert {unit["unit"] for unit in found} == {"u-41", *(f"u-{number}" for number in range(411, 420))}


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        pytest.param({"metric": "nothing", "gate": None}, NotFound, id="no such metric"),
        pytest.param({"metric": "bought", "gate": "day 99"}, NotFound, id="no such gate"),
        pytest.param({"metric": "spent", "gate": "day 30"}, NotFound, id="a gate that does not ask for it"),
        pytest.param({"metric": "tickets", "gate": None, "state": "missed"}, BadInput, id="a rate has no states"),
    ],
)
def test_what_cannot_be_asked(house: House, asked: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        units_behind(house, launch="shop", at=AT, **asked)


def test_the_files_behind_a_record_are_those_in_the_tables(house: House, verdict: Any) -> None:
    kept, now = recorded(house, verdict["issued"]["day 30"]), files_read(house)
    assert kept["files"] == now
    events = next(table for table in now["tables"] if table["table"] == "events")
    assert events["count"] == len(events["files"]) == 1
    assert len(events["files"][0]["checksum"]) == 32
    assert kept["hash"] == next(each["hash"] for each in history(house, "shop", 20) if each["id"] == kept["id"])
