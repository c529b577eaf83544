"""Versions of a launch: which was frozen at go-live, what was edited, and what the file on disk is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import shop
from hypercare.app import site
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.judging.circumstances import circumstances
from hypercare.app.usecases.launches.definition import FileState, on_disk, versions_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.declare.diff import Change
from hypercare.model.errors import NotFound

EASIER = shop.LAUNCH.replace("bought: {success: 40%, failure: 20%}", "bought: {success: 30%, failure: 20%}")
TITLED = shop.LAUNCH.replace("title: Shop", "title: The shop")
DAY_70 = datetime.fromisoformat(shop.DAY_70)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    data = tmp_path / "data"
    shop.declare(data, on="2026-02-20")
    shop.declare(data, TITLED, on="2026-02-25")
    shop.declare(data, EASIER, on="2026-03-20")
    house = House(replace(read_settings({}, data=data), clock=shop.DAY_70, launches=tmp_path / "launches"))
    open_ledger(house)
    (tmp_path / "launches").mkdir()
    yield house
    site.close()


def test_what_held_at_go_live_is_frozen_and_later_versions_are_edits(house: House) -> None:
    found = versions_of(house, "shop")
    assert [version.number for version in found] == [1, 2, 3]
    assert [version.is_frozen for version in found] == [False, True, False]
    assert [version.after_live for version in found] == [False, False, True]
    assert found[0].changes == ()
    assert found[1].changes == (Change("title", "Shop", "The shop"),)
    assert Change("gates.day 30.bought", "success 40%, failure 20%", "success 30%, failure 20%") in found[2].changes
    assert found[2].launch.digest == at_version(house, "shop", DAY_70)[0].digest


def test_a_launch_registered_after_its_go_live_is_frozen_as_first_seen(tmp_path: Path) -> None:
    data = tmp_path / "late"
    shop.declare(data, on="2026-03-05")
    try:
        (only,) = versions_of(shop.opened(data), "shop")
    finally:
        site.close()
    assert (only.is_frozen, only.after_live) == (True, False)


def test_a_launch_that_is_not_registered(house: House) -> None:
    with pytest.raises(NotFound):
        versions_of(house, "../etc")


@pytest.mark.parametrize(
    ("text", "state", "changes"),
    [
        pytest.param(None, FileState.MISSING, 0, id="no file"),
        pytest.param(EASIER, FileState.SAME, 0, id="the version that holds"),
        pytest.param(EASIER.replace("title: Shop", "title: Store"), FileState.DIFFERS, 1, id="another title"),
        pytest.param(f"# a comment\n{EASIER}", FileState.DIFFERS, 0, id="a comment more"),
        pytest.param("launch: [", FileState.BROKEN, 0, id="no launch file"),
    ],
)
def test_the_file_on_disk(house: House, text: str | None, state: FileState, changes: int) -> None:
    path = house.settings.launches / "shop.yaml"
    if text is not None:
        path.write_text(text)
    found = on_disk(house, "shop")
    assert (found.state, len(found.changes), found.path) == (state, changes, path)


def test_circumstances_of_the_present_and_of_the_past(house: House) -> None:
    (house.settings.launches / "shop.yaml").write_text(shop.LAUNCH)
    launch, _ = at_version(house, "shop", DAY_70)
    now = circumstances(house, launch, DAY_70, DAY_70 + timedelta(days=3))
    then = circumstances(house, launch, datetime(2026, 3, 10, tzinfo=UTC), None)
    assert (now.facts_until, len(now.edited_at), now.file_differs) == (DAY_70, 1, True)
    assert (then.facts_until, then.edited_at, then.file_differs) == (None, (), False)
