"""Forgetting beside a running server: what was answered before is gone, what comes after counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.running import serving
from hypercare.app import site

pytestmark = pytest.mark.slow

ANA, BOB = "ana.putri@example.com", "bob.santoso@example.com"


@pytest.fixture(autouse=True)
def closed_ledger() -> Iterator[None]:
    yield
    site.close()


def test_what_was_answered_is_forgotten_and_what_comes_later_counts(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (server, _):
        client = server.client(server.new_token())
        for user in (ANA, BOB):
            for number in range(20):
                client.track(user, f"opened-{number}", {})
        done = server.json("forget", "--user", ANA, "--yes")
        assert (done["done"], done["gone"]["events"]) == (True, 20)
        client.track(ANA, "came-back", {})
        server.json("drain")
        names = [
            event["event"] for event in server.json("events", "--limit", "100")["events"] if event.get("user") == ANA
        ]
        assert names == ["came-back"]
        assert server.json("events", "--count")["count"] == 21
