"""Verifications of the tracking: made once for everybody who reads, kept, and made anew when something changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.installation import DAY_30, LAUNCH, LAUNCH_ID, LIVE, NOW, house_at, import_funnel
from hypercare.app.house import House
from hypercare.app.looks import Looks, Moment
from hypercare.app.settings import read_settings
from hypercare.app.usecases.judging import looking, verifying
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.verifications import Verifications

PLAN = "\ntracking: {opened: {from: web}, done: {from: web}, gone: {from: web}}\n"
OTHER = LAUNCH.replace("launch: biza", "launch: other").replace("[opened, done]", "[seen, done]")
DAY = Moment(30)


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = house_at(tmp_path / "data")
    made.create()
    import_funnel(made, tmp_path)
    add(made, tmp_path, LAUNCH + PLAN)
    return made


def add(house: House, folder: Path, text: str) -> None:
    """Registers a launch file as of go-live."""
    file = folder / "launch.yaml"
    file.write_text(text)
    launches.add(house, file, at=LIVE, by="putri")


def later(house: House, **by: float) -> House:
    """The same installation after so long."""
    return House(read_settings({"HYPERCARE_CLOCK": (NOW + timedelta(**by)).isoformat()}, data=house.data))


def is_made_anew(house: House, moment: Moment) -> bool:
    """Whether a verification is not the one that was kept."""
    launch, _ = at_version(house, LAUNCH_ID, NOW)
    before = Verifications(house.data).find(LAUNCH_ID, launch.digest, moment)
    assert before is not None
    return bool(verifying.refresh(house, LAUNCH_ID, moment)["computed_at"] != before["computed_at"])


@pytest.mark.parametrize("moment", [Moment(), DAY, Moment(instant=DAY_30)], ids=lambda moment: moment.key)
def test_a_verification_is_kept_and_stands_while_the_facts_do(house: House, moment: Moment) -> None:
    first = verifying.refresh(house, LAUNCH_ID, moment)
    assert not is_made_anew(house, moment)
    kept = Verifications(house.data).find(LAUNCH_ID, first["tracking"]["version"], moment)
    assert kept is not None
    assert orjson.dumps(kept) == orjson.dumps(first | {"tracking": first["tracking"] | {"integrity": None}})
    assert first["tracking"]["arrived"] == 2


@pytest.mark.parametrize(
    ("moment", "seconds", "anew"),
    [
        pytest.param(Moment(), 10, False, id="now, seconds later"),
        pytest.param(Moment(), 20, True, id="now, when silence may have grown"),
        pytest.param(DAY, 86_400, False, id="the past is as it was"),
    ],
)
def test_time_makes_only_the_present_old(house: House, moment: Moment, seconds: float, *, anew: bool) -> None:
    verifying.refresh(house, LAUNCH_ID, moment)
    assert is_made_anew(later(house, seconds=seconds), moment) is anew


@pytest.mark.parametrize("moment", [Moment(), DAY], ids=lambda moment: moment.key)
def test_new_facts_make_it_anew(house: House, tmp_path: Path, moment: Moment) -> None:
    verifying.refresh(house, LAUNCH_ID, moment)
    import_funnel(house, tmp_path, users=range(60, 90))
    assert is_made_anew(house, moment)


def test_what_came_late_is_told_of_the_past(house: House, tmp_path: Path) -> None:
    def counted() -> list[int]:
        return [each["events"] for each in verifying.refresh(house, LAUNCH_ID, DAY)["tracking"]["events"]]

    before = counted()
    import_funnel(house, tmp_path, users=range(60, 90))
    assert (before, counted()) == ([60, 40, 0], [90, 60, 0])


def test_the_plan_of_another_launch_makes_it_anew(house: House, tmp_path: Path) -> None:
    """What another launch plans is nothing that nobody plans."""
    before = verifying.refresh(house, LAUNCH_ID, Moment())
    add(house, tmp_path, OTHER)
    assert is_made_anew(house, Moment())
    after = verifying.refresh(house, LAUNCH_ID, Moment())
    said = [[each["check"] for each in kept["tracking"]["findings"]] for kept in (before, after)]
    assert said == [["TRACK-UNPLANNED"], []]


def test_a_new_version_of_the_launch_is_verified_by_itself(house: House, tmp_path: Path) -> None:
    before = verifying.refresh(house, LAUNCH_ID, Moment())["tracking"]
    add(house, tmp_path, LAUNCH + PLAN.replace(", gone: {from: web}", ""))
    launch, _ = at_version(house, LAUNCH_ID, NOW)
    assert Verifications(house.data).find(LAUNCH_ID, launch.digest, Moment()) is None
    after = verifying.refresh(house, LAUNCH_ID, Moment())["tracking"]
    assert [before["planned"], after["planned"]] == [3, 2]
    assert before["version"] != after["version"] == launch.digest


def test_who_asks_while_it_is_computed_is_told_the_same(house: House) -> None:
    def ask(_number: int) -> dict[str, Any]:
        return verifying.refresh(house, LAUNCH_ID, Moment())

    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(ask, range(4)))
    assert len({each["computed_at"] for each in found}) == 1


def test_the_integrity_is_the_looks(house: House) -> None:
    assert verifying.refresh(house, LAUNCH_ID, Moment())["tracking"]["integrity"] is None
    looked = looking.look(house, LAUNCH_ID, Moment())
    assert Looks(house.data).find(LAUNCH_ID, looked["verdict"]["version"], Moment()) is not None
    found = verifying.refresh(house, LAUNCH_ID, Moment())["tracking"]["integrity"]
    assert found["as_of"] == looked["as_of"]


def test_a_torn_verification_is_made_anew(house: House) -> None:
    first = verifying.refresh(house, LAUNCH_ID, DAY)["tracking"]
    (file,) = house.data.glob("looks/*/*/tracking/*.json")
    file.write_bytes(file.read_bytes()[:100])
    assert verifying.refresh(house, LAUNCH_ID, DAY)["tracking"] == first


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    verifications = Verifications(tmp_path, most_bytes=3_000)
    filler = {"launch": "biza", "version": "ab" * 32, "filler": "x" * 700}
    for day in range(12):
        verifications.keep(filler, Moment(day), {})
    there = [day for day in range(12) if verifications.find("biza", "ab" * 32, Moment(day)) is not None]
    assert there
    assert max(there) == 11
    assert len(there) <= 4
    verifications.clear()
    assert not any(tmp_path.rglob("*.json"))
