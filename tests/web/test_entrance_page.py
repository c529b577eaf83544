"""The entrance page says what the API says, and the API what the command line says."""

import html
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commands import run
from hypercare.web.installation import here
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Browser, site

NOT_READY = "asuransi-kiriman"
pytestmark = pytest.mark.slow  # each asks a studio


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    served = site(demo().copy(tmp_path_factory.mktemp("entrance") / "data"))
    yield served.member(Role.VIEWER)
    here().studio.close()


def told(browser: Browser, launch: str, query: str = "") -> Any:
    answer = browser.get(f"/api/v1/launches/{launch}/entrance{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def plain(item: Any) -> tuple[object, ...]:
    """An item to compare: the API tells instants to the millisecond."""
    at = round(datetime.fromisoformat(item["seen_at"]).timestamp(), 3) if item["seen_at"] else None
    return (item["subject"], item["state"], str(item["reason"]), str(item["todo"]), at)


@pytest.mark.parametrize(("launch", "query", "as_of"), [
    (NOT_READY, "", CLOCK), (LAUNCH, "", CLOCK), (LAUNCH, "?day=2", "2026-09-24"), (LAUNCH, "?day=90", "2026-12-21"),
], ids=["not ready", "live", "an earlier day", "a day to come"])  # fmt: skip
def test_the_api_says_what_the_command_line_says(browser: Browser, launch: str, query: str, as_of: str) -> None:
    page = told(browser, launch, query)["entrance"]
    said = run("ready", launch, "--as-of", as_of, "--data", here().house.data, "--json", clock=CLOCK).json
    assert (page["state"], page["says"]) == (said["state"], said["says"])
    for shown, judged in zip(page["criteria"], said["criteria"], strict=True):
        assert (shown["check"], shown["state"]) == (judged["check"], judged["state"])
        assert sorted(map(plain, shown["items"])) == sorted(map(plain, judged["items"]))
        ranks = [["fail", "unknown", "waived", "pass"].index(item["state"]) for item in shown["items"]]
        assert ranks == sorted(ranks)


def test_the_page_says_what_the_api_says(browser: Browser) -> None:
    page = told(browser, NOT_READY)["entrance"]
    for _ in range(20):  # the first answer of a studio takes longer than a page waits
        text = html.unescape(browser.get(f"/launches/{NOT_READY}/entrance").text)
        if page["says"]["text"] in text:
            break
    for criterion in page["criteria"]:
        for item in criterion["items"]:
            assert item["subject"] in text
            assert item["todo"] is None or item["todo"]["text"] in text
    assert "premium of cover_quoted is of another type" in text


def test_it_speaks_indonesian(browser: Browser) -> None:
    text = browser.get(f"/launches/{NOT_READY}/entrance", **{"accept-language": "id"}).text
    assert "Syarat masuk" in text
    assert "Gagal" in text
    assert "Latihan eskalasi" in text  # the name of an item that is the product's own
    assert "gagal · " in text  # how many of each state, the worst first


@pytest.mark.parametrize("path", ["/launches/nosuch/entrance", "/api/v1/launches/nosuch/entrance"])
def test_a_launch_that_there_is_not(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_demos_folder_is_not_written_by_looking(browser: Browser, tmp_path: Path) -> None:
    before = run("audit", "--data", here().house.data, "--json").json["head"]
    told(browser, LAUNCH)
    assert run("audit", "--data", here().house.data, "--json").json["head"] == before
