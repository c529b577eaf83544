"""The decision page: who may sign, what is asked again, and that what was signed shows everywhere at once."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from commands import run
from hypercare.ledger import people as ledger
from hypercare.model.role import Role as PersonRole
from hypercare.web.installation import here
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

OVER = "2027-01-01T05:00:00+00:00"
"""Noon of 1 January in Jakarta: everything was judged, and to scale is recommended."""
SIGNED, APPROVER = "jadwal-jemput", "dewi@example.com"
pytestmark = pytest.mark.slow  # each asks a studio


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    found = site(demo().copy(tmp_path_factory.mktemp("decision") / "data"), HYPERCARE_CLOCK=OVER)
    yield found
    here().studio.close()


@pytest.fixture(scope="module")
def approver(served: Site) -> Browser:
    """The approver whom every launch of the demo names."""
    person = ledger.by_email(APPROVER) or ledger.add(
        email=APPROVER, name="C. Dewi", role=PersonRole.APPROVER, by="test", at=datetime.now(UTC)
    )
    return served.browser().enter(person)


def told(browser: Browser, launch: str = LAUNCH, query: str = "") -> Any:
    answer = browser.get(f"/api/v1/launches/{launch}/decision{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def sign(browser: Browser, **fields: str) -> tuple[int, str]:
    answer = browser.post(f"/launches/{LAUNCH}/decision/sign", {"step": "sign", **fields})
    return answer.status_code, html.unescape(answer.text)


def test_a_viewer_reads_and_is_told_who_signs(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    page = told(viewer)
    assert (page["recommended"]["action"], page["may_sign"], page["signed"]) == ("SCALE", False, [])
    assert page["approvers"] == [{"name": "C. Dewi", "email": APPROVER}]
    text = html.unescape(viewer.get(f"/launches/{LAUNCH}/decision").text)
    assert "Recommended: Scale." in text
    assert "dewi@example.com" in text
    assert "<textarea" not in text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.APPROVER, Role.ADMIN])
def test_nobody_but_a_named_approver_signs(served: Site, role: Role) -> None:
    browser = served.member(role, name=f"other-{role}")
    assert sign(browser, action="SCALE")[0] == 403
    assert told(browser)["signed"] == []


def test_the_past_is_not_signed(approver: Browser) -> None:
    assert told(approver)["may_sign"]
    earlier = told(approver, query="?day=60")
    assert (earlier["may_sign"], earlier["other_day"]) == (False, 60)
    text = html.unescape(approver.get(f"/launches/{LAUNCH}/decision?day=60").text)
    assert "You are looking at day 60;" in text
    assert f'<a href="/launches/{LAUNCH}/decision">sign on today’s page</a>' in text
    assert "You are looking at" not in html.unescape(approver.get(f"/launches/{LAUNCH}/decision").text)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"action": "PIVOT", "reason": " "}, "This is not what is recommended: say why."),
        ({"reason": "x"}, "Choose what is decided."),
        ({"action": "EXPLODE"}, "Choose what is decided."),
    ],
    ids=["an override without a reason", "nothing chosen", "something that cannot be"],
)
def test_what_is_not_enough_is_asked_again(approver: Browser, fields: dict[str, str], says: str) -> None:
    status, text = sign(approver, **fields)
    assert (status, says in text) == (422, True)
    assert told(approver)["signed"] == []


def test_what_will_be_signed_is_shown_whole_before_it_is(approver: Browser) -> None:
    fields = {"action": "PIVOT", "reason": "Insurance <first>", "ground": "completion", "ground-other": "page_views"}
    promise = {"promise-text": "Mend the header", "promise-owner": "B. Santoso", "promise-due": "2027-02-01"}
    status, text = sign(approver, step="", **fields, **promise)
    shown = " ".join(text[text.index('id="sign"') : text.index('id="signed"')].split())
    assert status == 200
    commitment = "Mend the header (B. Santoso, by 1 Feb 2027)"
    for said in ("overrides Scale", "Completion, Page views", "Insurance <first>", commitment):
        assert said in shown, said
    assert 'name="step" value="sign">Sign as C. Dewi<' in shown
    status, text = sign(approver, step="change", **fields, **promise)
    assert (status, "Insurance <first></textarea>" in text, 'value="Mend the header"' in text) == (200, True, True)
    assert sign(approver, step="", action="PIVOT", reason="x", **promise | {"promise-due": "2026-01-01"})[0] == 422
    assert told(approver)["signed"] == []


def test_what_an_earlier_approver_signed_is_told(approver: Browser) -> None:
    (signed,) = told(approver, SIGNED)["signed"]
    assert (signed["action"], signed["overrides"], signed["by"]["name"]) == ("SCALE", False, "C. Dewi")


def test_each_reading_that_is_looked_at_again_leads_to_its_evidence(approver: Browser) -> None:
    page = html.unescape(approver.get(f"/launches/{SIGNED}/decision").text)
    links = re.findall(rf'<th scope="row"><a class="quiet-link" href="(/launches/{SIGNED}/evidence/[^"]+)"', page)
    lines = told(approver, SIGNED)["reevaluation"]["lines"]
    assert len(links) == len([each for each in lines if each["about"] in {"metric", "guardrail"}]) > 2
    assert {approver.get(each).status_code for each in links} == {200}


def test_signed_it_shows_at_once_and_stands_in_the_chain(approver: Browser) -> None:
    status, _ = sign(approver, action="PIVOT", reason="Insurance first: <b>no</b>.")
    assert status == 302
    (signed,) = told(approver)["signed"]
    assert (signed["action"], signed["recommended"], signed["overrides"]) == ("PIVOT", "SCALE", True)
    page = approver.get(f"/launches/{LAUNCH}/decision").text
    assert "Insurance first: &lt;b&gt;no&lt;/b&gt;." in page
    look = approver.get(f"/api/v1/launches/{LAUNCH}/look").json()
    assert (look["verdict"]["phases"], look["decision"]["record"]) == (["continuous"], signed["record"])
    assert run("audit", "--data", here().house.data).code == 0
