"""The further launches of the simulated company: deterministic, apart from the first, and as their truth says."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import orjson
import pytest

from hypercare.declare.launch_file import read_launch
from hypercare.simulate.cover import cover
from hypercare.simulate.happenings import HAPPENINGS
from hypercare.simulate.pickup import pickup
from hypercare.simulate.story import Story
from hypercare.simulate.timeline import LIVE
from simulate.told import company, lines_of

STORIES = pytest.mark.parametrize("story", [pickup, cover])


@STORIES
def test_the_same_bytes_are_told_again(story: Callable[[], Story]) -> None:
    assert _digest(story()) == _digest(story())


@STORIES
def test_nothing_is_shared_with_the_first_launch(story: Callable[[], Story]) -> None:
    _, first = company()
    lines = lines_of(story())
    for known, mine in (
        ({line.event for line in first}, {line.event for line in lines}),
        ({line.account for line in first}, {line.account for line in lines}),
        ({line.key for line in first}, {line.key for line in lines}),
        ({line.properties.get("account_type") for line in first}, {line.properties["account_type"] for line in lines}),
    ):
        assert not (known & mine) - {"internal"}


@STORIES
def test_the_file_is_valid_and_no_event_is_later_than_the_demo(story: Callable[[], Story]) -> None:
    told = story()
    launch = read_launch(told.launch_text, file="story.yaml")
    assert launch.id == told.truth.launch
    lines = lines_of(told)
    assert len(lines) == told.count == len({line.key for line in lines})
    assert [line.time for line in lines] == sorted(line.time for line in lines)
    assert lines[-1].time < datetime.fromisoformat("2027-01-01T00:00+07:00").timestamp() * 1000


def test_pickups_are_as_planted() -> None:
    truth = orjson.loads(pickup().truth.to_json())
    lines = [line for line in lines_of(pickup()) if line.account != "TK-TESTER"]
    reached = {event: len({line.account for line in lines if line.event == event}) for event in truth["steps"]}
    assert reached == truth["steps"] == {"pickup_opened": 240, "pickup_slot_chosen": 208, "pickup_scheduled": 172}
    over = datetime.fromisoformat("2026-07-01T00:00+07:00").timestamp() * 1000
    scheduled = Counter(line.account for line in lines if line.event == "pickup_scheduled" and line.time < over)
    assert sum(count >= 8 for count in scheduled.values()) == truth["regular"] == 118
    assert sum(line.event == "pickup_complaint" for line in lines) == truth["complaints"]
    later = Counter(line.event for line in lines if line.time >= over)
    assert 0.7 < later["pickup_scheduled"] / later["pickup_opened"] < 0.9


def test_what_the_insurance_lacks_is_as_planted() -> None:
    truth, lines = orjson.loads(cover().truth.to_json()), lines_of(cover())
    launch = read_launch(cover().launch_text, file="cover.yaml")
    events = {line.event for line in lines}
    assert sorted(launch.tracking.keys() - events) == truth["missing_events"]
    assert sorted(events - launch.tracking.keys()) == [*truth["misspelt_events"], "quote_made"]
    kinds = {(line.event, type(line.properties["premium"])) for line in lines}
    assert kinds == {("cover_offered", int), ("cover_quoted", str), ("policy_isued", int), ("quote_made", int)}
    before = {line.account for line in lines if line.time < launch.live.timestamp() * 1000} - {"UM-TESTER"}
    assert len(before) == truth["pilot"]
    assert not launch.support.guide
    assert 3 not in {level.number for level in launch.support.escalation}


def test_happenings_are_told_when_they_are_known() -> None:
    assert [each.told for each in HAPPENINGS] == sorted(each.told for each in HAPPENINGS)
    assert HAPPENINGS[0].at == LIVE
    assert all(each.until is None or each.at < each.until for each in HAPPENINGS)


def _digest(story: Story) -> str:
    return hashlib.sha256(b"".join(story.events())).hexdigest()
