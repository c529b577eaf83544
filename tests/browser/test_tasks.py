"""What people come for, done by keyboard: find a number and its evidence, declare a launch, connect a source."""

import shlex
import subprocess

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Visit
from browser.served import Served
from browser.watching import settle, text, violations
from hypercare.app import formats
from hypercare.web.person import Role
from seeded import LAUNCH

NEW = "proof-of-form"

pytestmark = pytest.mark.slow


def press(there: Locator, key: str = "Enter") -> None:
    """Presses a key where the focus was moved to."""
    there.focus()
    there.page.keyboard.press(key)


def reach(page: Page, name: str, most: int = 12) -> None:
    """Walks a list with `j` until a name has the focus."""
    for _ in range(most):
        page.keyboard.press("j")
        if name in page.evaluate("() => document.activeElement.textContent"):
            return
    raise AssertionError(f"{name} was not reached")


def test_from_the_portfolio_to_the_line_that_gives_the_same_number(visit: Visit, served: Served) -> None:
    watch = visit()
    watch.open("/")
    seen = watch.page
    reach(seen, "Bulk upload for Biza")
    seen.keyboard.press("Enter")
    seen.wait_for_url(f"**/launches/{LAUNCH}*")
    settle(seen)
    slider = seen.get_by_role("slider")
    slider.focus()
    for _ in range(29):
        seen.keyboard.press("ArrowLeft")
    seen.wait_for_url("**day=31*")
    settle(seen)
    expect(seen.locator("#launch-day")).to_contain_text("Day 31")
    expect(seen.locator("#toasts")).to_be_empty()
    seen.go_back()
    seen.wait_for_url(lambda url: "day=31" not in url)
    settle(seen)
    seen.go_forward()
    seen.wait_for_url("**day=31*")
    settle(seen)
    expect(seen.locator("#launch-day")).to_contain_text("Day 31")
    press(seen.get_by_role("link", name="Gates", exact=True))
    seen.wait_for_url(f"**/launches/{LAUNCH}/gates?day=31*")
    press(seen.locator("article a[href*='/evidence/completion']").first)
    seen.wait_for_url("**/evidence/completion?*day=31*")
    settle(seen)
    line = seen.locator("[data-copy^='hypercare verdict']").first
    press(line)
    expect(seen.locator("#toasts")).to_contain_text("Copied")
    copied = shlex.split(seen.evaluate("() => navigator.clipboard.readText()"))
    said = served.cli(*copied[1:])
    answer = next(each for gate in said["gates"] for each in gate["metrics"] if each["metric"] == "completion")[
        "answer"
    ]
    assert formats.number(answer["value"], answer["scale"], "en") in text(seen)
    assert watch.complaints == []


def test_a_launch_is_declared_from_a_file(visit: Visit, served: Served) -> None:
    watch = visit(role=Role.ADMIN)
    watch.open("/launches/new")
    seen = watch.page
    file = (served.data / "launches" / f"{LAUNCH}.yaml").read_text(encoding="utf-8")
    press(seen.locator("#nl-start > summary"))
    seen.locator("#nl-pasted").focus()
    seen.keyboard.insert_text(file.replace(f"launch: {LAUNCH}", f"launch: {NEW}"))
    seen.keyboard.press("Tab")
    seen.keyboard.press("Enter")
    expect(seen.locator("#nl-panel")).to_contain_text(NEW)
    settle(seen)
    assert [*violations(seen)] == []
    press(seen.get_by_role("button", name="Register this launch"))
    expect(seen.locator("h1")).to_contain_text("registered")
    settle(seen)
    assert [*violations(seen)] == []
    assert NEW in [each["launch"] for each in served.cli("launches")["launches"]]
    assert watch.complaints == []


def test_a_source_is_connected_and_its_first_event_shows(visit: Visit) -> None:
    watch = visit(role=Role.ADMIN)
    watch.open("/sources/connect?vendor=mixpanel")
    seen = watch.page
    seen.get_by_role("textbox", name="name").focus()
    seen.keyboard.type("proof <b>of</b> source")
    seen.keyboard.press("Enter")
    waiting = seen.locator("#connect-wait")
    expect(waiting).to_be_visible()
    assert [*violations(seen)] == []
    line = seen.locator("section[aria-labelledby=connect-try] [data-copy]").get_attribute("data-copy")
    assert line is not None
    subprocess.run(line, shell=True, check=True, capture_output=True)
    expect(waiting.locator("li").first).to_be_visible()
    assert watch.complaints == []
