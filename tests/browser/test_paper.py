"""Pages on paper: the content, in light colours, as wide as a sheet."""

import pytest

from browser.conftest import Visit
from browser.pages import Page, pages
from browser.test_every_page import SCREENSHOTS
from browser.watching import text, wider
from hypercare.web.person import Role

A4_WIDTH = 794
"""Pixels of a sheet of A4 at 96 to the inch."""
NAMES = {"portfolio", "launch", "gates", "evidence-funnel", "brief", "funnel-compared", "retention-whole", "activity"}
PRINTED = [page for page in pages() if page.name in NAMES]
GROUND = "() => [document.documentElement, document.body].map((each) => getComputedStyle(each).backgroundColor).join()"


@pytest.mark.slow
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PRINTED])
def test_a_page_is_made_for_paper(visit: Visit, page: Page) -> None:
    watch = visit(role=Role.VIEWER)
    watch.open(page.path)
    seen = watch.page
    on_screen = text(seen)
    seen.set_viewport_size({"width": A4_WIDTH, "height": 1123})
    seen.emulate_media(media="print", color_scheme="dark")
    assert wider(seen) == []
    assert not seen.locator(".rail").is_visible()
    assert "255, 255, 255" in seen.evaluate(GROUND)
    heading = seen.locator("h1").inner_text()
    assert heading in on_screen
    assert seen.locator("h1").is_visible()
    folder = SCREENSHOTS / "paper"
    folder.mkdir(parents=True, exist_ok=True)
    seen.pdf(path=folder / f"{page.name}.pdf", format="A4", print_background=False)
