"""The tracking page says what the API and the command line say, live, and nothing from outside steers it."""

import asyncio
import html
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from commands import run
from hypercare.model.cursor import Cursor
from hypercare.web.installation import here
from hypercare.web.pages.live.hub import Hub
from hypercare.web.pages.tracking.context import tracked_of
from hypercare.web.pages.tracking.stream import Watcher, messages
from hypercare.web.person import Role
from hypercare.web.reader import Reader
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Browser, site

NOT_READY = "asuransi-kiriman"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    served = site(demo().copy(tmp_path_factory.mktemp("tracking") / "data"))
    yield served.member(Role.VIEWER)
    here().studio.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("launch", "query", "as_of"), [(NOT_READY, "", CLOCK), (LAUNCH, "", CLOCK), (LAUNCH, "?day=30", "2026-10-22")]
)
def test_the_api_says_what_the_command_line_says(browser: Browser, launch: str, query: str, as_of: str) -> None:
    answer = browser.get(f"/api/v1/launches/{launch}/tracking{query}")
    assert answer.status_code == 200, answer.text
    page = answer.json()["tracking"]
    said = run("verify-tracking", launch, "--as-of", as_of, "--data", here().house.data, "--json", clock=CLOCK).json
    assert (page["state"], page["says"]) == (said["state"], said["says"])
    assert [(each["event"], each["state"], each["events"], each["properties"]) for each in page["events"]] == [
        (each["event"], each["state"], each["events"], each["properties"]) for each in said["events"]
    ]
    assert [each["says"] for each in page["findings"]] == [each["says"] for each in said["findings"]]


@pytest.mark.slow
def test_the_page_shows_each_finding_and_the_payload_beside_the_plan(browser: Browser) -> None:
    page = browser.get(f"/api/v1/launches/{NOT_READY}/tracking").json()["tracking"]
    for _ in range(20):  # the first answer of a studio takes longer than a page waits
        text = html.unescape(browser.get(f"/launches/{NOT_READY}/tracking").text)
        if page["says"]["text"] in text:
            break
    for event in page["events"]:
        wrong = [each for each in event["findings"] if each["level"] == "fail"]
        assert all(each["says"]["text"] in text and each["todo"]["text"] in text for each in wrong)
        assert all(each["found"] in text for each in event["properties"] if each["found"])
    assert "Verifikasi tracking" in browser.get(f"/launches/{NOT_READY}/tracking", **{"accept-language": "id"}).text


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/launches/nosuch/tracking", "/api/v1/launches/nosuch/tracking", "/launches/nosuch/tracking/stream"]
)
def test_a_launch_that_there_is_not(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


HOSTILE = '<img src=x onerror=alert(1)>"\u202e'


def document(**changed: Any) -> dict[str, Any]:
    """A verification of one event whose every name is hostile."""
    text = {"id": "track-name", "params": {"name": HOSTILE, "event": HOSTILE, "source": HOSTILE, "events": 3}}
    seen = {"value": HOSTILE, "expected": HOSTILE, "sample": 1, "since": None, "until": None, "example": HOSTILE}
    finding = {"check": "TRACK-NAME", "level": "fail", "subject": HOSTILE, "field": HOSTILE, "seen": seen}
    finding |= {"says": text, "todo": text}
    other = {"name": HOSTILE, "value": HOSTILE}
    at = "2026-11-21T12:00:00+07:00"
    event = {
        "event": HOSTILE, "state": "fail", "source": HOSTILE, "every_seconds": None, "volume": None, "twin": None,
        "platforms": [], "events": 3, "last_at": at, "findings": [finding],
        "properties": [{"name": HOSTILE, "expected": HOSTILE, "required": True, "found": HOSTILE}],
        "first": {"source": HOSTILE, "time": at, "known": at, "others": [other], "left_out": 0},
    }  # fmt: skip
    return {
        "state": "fail", "says": {"id": "track-says-none", "params": {}}, "as_of": at, "since": at, "planned": 1,
        "arrived": 1, "verified": 0, "events": [event], "findings": [finding],
    } | changed  # fmt: skip


def test_what_names_and_payloads_hold_is_text(browser: Browser) -> None:
    part = render_to_string("parts/tracking.html", {"tracking": tracked_of(document()), "language": "en"})
    assert "<img" not in part
    assert "&lt;img src=x" in part


def test_the_stream_sends_what_changed_and_not_twice_the_same(browser: Browser) -> None:
    """The hub is told of rows; each time the studio is asked, and the part is sent where it says something new."""
    answers = iter(
        [document(), document(), document(arrived=2, says={"id": "track-says-pass", "params": {"planned": 1}})]
    )

    def ask(name: str, **_params: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        cursor = Cursor(next(arrivals))
        future.set_result(next(answers) if name == "tracking" else {"rows": [], "cursor": str(cursor), "skipped": 1})
        return future

    arrivals = iter(range(1, 1_000))
    watcher = Watcher("putri", NOT_READY, Reader("en", ZoneInfo("Asia/Jakarta")))

    async def followed() -> list[bytes]:
        sent: list[bytes] = []
        async for each in messages(Hub(ask, pause=0.01), ask, watcher, None, pause=0.02):
            sent += [each] if b"event: tracking" in each else []
            if len(sent) == 2:
                break
        return sent

    first, second = asyncio.run(asyncio.wait_for(followed(), 30))
    assert b"nothing can be verified" in first
    assert b"arrives as planned" in second
    assert first.endswith(b"\n\n")
    assert first.count(b"\n\n") == 1
