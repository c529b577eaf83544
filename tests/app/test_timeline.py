"""The timeline of the demo's launches: what was declared, what happened, and nothing that was not known yet."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commands import run
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts.timeline import timeline
from hypercare.model.errors import NotFound
from seeded import LAUNCH, demo


def told(as_of: str, launch: str = LAUNCH, data: Path | None = None) -> Any:
    house = House(read_settings({}, data=data or demo().data))
    return timeline(house, launch, datetime.fromisoformat(f"{as_of}+07:00" if "T" in as_of else f"{as_of}T12:00+07:00"))


def test_what_was_declared_is_drawn_from_the_first_day_on() -> None:
    said = told("2026-09-22T09:00")
    assert (said["start_day"], said["live_day"], said["end_day"]) == (-14, 0.375, 102)
    spans = {each["phase"]: (each["start_day"], each["end_day"], each["current"]) for each in said["phases"]}
    assert spans == {
        "entrance": (-14, 0, False),
        "technical": (0, 15, True),
        "product": (0, 31, True),
        "outcome": (30, 101.25, False),
        "closed": (101.25, 102, False),
    }
    assert [(each["kind"], each["metrics"], each["start_day"], each["end_day"]) for each in said["cycles"]] == [
        ("calendar quarter", ["pro_accounts"], 9, 101)
    ]
    assert {each["gate"]: each["at_day"] for each in said["gates"]} == {"day 30": 32.25, "cycle end": 101.25}
    peaks = [(each["peak"], each["start_day"]) for each in said["peaks"]]
    assert peaks == [
        ("double_dates", -13),
        ("double_dates", 18),
        ("double_dates", 50),
        ("harbolnas", 79),
        ("double_dates", 81),
    ]


def test_the_last_review_is_drawn_where_the_quarter_is_over() -> None:
    reviews = told("2026-09-22T09:00")["reviews"]
    assert [(each["day"], each["at_day"], each["extended"]) for each in reviews] == [
        (30, 31.25, False),
        (60, 61.25, False),
        (90, 101.25, True),
    ]
    assert reviews[-1]["at"] == "2027-01-01T06:00:00+07:00"
    assert reviews[-1]["says"]["id"] == "ritual-review-extended"


def test_gate_stands_where_it_was_judged_once_it_was() -> None:
    """All funnels were through on day 31; at the latest it would have been day 32."""
    before, after = (
        {each["gate"]: each["at_day"] for each in told(at)["gates"]} for at in ("2026-10-20", "2026-11-21")
    )
    assert (before["day 30"], after["day 30"]) == (32.25, 31.25)


@pytest.mark.parametrize(
    ("as_of", "marks"),
    [("2026-09-22T08:59", 0), ("2026-09-22T09:00", 1), ("2026-09-25T10:15", 3), ("2026-11-03T00:00", 5),
     ("2026-11-04T10:00", 6), ("2026-11-06T16:20", 7)],
    ids=["before go-live", "go-live", "the hotfix ends the incident", "a campaign is planned", "and announced",
         "a note"],
)  # fmt: skip
def test_marks_are_there_once_they_are_known(as_of: str, marks: int) -> None:
    assert len(told(as_of)["marks"]) == marks


def test_the_planted_marks_are_all_there() -> None:
    found = [(each["kind"], round(each["at_day"], 2), each["until_day"] is not None) for each in told(
        "2026-11-21T12:00")["marks"]]  # fmt: skip
    assert found == [
        ("deployment", 0.38, False),
        ("incident", 2.57, True),
        ("hotfix", 3.43, False),
        ("incident", 18.39, True),
        ("hotfix", 18.55, False),
        ("note", 45.68, False),
        ("campaign", 50, True),
    ]


def test_a_signature_ends_the_ribbon() -> None:
    said = told("2026-11-21T12:00", "jadwal-jemput")
    assert (said["decision"]["action"], said["end_day"]) == ("SCALE", 93)
    assert [each["phase"] for each in said["phases"] if each["current"]] == ["continuous"]
    assert told("2026-07-02T10:00", "jadwal-jemput")["decision"] is None


def test_an_edit_after_go_live_shows(tmp_path: Path) -> None:
    data = demo().copy(tmp_path / "data")
    file = data / "launches" / f"{LAUNCH}.yaml"
    file.write_text(file.read_text().replace("success: 42%", "success: 40%"))
    assert run("launch", "add", file, "--at", "2026-10-05T09:00", "--data", data).code == 0
    assert told("2026-10-04T09:00", data=data)["edits"] == []
    (edit,) = told("2026-10-06T09:00", data=data)["edits"]
    assert (edit["number"], edit["at_day"]) == (2, 13.375)


def test_a_retracted_mark_is_gone_from_then_on(tmp_path: Path) -> None:
    data = demo().copy(tmp_path / "data")
    assert run("unmark", "m-2", "--data", data, clock="2026-10-01T00:00Z").code == 0
    assert [each["id"] for each in told("2026-10-02T00:00", data=data)["marks"]] == ["m-1", "m-3"]
    assert [each["id"] for each in told("2026-09-30T00:00", data=data)["marks"]] == ["m-1", "m-2", "m-3"]


def test_an_unknown_launch_is_named() -> None:
    with pytest.raises(NotFound, match="nosuch"):
        told("2026-10-02T00:00", "nosuch")
