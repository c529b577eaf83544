"""Every page in both languages, light and dark, on a desk and on a phone: accessible, quiet, whole, translated."""

import os
from pathlib import Path

import pytest

from browser.conftest import HEIGHT, Visit
from browser.pages import Page, pages, unknown
from browser.watching import keep, unspoken, violations, wider
from hypercare.app.words import CATALOGUE

SCREENSHOTS = Path(__file__).parents[2] / ".hc" / "screenshots"
WANTED = "TESTS_SCREENSHOTS" in os.environ
"""Whether pages are pictured though nothing is wrong with them, for a person to look at."""
WIDTHS, THEMES = (1280, 390), ("light", "dark")
SPARED = {("en", "dark", 1280), ("en", "light", 390), ("id", "light", 1280), ("id", "dark", 390)}
"""Where axe, which takes most of the time, is not asked: it sees every two of language, colours and width together."""
IDS = sorted(
    line.split(" ")[0]
    for file in (CATALOGUE / "en").iterdir()
    for line in file.read_text(encoding="utf-8").splitlines()
    if line[:1].isalpha() and "-" in line.split(" ")[0]
)


def test_no_route_is_forgotten() -> None:
    assert unknown() == [], "say in LOOKS how to look at it, or in NO_PAGES that it is none"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in pages()])
def test_a_page_is_as_it_should_be(visit: Visit, page: Page, language: str) -> None:
    watch = visit(language, role=page.role)
    watch.open(page.path, page.status)
    seen = watch.page
    wrong = unspoken(seen, IDS)
    if seen.evaluate("() => document.documentElement.lang") != language:
        wrong.append("the language of the page is not said")
    if not seen.title().strip() or seen.title() == "owned":
        wrong.append(f"the title is {seen.title()!r}")
    seen_wrong: dict[str, list[str]] = {}
    for width in WIDTHS:
        seen.set_viewport_size({"width": width, "height": HEIGHT})
        for theme in THEMES:
            seen.emulate_media(color_scheme=theme)
            asked = (language, theme, width) not in SPARED
            found = [*wider(seen), *(violations(seen) if asked else ())]
            for each in found:
                seen_wrong.setdefault(each, []).append(f"{theme} {width}")
            if found or wrong or WANTED:
                keep(seen, SCREENSHOTS / f"{language}-{theme}-{width}", page.name)
    wrong += [f"{each} ({', '.join(where)})" for each, where in seen_wrong.items()]
    wrong += watch.complaints
    assert not wrong, "\n".join(wrong)
