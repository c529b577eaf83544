"""Who is let in when many come at once, and what a token may bring."""

import json
from collections.abc import Mapping

import msgspec
import pytest

from hypercare.model.ports import Credential
from hypercare.sources.admission import BURST_SECONDS, SMALL_BYTES, Denied, Rates, Room, Shares
from hypercare.sources.reasons import RequestProblem
from hypercare.sources.registry import decoder
from sources import doors
from sources.doors import NOW_S, TOKEN, Door, Reply


def test_the_room_takes_no_more_than_it_holds_and_gets_everything_back() -> None:
    room = Room(100)
    with room.visit() as one, room.visit() as two:
        one.take(60)
        two.take(40)
        with pytest.raises(Denied) as denied:
            two.take(1)
        assert denied.value.problem is RequestProblem.OVERLOADED
        assert room.used == 100
    assert room.used == 0


def test_large_bodies_leave_room_for_small_ones() -> None:
    room = Room(40 * SMALL_BYTES)
    with room.visit() as large, room.visit() as small:
        large.take(30 * SMALL_BYTES)
        with pytest.raises(Denied):
            large.take(1)
        small.take(SMALL_BYTES)
        with pytest.raises(Denied):
            small.take(1)


def test_no_token_fills_the_room_while_a_newcomer_finds_a_place() -> None:
    shares = Shares(most=100, least=10)
    with shares.hold(["loud"], 30), shares.hold(["loud"], 20):
        with pytest.raises(Denied) as denied, shares.hold(["loud"], 1):
            pass
        assert denied.value.problem is RequestProblem.RATE_LIMITED
        with shares.hold(["quiet"], 30):
            pass
    with shares.hold(["loud"], 50):
        pass


def test_a_token_with_nothing_waiting_is_let_in_whatever_its_size() -> None:
    with Shares(most=100, least=10).hold(["alone"], 99):
        pass


@pytest.mark.parametrize(
    ("spent", "after", "wait"),
    [
        pytest.param(100, 0.0, 1, id="the burst is spent"),
        pytest.param(100, 0.2, None, id="a little came back"),
        pytest.param(150, 0.0, 6, id="a large request leaves a debt"),
        pytest.param(150, 5.2, None, id="the debt is paid"),
        pytest.param(99_999, 0.0, 300, id="no client waits longer"),
    ],
)
def test_a_rate_is_a_bucket_that_fills_up_again(spent: int, after: float, wait: int | None) -> None:
    rates, token = Rates(), Credential("t", "mixpanel", "shop", rate=100 // BURST_SECONDS)
    rates.spend(token, spent, 1000.0)
    if wait is None:
        rates.spend(token, 1, 1000.0 + after)
        return
    with pytest.raises(Denied) as denied:
        rates.spend(token, 1, 1000.0 + after)
    assert denied.value.seconds == wait


def test_a_token_without_a_rate_is_never_slowed() -> None:
    rates = Rates()
    for _ in range(1000):
        rates.spend(Credential("t", "mixpanel", "shop"), 2000, 0.0)


def track(door: Door, path: str = "track", records: int = 1, **properties: object) -> Reply:
    event = {"event": "opened", "properties": {"token": TOKEN, "time": NOW_S, "distinct_id": "u1", **properties}}
    update = {"$token": TOKEN, "$distinct_id": "u1", "$set": {"plan": "pro"}}
    body = json.dumps([update if path == "engage" else event] * records).encode()
    reply = door.ask("POST", f"/ingest/mixpanel/{path}", [body], headers={"content-type": "application/json"})
    assert reply is not None
    return reply


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Credential]:
    credentials = dict(doors.CREDENTIALS)
    monkeypatch.setattr(doors, "CREDENTIALS", credentials)
    return credentials


def test_beyond_its_rate_a_token_is_told_when_to_come_again(shop: dict[str, Credential]) -> None:
    shop[TOKEN] = Credential("1", "mixpanel", "shop", rate=1)
    door = Door()
    assert track(door, records=BURST_SECONDS + 5).status == 200
    reply = track(door)
    assert (reply.status, reply.headers["retry-after"], reply.body) == (429, "6", b"0")
    assert door.counters.rejected["mixpanel", "rate_limited"] == 1
    assert len(door.shelf.payloads) == 1


def test_what_a_token_may_not_bring_is_refused_or_kept_aside(shop: dict[str, Credential]) -> None:
    shop[TOKEN] = Credential("1", "mixpanel", "shop", scope=frozenset({"events"}))
    door = Door()
    assert track(door).status == 200
    assert track(door, "engage").status == 403
    assert door.counters.rejected["mixpanel", "out_of_scope"] == 1
    assert [payload.scope for payload in door.shelf.payloads] == [("events",)]


def test_facts_beyond_the_scope_of_their_payload_are_counted_in_quarantine() -> None:
    door = Door()
    track(door, "engage", records=3)
    [payload] = door.shelf.payloads
    found = decoder("mixpanel")(msgspec.structs.replace(payload, scope=("events", "feedback")))
    assert found.traits == []
    assert [(each.reason, each.message) for each in found.rejected] == [
        ("out_of_scope", "3 traits: the token may bring events, feedback only")
    ]


def test_a_full_house_asks_to_come_again_in_the_vendor_s_form(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door()
    monkeypatch.setattr("hypercare.sources.gateway.Room", lambda: Room(10))
    reply = track(door)
    assert (reply.status, reply.headers["retry-after"], reply.headers["connection"]) == (503, "1", "close")
    assert door.counters.rejected["mixpanel", "overloaded"] == 1
    assert door.shelf.payloads == []
