"""What arrives, as a document."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.installation import NOW, house_at
from hypercare.app.house import House
from hypercare.app.ingest import drain
from hypercare.app.usecases.data.tail import LONGEST_RAW, LONGEST_TEXT, MOST_PROPERTIES, tail
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.wal import write_import_segment
from hypercare.model.errors import BadInput
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "tail.v1.json").read_text())


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(tmp_path / "data").create()


def bring(house: House, number: int, *records: Any) -> None:
    body = "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in records).encode()
    payload = Payload("import.canonical", f"request-{number}", "web", to_micros(NOW), body)
    write_import_segment(house.wal / "import-tail", payload, number, RealFiles())
    drain(house)


def opened(**more: Any) -> dict[str, Any]:
    return {"event": "opened", "time": "2026-10-01T09:00:00Z", "user": "u1", **more}


def told(house: House, after: str | None = None, **wanted: Any) -> list[dict[str, Any]]:
    found = tail(house, after, **wanted)
    Draft202012Validator(SCHEMA).validate(found)
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def test_rows_since_a_cursor_with_what_could_not_be_understood(house: House) -> None:
    bring(house, 0, opened())
    cursor = tail(house)["cursor"]
    bring(house, 1, opened(properties={"rows": 3, "cart": {"n": 1}}, groups={"company_id": "c1"}), "no JSON")
    event, rejected = told(house, cursor)
    assert (event["event"], event["properties"], event["groups"]) == (
        "opened",
        {"rows": 3, "cart": '{"n":1}'},
        {"company_id": "c1"},
    )
    assert (rejected["kind"], rejected["reason"], rejected["raw"]) == ("quarantine", "invalid_json", "no JSON")
    assert [each["reason"] for each in told(house, event["cursor"])] == ["invalid_json"]


def test_what_became_known_last_comes_last_in_whatever_order_it_came(house: House) -> None:
    for number, day in enumerate((3, 1, 2)):
        bring(house, number, opened(time=f"2026-10-{day:02}T09:00:00Z"))
    assert [row["time"][8:10] for row in told(house)] == ["01", "02", "03"]


def test_whatever_comes_from_outside_is_bounded(house: House) -> None:
    wide = {f"p{number:03}": "x" * 1000 for number in range(100)}
    bring(house, 0, opened(properties=wide, user="u" * 200), '{"x": "' + "y" * 9000)
    event, rejected = sorted(told(house), key=lambda row: row["kind"])
    assert (len(event["properties"]), event["properties_left_out"]) == (MOST_PROPERTIES, 100 - MOST_PROPERTIES)
    assert {len(value) for value in event["properties"].values()} == {LONGEST_TEXT}
    assert len(rejected["raw"]) == LONGEST_RAW


@pytest.mark.parametrize(
    ("value", "shown"), [(2**60, str(2**60)), (True, True), (None, None), (1.5, 1.5), ([1], "[1]")]
)
def test_values_as_a_browser_can_read_them(house: House, value: Any, shown: Any) -> None:
    bring(house, 0, opened(properties={"it": value}))
    [row] = told(house)
    assert row["properties"] == {"it": shown}


def test_what_is_no_cursor_is_refused(house: House) -> None:
    with pytest.raises(BadInput, match="is no cursor"):
        tail(house, "yesterday")
