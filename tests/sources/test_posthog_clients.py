"""The official clients, unchanged, pointed at a served gateway: what they send arrives, and our answers please them."""

import json
import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from posthog import Posthog

from hypercare.model.facts import Decoded
from patience import PATIENCE_S
from sources.doors import Served, served, token_of
from sources.shop import CLIENTS, opened, waited_for

pytestmark = pytest.mark.slow

TOKEN = token_of("posthog")
CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
NPM_INSTALL = "npm install --no-package-lock --ignore-scripts (in tests/clients)"


def installed(name: str) -> Path:
    folder = CLIENTS / "node_modules" / name
    assert folder.is_dir(), f"the client {name} is missing, run: {NPM_INSTALL}"
    return folder


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


@pytest.fixture
def python_client(gateway: Served) -> Iterator[Callable[..., Posthog]]:
    """Makes clients that are shut down at the end."""
    made: list[Posthog] = []

    def make(token: str = TOKEN, **options: Any) -> Posthog:
        client = Posthog(token, host=f"{gateway.base}/posthog", max_retries=0, on_error=lambda *_: None, **options)
        made.append(client)
        return client

    yield make
    for client in made:
        client.shutdown()


def counted(rows: Decoded) -> dict[str, int]:
    return dict(Counter(row.event for row in rows.events))


def linked(rows: Decoded) -> list[tuple[str, str, str]]:
    return [(row.kind, row.key, row.user) for row in rows.aliases]


def changed(rows: Decoded) -> set[tuple[str, str, str, str]]:
    return {(row.holder, row.id, row.name, row.op) for row in rows.traits}


