"""The official clients, unchanged, pointed at a served gateway: what they send arrives, and our answers please them."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mixpanel import BufferedConsumer, Consumer, Mixpanel, MixpanelException
from playwright.sync_api import Page

from hypercare.model.facts import Decoded
from patience import PATIENCE_S
from sources.doors import TOKEN, Served, served
from sources.shop import CLIENTS, opened, waited_for

pytestmark = pytest.mark.slow

NPM_INSTALL = "npm install --no-package-lock --ignore-scripts (in tests/clients)"


def installed(name: str) -> Path:
    folder = CLIENTS / "node_modules" / name
    assert folder.is_dir(), f"the client {name} is missing, run: {NPM_INSTALL}"
    return folder


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


def python_client(url: str, token: str = TOKEN, *, buffered: bool = False) -> tuple[Mixpanel, Any]:
    kind = BufferedConsumer if buffered else Consumer
    consumer = kind(
        events_url=f"{url}/track",
        people_url=f"{url}/engage",
        import_url=f"{url}/import",
        groups_url=f"{url}/groups",
        retry_limit=0,
    )
    return Mixpanel(token, consumer=consumer), consumer


def test_python_client(gateway: Served) -> None:
    client, _ = python_client(gateway.url)
    now = int(time.time())
    client.track("p1", "py_opened", {"rows": 120, "note": "emoji 😺 & ü = 100%"})
    client.import_data(None, "p1", "py_imported", now - 86_400 * 400, {"rows": 1}, api_secret=TOKEN)
    client.people_set("p1", {"plan": "pro"})
    client.people_increment("p1", {"logins": 2})
    client.group_set("company_id", "c1", {"account_type": "biza"})
    client.track("d1", "$create_alias", {"alias": "p1"})
    client.merge(None, "p1", "p2")
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert [(row.event, row.user_key, row.own_key, row.lib) for row in rows.events] == [
        ("py_opened", "p1", True, "python"),
        ("py_imported", "p1", True, "python"),
    ]
    assert json.loads(rows.events[0].props)["note"] == "emoji 😺 & ü = 100%"
    assert rows.events[1].ts_event == (now - 86_400 * 400) * 1_000_000
    assert [(row.holder, row.id, row.name, row.op) for row in rows.traits] == [
        ("user", "p1", "plan", "set"),
        ("user", "p1", "logins", "add"),
        ("company_id", "c1", "account_type", "set"),
    ]
    assert [(row.kind, row.key, row.user) for row in rows.aliases] == [("alias", "p1", "d1"), ("merge", "p2", "p1")]


def test_python_client_buffered(gateway: Served) -> None:
    client, consumer = python_client(gateway.url, buffered=True)
    for index in range(120):
        client.track(f"p{index}", "py_batch", {"rows": index})
    client.people_set("p1", {"plan": "pro"})
    consumer.flush()
    rows = gateway.shelf.decoded()
    assert len({row.key for row in rows.events}) == 120
    assert len(rows.traits) == 1
    assert rows.rejected == []
    assert gateway.counters.events["mixpanel"] == 121


def test_python_client_hears_a_refusal(gateway: Served) -> None:
    stranger, _ = python_client(gateway.url, token="stranger")
    with pytest.raises(MixpanelException, match="Invalid credentials"):
        stranger.track("p1", "py_opened")
    client, _ = python_client(gateway.url)
    with pytest.raises(MixpanelException, match="placeholder"):
        client.track("undefined", "py_opened")
    gateway.shelf.full = True
    with pytest.raises(MixpanelException, match="could not be kept"):
        client.track("p1", "py_opened")


def test_node_client(gateway: Served) -> None:
    installed("mixpanel")
    node = shutil.which("node")
    assert node, "node is missing, run: apt-get install nodejs npm"
    told = subprocess.run(
        [node, "mixpanel_node.js", gateway.host, "/ingest/mixpanel", TOKEN],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    answers = json.loads(told.stdout)
    assert answers.pop("stranger") == "Mixpanel Server Error: 0"
    assert set(answers.values()) == {"ok"}, answers
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    counts = {name: sum(row.event == name for row in rows.events) for name in {row.event for row in rows.events}}
    assert counts == {"node_single": 1, "node_verbose": 1, "node_batch": 120, "node_import": 1}
    notes = {row.event: json.loads(row.props).get("note") for row in rows.events}
    assert (notes["node_single"], notes["node_batch"]) == ("emoji 😺", "~~~>>>???😺")
    assert [(row.holder, row.id, row.name, row.op, row.value) for row in rows.traits] == [
        ("user", "n1", "plan", "set", '"pro"'),
        ("user", "n1", "logins", "add", "2"),
        ("company_id", "c1", "account_type", "set", '"biza"'),
    ]
    assert [(row.kind, row.key, row.user) for row in rows.aliases] == [("alias", "n1@example.com", "n1")]


@pytest.fixture
def page() -> Iterator[Page]:
    files = {
        "/": CLIENTS / "mixpanel_browser.html",
        "/mixpanel.js": installed("mixpanel-browser") / "dist/mixpanel.umd.js",
    }
    with opened(files) as shop:
        yield shop


# Each is sent in a request of its own, in any order.
BROWSER_TRAITS = {("user", "plan", "set"), ("company_id", "account_type", "set")}


def test_browser_client(gateway: Served, page: Page) -> None:
    page.evaluate("([api, token]) => run(api, token)", [gateway.url, TOKEN])

    def arrived() -> bool:
        rows = gateway.shelf.decoded()
        told = {(row.holder, row.name, row.op) for row in rows.traits}
        return len(rows.events) >= 4 and bool(rows.aliases) and told >= BROWSER_TRAITS

    waited_for(page, arrived)
    waited_for(page, lambda: bool(page.evaluate("window.told.answers.length")))
    told = page.evaluate("window.told")
    assert told["answers"][0][0] == "now"
    assert told["answers"][0][1] in (1, {"status": 1, "error": None})
    check_browser_rows(gateway.shelf.decoded(), told["device"])


def test_browser_client_asks_for_flags_and_settings(gateway: Served, page: Page) -> None:
    assert page.evaluate("([api, token]) => ask(api, token)", [gateway.url, TOKEN]) == "no such flag"
    waited_for(page, lambda: gateway.counters.requests["mixpanel", 200] >= 2)
    assert gateway.shelf.payloads == []


def check_browser_rows(rows: Decoded, device: str) -> None:
    assert rows.rejected == []
    by_name = {row.event: row for row in rows.events}
    assert set(by_name) == {"browser_anonymous", "browser_known", "browser_now", "browser_beacon"}
    anonymous, known = by_name["browser_anonymous"], by_name["browser_known"]
    assert (anonymous.user_key, anonymous.anon_key) == (None, f"$device:{device}")
    assert (known.user_key, known.anon_key, known.lib) == ("b1", f"$device:{device}", "web")
    assert json.loads(anonymous.props)["note"] == "emoji 😺 and ümlaut"
    assert json.loads(by_name["browser_now"].props)["kitten"] == "😺😺"
    assert json.loads(known.props)["company_id"] == ["c1"]
    assert all(row.own_key for row in rows.events)
    assert {(row.kind, row.key, row.user) for row in rows.aliases} == {("identify", f"$device:{device}", "b1")}
    traits = {(row.holder, row.id, row.name, row.op) for row in rows.traits}
    assert {("user", "b1", "plan", "set"), ("company_id", "c1", "account_type", "set")} <= traits
