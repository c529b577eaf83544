"""ga4mp, unchanged but for its host, and a browser that sends as gtag.js does, pointed at a served gateway.

gtag.js itself is served by Google alone: what is sent in its name follows what is publicly documented of it.
"""

import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from ga4mp import FirebaseMP, GtagMP

from hypercare.model.facts import Decoded
from hypercare.model.instant import to_micros
from sources.doors import Served, served, token_of
from sources.shop import CLIENTS, opened, waited_for

pytestmark = pytest.mark.slow

TOKEN = token_of("ga4")


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


def pointed(client: GtagMP | FirebaseMP, gateway: Served) -> GtagMP | FirebaseMP:
    client._base_domain = f"{gateway.base}/ga4/mp/collect"
    client._validation_domain = f"{gateway.base}/ga4/debug/mp/collect"
    return client


def website(gateway: Served, token: str = TOKEN) -> GtagMP:
    return pointed(GtagMP(token, "G-TEST", "1234567890.1700000000"), gateway)


def told(rows: Decoded) -> list[tuple[str, str, str, str]]:
    return [(row.id, row.name, row.op, row.value) for row in rows.traits]


def test_python_client(gateway: Served) -> None:
    client = website(gateway)
    event = client.create_new_event("purchase")
    event.set_event_param("currency", "IDR")
    event.set_event_param("value", 150_000)
    event.add_item_to_event(event.create_new_item("SKU-1", "Shirt 😺"))
    client.store.set_user_property("user_id", "u1")
    client.store.set_user_property("plan", "pro")
    client.send([event])
    assert gateway.counters.requests["ga4", 204] == 1
    rows = gateway.shelf.decoded()
    row = rows.events[0]
    assert (rows.rejected, row.event, row.user_key, row.anon_key) == ([], "purchase", "u1", "1234567890.1700000000")
    assert {"currency": "IDR", "value": 150_000}.items() <= json.loads(row.props).items()
    assert json.loads(row.props)["items"] == [{"item_id": "SKU-1", "item_name": "Shirt 😺"}]
    assert told(rows) == [("u1", "plan", "set", '"pro"')]
    assert [(each.kind, each.key, each.user) for each in rows.aliases] == [("identify", row.anon_key, "u1")]
    assert all(TOKEN.encode() not in payload.body for payload in gateway.shelf.payloads)


def test_python_client_sends_many_old_and_held_back_events(gateway: Served) -> None:
    client, old = website(gateway), datetime.now() - timedelta(days=400)  # noqa: DTZ005 ga4mp compares it with such a time
    client.send([{"name": "many", "params": {"index": index}} for index in range(60)])
    client.send([{"name": "old", "params": {}}], date=old)
    client.send([{"name": "held_back", "params": {}}], postpone=True)
    client.postponed_send()
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert [row.event for row in rows.events] == ["many"] * 60 + ["old", "held_back"]
    assert len({row.key for row in rows.events}) == 62
    assert rows.events[60].ts_event == to_micros(old.replace(microsecond=0).astimezone())


def test_python_client_of_an_app(gateway: Served) -> None:
    client = pointed(FirebaseMP(TOKEN, "1:2:android:3", "0123456789abcdef"), gateway)
    client.send([{"name": "opened", "params": {"ratio": float("nan")}}])
    row = gateway.shelf.decoded().events[0]
    assert (row.anon_key, json.loads(row.props)["ratio"]) == ("0123456789abcdef", None)


def test_python_client_validates(gateway: Served) -> None:
    website(gateway).send([{"name": "_bad", "params": {}}], validation_hit=True)
    website(gateway, "stranger").send([{"name": "opened", "params": {}}])
    assert gateway.counters.requests == {("ga4", 200): 1, ("ga4", 204): 1}
    assert gateway.shelf.payloads == []
    assert gateway.counters.rejected["ga4", "token_unknown"] == 1


def test_browser_sends_as_gtag_does(gateway: Served) -> None:
    with opened({"/": CLIENTS / "ga4_browser.html"}) as page:
        page.evaluate("([url, token]) => run(url, token)", [f"{gateway.base}/ga4/g/collect", TOKEN])
        waited_for(page, lambda: len(gateway.shelf.decoded().events) >= 4)
    rows = gateway.shelf.decoded()
    assert rows.rejected == []
    assert sorted(row.event for row in rows.events) == ["add_to_cart", "page_view", "scroll", "search"]
    assert len({row.key for row in rows.events}) == 4
    by_name = {row.event: row for row in rows.events}
    view = json.loads(by_name["page_view"].props)
    assert (view["page_title"], view["ga_session_id"], view["platform"]) == ("A shop & 😺", 1790042400, "WEB")
    cart = by_name["add_to_cart"]
    assert (cart.user_key, cart.anon_key, cart.lib) == ("b1", "1234567890.1700000000", "gtag")
    assert json.loads(cart.props)["items"] == [{"item_id": "SKU-1", "item_name": "Shirt", "price": 9.5, "quantity": 2}]
    assert {("b1", "plan", "set", '"pro"')} == set(told(rows))
    assert all(TOKEN.encode() not in payload.body for payload in gateway.shelf.payloads)


def test_debug_form_over_the_socket(gateway: Served) -> None:
    url = f"{gateway.base}/ga4/debug/mp/collect?measurement_id=G-TEST&api_secret={TOKEN}"
    body = json.dumps({"client_id": "1.2", "events": [{"name": "opened", "params": {"rows": 1}}]}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body)) as reply:
        answer = json.loads(reply.read())
    assert answer["validationMessages"] == []
    assert answer["hypercare"]["records"][0]["event"] == "opened"
