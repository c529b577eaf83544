"""The live page in a browser: what arrives ticks in, once, and a hidden page lets go of the server."""

import pytest
from mixpanel import Mixpanel, MixpanelException
from playwright.sync_api import Page, expect

from app.running import until
from browser.conftest import Visit
from browser.served import Served
from hypercare.web.person import Role

pytestmark = pytest.mark.slow
HIDE = """isHidden => {
  Object.defineProperty(document, "hidden", { get: () => isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""What a browser tells a page when its tab is hidden, or shown again."""


@pytest.fixture(scope="module")
def client(served: Served) -> Mixpanel:
    token: str = served.cli("token", "new", "mixpanel", "--source", "android")["token"]
    return served.server.client(token)


def names(page: Page, start: str) -> list[str]:
    """The names of the rows that begin so, the latest first."""
    return [name for name in page.locator(".live-name").all_inner_texts() if name.startswith(start)]


def wait_for(page: Page, name: str) -> None:
    expect(page.locator(".live-name", has_text=name).first).to_be_visible()


def was_sent(client: Mixpanel) -> bool:
    """Sends one event; whether it was taken."""
    try:
        client.track("u1", "hello", {})
    except MixpanelException:
        return False
    return True


def streams(page: Page) -> list[str]:
    """The addresses of the streams that the page opens from now on."""
    opened: list[str] = []
    page.on("request", lambda asked: opened.append(asked.url) if "/live/stream" in asked.url else None)
    return opened


def opened(visit: Visit) -> Page:
    watch = visit()
    watch.open("/live?source=android")
    page = watch.page
    expect(page.locator("#live-state")).to_have_attribute("data-status", "ok")
    return page


def test_a_hidden_page_lets_go_and_goes_on_where_it_was(visit: Visit, client: Mixpanel) -> None:
    page = opened(visit)
    client.track("u1", "tab-1", {})
    wait_for(page, "tab-1")
    ended: list[str] = []
    page.on("requestfailed", lambda asked: ended.append(asked.url))
    page.evaluate(HIDE, True)
    expect(page.locator("#live-state")).to_have_attribute("data-status", "none")
    again = streams(page)
    for number in (2, 3):
        client.track("u1", f"tab-{number}", {})
    page.wait_for_timeout(3_000)
    assert names(page, "tab-") == ["tab-1"]
    assert (again, [url for url in ended if "/live/stream" in url] != []) == ([], True)
    page.evaluate(HIDE, False)
    wait_for(page, "tab-3")
    assert names(page, "tab-") == ["tab-3", "tab-2", "tab-1"]
    assert len(again) == 1


def test_rows_stand_still_while_somebody_reads(visit: Visit, client: Mixpanel) -> None:
    page = opened(visit)
    client.track("u1", "read-1", {"shown": "<b>not bold</b>"})
    wait_for(page, "read-1")
    page.locator(".live-row summary").first.hover()
    client.track("u1", "read-2", {})
    pill = page.locator("#live-new")
    expect(pill).to_have_text("1 new event")
    assert names(page, "read-") == ["read-1"]
    pill.click()
    assert names(page, "read-") == ["read-2", "read-1"]
    page.mouse.move(0, 0)
    page.locator("#live-pause").click()
    client.track("u1", "read-3", {})
    expect(pill).to_have_text("1 new event")
    page.locator("#live-pause").click()
    wait_for(page, "read-3")
    page.locator(".live-row", has_text="read-1").locator("summary").click()
    expect(page.get_by_text("<b>not bold</b>").last).to_be_visible()


def test_the_first_event_of_a_source_ticks_in(visit: Visit, served: Served) -> None:
    watch = visit(role=Role.ADMIN)
    watch.open("/sources/connect?vendor=mixpanel")
    page = watch.page
    page.fill("#name", "ios")
    page.locator("main form button[type=submit]").click()
    token = page.locator(".callout pre").inner_text()
    state = page.locator("#connect-wait [role=status]")
    expect(state).to_have_attribute("data-status", "early")
    client = served.server.client(token)
    until(lambda: was_sent(client), "the gateway knows the token")
    expect(state).to_have_attribute("data-status", "ok")
    assert names(page, "") == ["hello"]
    page.locator("#connect-wait a.button--primary").click()
    wait_for(page, "hello")
    assert watch.complaints == []
