"""Amplitude's official clients, unchanged, pointed at a served gateway: nothing is lost, nothing counted twice."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from amplitude import Amplitude, BaseEvent, Config, EventOptions, Identify, Revenue

from hypercare.model.facts import Decoded
from patience import PATIENCE_S
from sources.doors import Served, served, token_of
from sources.shop import CLIENTS, MODULES, opened, waited_for

pytestmark = pytest.mark.slow

TOKEN = token_of("amplitude")
WHO = EventOptions(user_id="python-1", device_id="python-device-1")


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


def names(rows: Decoded) -> set[str]:
    return {row.event for row in rows.events}


def told(rows: Decoded) -> set[tuple[str, str, str, str, str]]:
    return {(row.holder, row.id, row.name, row.op, row.value) for row in rows.traits}


class Heard:
    """A Python client, and the codes that it was answered, by the event's type."""

    def __init__(self, url: str, token: str = TOKEN, **settings: Any) -> None:
        self.codes: list[tuple[str, int]] = []
        self.client = Amplitude(token, Config(server_url=url, callback=self._answered, **settings))

    def _answered(self, event: BaseEvent, code: int, _message: str | None = None) -> None:
        self.codes.append((event.event_type, code))

    def wait_for(self, count: int) -> list[tuple[str, int]]:
        """Flushes until so many events were answered for good."""
        end = time.monotonic() + PATIENCE_S
        while len(self.codes) < count:
            assert time.monotonic() < end, f"only {self.codes} were answered"
            for future in self.client.flush() or []:
                if future is not None:
                    future.result()
            time.sleep(0.01)
        self.client.shutdown()
        return sorted(self.codes)


@pytest.mark.parametrize("path", ["2/httpapi", "batch"])
def test_python_client(gateway: Served, path: str) -> None:
    heard = Heard(f"{gateway.base}/amplitude/{path}")
    rich = {"note": "emoji 😺", "ratio": float("nan"), "rows": 120}
    heard.client.track(BaseEvent("py_rich", "python-1", "python-device-1", event_properties=rich, platform="iOS"))
    heard.client.identify(Identify().set("plan", "pro").add("logins", 2).unset("trial").prepend("seen", "shop"), WHO)
    heard.client.group_identify("company_id", "c1", Identify().set("account_type", "biza"))
    heard.client.revenue(Revenue(9.5, quantity=2, product_id="plus"), WHO)
    heard.client.track(BaseEvent("py_grouped", "python-1", groups={"company_id": ["c1", "c2"]}))
    for index in range(450):
        heard.client.track(BaseEvent("py_batch", f"python-{index}", time=1_780_000_000_000 + index))
    assert {code for _, code in heard.wait_for(455)} == {200}
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert names(rows) == {"py_rich", "py_grouped", "py_batch", "revenue_amount"}
    assert len({row.key for row in rows.events}) == len(rows.events) == 453
    assert all(row.own_key for row in rows.events)
    by_name = {row.event: row for row in rows.events}
    shown = by_name["py_rich"]
    assert (shown.user_key, shown.anon_key, shown.lib) == ("python-1", "python-device-1", "amplitude-python/1.3.0")
    assert json.loads(shown.props) == {"platform": "iOS", "note": "emoji 😺", "ratio": None, "rows": 120}
    assert by_name["py_grouped"].groups == '{"company_id":["c1","c2"]}'
    assert json.loads(by_name["revenue_amount"].props)["$price"] == 9.5
    assert told(rows) == {
        ("user", "python-1", "plan", "set", '"pro"'),
        ("user", "python-1", "logins", "add", "2"),
        ("user", "python-1", "trial", "unset", "null"),
        ("user", "python-1", "seen", "append", '"shop"'),
        ("company_id", "c1", "account_type", "set", '"biza"'),
    }
    assert ("identify", "python-device-1", "python-1") in {(row.kind, row.key, row.user) for row in rows.aliases}
    assert all(TOKEN.encode() not in payload.body for payload in gateway.shelf.payloads)


USERS = ("python-1", "abc", "python-2", "undefined", "python-3")


def test_python_client_sends_again_what_was_not_refused(gateway: Served) -> None:
    heard = Heard(f"{gateway.base}/amplitude/2/httpapi")
    for user in USERS:
        heard.client.track(BaseEvent(f"py_{user}", user))
    answered = heard.wait_for(5)
    assert answered == [(f"py_{user}", 400 if user in ("abc", "undefined") else 200) for user in sorted(USERS)]
    check_once(gateway.shelf.decoded(), {"py_python-1", "py_python-2", "py_python-3"})
    assert {row.reason for row in gateway.shelf.decoded().rejected} == {"id_too_short", "id_placeholder"}


def check_once(rows: Decoded, expected: set[str]) -> None:
    """They came twice, and each has one key that counts as long as the event is kept, on the same day."""
    found = [row for row in rows.events if row.event in expected]
    assert {row.event for row in found} == expected
    assert len(found) > len(expected)
    assert len({(row.key, row.own_key, row.ts_event) for row in found}) == len(expected)


def test_python_client_allows_short_ids(gateway: Served) -> None:
    heard = Heard(f"{gateway.base}/amplitude/2/httpapi", min_id_length=1)
    heard.client.track(BaseEvent("py_short", "abc"))
    assert heard.wait_for(1) == [("py_short", 200)]
    assert [row.user_key for row in gateway.shelf.decoded().events] == ["abc"]


