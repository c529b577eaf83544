"""SQL in the API."""

from typing import Any

import pytest
import structlog

from hypercare.model.role import Role
from seeded import demo
from web.visiting import Site, site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(demo().copy(tmp_path_factory.mktemp("sql") / "data"))


def ask(served: Site, body: Any, role: Role = Role.CONTRIBUTOR) -> Any:
    return served.member(role).send("POST", "/api/v1/sql", body)


def test_a_contributor_is_answered_and_the_log_says_so(served: Site) -> None:
    with structlog.testing.capture_logs() as logged:
        answer = ask(served, {"sql": "SELECT count(*) AS n FROM events WHERE event = 'order_created'"})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["schema"] == "hypercare/sql.v1"
    assert found["rows"][0][0] > 1000
    [line] = [each for each in logged if each["event"] == "asked in SQL"]
    assert line["by"] == "contributor@example.com"
    assert line["statement"] == "SELECT count(*) AS n FROM events WHERE event = '…'"
    assert line["outcome"] == "answered"


def test_viewers_are_refused(served: Site) -> None:
    assert ask(served, {"sql": "SELECT 1"}, Role.VIEWER).status_code == 403


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        pytest.param({"sql": "DROP VIEW events"}, 403, "type DROP", id="no select"),
        pytest.param({"sql": "SELECT 1; SELECT 2"}, 403, "2 statements", id="several"),
        pytest.param({"sql": "SELECT\nevnt FROM events"}, 422, "evnt", id="mistake"),
        pytest.param({"sql": "SELECT 1", "limit": 0}, 422, "greater than or equal", id="limit"),
        pytest.param({"sql": "x" * 70_000}, 422, "65536", id="long"),
        pytest.param({}, 422, "required", id="nothing"),
    ],
)
def test_mistakes_have_the_one_shape(served: Site, body: Any, status: int, says: str) -> None:
    answer = ask(served, body)
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert {"code", "message", "where", "expected", "fix"} <= set(error)
    assert says in error["message"]
    if says == "evnt":
        assert (error["where"], error["expected"]) == ("SQL, line 2", "event, ts_event, key")
