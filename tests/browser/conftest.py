"""A served demo and a browser, once for all tests of a worker."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright

from browser.served import Served, serving_demo
from browser.watching import PATIENCE_MS, SCRIPT, Watch
from hypercare.web.person import Role

CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1280, 900
Visit = Callable[..., Watch]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_demo(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ended with its module: as long as it runs, so does an event loop, in which Django refuses to be asked."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def admin(served: Served, browser: Browser) -> StorageState:
    """The cookies of the demo's admin, who signed in by the link that the terminal printed."""
    if served.admins_cookies:  # the link works once
        return served.admins_cookies
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.admins_link)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url(f"{served.origin}/")
    served.admins_cookies = context.storage_state()
    context.close()
    return served.admins_cookies


@pytest.fixture
def visit(served: Served, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens a browser of its own for somebody, in a demo a visitor: `visit("id", role=Role.ADMIN)`."""
    with ExitStack() as opened:

        def somebody(
            language: str = "en", *, role: Role = Role.VIEWER, width: int = WIDTH, scripts: bool = True
        ) -> Watch:
            state: StorageState | None = request.getfixturevalue("admin") if role.rank > Role.VIEWER.rank else None
            # Nothing moves, so that what is seen is what stays.
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHT},
                reduced_motion="reduce",
                locale=language,
                storage_state=state,
                java_script_enabled=scripts,
                permissions=["clipboard-read", "clipboard-write"],
            )
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            context.add_init_script(SCRIPT)
            return Watch(context.new_page(), served.origin)

        yield somebody
