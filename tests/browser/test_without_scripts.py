"""Pages without scripts: what they say is there, and forms are forms."""

import re
from http import HTTPStatus

import pytest

from browser.conftest import Visit
from browser.pages import Page, pages
from browser.watching import text
from hypercare.web.person import Role

FIGURE = re.compile(r"\d[\d.,]*(?: %)?")
MOVING = {"live", "sources"}
"""Pages whose figures are other ones a moment later."""
LOOKED_AT = [page for page in pages() if page.role.rank <= Role.VIEWER.rank and page.status == HTTPStatus.OK]


@pytest.mark.slow
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in LOOKED_AT])
def test_a_page_says_the_same(visit: Visit, page: Page) -> None:
    with_scripts, without = visit(), visit(scripts=False)
    with_scripts.open(page.path)
    without.page.goto(without.origin + page.path)
    said = without.page.locator("main").inner_text()
    heading = with_scripts.page.locator("h1").first.inner_text()
    assert without.page.locator("h1").first.inner_text() == heading
    shown = set(FIGURE.findall(text(with_scripts.page))) - set(FIGURE.findall(said))
    # A chart that is not drawn yet comes as a picture; what it shows stands in its table. Read last: it may come now.
    axes = " ".join(with_scripts.page.locator("main figure svg").all_text_contents())
    lost = {figure for figure in shown if figure.removesuffix(" %") not in axes}
    assert not lost or page.name in MOVING
    assert without.complaints == []
