"""Funnel, retention, cycle goal and activity: pages say what the API says, in both languages, of any launch."""

import csv
import html
import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from hypercare.app.documents.texts import text_of
from hypercare.app.formats import number
from hypercare.app.words import render
from hypercare.web.installation import here
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

pytestmark = pytest.mark.slow  # each asks a studio
NOT_READY, SIGNED = "asuransi-kiriman", "jadwal-jemput"
FUNNEL, RETENTION, CYCLE = "funnel/completion", "retention/uploading_again", "cycle/pro_accounts"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield site(demo().copy(tmp_path_factory.mktemp("behaviour") / "data"))
    here().studio.close()


@pytest.fixture(scope="module")
def viewer(served: Site) -> Browser:
    return served.member(Role.VIEWER)


def told(browser: Browser, path: str, launch: str = LAUNCH) -> Any:
    answer = browser.get(f"/api/v1/launches/{launch}/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(browser: Browser, path: str, launch: str = LAUNCH) -> str:
    """The page's text; the API was asked before, so its details are there."""
    answer = browser.get(f"/launches/{launch}/{path}")
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def drawn(browser: Browser, widget: str) -> list[dict[str, Any]]:
    """The rows of a chart's table."""
    model = told(browser, f"widgets/{widget}")
    names = [column["name"] for column in model["columns"]]
    return [dict(zip(names, row, strict=True)) for row in model["rows"]]


def test_a_funnel_adds_up(viewer: Browser) -> None:
    page = told(viewer, FUNNEL)
    assert [step["units"] for step in page["steps"]] == [1284, 1102, 741, 630]
    for before, step in zip(page["steps"], page["steps"][1:], strict=False):
        assert before["units"] == step["units"] + step["open"] + step["dropped"]
    assert page["worst"] == 3
    assert page["waiting"] == []
    assert page["steps"][2]["took"]["lower"] < page["steps"][2]["took"]["median"] < page["steps"][2]["took"]["upper"]


def test_the_page_of_a_funnel_says_what_the_api_says(viewer: Browser) -> None:
    page = told(viewer, f"{FUNNEL}?by=platform&compare=by")
    text = shown(viewer, f"{FUNNEL}?by=platform&compare=by")
    assert number(page["share"]["value"], "share", "en") in text
    for each in page["values"]:
        assert f">{each['title']}</th>" in text
        assert number(each["share"]["value"], "share", "en") in text
    assert render(text_of(page["comparison"]["said"]), "en", prose=True) in text
    for each in page["drop_off"]:
        assert f'id="stopped-{each["step"]}"' in text


def test_those_who_may_still_come_are_not_lost(viewer: Browser) -> None:
    page = told(viewer, f"{FUNNEL}?day=3")
    assert sum(step["open"] or 0 for step in page["steps"]) == page["share"]["open"] > 0
    assert [each["value"] for each in drawn(viewer, "steps-completion?day=3")] == [
        step["mature_units"] for step in page["steps"]
    ]


def test_a_funnel_has_one_figure_in_headline_chart_table_and_drop_off(viewer: Browser) -> None:
    page, model = told(viewer, FUNNEL), drawn(viewer, "steps-completion")
    steps = page["steps"]
    assert page["share"]["mature"] < page["share"]["units"]
    assert page["share"]["value"] == steps[-1]["of_first"] == model[-1]["of_first"]
    assert [each["of_first"] for each in model] == [step["of_first"] for step in steps]
    assert [each["lost"] for each in model] == [step["lost"] for step in steps]
    for before, step in pairwise(steps):
        assert step["dropped"] == before["mature_units"] - step["mature_units"]
        assert step["lost"] == pytest.approx(step["dropped"] / before["mature_units"])
        assert f"stopped for good: {number(step['lost'], 'share', 'en')} of all" in shown(viewer, FUNNEL)


def test_the_chart_of_a_launch_shows_what_its_funnel_shows(viewer: Browser) -> None:
    """The look's own chart reads the same units as the funnel's page."""
    whole = {each["name"]: each["of_first"] for each in drawn(viewer, "funnel-completion")}
    page = {step["title"]: step["of_first"] for step in told(viewer, FUNNEL)["steps"]}
    assert list(whole.values()) == list(page.values())


def test_an_incomplete_period_has_bounds_and_no_interval(viewer: Browser) -> None:
    cohorts = told(viewer, f"{FUNNEL}?day=10&over=day")["cohorts"]
    assert cohorts[-1]["partial"]
    assert all(each["complete"] == (each["share"]["open"] == 0) for each in cohorts[:-1])
    model = told(viewer, "widgets/entered-completion?day=10&over=day")
    names = [column["name"] for column in model["columns"]]
    for each, values in zip(cohorts, model["rows"], strict=True):
        row = dict(zip(names, values, strict=True))
        assert (row["low"] is None) != each["complete"]
        assert each["complete"] or [row["end_low"], row["end_high"]] == each["share"]["bounds"]


def test_every_unit_entered_once(viewer: Browser) -> None:
    for grain in ("day", "week", "month"):
        cohorts = told(viewer, f"{FUNNEL}?over={grain}")["cohorts"]
        assert sum(each["share"]["units"] for each in cohorts) == 1284


def test_two_sides_are_those_that_are_named(viewer: Browser) -> None:
    page = told(viewer, f"{FUNNEL}?by=platform&compare=by&left=ios&right=web")["comparison"]
    assert (page["left"]["value"], page["right"]["value"]) == ("ios", "web")
    assert page["difference"] == page["right"]["share"]["value"] - page["left"]["share"]["value"]
    assert page["low"] < page["difference"] < page["high"]
    assert page["level"] == pytest.approx(0.95)


def test_the_last_complete_periods_are_compared_in_their_order(viewer: Browser) -> None:
    page = told(viewer, f"{FUNNEL}?compare=over")
    complete = [each["first"] for each in page["cohorts"] if each["complete"] and each["share"]["units"]]
    assert [page["comparison"][side]["value"] for side in ("left", "right")] == complete[-2:]
    text = shown(viewer, f"{FUNNEL}?compare=over")
    assert complete[-1] not in text.split('id="compare"')[1].split("</section>")[0], "dates are told as people do"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("ios", "", ("ios", "android"), id="left alone"),
        pytest.param("", "android", ("web", "android"), id="right alone"),
        pytest.param("web", "web", ("web", "android"), id="the same twice"),
        pytest.param("nobody", "<b>", ("android", "web"), id="unknown"),
    ],
)
def test_a_side_that_is_not_named_is_the_largest(
    viewer: Browser, left: str, right: str, expected: tuple[str, str]
) -> None:
    page = told(viewer, f"{FUNNEL}?by=platform&compare=by&left={left}&right={right}")["comparison"]
    assert (page["left"]["value"], page["right"]["value"]) == expected


