"""The facts of a verdict: fixed when it starts, with everybody who they were known to be at the time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import shop
from hypercare.app import site
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.model.instant import to_micros
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket

USERS, COLUMNS = Unit(), frozenset({"platform"})


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Sixty users of whom six are devices; on day 20 it becomes known which users those are."""
    data = tmp_path / "data"
    shop.declare(data)
    shop.bring(data, shop.lines(range(46), range(60)), "events")
    shop.bring(data, shop.merges(known_on_day=20), "merges")
    yield shop.opened(data)
    site.close()


def newest(house: House) -> Evidence:
    return Evidence.newest(house.sequences, house.tables, [USERS], COLUMNS)


def named(buckets: list[Bucket]) -> set[str]:
    return {name for bucket in buckets for name in bucket.ids}


def day(number: int) -> int:
    return to_micros(shop.LIVE) + number * 86_400_000_000


def test_units_are_who_they_were_known_to_be(house: House) -> None:
    evidence = newest(house)
    before, after = (named(evidence.buckets(USERS, COLUMNS, day(number))) for number in (19, 20))
    devices = {f"d-{number}" for number in range(0, 60, 10)}
    assert before & devices == devices
    assert after & devices == set()


@pytest.mark.parametrize(("first", "second", "shared"), [(3, 19, True), (19, 20, False), (20, 45, True)])
def test_instants_between_which_nobody_became_known_share_a_set(
    house: House, first: int, second: int, shared: bool
) -> None:
    evidence = newest(house)
    one, two = (evidence.buckets(USERS, COLUMNS, day(number)) for number in (first, second))
    assert (one is two) is shared


def test_what_is_loaded_meanwhile_is_not_read(house: House) -> None:
    evidence = newest(house)
    before = named(evidence.buckets(USERS, COLUMNS, day(46)))
    shop.bring(house.data, shop.lines(range(46), range(100, 110)), "more")
    assert named(evidence.buckets(USERS, COLUMNS, day(46))) == before
    assert named(evidence.buckets(USERS, COLUMNS, day(10))) <= before | {f"d-{number}" for number in range(0, 60, 10)}
    assert named(newest(house).buckets(USERS, COLUMNS, day(46))) > before


def test_a_manifest_gives_exactly_what_was_read(house: House) -> None:
    manifest = newest(house).manifest
    before = named(newest(house).buckets(USERS, COLUMNS, day(46)))
    shop.bring(house.data, shop.lines(range(46), range(100, 110)), "more")
    pinned = Evidence.pinned(house.sequences, house.tables, manifest, COLUMNS)
    assert named(pinned.buckets(USERS, COLUMNS, day(46))) == before


def test_a_property_that_was_not_promised_is_a_mistake_of_ours(house: House) -> None:
    with pytest.raises(ValueError, match=r"not promised.*amount"):
        newest(house).buckets(USERS, frozenset({"amount"}), day(46))
