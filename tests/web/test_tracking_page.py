"""The tracking page says what the API and the command line say, live, and nothing from outside steers it."""

import asyncio
import html
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from commands import run
from hypercare.app.looks import Moment
from hypercare.app.usecases.judging import verifying
from hypercare.model.cursor import Cursor
from hypercare.model.errors import Unreachable
from hypercare.web.installation import here
from hypercare.web.pages.live.hub import Hub
from hypercare.web.pages.tracking.context import tracked_of
from hypercare.web.pages.tracking.stream import Watcher, messages
from hypercare.web.pages.tracking.verifier import Verifier
from hypercare.web.person import Role
from hypercare.web.reader import Reader
from patience import PATIENCE_S
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


def kept(**changed: Any) -> dict[str, Any]:
    """What is kept of a verification of one event whose every name is hostile."""
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
    tracking = {
        "state": "fail", "says": {"id": "track-says-none", "params": {}}, "as_of": at, "since": at, "planned": 1,
        "arrived": 1, "verified": 0, "events": [event], "findings": [finding], "version": "ab" * 32,
    } | changed  # fmt: skip
    return {"computed_at": at, "tracking": tracking}


def test_what_names_and_payloads_hold_is_text(browser: Browser) -> None:
    part = render_to_string("parts/tracking.html", {"tracking": tracked_of(kept()), "language": "en"})
    assert "<img" not in part
    assert "&lt;img src=x" in part


class House:
    """What answers the hub, to which something new comes each time it asks, and verifications, which are counted."""

    def __init__(self, *answers: dict[str, Any], arrivals: int = 1_000) -> None:
        self.answers, self.arrivals, self.arrived, self.verified = list(answers), arrivals, 0, 0

    def ask(self, name: str, **_params: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        if name == "tracking":
            future.set_result(self.answers[min(self.verified, len(self.answers) - 1)])
            self.verified += 1
            return future
        is_new = self.arrived < self.arrivals
        self.arrived += is_new
        future.set_result({"rows": [], "cursor": str(Cursor(self.arrived)), "skipped": int(is_new)})
        return future


async def told(house: House, readers: int, messages_each: int, *, pause: float = 0.02) -> list[list[bytes]]:
    """What so many readers of one launch are sent, each until they were told so often how the plan stands."""
    hub, verifier = Hub(house.ask, pause=0.01), Verifier(house.ask, pause=pause)

    async def followed(seat: str) -> list[bytes]:
        sent: list[bytes] = []
        watcher = Watcher(seat, NOT_READY, Reader("en", ZoneInfo("Asia/Jakarta")))
        async for each in messages(hub, verifier, watcher, None, beat=0.02):
            sent += [each] if b"event: " in each else []
            if sum(b"event: tracking" in each for each in sent) == messages_each:
                return sent
        return sent

    async with asyncio.timeout(PATIENCE_S):
        return await asyncio.gather(*(followed(str(number)) for number in range(readers)))


def test_the_stream_sends_what_changed_and_not_twice_the_same(browser: Browser) -> None:
    """The hub is told of rows; the part is sent where it says something new, else only as of when it is said."""
    after = kept(arrived=2, says={"id": "track-says-pass", "params": {"planned": 1}})
    (sent,) = asyncio.run(told(House(kept(), kept(), after), 1, 2))
    first, *ages, last = sent
    assert b"nothing can be verified" in first
    assert b"arrives as planned" in last
    assert first.endswith(b"\n\n")
    assert first.count(b"\n\n") == 1
    assert len(ages) == 2
    assert all(b"event: age" in each and b"21 Nov 2026" in each for each in ages)


def test_readers_of_one_launch_share_a_verification(browser: Browser) -> None:
    house = House(kept(), arrivals=1)
    sent = asyncio.run(told(house, 5, 1))
    assert house.verified == 1
    assert len({each for (each,) in sent}) == 1


@pytest.mark.parametrize(
    ("cursor", "is_asked"),
    [
        pytest.param(Cursor(7), False, id="what it was asked for"),
        pytest.param(Cursor(3, -1), False, id="what it has seen"),
        pytest.param(Cursor(8), True, id="an event later"),
        pytest.param(Cursor(7, 0), True, id="a record in quarantine later"),
    ],
)
def test_a_verification_is_asked_for_once_after_news(cursor: Cursor, *, is_asked: bool) -> None:
    house = House(kept())
    verifier = Verifier(house.ask, pause=0, rests=0)

    async def twice() -> None:
        assert await verifier.covering(NOT_READY, Cursor(7)) == kept()
        assert await verifier.covering(NOT_READY, cursor) == kept()

    asyncio.run(twice())
    assert house.verified == 1 + is_asked


def test_however_much_arrives_there_is_a_rest_between_verifications() -> None:
    house = House(kept())
    verifier = Verifier(house.ask, pause=60)

    async def twice() -> None:
        assert await verifier.covering(NOT_READY, Cursor(7)) == kept()
        assert await verifier.covering(NOT_READY, Cursor(8)) is None

    asyncio.run(twice())
    assert house.verified == 1


def test_a_studio_that_is_gone_is_asked_again() -> None:
    house, failed = House(kept()), Future[Any]()
    failed.set_exception(Unreachable("the studio ended"))
    answers = [failed, house.ask("tracking")]
    verifier = Verifier(lambda _name, **_params: answers.pop(0), pause=0, rests=0)

    async def twice() -> None:
        assert await verifier.covering(NOT_READY, Cursor(7)) is None
        assert await verifier.covering(NOT_READY, Cursor(7)) == kept()

    asyncio.run(twice())


@pytest.mark.slow
def test_what_is_kept_is_shown_without_the_studio(tmp_path: Path) -> None:
    served = site(demo().copy(tmp_path / "data"))
    verifying.refresh(here().house, NOT_READY, Moment())
    here().studio.close()
    answer = served.member(Role.VIEWER).get(f"/launches/{NOT_READY}/tracking")
    assert answer.status_code == 200, answer.text
    assert 'class="entrance-item"' in answer.text
    assert "Computed" in answer.text