def test_values_at_a_step_count_every_unit_once(viewer: Browser) -> None:
    page = told(viewer, f"{FUNNEL}?by=platform&at=step%202")
    assert sum(each["share"]["units"] for each in page["values"]) == 1102
    assert page["without"] == 1284 - 1102


def test_a_retention_is_a_table_of_cohorts(viewer: Browser) -> None:
    page, text = told(viewer, RETENTION), shown(viewer, RETENTION)
    assert [cell["name"] for cell in page["cells"]] == ["1", "2", "3", "4", "6", "8"]
    known = [cell for each in page["cohorts"] for cell in each["cells"] if cell["share"] is not None]
    assert text.count('<td class="not-yet') == sum(
        not cell["complete"] for each in page["cohorts"] for cell in each["cells"]
    ) + sum(each["share"] is None for each in page["cells"])
    for cell in known:
        assert cell["share"] == cell["retained"] / cell["mature"]
    first = page["cells"][0]
    assert first["share"] == pytest.approx(
        sum(each["cells"][0]["retained"] for each in page["cohorts"]) / sum(each["units"] for each in page["cohorts"])
    )


def test_a_cycle_that_runs_has_no_share(viewer: Browser) -> None:
    page, text = told(viewer, CYCLE), shown(viewer, CYCLE)
    (cycle,) = page["cycles"]
    assert (cycle["share"], page["share"]["value"]) == (None, None)
    assert sum(band["units"] for band in cycle["bands"]) == cycle["units"] == 1284
    assert cycle["bands"][-1]["units"] == cycle["reached"] == cycle["days"][-1]["so_far"]
    assert render(text_of({"id": "cycle-running", "params": {}}), "en") in text


def test_a_cycle_is_forecast_and_what_was_forecast_is_listed(viewer: Browser) -> None:
    """Planted: 565 of 1,284 in the end, which is 44.0 %."""
    page, text = told(viewer, CYCLE)["foreseen"], shown(viewer, CYCLE)

    assert page["low"] < 565 / 1284 < page["high"]
    assert (page["reasons"], page["success"]) == ([], 0.35)
    assert 0.5 < page["elapsed"] < 0.6
    assert render(text_of({"id": "foreseen-why", "params": {}}), "en") in text
    assert [each["came"] for each in page["said"]] == [None] * len(page["said"])
    assert page["said"][0]["known_until"] == page["known_until"]
    for each in page["said"]:
        assert each["record"] in text
        assert (each["expected"] is None) == bool(each["reasons"])


