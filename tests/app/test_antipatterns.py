"""The anti-patterns of the demo, held to what was planted; and what is known of a past day."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.settings import read_settings
from hypercare.app.usecases.care.forget import Asked, find, forget
from hypercare.app.usecases.judging.looking import look
from hypercare.app.usecases.launches import attendance as noted
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.attendance import presences
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.signing.signing import sign
from hypercare.ledger import attendance
from hypercare.model.attendance import Presence
from hypercare.model.verdict import Action
from seeded import LAUNCH, demo

CLOCK = datetime.fromisoformat("2026-11-21T12:00:00+07:00")
DAY_32 = datetime.fromisoformat("2026-10-24T12:00:00+07:00")
FINISHED = "jadwal-jemput"


def house(data: Path, clock: datetime = CLOCK) -> House:
    return House(read_settings({"HYPERCARE_CLOCK": clock.isoformat()}, data=data))


def found(here: House, launch: str = LAUNCH, moment: Moment | None = None) -> dict[str, Any]:
    """The anti-patterns of a look, by their check; the first of each."""
    told: dict[str, Any] = {}
    for each in look(here, launch, moment or Moment())["antipatterns"]:
        told.setdefault(each["check"], each)
    return told


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo().copy(tmp_path_factory.mktemp("antipatterns") / "data")


def test_day_60_shows_what_was_planted(copy: Path) -> None:
    truth, told = demo().truth, found(house(copy))
    assert set(told) == {"ANTI-CHERRY-PICKING", "ANTI-ENTRANCE-OVERRIDDEN", "ANTI-LAUNCH-AND-FORGET"}
    swapped, silence = told["ANTI-CHERRY-PICKING"], told["ANTI-LAUNCH-AND-FORGET"]
    assert swapped["text"]["id"] == "anti-cherry-swapped"
    assert swapped["text"]["params"]["events"] == truth["swapped_event"].replace("_", " ")
    assert swapped["text"]["params"]["failed"] == "insurance ctr"
    assert (
        f"{truth['page_views']['per_day'] - 1:+.0%}".replace("%", " %")
        in swapped["evidence"][0]["what"]["params"]["said"]
    )
    (run,) = (each for each in silence["evidence"] if each["scale"] == "days")
    assert run["days"] == truth["silent_days"]
    assert run["value"] == 9
    assert silence["over_at"] is not None


def test_day_32_knows_of_no_mirage_and_of_no_note(copy: Path) -> None:
    told = found(house(copy), moment=Moment(day=32))
    assert set(told) == {"ANTI-ENTRANCE-OVERRIDDEN", "ANTI-LAUNCH-AND-FORGET"}


def test_day_26_sees_the_silence_go_on(copy: Path) -> None:
    silence = found(house(copy), moment=Moment(day=26))["ANTI-LAUNCH-AND-FORGET"]
    assert (silence["text"]["id"], silence["level"], silence["over_at"]) == ("anti-forget-silent", "bad", None)
    assert "ANTI-LAUNCH-AND-FORGET" not in found(house(copy), moment=Moment(day=24))


def test_the_launch_that_was_run_well_has_none(copy: Path) -> None:
    shown = look(house(copy), FINISHED, Moment())
    assert shown["antipatterns"] == []
    assert {each["state"] for each in shown["antipattern_checks"]} == {"clear"}


def test_nothing_needs_people_twice(copy: Path) -> None:
    shown = look(house(copy), LAUNCH, Moment())
    kinds = [each["id"] for each in shown["attention"]]
    assert len(kinds) == len(set(kinds))
    assert {"overridden", "cherry-picked"} <= set(kinds)


def test_whoever_signs_on_day_32_signs_a_mirage(tmp_path: Path) -> None:
    data = demo().copy(tmp_path / "data")
    sign(house(data, DAY_32), LAUNCH, action=Action.SCALE, reason="completion passes",
         by="dewi@example.com", at=DAY_32)  # fmt: skip
    told = found(house(data))
    mirage, early = told["ANTI-MIRAGE"], told["ANTI-EARLY-DECISION"]
    assert (mirage["text"]["id"], mirage["level"]) == ("anti-mirage-decided", "bad")
    assert datetime.fromisoformat(mirage["at"]) == DAY_32
    assert {each["what"]["id"] for each in mirage["evidence"]} >= {
        "anti-mirage-signed", "anti-mirage-passed", "anti-mirage-open",
    }  # fmt: skip
    assert early["text"]["params"]["day"] == 32
    before = found(house(data), moment=Moment(instant=DAY_32 - timedelta(minutes=1)))
    assert not {"ANTI-MIRAGE", "ANTI-EARLY-DECISION"} & set(before)


def test_a_threshold_that_is_lowered_after_the_first_data(tmp_path: Path) -> None:
    data = demo().copy(tmp_path / "data")
    here = house(data)
    file = data / "launches" / f"{LAUNCH}.yaml"
    text = file.read_text().replace("insurance_ctr: {success: 5%, failure: 4%}", "insurance_ctr: {success: 2%}")
    file.write_text(text)
    launches.add(here, file, at=DAY_32, by="putri@example.com")
    told = [each for each in look(here, LAUNCH, Moment())["antipatterns"] if each["page"] == "definition"]
    assert [each["text"]["id"] for each in told] == ["anti-cherry-edited-turned"]
    assert told[0]["evidence"][0]["what"]["params"]["path"] == "gates.day 30.insurance_ctr"
    assert "edited" not in {each["id"] for each in look(here, LAUNCH, Moment())["attention"]}


def test_what_people_wrote_shows_that_they_were_there(copy: Path) -> None:
    here = house(copy)
    launch, _ = at_version(here, LAUNCH, CLOCK)
    told = {(each.who, each.what) for each in presences(here, launch, CLOCK)}
    assert {
        ("B. Santoso", Presence.FIXED), ("putri@example.com", Presence.COMMENTED),
        ("putri@example.com", Presence.STOOD_UP), ("oncall@example.com", Presence.FIXED),
    } <= told  # fmt: skip
    assert all(each.first_at <= DAY_32 for each in presences(here, launch, DAY_32))


@pytest.mark.slow
def test_a_forgotten_person_was_never_there(tmp_path: Path) -> None:
    here = house(demo().copy(tmp_path / "data"))
    noted.note(here, LAUNCH, "halim@example.com", Presence.OPENED)
    asked = Asked(("halim@example.com",))
    assert find(here, asked).presences == 1
    assert forget(here, asked, by="test").presences == 1
    assert attendance.count(["halim@example.com"]) == 0
    assert attendance.count(["putri@example.com"]) > 0