def test_python_client_halves_what_is_too_large(gateway: Served) -> None:
    heard = Heard(f"{gateway.base}/amplitude/2/httpapi", flush_queue_size=16)
    for index in range(16):
        properties = {f"note{part}": "x" * 1_000 for part in range(100)}
        heard.client.track(BaseEvent("py_large", f"python-{index}", event_properties=properties))
    assert heard.wait_for(16) == [("py_large", 200)] * 16
    assert gateway.counters.requests["amplitude", 413] > 0
    assert len({row.key for row in gateway.shelf.decoded().events}) == 16


def test_python_client_hears_a_refusal(gateway: Served, caplog: pytest.LogCaptureFixture) -> None:
    stranger = Heard(f"{gateway.base}/amplitude/2/httpapi", "stranger")
    stranger.client.track(BaseEvent("py_opened", "python-1"))
    for future in stranger.client.flush():
        future.result()
    stranger.client.shutdown()
    assert "Invalid API Key" in caplog.text
    assert gateway.shelf.payloads == []


def test_python_client_waits_while_nothing_can_be_kept(gateway: Served) -> None:
    heard = Heard(f"{gateway.base}/amplitude/2/httpapi")
    gateway.shelf.full = True
    heard.client.track(BaseEvent("py_opened", "python-1"))
    for future in heard.client.flush():
        future.result()
    gateway.shelf.full = False
    assert heard.wait_for(1) == [("py_opened", 200)]
    assert names(gateway.shelf.decoded()) == {"py_opened"}


def test_node_client(gateway: Served) -> None:
    node = shutil.which("node")
    assert node, "node is missing, run: apt-get install nodejs npm"
    ran = subprocess.run(
        [node, "amplitude_node.js", f"{gateway.base}/amplitude", TOKEN],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert json.loads(ran.stdout) == {
        "rich": [200],
        "identify": [200],
        "group": [200],
        "exposure": [200],
        "batch": [200] * 120,
        "partly": [200, 400, 200],
        "stranger": [400],
        "flushed": [400, 400],
    }
    rows = gateway.shelf.decoded()
    assert {row.reason for row in rows.rejected} == {"id_too_short"}
    assert len({row.key for row in rows.events if row.event == "node_batch"}) == 120
    assert {row.user_key for row in rows.events if row.event == "node_partly"} == {"node-2", "node-3"}
    assert len({row.key for row in rows.events if row.event == "node_partly"}) == 2
    assert [row.user_key for row in rows.events if row.event == "node_flushed"] == ["node-4"]
    by_name = {row.event: row for row in rows.events}
    rich = by_name["node_rich"]
    assert json.loads(rich.props) == {"app_version": "1.2", "note": "emoji 😺", "rows": 120}
    assert (rich.groups, rich.lib) == ('{"company_id":"c1"}', "amplitude-node-ts/1.5.73")
    assert by_name["$exposure"].flags == '{"bulk_upload":"on"}'
    assert told(rows) == {
        ("user", "node-1", "plan", "set", '"pro"'),
        ("user", "node-1", "logins", "add", "2"),
        ("user", "node-1", "trial", "unset", "null"),
        ("user", "node-1", "tags", "union", '"new"'),
        ("company_id", "c1", "account_type", "set", '"biza"'),
    }


SHOP = {
    "/": CLIENTS / "amplitude_browser.html",
    "/amplitude.js": MODULES / "@amplitude" / "analytics-browser" / "lib" / "scripts" / "amplitude-min.umd.js",
}
FORMS: dict[str, dict[str, Any]] = {
    "fetch": {},
    "compressed": {"enableRequestBodyCompression": True},
    "xhr": {"transport": "xhr"},
}


@pytest.mark.parametrize("more", FORMS.values(), ids=FORMS)
def test_browser_client(gateway: Served, more: dict[str, Any]) -> None:
    with opened(SHOP) as page:
        page.evaluate(
            "([url, token, more]) => run(url, token, more)", [f"{gateway.base}/amplitude/2/httpapi", TOKEN, more]
        )
        arrived: Callable[[], bool] = lambda: len(gateway.shelf.decoded().events) >= 4  # noqa: E731 one line
        waited_for(page, arrived)
        said = page.evaluate("window.told")
    assert said["codes"] == [200] * 7
    check_browser_rows(gateway.shelf.decoded(), said["device"])


def check_browser_rows(rows: Decoded, device: str) -> None:
    assert rows.rejected == []
    by_name = {row.event: row for row in rows.events}
    assert set(by_name) == {"browser_anonymous", "browser_known", "revenue_amount", "browser_beacon"}
    anonymous, known = by_name["browser_anonymous"], by_name["browser_known"]
    assert (anonymous.user_key, anonymous.anon_key) == (None, device)
    assert (known.user_key, known.anon_key, known.groups) == ("browser-1", device, '{"company_id":"c1"}')
    assert json.loads(anonymous.props)["note"].startswith("emoji 😺 and ümlaut")
    properties = json.loads(known.props)
    assert (properties["rows"], properties["app_version"], properties["platform"]) == (120, "1.2", "Web")
    assert not properties.keys() & {"ip", "user_agent"}
    assert {(row.kind, row.key, row.user) for row in rows.aliases} == {("identify", device, "browser-1")}
    assert told(rows) == {
        ("user", "browser-1", "plan", "set", '"pro"'),
        ("user", "browser-1", "first", "set_once", '"shop"'),
        ("user", "browser-1", "company_id", "set", '"c1"'),
        ("company_id", "c1", "account_type", "set", '"biza"'),
    }
