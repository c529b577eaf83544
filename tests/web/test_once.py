"""Requests that name themselves: sent again they do nothing twice, and are answered as before."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from hypercare.ledger import answers
from hypercare.ledger.models import Answer as Row
from hypercare.model.role import Role
from hypercare.web.api.app import api
from hypercare.web.installation import here
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

pytestmark = pytest.mark.slow
MARKS = f"/api/v1/launches/{LAUNCH}/marks"
INCIDENTS = f"/api/v1/launches/{LAUNCH}/incidents"
MARK = {"kind": "deployment", "title": "Release 1.4.0"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield site(demo().copy(tmp_path_factory.mktemp("once") / "data"))
    here().studio.close()


@pytest.fixture
def squad(served: Site) -> Browser:
    return served.member(Role.CONTRIBUTOR)


def post(browser: Browser, path: str, body: Any, key: str | None) -> httpx.Response:
    ours = {"X-CSRFToken": browser.form_token(), "Origin": browser.origin}
    return browser.ask("POST", path, body=body, headers=ours | ({} if key is None else {"Idempotency-Key": key}))


def marks(browser: Browser) -> list[Any]:
    found: list[Any] = browser.get(MARKS).json()["marks"]
    return found


@pytest.mark.parametrize(
    ("path", "body"),
    [(MARKS, MARK), (INCIDENTS, {"title": "Uploads time out"})],
    ids=["a mark", "an incident"],
)
def test_a_request_that_is_sent_again_does_nothing_twice(squad: Browser, path: str, body: Any) -> None:
    first = post(squad, path, body, f"retry-{path[-5:]}")
    listed = squad.get(path).json()
    again = post(squad, path, body, f"retry-{path[-5:]}")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert squad.get(path).json() == listed


def test_without_a_key_or_with_another_each_is_done(squad: Browser) -> None:
    before = len(marks(squad))
    for key in (None, None, "one", "two"):
        assert post(squad, MARKS, MARK, key).status_code == 201
    assert len(marks(squad)) == before + 4


def test_a_key_is_its_callers_own(served: Site, squad: Browser) -> None:
    other = served.member(Role.APPROVER)
    assert post(squad, MARKS, MARK, "shared").json() != post(other, MARKS, MARK, "shared").json()


def test_a_key_of_another_request_is_refused(squad: Browser) -> None:
    assert post(squad, MARKS, MARK, "reused").status_code == 201
    before = len(marks(squad))
    for path, body in ((MARKS, MARK | {"title": "Release 1.5.0"}), (INCIDENTS, {"title": "Down"})):
        answer = post(squad, path, body, "reused")
        assert (answer.status_code, answer.json()["error"]["where"]) == (422, "Idempotency-Key")
    assert len(marks(squad)) == before


def test_what_was_refused_may_be_sent_again_under_its_key(squad: Browser) -> None:
    wrong = MARK | {"at": "soon"}
    assert [post(squad, MARKS, wrong, "mended").status_code for _ in range(2)] == [422, 422]
    assert post(squad, MARKS, MARK, "mended").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256], ids=["empty", "too long"])
def test_what_is_no_key_is_refused(squad: Browser, key: str) -> None:
    before = len(marks(squad))
    answer = post(squad, MARKS, MARK, key)
    assert (answer.status_code, answer.json()["error"]["where"]) == (422, "Idempotency-Key")
    assert len(marks(squad)) == before


def test_one_that_is_being_answered_waits_and_one_that_died_is_let_go(served: Site, squad: Browser) -> None:
    assert post(squad, MARKS, MARK, "slow").status_code == 201
    Row.objects.filter(key="slow").update(status=None)
    busy = post(squad, MARKS, MARK, "slow")
    assert (busy.status_code, busy.json()["error"]["message"]) == (409, "this request is being answered")
    then = served.house.clock.now() - answers.ABANDONED - timedelta(seconds=1)
    Row.objects.filter(key="slow").update(began_at=then)
    assert post(squad, MARKS, MARK, "slow").status_code == 201


def test_keys_are_known_for_a_day_and_the_oldest_make_room(
    served: Site, squad: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(squad, MARKS, MARK, "yesterdays")
    Row.objects.filter(key="yesterdays").update(began_at=served.house.clock.now() - timedelta(hours=25))
    monkeypatch.setattr(answers, "MOST", 3)
    for number in range(5):
        post(squad, MARKS, MARK, f"many-{number}")
    assert set(Row.objects.values_list("key", flat=True)) == {"many-2", "many-3", "many-4"}


def test_the_description_names_the_header_where_it_is_heeded() -> None:
    described = json.loads(json.dumps(api.get_openapi_schema()))["paths"]
    heeding = {
        path.removeprefix("/api/v1/launches/{launch_id}/")
        for path, methods in described.items()
        for each in methods.get("post", {}).get("parameters", ())
        if each["name"] == "Idempotency-Key"
    }
    assert heeding == {
        *("marks", "incidents", "incidents/{incident_id}", "entrance/acts", "exit/acts"),
        *("commitments", "commitments/{commitment}"),
    }


def test_one_kind_of_error_has_one_status(squad: Browser) -> None:
    """400 for an address that cannot be read, 422 for something sent that cannot stand: on pages as in the API."""
    read = [squad.get(f"{root}/launches/{LAUNCH}{rest}").status_code
            for root in ("", "/api/v1") for rest in ("?day=999999", "?as_of=soon")]  # fmt: skip
    assert (set(read), squad.get(f"/api/v1/launches/{LAUNCH}/marks?day=soon").status_code) == ({400}, 400)
    sent = [
        post(squad, MARKS, MARK | {"kind": "party"}, None).status_code,
        post(squad, MARKS, {"kind": "note"}, None).status_code,
        squad.post(f"/launches/{LAUNCH}/timeline/add", {"kind": "note", "title": " "}).status_code,
    ]
    assert sent == [422, 422, 422]
    broken = squad.ask("POST", MARKS, headers={"X-CSRFToken": squad.form_token(), "Origin": squad.origin})
    assert broken.status_code in (400, 422)
    assert set(broken.json()) == {"error"}
