"""Retention by cadence on its page and in the API, and the list of whom to call: for contributors, and never kept."""

import csv
import html
import io
import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hypercare.app.studio.client import Studio
from hypercare.web.installation import here
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

pytestmark = pytest.mark.slow  # each asks a studio
PAGE = f"/launches/{LAUNCH}/retention/shipping_again"
API = f"/api/v1{PAGE}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield site(demo().copy(tmp_path_factory.mktemp("cadence") / "data"))
    here().studio.close()


@pytest.fixture(scope="module")
def contributor(served: Site) -> Browser:
    return served.member(Role.CONTRIBUTOR)


@pytest.fixture(scope="module")
def viewer(served: Site) -> Browser:
    return served.member(Role.VIEWER)


SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "lapsed.v1.json"


def told(browser: Browser, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_on_day_60_nothing_can_be_read_and_nothing_counts_as_lost(viewer: Browser) -> None:
    page = told(viewer, API)["by_cadence"]
    first = page["days"][0]
    assert (first["rows"][0]["eligible"], first["rows"][0]["not_yet_mature"], first["waiting"]) == (0, 1284, 1284)
    text = html.unescape(viewer.get(PAGE).text)
    assert "Nobody has had the whole window yet." in text
    assert "cannot be seen yet" in text


def test_the_first_sentence_and_the_table_tell_one_number(viewer: Browser) -> None:
    rows = {
        at["day"]: at["rows"][0]["accounts"]["value"] for at in told(viewer, f"{API}?day=101")["by_cadence"]["days"]
    }
    text = html.unescape(viewer.get(f"{PAGE}?day=101").text)
    assert f"Day 60: {100 * rows[60]:.1f} % came back; Day 90: {100 * rows[90]:.1f} %." in text


def test_the_page_counts_without_naming_and_contributors_get_the_list(viewer: Browser, contributor: Browser) -> None:
    counted = told(viewer, API)["by_cadence"]["lapsed"]
    assert (counted["lapsed"], counted["by_plain_days"]) == (21, 20)
    text = html.unescape(viewer.get(PAGE).text)
    assert "21 of 1,284 accounts have lapsed" in text
    assert "AK-00" not in text
    assert "it is for contributors and above" in text
    assert "/retention/shipping_again/lapsed" in contributor.get(PAGE).text
    truth = demo().truth["shipping"]
    listed = told(contributor, f"{API}/lapsed")
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(listed)
    names = {each["unit"] for each in listed["units"]}
    assert set(truth["stopped_weekly"]) <= names
    assert names <= {*truth["stopped_weekly"], *truth["stopped_monthly"]}
    assert listed["lapsed"] == len(names) == counted["lapsed"]
    assert [each["volume"] for each in listed["units"]] == sorted(
        (each["volume"] for each in listed["units"]), reverse=True
    )


@pytest.mark.parametrize("page", [f"{PAGE}/lapsed?day=51", f"/launches/{LAUNCH}/funnel/completion/stopped/2?day=51"])
def test_a_list_that_takes_long_is_waited_for_by_its_page(contributor: Browser, page: str) -> None:
    """The page comes without it and fetches itself, also as the part of another page; a file waits."""
    told(contributor, f"{API}/lapsed")
    with resting(here().studio):
        waits = contributor.get(page)
        part = contributor.get(page, **{"HX-Request": "true", "HX-Target": "div#lapsed-units"})
    assert waits.status_code == part.status_code == 200
    assert 'id="computing"' in waits.text
    assert "AK-00" not in waits.text + part.text
    assert 'hx-trigger="load delay:1s"' in part.text
    assert ('id="lapsed-units"' in part.text) == ("lapsed" in page)
    told(contributor, f"/api/v1{page}")
    assert "AK-00" in contributor.get(page).text, "and is there when it comes again"


@contextmanager
def resting(studio: Studio) -> Iterator[None]:
    """A studio that does nothing meanwhile, as one that is kept busy."""
    assert studio.pid is not None
    os.kill(studio.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(studio.pid, signal.SIGCONT)


@pytest.mark.parametrize("path", [f"{PAGE}/lapsed", f"{PAGE}/lapsed.csv", f"{API}/lapsed"])
def test_a_viewer_never_sees_the_list(viewer: Browser, path: str) -> None:
    answer = viewer.get(path)
    assert answer.status_code == 403
    assert "AK-00" not in answer.text


def test_the_list_as_a_page_and_as_a_file(contributor: Browser) -> None:
    listed = told(contributor, f"{API}/lapsed")
    text = html.unescape(contributor.get(f"{PAGE}/lapsed").text)
    assert all(each["unit"] in text for each in listed["units"])
    answer = contributor.get(f"{PAGE}/lapsed.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "no-store" in answer.headers["cache-control"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["unit"] for row in rows] == [each["unit"] for each in listed["units"]]
    assert rows[0]["segment.region"] == listed["units"][0]["segments"]["region"]


def test_the_list_is_kept_nowhere(served: Site, contributor: Browser) -> None:
    unit = told(contributor, f"{API}/lapsed")["units"][0]["unit"]
    kept = [
        path for folder in ("looks", "charts") for path in (here().house.data / folder).rglob("*") if path.is_file()
    ]
    assert kept
    assert not [path for path in kept if unit.encode() in path.read_bytes()]


def test_the_first_retention_is_the_one_by_cadence(viewer: Browser) -> None:
    answer = viewer.get(f"/launches/{LAUNCH}/retention?day=60")
    assert (answer.status_code, answer.headers["location"]) == (302, f"{PAGE}?day=60")


@pytest.mark.parametrize("metric", ["uploading_again", "completion", "nothing"])
def test_only_a_retention_by_cadence_has_lapses(contributor: Browser, metric: str) -> None:
    assert contributor.get(f"/api/v1/launches/{LAUNCH}/retention/{metric}/lapsed").status_code == 404