@pytest.mark.parametrize(
    "options", [{"capture_mode": "v0"}, {"capture_mode": "v0", "gzip": True}, {"capture_mode": "v1"}]
)
def test_python_client(gateway: Served, python_client: Callable[..., Posthog], options: dict[str, Any]) -> None:
    client = python_client(**options)
    client.capture(
        "py_opened", distinct_id="p1", properties={"note": "emoji 😺", "rows": 120}, groups={"company": "c1"}
    )
    client.capture("py_changing", distinct_id="p1", properties={"$set": {"plan": "pro"}, "$set_once": {"first": 1}})
    client.capture("py_personless")
    client.set(distinct_id="p1", properties={"theme": "dark"})
    client.set_once(distinct_id="p1", properties={"seen": True})
    client.group_identify("company", "c1", {"account_type": "biza"})
    client.alias("anon-1", "p1")
    client.capture_exception(ValueError("boom"), distinct_id="p1")
    for index in range(150):
        client.capture("py_batch", distinct_id=f"p{index}", properties={"rows": index})
    client.flush()
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert counted(rows) == {"py_opened": 1, "py_changing": 1, "py_personless": 1, "$exception": 1, "py_batch": 150}
    assert len({row.key for row in rows.events}) == 154
    opened, personless = (
        next(row for row in rows.events if row.event == name) for name in ("py_opened", "py_personless")
    )
    assert (opened.user_key, opened.groups, opened.lib) == ("p1", '{"company":"c1"}', "posthog-python")
    assert json.loads(opened.props)["note"] == "emoji 😺"
    assert personless.user_key is None
    assert personless.anon_key
    assert abs(opened.ts_event - time.time_ns() // 1000) < 60_000_000
    assert linked(rows) == [("alias", "p1", "anon-1")]
    assert changed(rows) == {
        ("user", "p1", "plan", "set"),
        ("user", "p1", "first", "set_once"),
        ("user", "p1", "theme", "set"),
        ("user", "p1", "seen", "set_once"),
        ("company", "c1", "account_type", "set"),
    }
    used = gateway.counters.requests["posthog", 200]
    assert used == len(gateway.shelf.payloads)


@pytest.mark.parametrize("mode", ["v0", "v1"])
def test_python_client_hears_a_refusal(gateway: Served, mode: str) -> None:
    heard: list[Any] = []

    def client(token: str) -> Posthog:
        options: dict[str, Any] = {"capture_mode": mode, "max_retries": 0}
        return Posthog(token, host=f"{gateway.base}/posthog", on_error=lambda error, _: heard.append(error), **options)

    stranger, known = client("stranger"), client(TOKEN)
    stranger.capture("py_stranger", distinct_id="p1")
    stranger.shutdown()
    known.capture("py_nobody", distinct_id="undefined")
    known.flush()
    gateway.shelf.full = True
    known.capture("py_unkept", distinct_id="p1")
    known.shutdown()
    said = [(error.status, error.message) for error in heard]
    wrong = (400, "distinct_id must not be a placeholder such as 'undefined'")
    dropped = (200, "1 event(s) dropped by the server")
    unknown = (401, "API key is not valid: unknown")
    assert said == [unknown, wrong if mode == "v0" else dropped, (503, "transient error, please retry")]


def test_python_client_asks_for_flags(gateway: Served, python_client: Callable[..., Posthog]) -> None:
    client = python_client(secret_key="phx_personal")
    assert client.evaluate_flags("p1").get_flag("bulk_upload") is None
    client.flush()
    rows = gateway.shelf.decoded()
    assert counted(rows) == {"$feature_flag_called": 1}
    assert rows.events[0].flags is None
    assert set(gateway.counters.requests) == {("posthog", 200)}


@pytest.mark.parametrize("mode", ["v0", "v1"])
def test_node_client(gateway: Served, mode: str) -> None:
    installed("posthog-node")
    node = shutil.which("node")
    assert node, "node is missing, run: apt-get install nodejs npm"
    told = subprocess.run(
        [node, "posthog_node.js", f"{gateway.base}/posthog", TOKEN],
        cwd=CLIENTS,
        env={**os.environ, "POSTHOG_CAPTURE_MODE": mode},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    said = json.loads(told.stdout)
    assert (said["complaints"], said["flag"], said["flags"]) == ([], None, {})
    assert said["refusals"]
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert counted(rows) == {
        "node_single": 1,
        "node_batch": 120,
        "node_old": 1,
        "$exception": 1,
        "$feature_flag_called": 1,
    }
    single, old = (next(row for row in rows.events if row.event == name) for name in ("node_single", "node_old"))
    assert (single.user_key, single.groups, single.lib) == ("n1", '{"company":"c1"}', "posthog-node")
    assert json.loads(single.props)["note"] == "emoji 😺"
    assert abs(old.ts_event - 1_735_787_045_000_000) < 60_000_000
    assert linked(rows) == [("identify", "anon-n1", "n1"), ("alias", "n1@example.com", "n1")]
    assert changed(rows) == {("user", "n1", "plan", "set"), ("company", "c1", "account_type", "set")}
    paths = {payload.path for payload in gateway.shelf.payloads}
    assert paths == {"batch" if mode == "v0" else "i/v1/analytics/events"}


@pytest.fixture
def page() -> Iterator[Page]:
    files = {"/": CLIENTS / "posthog_browser.html", "/posthog.js": installed("posthog-js") / "dist/array.full.js"}
    with opened(files, ("error", "warning")) as shop:
        yield shop


BROWSER_EVENTS = {"browser_anonymous", "browser_known", "browser_now", "browser_beacon", "survey shown", "survey sent"}
WITH_EVERYTHING = {
    "autocapture": True,
    "capture_pageview": True,
    "capture_pageleave": True,
    "disable_compression": True,
}


@pytest.mark.parametrize(
    "options", [pytest.param({"disable_surveys": True}, id="gzip"), pytest.param(WITH_EVERYTHING, id="plain")]
)
def test_browser_client(gateway: Served, page: Page, options: dict[str, Any]) -> None:
    url = f"{gateway.base}/posthog"
    page.evaluate("([api, token, options]) => run(api, token, options)", [url, TOKEN, options])
    page.evaluate("answer('s1')")
    expected = BROWSER_EVENTS | ({"$pageview", "$autocapture"} if "autocapture" in options else set())
    if "autocapture" in options:
        waited_for(page, lambda: bool(page.evaluate("window.told.flags.length")))
        page.click("button")

    def arrived() -> bool:
        rows = gateway.shelf.decoded()
        return expected <= set(counted(rows)) and len(rows.traits) >= 4 and bool(rows.aliases)

    waited_for(page, arrived)
    waited_for(page, lambda: bool(page.evaluate("window.told.flags.length")))
    told = page.evaluate("window.told")
    assert (told["flags"][0], told.get("bulk")) == ([], None)
    check_browser_rows(gateway.shelf.decoded(), told["device"])
    assert {status for vendor, status in gateway.counters.requests} <= {200, 204}


def check_browser_rows(rows: Decoded, device: str) -> None:
    assert rows.rejected == []
    by_name = {row.event: row for row in rows.events}
    anonymous, known = by_name["browser_anonymous"], by_name["browser_known"]
    assert (anonymous.user_key, anonymous.anon_key) == (None, device)
    assert (known.user_key, known.anon_key, known.lib, known.groups) == ("b1", device, "web", '{"company":"c1"}')
    assert json.loads(anonymous.props)["note"] == "emoji 😺 and ümlaut"
    assert "token" not in json.loads(known.props)
    assert linked(rows) == [("identify", device, "b1")]
    assert changed(rows) >= {
        ("user", "b1", "plan", "set"),
        ("user", "b1", "first_seen", "set_once"),
        ("user", "b1", "theme", "set"),
        ("company", "c1", "account_type", "set"),
    }
    assert [(row.channel, row.id, row.score, row.body, row.user_key) for row in rows.feedback] == [
        ("nps", "sub-1", 9.0, "It is fast", "b1")
    ]


def test_browser_tells_which_flag_was_shown(gateway: Served, page: Page) -> None:
    options = {"bootstrap": {"featureFlags": {"bulk_upload": "variant-a"}}, "advanced_disable_feature_flags": True}
    page.evaluate("([api, token, options]) => run(api, token, options)", [f"{gateway.base}/posthog", TOKEN, options])
    assert page.evaluate("window.told.bulk") == "variant-a"
    waited_for(page, lambda: "$feature_flag_called" in counted(gateway.shelf.decoded()))
    shown = [row.flags for row in gateway.shelf.decoded().events if row.event == "$feature_flag_called"]
    assert shown == ['{"bulk_upload":"variant-a"}']


def test_browser_leaves_the_page(gateway: Served, page: Page) -> None:
    options = {"capture_pageview": True, "capture_pageleave": True, "request_queue_config": {"flush_interval_ms": 5000}}
    page.evaluate("([api, token, options]) => start(api, token, options)", [f"{gateway.base}/posthog", TOKEN, options])
    waited_for(page, lambda: bool(page.evaluate("window.told.flags.length")))
    page.goto("about:blank")
    waited_for(page, lambda: {"$pageview", "$pageleave"} <= set(counted(gateway.shelf.decoded())))
