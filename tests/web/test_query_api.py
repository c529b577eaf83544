"""Questions about behaviour in the API."""

import asyncio
from typing import Any

import httpx
import pytest

from hypercare.model.role import Role
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

pytestmark = pytest.mark.slow
FUNNEL = {"funnel": ["bulk_opened", "upload_submitted"], "within": "1 day", "unit": {"account": "company_id"}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(demo().copy(tmp_path_factory.mktemp("queries") / "data"))


def ask(served: Site, role: Role, body: Any) -> Any:
    return served.member(role).send("POST", "/api/v1/query", body)


def test_a_viewer_asks_and_is_answered(served: Site) -> None:
    answer = ask(served, Role.VIEWER, FUNNEL | {"by": "platform", "detail": True})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["schema"] == "hypercare/query.v2"
    [said] = found["answers"]
    assert said["answer"]["counts"]["units"] > 0
    assert [step["event"] for step in said["steps"]] == FUNNEL["funnel"]


def test_questions_that_a_person_asks_at_once_are_all_answered(served: Site) -> None:
    """As by tabs of a browser that are opened together: one after another, and none is refused."""
    browser = served.member(Role.VIEWER)
    paths = [f"/api/v1/launches/{LAUNCH}/metrics/completion/detail?over={over}" for over in ("day", "week", "month")]
    answers = asyncio.run(at_once(browser, paths))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.text for answer in answers}) == len(paths)


async def at_once(browser: Browser, paths: list[str]) -> list[httpx.Response]:
    """The answers of one loop, as a server has it."""
    transport = httpx.ASGITransport(browser.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=browser.origin, cookies=browser.cookies) as client:
        return await asyncio.gather(*map(client.get, paths))


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 403), (Role.CONTRIBUTOR, 200)])
def test_units_are_named_to_contributors(served: Site, role: Role, status: int) -> None:
    answer = ask(served, role, FUNNEL | {"units": True, "limit": 2})
    assert answer.status_code == status
    if status == 200:
        units = answer.json()["answers"][0]["units"]
        assert len(units["units"]) == 2
        assert units["left_out"] > 0


def test_all_mistakes_are_told(served: Site) -> None:
    answer = ask(served, Role.VIEWER, {"funel": ["a", "b"], "over": "weak", "unit": "usr"})
    assert answer.status_code == 422
    said = answer.json()["error"]["message"]
    assert all(word in said for word in ("funel", "weak", "usr"))


@pytest.mark.parametrize("body", [[], 3, "count: x"], ids=["list", "number", "text"])
def test_a_body_that_is_no_query_is_refused(served: Site, body: Any) -> None:
    answer = ask(served, Role.VIEWER, body)
    assert answer.status_code == 422
    assert answer.json()["error"]["expected"] == "a query as a JSON object"


def test_a_launch_s_metric_is_told_in_detail(served: Site) -> None:
    browser = served.member(Role.VIEWER)
    answer = browser.get(f"/api/v1/launches/{LAUNCH}/metrics/completion/detail?day=30&over=week&by=platform")
    assert answer.status_code == 200, answer.text
    [said] = answer.json()["answers"]
    weeks = said["over"]["periods"]
    assert sum(week["answer"]["counts"]["units"] for week in weeks) >= said["answer"]["counts"]["units"] > 0
    assert {each["value"] for each in said["by"]["values"]}


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        pytest.param("metrics/nothing/detail", 404, "no metric", id="metric"),
        pytest.param("metrics/completion/detail?over=year", 400, "no grain", id="grain"),
        pytest.param("metrics/completion/detail?by=platform&at=middle", 400, "at which step", id="step"),
        pytest.param("metrics/completion/detail?at=first", 400, "no property", id="at without by"),
        pytest.param("metrics/completion/detail?gate=day%207", 404, "no gate", id="gate"),
    ],
)
def test_what_is_not_there_is_named(served: Site, address: str, status: int, says: str) -> None:
    answer = served.member(Role.VIEWER).get(f"/api/v1/launches/{LAUNCH}/{address}")
    assert answer.status_code == status
    assert says in answer.json()["error"]["message"]
