"""What named people say of the exit, what a launch carries on, and the history: who may, what is asked again, what
two requests give, and that hostile words stay words.
"""

import html
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

CLOCK = "2026-11-10T05:00:00+00:00"
"""Noon of day 49: feedback has come in, nobody has recorded a synthesis yet."""
SIGNED = "jadwal-jemput"
HOSTILE = "<script>alert(1)</script>\u202e"
ACT, COMMITMENT = f"/launches/{LAUNCH}/decision/act", f"/launches/{LAUNCH}/decision/commitment"
SYNTHESIS = {"what": "feedback_synthesised", "backlog": "https://example.com/backlog", "note": HOSTILE}
PROMISE = {"promise-text": f"Mend the header {HOSTILE}", "promise-owner": "B. Santoso", "promise-due": "2027-01-20"}
pytestmark = pytest.mark.slow  # each asks a studio


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    found = site(demo().copy(tmp_path_factory.mktemp("exit") / "data"), HYPERCARE_CLOCK=CLOCK)
    yield found
    here().studio.close()


def named(served: Site, email: str, role: PersonRole = PersonRole.CONTRIBUTOR) -> Browser:
    """The browser of somebody whom the launch file names."""
    person = ledger.by_email(email) or ledger.add(email=email, name="", role=role, by="test", at=datetime.now(UTC))
    return served.browser().enter(person)


def told(browser: Browser, what: str, launch: str = LAUNCH) -> Any:
    answer = browser.get(f"/api/v1/launches/{launch}/{what}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def feedback(browser: Browser) -> Any:
    return next(each for each in told(browser, "exit")["lines"] if each["line"] == "feedback")


def test_the_squad_says_that_feedback_was_synthesised_once_and_takes_it_back(served: Site) -> None:
    lestari = named(served, "lestari@example.com")
    assert feedback(lestari)["state"] == "open"
    first, again = (lestari.post(ACT, SYNTHESIS) for _ in range(2))
    assert [each.status_code for each in (first, again)] == [302, 302]
    line = feedback(lestari)
    assert (line["state"], len(line["records"])) == ("met", 1), "the same words twice are one record"
    page = lestari.get(f"/launches/{LAUNCH}/decision").text
    assert HOSTILE not in page
    assert html.escape("<script>alert(1)</script>") in page
    (record,) = line["records"]
    blank = lestari.post(ACT, {"what": "revoke", "of": record, "reason": " "})
    assert blank.status_code == 422
    back = lestari.post(ACT, {"what": "revoke", "of": record, "reason": "Two interviews were missing"})
    assert (back.status_code, feedback(lestari)["state"]) == (302, "open")
    assert "Two interviews were missing" in lestari.get(f"/launches/{LAUNCH}/decision").text
    assert run("audit", "--data", served.house.data).code == 0


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({**SYNTHESIS, "backlog": " "}, 422, id="without where the findings stand"),
        pytest.param({**SYNTHESIS, "backlog": "javascript://x"}, 422, id="a link that is no https"),
        pytest.param({**SYNTHESIS, "subject": "gossip"}, 422, id="a channel that is not declared"),
        pytest.param({"what": "explode"}, 422, id="nothing that can be said"),
        pytest.param({"what": "revoke", "of": HOSTILE, "reason": "x"}, 422, id="an act that there is not"),
        pytest.param({"what": "peak_absence_accepted", "reason": "x"}, 403, id="what only approvers accept"),
    ],
)
def test_what_cannot_stand_is_asked_again_or_refused(served: Site, fields: dict[str, str], status: int) -> None:
    lestari = named(served, "lestari@example.com")
    answer = lestari.post(ACT, fields)
    assert answer.status_code == status
    assert HOSTILE not in answer.text
    assert feedback(lestari)["state"] == "open"


def test_whom_the_launch_file_does_not_name_says_nothing(served: Site) -> None:
    assert served.member(Role.VIEWER).post(ACT, SYNTHESIS).status_code == 403
    for role in (Role.CONTRIBUTOR, Role.APPROVER, Role.ADMIN):
        other = served.member(role, name=f"other-{role}")
        assert other.post(ACT, SYNTHESIS).status_code == 403
    assert served.browser().post(ACT, SYNTHESIS).headers["location"].startswith("/sign-in")
    assert feedback(named(served, "lestari@example.com"))["state"] == "open"
    audit = served.member(Role.ADMIN).get(f"/api/v1/audit?subject={LAUNCH}").json()
    noted = {(each["what"], each["why"], each["action"]) for each in audit["refused"]}
    assert noted >= {("exit", "role", ""), ("synthesise", "not_named", "")}


def test_an_approver_accepts_a_missing_peak_by_name(served: Site) -> None:
    dewi = named(served, "dewi@example.com", PersonRole.APPROVER)
    sent = {"what": "peak_absence_accepted", "subject": "harbolnas", "reason": "It is in December", "until": "soon"}
    assert dewi.post(ACT, sent).status_code == 422
    assert dewi.post(ACT, {**sent, "until": "2026-12-31"}).status_code == 302
    text = html.unescape(dewi.get(f"/launches/{LAUNCH}/decision").text)
    assert "It is in December" in text


@pytest.mark.parametrize("path", [ACT, COMMITMENT])
def test_a_form_without_its_token_changes_nothing(served: Site, path: str) -> None:
    lestari = named(served, "lestari@example.com")
    before = (told(lestari, "commitments")["commitments"], feedback(lestari)["state"])
    fields = {**SYNTHESIS, **PROMISE, "what": "add" if path == COMMITMENT else SYNTHESIS["what"]}
    assert lestari.ask("POST", path, fields=fields).status_code == 403
    assert (told(lestari, "commitments")["commitments"], feedback(lestari)["state"]) == before
    assert lestari.get(path).status_code == 405


