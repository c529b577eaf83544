"""The main tasks by keyboard alone."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Visit
from browser.pages import Page, pages
from browser.served import Served
from browser.watching import settle, violations
from seeded import LAUNCH

MOST_STOPS = 120
"""Tabs after which one has been around a page."""
PAGES = {page.name: page for page in pages()}
WALKED = [
    PAGES[name]
    for name in ("portfolio", "launch", "gates", "evidence-funnel", "definition", "help", "sign-in")
    if name in PAGES
]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in WALKED])
def test_where_one_is_can_always_be_seen(visit: Visit, page: Page, width: int) -> None:
    watch = visit(width=width)
    watch.open(page.path)
    stops, wrong = [], []
    for _ in range(MOST_STOPS):
        watch.page.keyboard.press("Tab")
        stop = watch.page.evaluate("() => watching.focused()")
        if stop is None:
            break
        stops.append(stop["named"])
        if stop["problem"]:
            wrong.append(f"{stop['named']}: {stop['problem']}")
    assert not wrong, "\n".join(wrong)
    assert len(stops) > 3


def test_one_can_skip_to_the_content(visit: Visit) -> None:
    watch = visit()
    watch.open("/")
    watch.page.keyboard.press("Tab")
    watch.page.keyboard.press("Enter")
    watch.page.keyboard.press("Tab")
    assert watch.page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_the_palette_goes_anywhere(visit: Visit) -> None:
    watch = visit()
    watch.open("/")
    seen = watch.page
    seen.keyboard.press("Control+k")
    expect(seen.get_by_role("combobox")).to_be_focused()
    assert [*violations(seen)] == []
    seen.keyboard.press("Escape")
    expect(seen.get_by_role("combobox")).to_be_hidden()
    seen.keyboard.press("Control+k")
    seen.keyboard.type("bulk upload")
    seen.keyboard.press("Enter")
    seen.wait_for_url(f"**/launches/{LAUNCH}*")
    assert watch.complaints == []


def test_the_palette_says_when_it_finds_nothing(visit: Visit) -> None:
    watch = visit("id")
    watch.open("/")
    watch.page.keyboard.press("Control+k")
    watch.page.keyboard.type("zzzzzz")
    expect(watch.page.get_by_text("Tidak ada yang bernama itu.")).to_be_visible()


def test_keys_are_told_and_can_be_switched_off(visit: Visit) -> None:
    watch = visit()
    watch.open("/")
    seen = watch.page
    seen.keyboard.press("?")
    told = seen.get_by_role("dialog")
    expect(told).to_be_visible()
    assert [*violations(seen)] == []
    box = told.get_by_role("checkbox")
    box.focus()
    with seen.expect_response(lambda answer: answer.request.method == "POST"):
        seen.keyboard.press("Space")
    seen.keyboard.press("Escape")
    expect(told).to_be_hidden()
    seen.reload()
    settle(seen)
    seen.keyboard.press("?")
    expect(seen.get_by_role("dialog")).to_be_hidden()
    seen.keyboard.press("Control+k")
    expect(seen.get_by_role("combobox")).to_be_focused()


def test_a_link_signs_in_once(visit: Visit, served: Served) -> None:
    made = served.cli("people", "invite", "rina@example.com", "--role", "contributor")
    watch = visit()
    path = made["url"].removeprefix(served.origin)
    watch.open(path)
    seen = watch.page
    assert [*violations(seen)] == []
    seen.get_by_role("button", name="Sign in").focus()
    seen.keyboard.press("Enter")
    seen.wait_for_url(f"{served.origin}/")
    expect(seen.get_by_text("rina@example.com").first).to_be_attached()
    again = visit()
    again.open(path, status=410)
