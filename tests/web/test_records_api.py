"""The API's listings of records: the same documents as the command line's, in pages."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from commands import run
from hypercare.model.role import Role
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Browser, Site, site

pytestmark = pytest.mark.slow
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
AT = "2027-01-01T12:00+07:00"
"""Whatever the demo recorded is recorded by then."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(demo().copy(tmp_path_factory.mktemp("records") / "data"))


@pytest.fixture(scope="module")
def viewer(served: Site) -> Browser:
    return served.member(Role.VIEWER)


def listing(browser: Browser, what: str, **query: str) -> Any:
    asked = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in query.items())
    answer = browser.get(f"/api/v1/launches/{LAUNCH}/{what}?{asked}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_forecasts_are_told_as_by_the_command_line(served: Site, viewer: Browser) -> None:
    told = listing(viewer, "forecasts", as_of=AT)
    printed = run(
        "forecasts", "--launch", LAUNCH, "--as-of", AT, "--json", "--data", served.house.data, clock=CLOCK
    ).json
    assert told == printed
    assert told["forecasts"]
    jsonschema.validate(told, json.loads((SCHEMAS / "forecasts.v1.json").read_text()))


def test_verdicts_are_told_as_by_the_command_line(served: Site, viewer: Browser) -> None:
    viewer.get(f"/api/v1/launches/{LAUNCH}/look?day=31")
    told = listing(viewer, "verdicts", as_of=AT)
    printed = run(
        "verdicts", LAUNCH, "--as-of", AT, "--limit", "100", "--json", "--data", served.house.data, clock=CLOCK
    ).json
    assert told == printed
    assert 31 in {each["day"] for each in told["days"]}
    jsonschema.validate(told, json.loads((SCHEMAS / "verdicts.v1.json").read_text()))


@pytest.mark.parametrize("kind", ["verdict", "issue"])
def test_a_record_is_told_in_full_as_by_the_command_line(served: Site, viewer: Browser, kind: str) -> None:
    of_kind = [each for each in listing(viewer, "verdicts", as_of=AT)["verdicts"] if each["kind"] == kind]
    told = listing(viewer, f"verdicts/{of_kind[0]['id']}")
    assert told == run("verdicts", LAUNCH, "--record", told["id"], "--json", "--data", served.house.data).json
    assert {name: told[name] for name in of_kind[0]} == of_kind[0]
    assert told["questions"]
    Draft202012Validator(json.loads((SCHEMAS / "verdict-record.v1.json").read_text())).validate(told)


def test_a_record_is_replayed_as_by_the_command_line(served: Site, viewer: Browser) -> None:
    record = listing(viewer, "verdicts", as_of=AT)["verdicts"][0]["id"]
    told = listing(viewer, f"verdicts/{record}/replay")
    assert told == run("replay", record, "--json", "--data", served.house.data).json
    assert (told["same"], told["source"]) == (True, "facts")


@pytest.mark.parametrize("what", ["v-000001-abcdef", "nonsense"], ids=["of nobody", "no id"])
@pytest.mark.parametrize("end", ["", "/replay"])
def test_a_record_that_there_is_not_is_not_found(viewer: Browser, what: str, end: str) -> None:
    answer = viewer.get(f"/api/v1/launches/{LAUNCH}/verdicts/{what}{end}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_record_of_another_launch_or_kind_is_not_found(viewer: Browser) -> None:
    record = listing(viewer, "verdicts", as_of=AT)["verdicts"][0]["id"]
    foretold = listing(viewer, "forecasts", as_of=AT)["forecasts"][0]["record"]
    for launch, asked in (("jadwal-jemput", record), (LAUNCH, foretold)):
        assert viewer.get(f"/api/v1/launches/{launch}/verdicts/{asked}").status_code == 404


@pytest.mark.parametrize(("what", "rows"), [("forecasts", "forecasts"), ("verdicts", "verdicts")])
def test_pages_add_up_to_the_whole(viewer: Browser, what: str, rows: str) -> None:
    whole = listing(viewer, what, as_of=AT)
    found, below = [], {}
    while True:
        page = listing(viewer, what, as_of=AT, limit="1", **below)
        found += page[rows]
        assert len(page[rows]) <= 1
        if page["older"] is None:
            break
        below = {"below": str(page["older"])}
    assert found == whole[rows]
    assert len(found) > 1


def test_days_go_on_from_the_first_that_is_left_out(viewer: Browser) -> None:
    for day in (30, 31):
        viewer.get(f"/api/v1/launches/{LAUNCH}/look?day={day}")
    newest = listing(viewer, "verdicts", day="31", limit="1")
    assert ([each["day"] for each in newest["days"]], newest["older_day"]) == ([31], 30)
    assert listing(viewer, "verdicts", day="30", limit="1")["days"][0]["day"] == 30


def test_what_was_recorded_later_is_not_told(viewer: Browser) -> None:
    assert {each["recorded_at"][:10] for each in listing(viewer, "verdicts")["verdicts"]} < {
        each["recorded_at"][:10] for each in listing(viewer, "verdicts", as_of=AT)["verdicts"]
    }


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "below=0", "below=99999999999999999999", "limit=many"])
def test_a_page_that_cannot_be_is_refused(viewer: Browser, query: str) -> None:
    for what in ("forecasts", "verdicts"):
        answer = viewer.get(f"/api/v1/launches/{LAUNCH}/{what}?{query}")
        assert answer.status_code == 400
        assert answer.json()["error"]["where"] == query.partition("=")[0]


def test_whoever_is_not_signed_in_is_told_nothing(served: Site) -> None:
    for what in ("forecasts", "verdicts"):
        assert served.browser().get(f"/api/v1/launches/{LAUNCH}/{what}").status_code == 401
