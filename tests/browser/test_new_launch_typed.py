"""A new launch as one types it: nothing typed is lost, errors stand at their fields, the keyboard is enough."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Visit
from browser.watching import Watch, settle, violations, wider
from hypercare.web.person import Role

PAGE = "/launches/new"
pytestmark = pytest.mark.slow


def begun(visit: Visit, language: str = "en", *, width: int = 1280) -> Watch:
    """The page with no draft on it."""
    watch = visit(language, role=Role.CONTRIBUTOR, width=width)
    watch.open(PAGE)
    if watch.page.locator("form:has(input[value=restart])").count():
        watch.page.locator("form:has(input[value=restart]) button").click()
        settle(watch.page)
    return watch


def test_errors_stand_at_the_fields_that_were_touched(visit: Visit) -> None:
    watch = begun(visit)
    page = watch.page
    assert page.locator("#new-launch .error").evaluate_all("all => all.filter(each => each.textContent).length") == 0
    page.fill("#nl-gates-0-success", "much")
    page.keyboard.press("Tab")
    expect(page.locator("#nl-gates-0-success-error")).to_contain_text("is not a level")
    expect(page.locator("#nl-gates-0-success")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#nl-title-error")).to_have_text("")
    page.fill("#nl-gates-0-success", "42%")
    expect(page.locator("#nl-gates-0-success-error")).to_have_text("")
    page.locator("#nl-problems a").first.click()
    expect(page.locator("#nl-title")).to_be_focused()
    assert watch.complaints == []


def test_a_launch_is_made_by_keyboard_alone(visit: Visit) -> None:
    watch = begun(visit)
    page, keys = watch.page, watch.page.keyboard
    page.focus("#nl-title")
    keys.type("Kirim lewat papan tik")
    expect(page.locator("#nl-id")).to_have_value("kirim-lewat-papan-tik")
    page.focus("#nl-segment-name")
    keys.type("Toko")
    page.focus("#nl-metrics-0-steps-0-event")
    keys.type("bulk_opened")
    page.focus("#nl-metrics-0-steps-1-event")
    keys.type("not_there_yet")
    keys.press("Tab")
    expect(page.locator("#nl-metrics-0-steps-1-event-note")).not_to_be_empty()
    page.focus("#nl-metrics-0-steps-add")
    keys.press("Enter")
    expect(page.locator("#nl-metrics-0-steps-2-event")).to_be_focused()
    keys.type("upload_submitted")
    page.focus("#nl-gates-0-success")
    keys.type("42%")
    page.focus("#nl-gates-0-failure")
    keys.type("35%")
    expect(page.locator("#nl-state")).to_contain_text("Ready to register")
    expect(page.locator(".nl-meanings")).to_contain_text(
        "who do bulk_opened on days 0 to 30 and reach upload_submitted"
    )
    expect(page.locator("#nl-panel pre")).to_contain_text("funnel: [bulk_opened, not_there_yet, upload_submitted]")
    page.locator("button[value=register]").focus()
    keys.press("Enter")
    page.wait_for_url("**/launches/new?registered=kirim-lewat-papan-tik")
    expect(page.locator("h1")).to_contain_text("Kirim lewat papan tik")
    assert watch.complaints == []


def test_a_metric_under_another_name_takes_its_gates_along(visit: Visit) -> None:
    page = begun(visit).page
    page.fill("#nl-metrics-0-name", "finished")
    page.keyboard.press("Tab")
    expect(page.locator("#nl-gates-0-metric")).to_have_value("finished")
    expect(page.locator("#nl-panel pre")).to_contain_text("primary: [finished]")


def test_taking_a_row_out_keeps_the_rest_and_the_focus(visit: Visit) -> None:
    page = begun(visit).page
    page.fill("#nl-title", "Typed before")
    page.locator("#nl-metrics-1-row .nl-remove").press("Enter")
    expect(page.locator("#nl-metrics-1-row")).to_have_count(0)
    expect(page.locator("#nl-metrics-add")).to_be_focused()
    expect(page.locator("#nl-title")).to_have_value("Typed before")
    page.reload()
    expect(page.locator("#nl-title")).to_have_value("Typed before")


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("query", ["?from=biza-bulk-upload", ""], ids=["next version", "new"])
def test_it_is_for_everybody(visit: Visit, language: str, width: int, query: str) -> None:
    watch = visit(language, role=Role.CONTRIBUTOR, width=width)
    watch.open(PAGE + query)
    for scheme in ("light", "dark"):
        watch.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two
        assert list(violations(watch.page)) == []
    assert wider(watch.page) == []
    assert watch.complaints == []
