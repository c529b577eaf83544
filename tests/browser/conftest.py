"""A served demo and a browser, once for all tests of a worker."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from browser.served import Served, serving_demo
from browser.watching import SCRIPT, Watch

CHROMIUM = "/usr/bin/chromium"
Open = Callable[..., Watch]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_demo(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def visit(served: Served, browser: Browser) -> Iterator[Open]:
    """Opens a browser of its own for somebody: `visit(language="id", width=390)`."""
    with ExitStack() as opened:

        def somebody(language: str = "en", width: int = 1280, **options: object) -> Watch:
            context = new_context(browser, served.origin, language, width, **options)
            opened.callback(context.close)
            return Watch(context.new_page(), served.origin)

        yield somebody


def new_context(browser: Browser, origin: str, language: str, width: int, **options: object) -> BrowserContext:
    """A browser's own cookies, language and size. Nothing moves, so that what is seen is what stays."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", locale=language, **options
    )
    context.add_init_script(SCRIPT)
    context.add_cookies([{"name": "hypercare_language", "value": language, "url": origin}])
    return context
