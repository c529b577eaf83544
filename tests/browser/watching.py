"""A page that is looked at: what it says in the console, whom it asks, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Response

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
AXE = Axe()
RUN = f"async () => (await axe.run({OPTIONS})).violations"
PATIENCE_MS = 180_000
"""What takes a moment on a machine at rest may take so long on one that runs other tests."""
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
"""Added to every page before its own scripts run."""


@dataclass
class Watch:
    """What a page did since it was opened that it should not have done."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._said(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _said(self, kind: str, text: str) -> None:
        # The first is told with its status below, and right for a page of an error; the second is htmx giving up what
        # a newer request replaced.
        known = text.startswith(("Failed to load resource", "htmx: htmx:error: signal is aborted"))
        if kind in {"error", "warning"} and not known:
            self.complaints.append(f"console {kind}: {text[:300]}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.complaints.append(f"asks another host: {request.url[:200]}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status} for {response.url[:200]}")

    def open(self, path: str, status: int = 200) -> None:
        """Opens one of our pages, and waits until it is as it will be."""
        answer = self.page.goto(self.origin + path, wait_until="load")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        settle(self.page)


def settle(page: Page) -> None:
    """Until nothing is being fetched into the page."""
    page.wait_for_function("() => watching.settled()", timeout=PATIENCE_MS)


def violations(page: Page) -> Iterator[str]:
    """What axe finds, one line for each rule."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.axe_script)
    for each in page.evaluate(RUN):
        yield f"axe {each['id']} ({each['impact']}): {each['help']}: {_where(each['nodes'])}"


def _where(nodes: list[dict[str, Any]]) -> str:
    shown = [f"{' '.join(map(str, node['target']))} {node['html'][:120]}" for node in nodes[:3]]
    return f"{len(nodes)} x {'; '.join(shown)}"


def wider(page: Page) -> list[str]:
    """What is wider than the screen."""
    found: list[str] = page.evaluate("() => watching.wider()")
    return found


def unspoken(page: Page, ids: list[str]) -> list[str]:
    """Ids where words should stand, figures that say nothing to those who listen, text that is turned around."""
    asked = "(ids) => [...watching.unspoken(ids), ...watching.dashes(), ...watching.turned()]"
    found: list[str] = page.evaluate(asked, ids)
    return found


def text(page: Page) -> str:
    """What a person can read of the page, on one line."""
    found: str = page.evaluate("() => watching.text()")
    return found


def keep(page: Page, folder: Path, name: str) -> None:
    """Keeps a picture of the whole page for a person to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")
