"""Pages without scripts: what they say is there, and forms are forms."""

import re
from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from app.running import until
from browser.conftest import Visit
from browser.pages import Page, pages
from browser.served import LONG_S, Served
from hypercare.web.person import Role

FIGURE = re.compile(r"\d[\d.,]*(?: %)?")
MOVING = {"live", "sources", "analyst-answered", "analyst-sql-answered"}
"""Pages whose figures are other ones a moment later, or say how long the answer took."""
HISTORY = "history"
"""It fills while the days are read, one after the other."""
UNDRAWN = """() => {
  for (const drawing of document.querySelectorAll("main figure svg, main footer.freshness")) drawing.remove();
  return watching.text();
}"""
"""What can be read beside the charts, in one step: a chart that nobody drew yet may come at any moment, and so may a
look that was computed a minute later."""
LOOKED_AT = [page for page in pages() if page.role.rank <= Role.VIEWER.rank and page.status == HTTPStatus.OK]


@pytest.mark.slow
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in LOOKED_AT])
def test_a_page_says_the_same(visit: Visit, served: Served, page: Page) -> None:
    if page.name.startswith(HISTORY):
        until(lambda: not served.json(page.path)["missing"], "all days are read", LONG_S)
    with_scripts, without = visit(), visit(scripts=False)
    with_scripts.open(page.path)
    without.page.goto(without.origin + page.path)
    said = without.page.locator("main").inner_text()
    heading = with_scripts.page.locator("h1").first.inner_text()
    assert without.page.locator("h1").first.inner_text() == heading
    lost = set(FIGURE.findall(with_scripts.page.evaluate(UNDRAWN))) - set(FIGURE.findall(said))
    assert not lost or page.name in MOVING
    assert without.complaints == []


@pytest.mark.slow
def test_a_chart_that_nobody_drew_yet_is_drawn_as_an_image(visit: Visit) -> None:
    without = visit(scripts=False)
    question = "funnel: [bulk_opened, file_picked, upload_submitted]\nwithin: 3 hours\nover: week\ndrop_off: true\n"
    without.page.goto(f"{without.origin}/analyst?{urlencode({'spec': question})}")
    images = without.page.locator(".chart-drawing img:visible").all()
    assert without.page.locator(".chart-drawing").count(), without.page.locator("main").inner_text()
    assert len(images) > 1
    assert all(each.bounding_box() and each.evaluate("image => image.naturalWidth > 0") for each in images)
    assert without.complaints == []