@pytest.mark.parametrize("per", ["day", "week", "month", "quarter"])
def test_a_lifecycle_is_the_active_units(viewer: Browser, per: str) -> None:
    page = told(viewer, f"activity?per={per}")
    assert len(page["active"]) == len(page["lifecycle"])
    for active, phases in zip(page["active"], page["lifecycle"], strict=True):
        assert active["units"] == phases["new"] + phases["returning"] + phases["resurrecting"]
    assert sum(each["new"] for each in page["lifecycle"]) == page["units"]
    assert sum(each["units"] for each in page["frequency"]) == page["units"]


def test_nobody_is_dormant_in_a_period_that_is_not_over(viewer: Browser) -> None:
    page = told(viewer, "activity?per=week")
    assert [each["dormant"] is None for each in page["lifecycle"]] == [
        not each["complete"] for each in page["lifecycle"]
    ]
    assert not page["lifecycle"][-1]["complete"]
    model = told(viewer, "widgets/lifecycle?per=week")
    assert model["rows"][-1][-2:] == [None, "not over yet"]


def test_a_change_over_time_is_told_only_where_intervals_are_apart(viewer: Browser) -> None:
    page, model = told(viewer, FUNNEL), told(viewer, "widgets/entered-completion")
    ready = [each for each in page["cohorts"] if each["complete"] and each["share"]["value"] is not None]
    first, last = ready[0], ready[-1]
    assert last["share"]["value"] < first["share"]["value"]
    assert last["side"]["high"] > first["side"]["low"]
    assert model["title"].startswith("No change is shown")
    assert all(f"% of {each['share']['mature']:,})" in model["title"] for each in (first, last))


def test_a_period_in_which_nobody_entered_is_not_one_to_come(viewer: Browser) -> None:
    page, model = told(viewer, FUNNEL), told(viewer, "widgets/entered-completion")
    empty = [place for place, each in enumerate(page["cohorts"]) if not each["share"]["units"]]
    assert empty
    assert {model["rows"][place][-1] for place in empty} == {"nobody entered"}


def test_who_converted_and_began_again_is_not_lost_from_sight(viewer: Browser) -> None:
    share = told(viewer, FUNNEL)["share"]
    early = share["units"] - share["mature"] - share["open"]
    assert early > 0
    assert f"{early} who have converted began again lately" in shown(viewer, FUNNEL)


@pytest.mark.parametrize("launch", [LAUNCH, SIGNED, NOT_READY])
def test_activity_is_of_every_launch(viewer: Browser, launch: str) -> None:
    page = told(viewer, "activity", launch)
    assert ("behaviour-kpis" in shown(viewer, "activity", launch)) == (page["units"] > 0)


def test_what_a_launch_lacks_is_said_with_lines_that_ask_for_it(viewer: Browser) -> None:
    page = told(viewer, "behaviour", NOT_READY)
    text = shown(viewer, "behaviour", NOT_READY)
    assert page["lacking"]
    for each in page["lacking"]:
        assert each["lines"] in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("funnel/nothing", 404, id="no such metric"),
        pytest.param("funnel/pro_accounts", 404, id="no funnel"),
        pytest.param("retention/completion", 404, id="no retention"),
        pytest.param(f"{FUNNEL}?by=user_id", 400, id="property not declared"),
        pytest.param(f"{FUNNEL}?by=platform&at=step%209", 400, id="no such step"),
        pytest.param(f"{FUNNEL}?over=century", 400, id="no such period"),
        pytest.param(f"{FUNNEL}?compare=x", 400, id="no such comparison"),
        pytest.param(f"{RETENTION}?by=platform&compare=5", 400, id="no such cell"),
        pytest.param("activity?per=year", 400, id="no such length"),
        pytest.param(f"activity?event={'x' * 201}", 400, id="too long a name"),
    ],
)
def test_what_cannot_be_asked_is_refused(viewer: Browser, path: str, status: int) -> None:
    assert viewer.get(f"/launches/{LAUNCH}/{path}").status_code == status