def test_a_commitment_is_made_once_and_ends_once(served: Site) -> None:
    squad = served.member(Role.CONTRIBUTOR)
    assert [squad.post(COMMITMENT, PROMISE).status_code for _ in range(2)] == [302, 302]
    (made,) = told(squad, "commitments")["commitments"]
    assert (made["text"].split(" <")[0], made["owner"], made["state"]) == ("Mend the header", "B. Santoso", "open")
    assert "<script>alert" not in squad.get(f"/launches/{LAUNCH}/decision").text
    assert squad.post(COMMITMENT, {"what": "dropped", "of": made["id"], "reason": ""}).status_code == 422
    assert squad.post(COMMITMENT, {"what": "done", "of": "c-000001-abcdef"}).status_code == 422
    ends = [squad.post(COMMITMENT, {"what": "done", "of": made["id"]}).status_code for _ in range(2)]
    assert ends == [302, 302]
    assert squad.post(COMMITMENT, {"what": "dropped", "of": made["id"], "reason": "x"}).status_code == 422
    (ended,) = told(squad, "commitments")["commitments"]
    assert ended["state"] == "done"


@pytest.mark.parametrize(
    "change",
    [{"promise-text": " "}, {"promise-due": "soon"}, {"promise-due": "2020-01-01"}, {"promise-text": "x" * 501}],
    ids=["without words", "without a day", "due in the past", "too long"],
)
def test_a_promise_that_cannot_stand_is_asked_again(served: Site, change: dict[str, str]) -> None:
    squad = served.member(Role.CONTRIBUTOR)
    before = told(squad, "commitments")["commitments"]
    assert squad.post(COMMITMENT, {**PROMISE, **change}).status_code == 422
    assert told(squad, "commitments")["commitments"] == before
    viewer = served.member(Role.VIEWER)
    assert viewer.post(COMMITMENT, PROMISE).status_code == 403


def test_page_api_and_command_line_tell_one_history(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    for day in (30, 31):
        told(viewer, f"look?day={day}")
    shown = told(viewer, "history")
    assert {30, 31} <= {each["day"] for each in shown["days"]}
    printed = run("verdicts", LAUNCH, "--limit", "1000", "--json", "--data", served.house.data, clock=CLOCK).json
    drawn = ("status", "title")
    for ours, theirs in zip(shown["days"], printed["days"], strict=True):
        plain = {name: value for name, value in ours.items() if name not in drawn}
        for part in ("gates", "values"):
            plain[part] = [{name: at for name, at in each.items() if name not in drawn} for each in plain[part]]
        assert plain["changed"] == theirs["changed"]
        assert (plain["day"], plain["action"], plain["values"]) == (theirs["day"], theirs["action"], theirs["values"])
        assert [each["word"] for each in plain["gates"]] == [each["word"] for each in theirs["gates"]]
    fail = next(each for each in shown["days"] if each["day"] == 31)["gates"][0]
    assert fail["word"] == "FAIL"
    text = html.unescape(viewer.get(f"/launches/{LAUNCH}/history").text)
    assert "Day 31" in text
    assert "Gate day 30: failed; it was too early." in text


def test_the_extended_review_is_told_in_the_same_words_everywhere(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    told(viewer, "look")
    says = "The review of day 90 is extended to"
    for page in ("", "/timeline", "/gates", "/decision", "/brief"):
        assert says in html.unescape(viewer.get(f"/launches/{LAUNCH}{page}").text), page
    assert says in html.unescape(viewer.get("/").text)
    status = run("status", "--json", "--data", served.house.data).json
    (review,) = (each for each in status["extended_reviews"] if each["launch"] == LAUNCH)
    assert review["at"] == "2027-01-01T06:00:00+07:00"
    assert review["says"]["text"].startswith(says)
    assert says in run("status", "--data", served.house.data).out


def test_the_portfolio_tells_what_a_signed_launch_carries_on(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    told(viewer, "look", SIGNED)
    rows = {row["launch"]: row["goes_on"] for row in viewer.get("/api/v1/launches").json()["rows"]}
    assert rows[LAUNCH] is None
    found = rows[SIGNED]
    assert (found["open"], found["overdue"], found["next_due"]) == (1, 0, "2026-12-15")
    assert found == viewer.get(f"/api/v1/launches/{SIGNED}").json()["goes_on"]
    assert "One open commitment" in html.unescape(viewer.get("/").text)


def test_what_only_waits_asks_nobody_to_mend(served: Site) -> None:
    viewer = named(served, "lestari@example.com")
    line = next(each for each in told(viewer, "exit", "asuransi-kiriman")["lines"] if each["line"] == "stability")
    assert (line["state"], line["who"]) == ("open", [])
    assert line["missing"]["text"] == "Only time: two full weeks must be over, and their data in."


def test_what_a_signature_brings_about_has_not_changed_since(served: Site) -> None:
    dewi = named(served, "dewi@example.com", PersonRole.APPROVER)
    fields = {
        "step": "sign",
        "action": "SCALE",
        "reason": "The branches wait for it",
        "ground": "completion",
        "seen": "",
    }
    assert dewi.post(f"/launches/{LAUNCH}/decision/sign", fields).status_code == 302
    page = told(dewi, "decision")
    assert "ANTI-EARLY-DECISION" in {each["check"] for each in page["antipatterns"]}
    assert page["reevaluation"]["changes"] == 0
    assert "Scale, signed by" in html.unescape(dewi.get(f"/launches/{LAUNCH}/decision").text)
