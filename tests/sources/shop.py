"""A shop on an origin of its own, opened in Chromium: how the browsers' clients are run."""

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from patience import PATIENCE_S
from sources.doors import serving

CLIENTS = Path(__file__).parent.parent / "clients"
MODULES = CLIENTS / "node_modules"
CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_KINDS = {".html": b"text/html", ".js": b"text/javascript"}


def pages(files: Mapping[str, Path]) -> Callable[..., Any]:
    """An ASGI application that serves files by their paths."""

    async def app(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] == "lifespan":
            for moment in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{moment}.complete"})
            return
        file = files.get(scope["path"])
        kind = b"text/plain" if file is None else _KINDS[file.suffix]
        start = {"type": "http.response.start", "status": 200 if file else 404, "headers": [(b"content-type", kind)]}
        await send(start)
        await send({"type": "http.response.body", "body": file.read_bytes() if file else b""})

    return app


@contextlib.contextmanager
def opened(files: Mapping[str, Path], levels: Collection[str] = ("error",)) -> Iterator[Page]:
    """The shop's page, `/` of the files. Whatever the browser or a client complains about fails the test.

    `levels` are those of the console's lines that are complaints.
    """
    assert CHROMIUM.exists(), "Chromium is missing, run: apt-get install chromium"
    complaints: list[str] = []
    with serving(pages(files)) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type in levels else None)
        page.on("requestfailed", lambda request: complaints.append(f"{request.url} {request.failure}"))
        page.goto(f"http://127.0.0.1:{port}/")
        yield page
        browser.close()
    assert complaints == []


def waited_for(page: Page, ready: Callable[[], bool]) -> None:
    """Lets the page run until `ready`, at most so long as the machine may take."""
    end = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < end, "what the browser should have sent did not arrive"
        page.wait_for_timeout(50)
