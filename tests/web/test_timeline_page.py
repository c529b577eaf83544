"""The timeline as a list and in the API: who tells and retracts, what cannot stand, and one answer at every place."""

import csv
import html
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from commands import run
from hypercare.app.usecases.access import tokens
from hypercare.app.usecases.acts import marks
from hypercare.model.role import Role as PersonRole
from hypercare.web.installation import here
from hypercare.web.pages.timeline.view import MOST_SHOWN
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Browser, Site, site

EMPTY, SIGNED = "asuransi-kiriman", "jadwal-jemput"
pytestmark = pytest.mark.slow  # the page asks a studio for the gates' words


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    found = site(demo().copy(tmp_path_factory.mktemp("timeline") / "data"))
    yield found
    here().studio.close()


@pytest.fixture(scope="module")
def squad(served: Site) -> Browser:
    return served.member(Role.CONTRIBUTOR)


@pytest.fixture(scope="module")
def pipeline(served: Site) -> Browser:
    """A program with a contributor's token."""
    owner = served.person(PersonRole.CONTRIBUTOR)
    made = tokens.new_api(served.house, "ci", role=PersonRole.CONTRIBUTOR, by=owner.email, owner=owner.id)
    return served.browser(Authorization=f"Bearer {made.secret}")


def told(browser: Browser, what: str = "timeline", query: str = "", launch: str = LAUNCH) -> Any:
    answer = browser.get(f"/api/v1/launches/{launch}/{what}{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(browser: Browser, launch: str = LAUNCH, **body: Any) -> Any:
    return browser.send("POST", f"/api/v1/launches/{launch}/marks", body)


def listed() -> Any:
    """What the command line tells."""
    return run("marks", LAUNCH, "--json", "--data", here().house.data, clock=CLOCK).json


def test_page_api_and_command_line_tell_the_same_marks(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    assert told(viewer, "marks") == listed()
    page = told(viewer)
    shown = {each["mark"]: each["title"] for each in page["so_far"] + page["ahead"] if each["mark"]}
    assert shown == {each["id"]: each["title"] for each in listed()["marks"]}
    text = html.unescape(viewer.get(f"/launches/{LAUNCH}/timeline").text)
    for mark, title in shown.items():
        assert f'id="{mark}"' in text
        assert title in text


def test_a_viewer_reads_and_changes_nothing(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    text = viewer.get(f"/launches/{LAUNCH}/timeline").text
    assert "<form class" not in text.split("<main")[1]
    assert not told(viewer)["may_tell"]
    assert post(viewer, kind="note", title="x").status_code == 403
    assert viewer.post(f"/launches/{LAUNCH}/timeline/add", {"kind": "note", "title": "x"}).status_code == 403
    assert viewer.post(f"/launches/{LAUNCH}/timeline/m-1/retract").status_code == 403
    assert viewer.ask("DELETE", f"/api/v1/launches/{LAUNCH}/marks/m-1").status_code == 403


def test_everything_that_was_planned_and_happened_is_there_in_order(squad: Browser) -> None:
    page = told(squad)
    assert [each["kind"] for each in page["kinds"]] == [
        "phase", "cycle", "gate", "review", "peak", "deployment", "hotfix", "incident", "campaign",
        "note",
    ]  # fmt: skip
    assert sum(each["count"] for each in page["kinds"]) == page["total"] == len(page["so_far"] + page["ahead"])
    days = [each["at"] for each in [*reversed(page["so_far"]), *page["ahead"]]]
    assert days == sorted(days)
    running = [each["title"]["text"] for each in page["so_far"] if each["state"] == "running"]
    assert len(running) == 2, "the outcome phase and the cycle"
    gates = {each["title"]["text"]: each["state"] for each in page["so_far"] + page["ahead"] if each["kind"] == "gate"}
    assert gates == {"Day 30": "past", "Cycle end": "ahead"}


def test_an_earlier_day_knows_less_and_cannot_be_changed(squad: Browser) -> None:
    page = told(squad, query="?day=3")
    assert (page["day"], page["is_now"], page["may_tell"]) == (3, False, False)
    assert [each["kind"] for each in page["so_far"] if each["mark"]] == ["hotfix", "incident", "deployment"]
    text = html.unescape(squad.get(f"/launches/{LAUNCH}/timeline?day=3").text)
    assert "As it was known on day 3." in text
    assert "?kind=gate&day=3" in text


def test_one_kind_is_shown_alone(squad: Browser) -> None:
    page = told(squad, query="?kind=incident")
    assert {each["kind"] for each in page["so_far"] + page["ahead"]} == {"incident"}
    assert page["total"] == told(squad)["total"]
    assert "Nothing of this kind" in squad.get(f"/launches/{LAUNCH}/timeline?kind=flag").text
    assert squad.get(f"/launches/{LAUNCH}/timeline?kind=gossip").status_code == 400


def test_a_launch_of_which_nobody_told_says_so_and_how_to_tell(served: Site, squad: Browser) -> None:
    texts = [
        html.unescape(each.get(f"/launches/{EMPTY}/timeline").text) for each in (squad, served.member(Role.VIEWER))
    ]
    assert all("Nobody told what happened yet" in text for text in texts)
    assert [f"hypercare mark {EMPTY} deployment" in text for text in texts] == [False, True]


def test_a_pipeline_tells_of_a_deployment(pipeline: Browser) -> None:
    answer = post(pipeline, kind="deployment", title="Release 1.4.0")
    assert answer.status_code == 201
    made = answer.json()
    assert (made["schema"], made["launch"], made["mark"]["at"]) == ("hypercare/mark.v1", LAUNCH, CLOCK)
    assert listed()["marks"][-1] == made["mark"]


def test_times_without_an_offset_are_the_launch_s(pipeline: Browser) -> None:
    answer = post(pipeline, kind="incident", title="Labels", at="2026-11-20T08:00", until="2026-11-20")
    mark = answer.json()["mark"]
    assert (mark["at"], mark["until"]) == ("2026-11-20T01:00:00+00:00", "2026-11-20T16:59:59.999999+00:00")


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({"kind": "deploymnt", "title": "x"}, 422, "kind"),
        ({"kind": "note", "title": " "}, 422, "title"),
        ({"kind": "note", "title": "a\nb"}, 422, "title"),
        ({"kind": "note", "title": "x" * 201}, 422, "title"),
        ({"kind": "note", "title": "x", "at": "soon"}, 422, "at"),
        ({"kind": "note", "title": "x", "at": "9999-12-31T23:00Z"}, 422, "at"),
        ({"kind": "note", "title": "x", "at": "0001-01-01T00:00Z"}, 422, "at"),
        ({"kind": "note", "title": "x", "until": "2026-11-01"}, 422, "until"),
        ({"kind": "note", "title": "x", "link": "javascript:alert(1)"}, 422, "link"),
        ({"kind": "note", "title": "x", "untill": "2026-12-01"}, 422, "untill"),
        ({"title": "x"}, 422, "kind"),
    ],
    ids=["kind", "no title", "two lines", "too long", "no time", "far ahead", "far back", "backwards", "scheme",
         "unknown field", "no kind"],
)  # fmt: skip
def test_what_cannot_stand_is_refused(pipeline: Browser, body: Any, status: int, where: str) -> None:
    before = listed()
    answer = post(pipeline, **body)
    assert (answer.status_code, answer.json()["error"]["where"]) == (status, where)
    assert listed() == before


def test_a_cookie_alone_posts_nothing(squad: Browser) -> None:
    answer = squad.send("POST", f"/api/v1/launches/{LAUNCH}/marks", {"kind": "note", "title": "x"}, is_ours=False)
    assert answer.status_code == 403


def test_the_form_adds_and_asks_again(squad: Browser) -> None:
    path = f"/launches/{LAUNCH}/timeline/add"
    wrong = {"kind": "incident", "title": 'Labels "off"', "at": "2026-11-20T08:00", "until": "2026-11-19T08:00"}
    answer = squad.post(path, wrong)
    assert answer.status_code == 422
    assert "The end is a date and a time after the beginning." in answer.text
    assert 'value="Labels &quot;off&quot;"' in answer.text
    answer = squad.post(path, wrong | {"until": "2026-11-20T09:30", "link": "https://example.com/1"})
    assert answer.status_code == 302
    made = answer.headers["location"].partition("#")[2]
    (mark,) = [each for each in listed()["marks"] if each["id"] == made]
    assert (mark["at"], mark["link"]) == ("2026-11-20T01:00:00+00:00", "https://example.com/1")


def test_retracted_it_stays_on_record_and_can_be_put_back(squad: Browser) -> None:
    made = post(squad, kind="flag", title="On for all").json()["mark"]["id"]
    answer = squad.post(f"/launches/{LAUNCH}/timeline/{made}/retract")
    assert answer.headers["location"].endswith(f"?retracted={made}")
    text = html.unescape(squad.get(answer.headers["location"]).text)
    assert "“On for all” is off the timeline." in text
    assert "<s>On for all</s>" in text
    (gone,) = [each for each in told(squad)["so_far"] if each["mark"] == made]
    assert gone["retracted_by"] == "contributor@example.com"
    assert f"{made} " in run("marks", LAUNCH, "--data", here().house.data, clock=CLOCK).out
    overview = squad.get(f"/api/v1/launches/{LAUNCH}").json()["rail"]["happenings"]
    assert all(each["title"] != "On for all" for each in overview)
    back = squad.post(f"/launches/{LAUNCH}/timeline/add", {"kind": "flag", "title": "On for all", "at": gone["at"]})
    assert back.status_code == 302


def test_the_api_retracts_of_its_launch_only(pipeline: Browser) -> None:
    made = post(pipeline, kind="note", title="Wrong launch").json()["mark"]["id"]
    assert pipeline.ask("DELETE", f"/api/v1/launches/{EMPTY}/marks/{made}").status_code == 404
    assert pipeline.ask("DELETE", f"/api/v1/launches/{LAUNCH}/marks/m-99999").status_code == 404
    for _ in range(2):
        answer = pipeline.ask("DELETE", f"/api/v1/launches/{LAUNCH}/marks/{made}")
        assert (answer.status_code, answer.json()["mark"]["retracted_at"]) == (200, CLOCK)


def test_an_earlier_moment_does_not_know_of_a_retraction(pipeline: Browser) -> None:
    assert pipeline.ask("DELETE", f"/api/v1/launches/{LAUNCH}/marks/m-1").status_code == 200
    assert [each["retracted_at"] for each in told(pipeline, "marks", "?day=3")["marks"]] == [None, None, None]


def test_a_table_of_it_runs_nothing(squad: Browser) -> None:
    post(squad, kind="note", title='=HYPERLINK("x")<script>')
    answer = squad.get(f"/launches/{LAUNCH}/timeline.csv?kind=note")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["kind"] for row in rows} == {"note"}
    assert rows[-1]["title"] == '\'=HYPERLINK("x")<script>'
    assert "<script>" not in squad.get(f"/launches/{LAUNCH}/timeline").text.split("<main")[1]
    assert (
        len(list(csv.DictReader(io.StringIO(squad.get(f"/launches/{LAUNCH}/timeline.csv").text))))
        == told(squad)["total"]
    )


def test_a_page_of_very_many_shows_the_latest_and_the_file_all(squad: Browser) -> None:
    before = told(squad, launch=SIGNED)["total"]
    for number in range(MOST_SHOWN):
        marks.add(here().house, marks.Told(SIGNED, "note", f"note {number}", datetime.fromisoformat(CLOCK)), by="test")
    text = squad.get(f"/launches/{SIGNED}/timeline").text
    assert text.count('class="timeline-entry') == MOST_SHOWN
    assert f"{before} more entries are in the CSV." in text
    rows = squad.get(f"/launches/{SIGNED}/timeline.csv").text.splitlines()
    assert len(rows) == 1 + before + MOST_SHOWN == 1 + told(squad, launch=SIGNED)["total"]


def test_the_line_for_a_pipeline_is_json(squad: Browser) -> None:
    text = html.unescape(squad.get(f"/launches/{LAUNCH}/timeline").text)
    line = text[text.index("curl -fsS") :].split("\n")[0].split("</pre>")[0]
    assert json.loads(line.split("-d '")[1].split("'")[0])["kind"] == "deployment"
    assert line.endswith(f"/api/v1/launches/{LAUNCH}/marks")
