"""Who is who, as an installation tells it, and what a merge does to a metric."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from commands import run
from hypercare.app import site


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    shop.declare(folder)
    shop.bring(folder, shop.lines(range(-14, 46)), "many")
    yield folder
    site.close()


def claim(user: str, device: str, day: int) -> dict[str, Any]:
    at = int(shop.LIVE.timestamp()) + day * 86_400
    properties: dict[str, Any] = {"time": at, "mp_processing_time_ms": at * 1000, "distinct_id": user}
    properties |= {"$identified_id": user, "$anon_id": device, "$insert_id": f"{user}-{device}"}
    return {"event": "$identify", "properties": properties}


def told(data: Path, *words: object) -> Any:
    ran = run("who", *words, "--data", data, "--json", clock=shop.DAY_70)
    assert ran.code == 0, ran
    return ran.json


def test_the_keys_of_a_person_and_how_they_were_joined(data: Path) -> None:
    shop.bring(data, shop.merges(known_on_day=20), "merges")
    found = told(data, "d-10")
    assert (found["user"], found["keys"], found["people"], found["contested"]) == ("u-11", ["d-10", "u-11"], 1, 0)
    assert [(each["kind"], each["key"], each["user"]) for each in found["joined"]] == [("identify", "d-10", "u-11")]
    assert told(data, "nobody")["keys"] == ["nobody"]


def test_of_claims_that_conflict_the_first_counts_and_all_are_told(data: Path) -> None:
    shop.bring(data, [claim("u-late", "shared", 9), claim("u-early", "shared", 3)], "claims")
    [contest] = told(data)["contests"]
    assert contest["key"] == "shared"
    assert [(each["user"], each["counts"]) for each in contest["claims"]] == [("u-early", True), ("u-late", False)]
    assert told(data, "u-late")["contests"] == [contest], "who lost is told, too"
    assert told(data, "u-11")["contests"] == []


def units(data: Path, as_of: str) -> int:
    """How many users the metric of the first gate counts, as of an instant."""
    [bought] = shop.judged(data, as_of)["gates"][0]["metrics"]
    return int(bought["answer"]["counts"]["units"])


@pytest.mark.parametrize(
    ("known_on_day", "as_of", "counted"),
    [(20, shop.DAY_31, 420 - 42), (60, shop.DAY_31, 420), (60, shop.DAY_45, 420)],
    ids=["known before", "known later", "known later, asked later"],
)
def test_a_merge_changes_a_metric_only_as_of_later_instants(
    data: Path, known_on_day: int, as_of: str, counted: int
) -> None:
    assert units(data, as_of) == 420
    shop.bring(data, shop.merges(known_on_day), "merges")
    fresh = data.parent / "fresh"
    shop.declare(fresh)
    shop.bring(fresh, shop.lines(range(-14, 46)), "many")
    shop.bring(fresh, shop.merges(known_on_day), "merges")
    assert units(fresh, as_of) == counted, "where nothing was judged yet"
    assert units(data, as_of) == 420, "a word that was issued stands"
