"""Gates, evidence and definition: pages say what the API says, and the API what the command line says."""

import html
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from commands import run
from hypercare.app.documents.texts import text_of
from hypercare.app.words import render
from hypercare.web.installation import here
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Browser, Site, site

pytestmark = pytest.mark.slow  # each asks a studio
DAYS = [pytest.param("", CLOCK, id="now"), pytest.param("?day=2", "2026-09-24", id="day 2"),
        pytest.param("?day=101", "2027-01-01", id="after the cycle")]  # fmt: skip
SAME = ("metric", "word", "code", "maturity")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield site(demo().copy(tmp_path_factory.mktemp("gates") / "data"))
    here().studio.close()


@pytest.fixture(scope="module")
def viewer(served: Site) -> Browser:
    return served.member(Role.VIEWER)


@pytest.fixture(scope="module")
def contributor(served: Site) -> Browser:
    return served.member(Role.CONTRIBUTOR)


def told(browser: Browser, path: str) -> Any:
    answer = browser.get(f"/api/v1/launches/{LAUNCH}/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(browser: Browser, path: str) -> str:
    """The page's text; the API was asked before, so its look is there."""
    answer = browser.get(f"/launches/{LAUNCH}/{path}")
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


@pytest.mark.parametrize(("query", "as_of"), DAYS)
def test_the_gates_are_those_of_the_command_line(viewer: Browser, query: str, as_of: str) -> None:
    page = told(viewer, f"gates{query}")
    said = run("verdict", LAUNCH, "--as-of", as_of, "--data", here().house.data, "--json", clock=CLOCK).json
    assert page["recommended"]["action"] == said["recommendation"]["action"]
    assert [row["number"] for row in page["recommended"]["table"] if row["matched"]] == [said["recommendation"]["row"]]
    assert [(gate["gate"], gate["word"], gate["settled"]) for gate in page["gates"]] == [
        (gate["gate"], gate["word"], gate["settled"]) for gate in said["gates"]
    ]
    for gate, judged in zip(page["gates"], said["gates"], strict=True):
        for metric, verdict in zip(gate["metrics"], judged["metrics"], strict=True):
            assert [metric[name] for name in SAME] == [verdict[name] for name in SAME]
            assert metric["answer"].get("interval") == verdict["answer"].get("interval")
            assert metric["answer"]["counts"] == verdict["answer"]["counts"]
    assert [each["state"] for each in page["criteria"]] == [each["state"] for each in said["criteria"]]


def test_the_page_says_what_the_api_says(viewer: Browser) -> None:
    page, text = told(viewer, "gates"), shown(viewer, "gates")
    for gate in page["gates"]:
        assert f'id="{gate["slug"]}"' in text
        for metric in gate["metrics"]:
            assert metric["title"] in text
    said = [page["headline"]["lead"], *page["headline"]["clauses"], *(each["reason"] for each in page["criteria"])]
    for each in said:
        assert render(text_of(each), "en", prose=True) in text
    for record in page["records"]:
        assert record["id"] in text


@pytest.mark.parametrize("query", ["", "?day=3"], ids=["now", "the day after the crash spike"])
def test_technical_health_is_told_by_limit_and_window(viewer: Browser, query: str) -> None:
    page, text = told(viewer, f"gates{query}"), shown(viewer, f"gates{query}")
    windows = {each["window"] for each in page["stability"]}
    assert windows == ({"technical", "product"} if query else {"technical", "product", "outcome", "newest_weeks"})
    assert ("HARM" in {each["word"] for each in page["stability"]}) is bool(query)
    for each in page["stability"]:
        for said in ("title", "declared", "window_title", "reads", "counted"):
            assert render(text_of(each[said]), "en", prose=True) in text
    if query:
        clauses = [render(text_of(each)) for each in page["headline"]["clauses"]]
        assert "sessions crash credibly beyond the limit" in clauses


def test_history_tells_nothing_of_what_is_to_come(viewer: Browser) -> None:
    then, later = told(viewer, "gates?day=31"), told(viewer, "gates?day=101")
    assert all(record["as_of"] <= "2026-10-24" for record in then["records"])
    assert {record["gate"] for record in then["records"]} == {None, "day 30"}
    assert {record["gate"] for record in later["records"]} == {None, "day 30", "cycle end"}


@pytest.mark.parametrize(
    ("metric", "gate"),
    [
        pytest.param("completion", "day 30", id="judged"),
        pytest.param("pro_accounts", "cycle end", id="too early"),
        pytest.param("tickets", "guardrail", id="a guardrail"),
    ],
)
def test_the_commands_of_the_evidence_give_its_number(viewer: Browser, metric: str, gate: str) -> None:
    page = told(viewer, f"evidence/{metric}?gate={quote(gate)}")
    line = next(each["line"] for each in page["commands"] if each["line"].startswith("hypercare verdict"))
    words = line.split(" ", 5)[1:5]
    said = run(*words, "--data", here().house.data, "--json", clock=CLOCK).json
    judged = [each for of in said["gates"] if of["gate"] == gate for each in of["metrics"]] + said["guardrails"]
    found = next(each for each in judged if each["metric"] == metric)
    assert page["answer"].get("value") == found["answer"].get("value")
    assert page["answer"]["counts"] == found["answer"]["counts"]
    assert told(viewer, page["api_path"].removeprefix(f"/api/v1/launches/{LAUNCH}/"))["answer"] == page["answer"]


def test_evidence_of_an_issued_word_rests_on_its_record(viewer: Browser) -> None:
    page = told(viewer, "evidence/completion")
    listed = next(each for each in told(viewer, "gates")["records"] if each["id"] == page["record"]["id"])
    assert page["record"]["hash"] == listed["hash"]
    assert page["settled"] is True
    assert page["defined"]["kind"] == "funnel"
    assert page["files"]["tables"][1]["table"] == "events"
    text = shown(viewer, "evidence/completion")
    for part in (page["record"]["hash"], page["defined"]["digest"], page["files"]["tables"][1]["files"][0]["checksum"]):
        assert part in text


def test_units_are_for_contributors_and_add_up(viewer: Browser, contributor: Browser) -> None:
    refused = viewer.get(f"/api/v1/launches/{LAUNCH}/evidence/completion/units")
    assert refused.status_code == 403
    assert viewer.get(f"/launches/{LAUNCH}/evidence/completion/units").status_code == 403
    assert told(viewer, "evidence/completion")["units_path"] is None
    first = told(contributor, "evidence/completion/units")
    pages = [first] + [
        told(contributor, f"evidence/completion/units?page={page}") for page in range(2, first["pages"] + 1)
    ]
    units = [unit for page in pages for unit in page["units"]]
    counts = told(contributor, "evidence/completion")["answer"]["counts"]
    assert sum(unit["numerator"] for unit in units) == counts["hits"]
    assert sum(unit["denominator"] for unit in units) == counts["trials"]
    assert units[0]["unit"] in shown(contributor, "evidence/completion/units")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("evidence/nothing", 404, id="no such metric"),
        pytest.param("evidence/completion?gate=day%2099", 404, id="no such gate"),
        pytest.param("evidence/completion/units?state=happy", 400, id="no such state"),
        pytest.param("evidence/completion/units?page=0", 400, id="no such page"),
        pytest.param("definition?version=99", 404, id="no such version"),
        pytest.param("gates?day=-1", 400, id="no such day"),
    ],
)
def test_what_is_not_there(contributor: Browser, path: str, status: int) -> None:
    answer = contributor.get(f"/api/v1/launches/{LAUNCH}/{path}")
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "path",
    [
        "evidence/nothing",
        "evidence/completion?gate=day%2099",
        "evidence/%3Cscript%3E",
        "evidence/completion/units?state=happy",
        "evidence/completion/units?page=x",
        "definition?version=x",
        "definition?version=99",
        "definition/99.yaml",
    ],
)
def test_a_page_that_is_not_there_is_a_page(contributor: Browser, path: str) -> None:
    answer = contributor.get(f"/launches/{LAUNCH}/{path}")
    assert answer.status_code in (400, 404)
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_the_definition_is_the_file_as_registered(viewer: Browser) -> None:
    page = told(viewer, "definition")
    answer = viewer.get(f"/launches/{LAUNCH}/definition/{page['version']['number']}.yaml")
    assert answer.text.splitlines() == page["lines"]
    assert "attachment" in answer.headers["content-disposition"]
    text = shown(viewer, "definition")
    assert all(line in text for line in page["lines"])
    assert page["edited_after_live"] == []
