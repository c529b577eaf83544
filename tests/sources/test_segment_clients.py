"""Segment's official clients, unchanged, pointed at a served gateway: what they send arrives, and they are pleased."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from segment.analytics.client import Client
from segment.analytics.request import APIError

from hypercare.model.facts import Decoded
from patience import PATIENCE_S
from sources.doors import Served, served, token_of
from sources.shop import CLIENTS, MODULES, opened, waited_for

pytestmark = pytest.mark.slow

TOKEN = token_of("segment")
OLD = datetime(2026, 1, 5, 3, 4, 5, 678000, UTC)


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


def told(rows: Decoded) -> list[tuple[str, str, str, str, str]]:
    return [(row.holder, row.id, row.name, row.op, row.value) for row in rows.traits]


def names(rows: Decoded) -> list[str]:
    return [row.event for row in rows.events]


def python_client(gateway: Served, token: str = TOKEN, **settings: Any) -> Client:
    return Client(token, host=f"{gateway.base}/segment", max_retries=0, **settings)


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
    client.track("p1", "py_rich", {"note": "😺 ü", "ratio": float("nan")}, context={"groupId": "c1"})
    for index in range(240):
        client.track(f"p{index}", "py_batch", anonymous_id=f"a{index}")
    client.shutdown()
    rows = gateway.shelf.decoded()
    assert (failures, rows.rejected) == ([], [])
    assert names(rows)[:4] == ["page", "screen", "py_old", "py_rich"]
    assert len({row.key for row in rows.events}) == 244
    page, _, old, rich = rows.events[:4]
    assert {"name": "Bulk", "category": "Upload", "path": "/bulk"}.items() <= json.loads(page.props).items()
    # The clocks of client and gateway are one: what is corrected is the way of the request.
    assert 0 <= old.ts_event - int(OLD.timestamp() * 1_000_000) < 5_000_000
    assert (rich.user_key, rich.groups, rich.lib) == ("p1", '{"groupId":"c1"}', "analytics-python")
    assert {"note": "😺 ü", "ratio": None, "context.library.version": "2.4.0"}.items() <= json.loads(rich.props).items()
    assert told(rows) == [
        ("user", "p1", "plan", "set", '"pro"'),
        ("groupId", "c1", "account_type", "set", '"biza"'),
        ("user", "p1", "groupId", "set", '"c1"'),
    ]
    links = [(row.kind, row.key, row.user) for row in rows.aliases]
    assert links[:2] == [("identify", "a1", "p1"), ("alias", "p1", "p1@example.com")]
    assert all(TOKEN.encode() not in payload.body for payload in gateway.shelf.payloads)


def test_python_client_hears_a_refusal(gateway: Served) -> None:
    with pytest.raises(APIError, match="write key is not one"):
        python_client(gateway, "stranger", sync_mode=True).track("p1", "py_opened")
    gateway.shelf.full = True
    with pytest.raises(APIError, match=r"could not be kept.*503"):
        python_client(gateway, sync_mode=True).track("p1", "py_opened")


def test_node_client(gateway: Served) -> None:
    node = shutil.which("node")
    assert node, "node is missing, run: apt-get install nodejs npm"
    ran = subprocess.run(
        [node, "segment_node.js", f"http://{gateway.host}", "/ingest/segment/v1/batch", TOKEN],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert json.loads(ran.stdout) == [[False, "Error: [401] Unauthorized"]]
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert sorted(set(names(rows))) == ["node_batch", "node_old", "node_rich", "page", "screen"]
    assert names(rows).count("node_batch") == 120
    rich = next(row for row in rows.events if row.event == "node_rich")
    kept = {"note": "emoji 😺 half �", "rows": 120, "context.app.version": "1.2", "context.os.name": "Android"}
    assert kept.items() <= json.loads(rich.props).items()
    assert "10.0.0.1" not in rich.props
    assert (rich.groups, rich.lib) == ('{"groupId":"c1"}', "@segment/analytics-node")
    assert told(rows) == [
        ("user", "n1", "plan", "set", '"pro"'),
        ("user", "n1", "trial", "unset", "null"),
        ("groupId", "c1", "account_type", "set", '"biza"'),
        ("user", "n1", "groupId", "set", '"c1"'),
    ]
    assert [(row.kind, row.key, row.user) for row in rows.aliases] == [
        ("identify", "na1", "n1"),
        ("alias", "n1", "n1@example.com"),
    ]


SHOP = {
    "/": CLIENTS / "segment_browser.html",
    "/segment.js": MODULES / "@segment" / "analytics-next" / "dist" / "umd" / "index.js",
}


@pytest.mark.parametrize(
    "strategy",
    [None, {"strategy": "batching", "config": {"size": 3, "timeout": 100}}],
    ids=["one by one", "batching"],
)
def test_browser_client(gateway: Served, strategy: dict[str, Any] | None) -> None:
    with opened(SHOP) as page:
        host = f"{gateway.host}/ingest/segment/v1"
        page.evaluate("([host, token, strategy]) => run(host, token, strategy)", [host, TOKEN, strategy])

        def arrived() -> bool:
            rows = gateway.shelf.decoded()
            return len(rows.events) >= 4 and len(rows.traits) >= 3 and len({row.kind for row in rows.aliases}) == 2

        waited_for(page, arrived)
        # What the client measures of itself is answered with success, and not kept.
        waited_for(page, lambda: gateway.counters.requests["segment", 200] > len(gateway.shelf.payloads))
        device = page.evaluate("window.told.device")
    check_browser_rows(gateway.shelf.decoded(), device)
    assert all(TOKEN.encode() not in payload.body for payload in gateway.shelf.payloads)


def check_browser_rows(rows: Decoded, device: str) -> None:
    assert rows.rejected == []
    by_name = {row.event: row for row in rows.events}
    assert set(by_name) == {"browser_anonymous", "page", "screen", "browser_known"}
    anonymous, known = by_name["browser_anonymous"], by_name["browser_known"]
    assert (anonymous.user_key, anonymous.anon_key) == (None, device)
    assert (known.user_key, known.anon_key, known.lib) == ("b1", device, "analytics.js")
    assert known.groups == '{"groupId":"c1"}'
    assert json.loads(anonymous.props)["note"] == "emoji 😺 and ümlaut"
    properties = json.loads(known.props)
    assert (properties["rows"], properties["context.app.version"], properties["context.page.path"]) == (120, "1.2", "/")
    shown = json.loads(by_name["page"].props)
    assert (shown["category"], shown["name"], shown["tab"]) == ("Upload", "Bulk", "new")
    assert set(told(rows)) == {
        ("user", "b1", "plan", "set", '"pro"'),
        ("groupId", "c1", "account_type", "set", '"biza"'),
        ("user", "b1", "groupId", "set", '"c1"'),
    }
    assert ("identify", device, "b1") in {(row.kind, row.key, row.user) for row in rows.aliases}
    assert ("alias", "old@example.com", "b1@example.com") in {(row.kind, row.key, row.user) for row in rows.aliases}
