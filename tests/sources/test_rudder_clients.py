"""RudderStack's official clients, unchanged, pointed at a served gateway: what they send arrives, and they go on."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from rudderstack.analytics.client import Client
from rudderstack.analytics.request import APIError

from hypercare.model.facts import Decoded
from patience import PATIENCE_S
from sources.doors import Served, served, token_of
from sources.shop import CLIENTS, MODULES, opened, waited_for

pytestmark = pytest.mark.slow

TOKEN = token_of("rudder")
OLD = datetime(2026, 1, 5, 3, 4, 5, 678000, UTC)


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


def told(rows: Decoded) -> list[tuple[str, str, str, str, str]]:
    return [(row.holder, row.id, row.name, row.op, row.value) for row in rows.traits]


def python_client(gateway: Served, token: str = TOKEN, **settings: Any) -> Client:
    return Client(token, host=f"{gateway.base}/rudder", max_retries=0, **settings)


@pytest.mark.parametrize("gzip", [True, False], ids=["gzip", "plain"])
def test_python_client(gateway: Served, gzip: bool) -> None:
    failures: list[Any] = []
    client = python_client(gateway, gzip=gzip, on_error=lambda error, _items: failures.append(error))
    client.identify("p1", {"plan": "pro"}, anonymous_id="a1")
    client.group("p1", "c1", {"account_type": "biza"})
    client.alias("p1", "p1@example.com")
    client.page("p1", "Upload", "Bulk", {"path": "/bulk"})
    client.screen("p1", None, "Picker")
    client.track("p1", "py_old", {"rows": 120}, timestamp=OLD, message_id="own-id")
    client.track("p1", "py_rich", {"note": "😺 ü"}, context={"groupId": "c1"})
    for index in range(240):
        client.track(f"p{index}", "py_batch")
    client.shutdown()
    rows = gateway.shelf.decoded()
    assert (failures, rows.rejected) == ([], [])
    assert [row.event for row in rows.events][:4] == ["page", "screen", "py_old", "py_rich"]
    assert len({row.key for row in rows.events}) == 244
    _, _, old, rich = rows.events[:4]
    # The clocks of client and gateway are one: what is corrected is the way of the request.
    assert 0 <= old.ts_event - int(OLD.timestamp() * 1_000_000) < 5_000_000
    assert (rich.groups, rich.lib) == ('{"groupId":"c1"}', "analytics-python")
    assert {"note": "😺 ü", "channel": "server"}.items() <= json.loads(rich.props).items()
    assert told(rows) == [
        ("user", "p1", "plan", "set", '"pro"'),
        ("groupId", "c1", "account_type", "set", '"biza"'),
        ("user", "p1", "groupId", "set", '"c1"'),
    ]
    assert [(row.kind, row.key, row.user) for row in rows.aliases] == [
        ("identify", "a1", "p1"),
        ("alias", "p1", "p1@example.com"),
    ]


def test_python_client_hears_a_refusal(gateway: Served) -> None:
    with pytest.raises(APIError, match="Invalid Write Key"):
        python_client(gateway, "stranger", sync_mode=True).track("p1", "py_opened")
    gateway.shelf.full = True
    with pytest.raises(APIError, match="503"):
        python_client(gateway, sync_mode=True).track("p1", "py_opened")


def test_node_client(gateway: Served) -> None:
    node = shutil.which("node")
    assert node, "node is missing, run: apt-get install nodejs npm"
    ran = subprocess.run(
        [node, "rudder_node.js", f"{gateway.base}/rudder", TOKEN],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert "401" in json.loads(ran.stdout)["stranger"]
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    by_name = {row.event: row for row in rows.events}
    assert sorted(by_name) == ["node_batch", "node_old", "node_plain", "node_rich", "page", "screen"]
    assert sum(row.event == "node_batch" for row in rows.events) == 40
    assert 0 <= by_name["node_old"].ts_event - int(OLD.timestamp() * 1_000_000) < 5_000_000
    rich = by_name["node_rich"]
    kept = {"note": "emoji 😺", "context.app.version": "1.2", "context.os.name": "Android", "channel": "server"}
    assert kept.items() <= json.loads(rich.props).items()
    assert (rich.groups, rich.lib) == ('{"groupId":"c1"}', "analytics-node")
    assert told(rows) == [
        ("user", "n1", "plan", "set", '"pro"'),
        ("groupId", "c1", "account_type", "set", '"biza"'),
        ("user", "n1", "groupId", "set", '"c1"'),
    ]
    assert [(row.kind, row.key, row.user) for row in rows.aliases] == [
        ("identify", "na1", "n1"),
        ("alias", "n1", "n1@example.com"),
    ]


SHOP = {
    "/": CLIENTS / "rudder_browser.html",
    "/rudder.js": MODULES / "@rudderstack" / "analytics-js" / "dist/npm/modern/bundled/umd/index.js",
}
WAYS = {
    "one by one": {},
    "batches": {"queueOptions": {"batch": {"enabled": True, "maxItems": 3, "flushInterval": 200}}},
    "beacons": {"useBeacon": True, "beaconQueueOptions": {"maxItems": 3, "flushQueueInterval": 200}},
}


@pytest.mark.parametrize("options", WAYS.values(), ids=WAYS)
def test_browser_client(gateway: Served, options: dict[str, Any]) -> None:
    with opened(SHOP) as page:
        page.evaluate("([url, token, options]) => run(url, token, options)", [f"{gateway.base}/rudder", TOKEN, options])

        def arrived() -> bool:
            rows = gateway.shelf.decoded()
            return len(rows.events) >= 3 and len(rows.traits) >= 3 and len({row.kind for row in rows.aliases}) == 2

        waited_for(page, arrived)
        waited_for(page, lambda: bool(page.evaluate("window.told.device")))
        device = page.evaluate("window.told.device")
    check_browser_rows(gateway.shelf.decoded(), device)
    assert all(TOKEN.encode() not in payload.body for payload in gateway.shelf.payloads)


def check_browser_rows(rows: Decoded, device: str) -> None:
    assert rows.rejected == []
    by_name = {row.event: row for row in rows.events}
    assert set(by_name) == {"browser_anonymous", "page", "browser_known"}
    anonymous, known = by_name["browser_anonymous"], by_name["browser_known"]
    assert (anonymous.user_key, anonymous.anon_key) == (None, device)
    assert (known.user_key, known.anon_key, known.groups) == ("b1", device, '{"groupId":"c1"}')
    assert json.loads(anonymous.props)["note"] == "emoji 😺 and ümlaut"
    properties = json.loads(known.props)
    assert (properties["rows"], properties["context.app.version"], properties["channel"]) == (120, "1.2", "web")
    shown = json.loads(by_name["page"].props)
    assert (shown["category"], shown["name"], shown["tab"]) == ("Upload", "Bulk", "new")
    assert set(told(rows)) == {
        ("user", "b1", "plan", "set", '"pro"'),
        ("groupId", "c1", "account_type", "set", '"biza"'),
        ("user", "b1", "groupId", "set", '"c1"'),
    }
    assert ("identify", device, "b1") in {(row.kind, row.key, row.user) for row in rows.aliases}
    assert "b1@example.com" in {row.user for row in rows.aliases if row.kind == "alias"}