@pytest.mark.parametrize(
    "name",
    [
        *("steps-completion", "entered-completion", "retention-uploading_again", "returning-uploading_again"),
        *("progress-pro_accounts", "goal-pro_accounts", "active", "lifecycle", "frequency"),
    ],
)
def test_every_figure_can_be_taken_away(viewer: Browser, name: str) -> None:
    assert name in told(viewer, "widgets")["widgets"]
    rows = list(csv.reader(io.StringIO(viewer.get(f"/launches/{LAUNCH}/widgets/{name}.csv").text)))
    model = told(viewer, f"widgets/{name}")
    assert rows[0] == [column["name"] for column in model["columns"]]
    assert len(rows) - 1 == len(model["rows"]) > 0
    assert viewer.get(f"/launches/{LAUNCH}/widgets/{name}.png").content.startswith(b"\x89PNG")
    assert "<svg" in viewer.get(f"/launches/{LAUNCH}/widgets/{name}.svg?theme=dark&lang=id").text


@pytest.mark.parametrize(
    ("page", "name", "query", "rows"),
    [
        pytest.param(FUNNEL, "converted-completion", "by=platform", 3, id="funnel by value"),
        pytest.param(FUNNEL, "conversions-completion", "compare=over", 2, id="two periods"),
        pytest.param(RETENTION, "returned-uploading_again", "by=platform", 18, id="retention by value"),
        pytest.param(RETENTION, "returns-uploading_again", "by=platform&compare=2", 2, id="two values of a cell"),
        pytest.param("activity", "usage", "per=week", 13, id="usage"),
    ],
)
def test_every_table_can_be_taken_away(viewer: Browser, page: str, name: str, query: str, rows: int) -> None:
    told(viewer, f"{page}?{query}")
    assert f"/launches/{LAUNCH}/widgets/{name}.csv?{query}" in shown(viewer, f"{page}?{query}")
    taken = list(csv.DictReader(io.StringIO(viewer.get(f"/launches/{LAUNCH}/widgets/{name}.csv?{query}").text)))
    assert len(taken) == rows
    assert {"units", "value"} <= taken[0].keys()


def test_a_breakdown_as_a_file_is_what_the_api_says(viewer: Browser) -> None:
    values = told(viewer, f"{FUNNEL}?by=platform&day=3")["values"]
    taken = viewer.get(f"/launches/{LAUNCH}/widgets/converted-completion.csv?by=platform&day=3").text
    rows = list(csv.DictReader(io.StringIO(taken)))
    assert [(row["name"], float(row["value"]), int(row["units"])) for row in rows] == [
        (each["title"], each["share"]["value"], each["share"]["mature"]) for each in values
    ]


def test_what_was_not_asked_for_is_no_file(viewer: Browser) -> None:
    for name in ("converted-completion", "conversions-completion", "returned-uploading_again"):
        assert viewer.get(f"/launches/{LAUNCH}/widgets/{name}.csv").status_code == 404


def test_who_stopped_is_named_to_those_who_may_see_units(served: Site, viewer: Browser) -> None:
    path = f"{FUNNEL}/stopped/2"
    assert viewer.get(f"/launches/{LAUNCH}/{path}").status_code == 403
    assert viewer.get(f"/api/v1/launches/{LAUNCH}/{path}").status_code == 403
    assert "stopped/2" not in shown(viewer, FUNNEL)
    contributor = served.member(Role.CONTRIBUTOR)
    page = told(contributor, path)
    assert page["stopped"] == told(contributor, FUNNEL)["drop_off"][1]["stopped"]
    assert [each["unit"] for each in page["units"]]
    assert page["units"][0]["unit"] in shown(contributor, path)
    assert "stopped/2" in shown(contributor, FUNNEL)
    assert contributor.get(f"/launches/{LAUNCH}/{FUNNEL}/stopped/9").status_code == 404
    kept = b"".join(file.read_bytes() for file in here().house.data.glob("looks/*/*/details/*.json"))
    assert page["units"][0]["unit"].encode() not in kept


@pytest.mark.parametrize("path", [FUNNEL, RETENTION, CYCLE, "activity"])
def test_the_day_can_be_changed_on_the_page(viewer: Browser, path: str) -> None:
    told(viewer, f"{path}?day=20")
    field = next(
        each for each in shown(viewer, f"{path}?day=20").split("<") if each.startswith("input") and "ask-day" in each
    )
    assert 'value="20"' in field
    assert "ask-day" not in shown(viewer, f"{path}?as_of=2026-10-12")


def test_the_address_is_the_state(viewer: Browser) -> None:
    text = shown(viewer, f"{FUNNEL}?day=40&by=region&over=month")
    assert 'name="day" value="40"' in text
    assert '<option value="region" selected>' in text
    assert '<option value="month" selected>' in text
    assert "widgets/entered-completion.csv?day=40&by=region&over=month" in text
