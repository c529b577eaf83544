"""A day of traffic comes while the worker is away: every request is answered, and all of it counts once it is back."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
from mixpanel import Mixpanel, MixpanelException

from app.running import Server, kill, serving, until
from patience import PATIENCE_S

pytestmark = pytest.mark.slow

DAY_S = 86_400
SENDERS, REQUESTS, EVENTS = 4, 40, 250
TOTAL = SENDERS * REQUESTS * EVENTS
# What the gateway may gain while nothing is loaded: what it took lies on the disk, not in memory.
GROWTH_BYTES = 100 * 1024 * 1024


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "data") as (running, _):
        yield running


def batch(token: str, sender: int, request: int, now: int) -> bytes:
    """One request of a day that is replayed at speed: its events lie all over the day."""
    place = (sender * REQUESTS + request) * EVENTS
    events = [
        {
            "event": "order_created",
            "properties": {
                "token": token,
                "time": now - DAY_S + (place + number) * DAY_S // TOTAL,
                "distinct_id": f"u{(place + number) % 997}",
                "$insert_id": f"{place + number:x}",
            },
        }
        for number in range(EVENTS)
    ]
    return json.dumps(events).encode()


def replay(server: Server, token: str, sender: int, now: int) -> set[int]:
    """Sends one sender's part of the day; the statuses that it was answered with."""
    url = f"http://127.0.0.1:{server.gateway_port}/ingest/mixpanel/track"
    with httpx.Client(timeout=PATIENCE_S) as client:
        headers = {"content-type": "application/json"}
        return {
            client.post(url, content=batch(token, sender, request, now), headers=headers).status_code
            for request in range(REQUESTS)
        }


def all_replayed(server: Server, token: str, now: int) -> set[int]:
    with ThreadPoolExecutor(SENDERS) as pool:
        return set().union(*pool.map(lambda sender: replay(server, token, sender, now), range(SENDERS)))


def gateway_bytes(server: Server) -> int:
    return int(psutil.Process(server.pid("gateway")).memory_full_info().uss)


def test_nothing_of_a_day_is_lost_while_the_worker_is_away(server: Server) -> None:
    token = server.json("token", "new", "mixpanel", "--source", "shop")["token"]
    client, before = server.client(token), server.counted()
    until(lambda: was_taken(client), "the gateway knows the token")
    until(lambda: server.counted() == before + 1, "the first event is counted")
    memory, now = gateway_bytes(server), int(time.time())
    worker = server.pid("worker")
    assert worker is not None
    os.kill(worker, signal.SIGSTOP)
    assert all_replayed(server, token, now) == {200}
    assert server.counted() == before + 1
    assert gateway_bytes(server) - memory < GROWTH_BYTES
    # The worker does not even come back by itself: another one has to take over what it left.
    kill(worker)
    assert server.run("drain").returncode == 0
    assert server.counted() == before + 1 + TOTAL
    # The whole day once more, as clients do that were not answered: nothing counts twice.
    assert all_replayed(server, token, now) == {200}
    assert server.run("drain").returncode == 0
    assert server.counted() == before + 1 + TOTAL


def was_taken(client: Mixpanel) -> bool:
    try:
        client.track("u1", "hello", {"$insert_id": "hello", "time": 1_790_000_000})
    except MixpanelException:
        return False
    return True
