"""The simulated health: what was planted is in the lines, and the clean twin lacks what went wrong."""

import json
from collections import Counter

from hypercare.model.instant import to_micros
from hypercare.simulate.happenings import HOTFIX, INDEXED, SLOW, SPIKE
from hypercare.simulate.health import BULK, SLOW_MS, health
from hypercare.simulate.timeline import LIVE_US, day_start

TOLD = health(last=20)
REQUESTS = [json.loads(line) for line in TOLD.requests]
SESSIONS = [json.loads(line) for line in TOLD.sessions]


def test_the_lines_hold_what_the_truth_says() -> None:
    bulk = [each for each in REQUESTS if each["route"] == BULK]
    assert sum(each["count"] for each in REQUESTS) == TOLD.truth.requests
    assert sum(each["count"] for each in REQUESTS if each["status"] >= 500) == TOLD.truth.failed
    assert sum(each["count"] for each in bulk if each["duration_ms"] > SLOW_MS) == TOLD.truth.bulk_slow
    assert Counter(each["state"] for each in SESSIONS)["crashed"] == TOLD.truth.crashed
    assert len(TOLD.errors) == sum(each["state"] != "exited" for each in SESSIONS)
    assert min(each["time"] for each in bulk) >= LIVE_US


def test_nothing_is_told_beyond_the_last_day() -> None:
    end = int(day_start(21))
    assert max(each["time"] for each in REQUESTS) < end
    assert max(each["updated"] for each in SESSIONS) < end


def test_what_goes_wrong_goes_wrong_when_and_where_it_was_marked() -> None:
    crashed = [each for each in SESSIONS if each["state"] == "crashed" and each["os"] == "Android 13"]
    in_spike = [each for each in crashed if to_micros(SPIKE) <= each["started"] < to_micros(HOTFIX)]
    assert len(in_spike) == TOLD.truth.crashed_in_spike > 20
    slow = Counter(
        to_micros(SLOW) <= each["time"] < to_micros(INDEXED)
        for each in REQUESTS
        if each["route"] == BULK and each["duration_ms"] == 3_400
        for _ in range(each["count"])
    )
    assert slow[True] > slow[False]


def test_the_clean_twin_is_spared() -> None:
    clean = health(last=20, clean=True).truth
    assert (clean.crashed_in_spike, clean.sessions) == (0, TOLD.truth.sessions)
    assert clean.crashed < TOLD.truth.crashed / 2
    assert clean.bulk_slow < TOLD.truth.bulk_slow
