"""Signing in and out: links, passwords, sessions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from hypercare.app.usecases.access import people, sign_in
from hypercare.ledger import people as ledger
from hypercare.ledger import records, sign_in_links
from hypercare.ledger.models import User
from hypercare.ledger.sessions import of_person
from hypercare.model.role import Role
from web.visiting import Browser, Site, secret_path, site

GOOD = "ferry-lantern-quilt"


@pytest.fixture
def served(tmp_path: Path) -> Site:
    return site(tmp_path / "data")


def link_of(served: Site, role: Role = Role.VIEWER) -> str:
    """The path of a link for a person of that role."""
    return secret_path(people.new_link(served.house, served.person(role).id, by="test").url)


def who(browser: Browser) -> str:
    """Whom the API says that the browser is; empty for nobody."""
    answer = browser.get("/api/v1/me")
    return str(answer.json()["email"]) if answer.status_code == 200 else ""


def test_a_link_shows_a_button_and_the_button_signs_in(served: Site) -> None:
    browser, path = served.browser(), link_of(served)
    for _ in range(2):  # a program that reads mail looks at it, too
        assert "viewer@example.com" in browser.get(path).text
    assert who(browser) == ""
    answer = browser.post(path)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert who(browser) == "viewer@example.com"
    assert browser.post(path).status_code == 410
    assert served.browser().get(path).status_code == 410


def test_of_two_who_press_the_button_at_once_one_is_signed_in(served: Site) -> None:
    path = link_of(served)
    browsers = [served.browser() for _ in range(4)]
    for browser in browsers:
        browser.form_token()
    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(lambda browser: browser.post(path).status_code, browsers))
    assert codes == [302, 410, 410, 410]
    assert sorted(map(who, browsers)) == ["", "", "", "viewer@example.com"]


@pytest.mark.parametrize("path", ["/sign-in/x", "/sign-in/" + "A" * 43, "/sign-in/%00", "/sign-in/" + "x" * 5000])
def test_what_is_no_link_says_so(served: Site, path: str) -> None:
    assert served.browser().get(path).status_code == 410


def test_an_old_link_says_so(served: Site) -> None:
    person = served.person(Role.VIEWER)
    _, secret = sign_in_links.new_link(
        email=person.email,
        role=person.role,
        purpose=people.Purpose.SIGN_IN,
        made_by="test",
        at=datetime.now(UTC) - timedelta(days=2),
        valid_for=timedelta(days=1),
    )
    assert served.browser().post(f"/sign-in/{secret}").status_code == 410


def test_whoever_comes_first_becomes_the_admin(tmp_path: Path) -> None:
    served = site(tmp_path / "data")
    assert sign_in.first_link(served.house) is None, "there is one"
    first = served.person(Role.ADMIN)
    User.objects.filter(pk=first.id).delete()
    link = sign_in.first_link(served.house)
    assert link is not None
    browser = served.browser()
    bad = browser.post(secret_path(link.url), {"email": "no address", "name": "A. Putri"})
    assert bad.status_code == 422
    assert "A. Putri" in bad.text
    browser.post(secret_path(link.url), {"email": "putri@example.com", "name": "A. Putri"})
    assert who(browser) == "putri@example.com"
    assert people.find(served.house, "putri@example.com").role is Role.ADMIN
    assert sign_in.first_link(served.house) is None


def test_a_link_for_the_first_admin_ends_when_there_is_one(tmp_path: Path) -> None:
    served = site(tmp_path / "data")
    User.objects.all().delete()
    link = sign_in.first_link(served.house)
    assert link is not None
    served.person(Role.ADMIN)
    assert served.browser().get(secret_path(link.url)).status_code == 410


def test_a_password_signs_in_and_says_nothing_about_who_is_known(served: Site) -> None:
    person = served.person(Role.VIEWER)
    ledger.set_password(person.id, GOOD, by="test", at=datetime.now(UTC))
    served.person(Role.APPROVER)
    answers = []
    for email, password in [(person.email, "wrong"), ("approver@example.com", GOOD), ("nobody@example.com", GOOD)]:
        browser = served.browser()
        answer = browser.post("/sign-in", {"email": email, "password": password})
        assert answer.status_code == 403
        assert GOOD not in answer.text
        answers.append(answer.text.replace(email, "").replace(browser.form_token(), ""))
    assert len({len(text) for text in answers}) == 1
    browser = served.browser()
    assert browser.post("/sign-in", {"email": "VIEWER@example.com", "password": GOOD}).headers["location"] == "/"
    assert who(browser) == person.email


def test_guessing_is_slowed_down(served: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "check_password", lambda *_: None)  # the third of a second that each takes
    browser = served.browser()
    guesses = [browser.post("/sign-in", {"email": "viewer@example.com", "password": str(n)}) for n in range(11)]
    assert [answer.status_code for answer in guesses] == [403] * 10 + [429]
    assert browser.post("/sign-in", {"email": "other@example.com", "password": "x"}).status_code == 403
    for number in range(40):
        browser.post("/sign-in", {"email": f"{number}@example.com", "password": "x"})
    assert browser.post("/sign-in", {"email": "other@example.com", "password": "x"}).status_code == 429


def test_a_session_that_somebody_planted_is_of_no_use(served: Site) -> None:
    attacker = served.member(Role.VIEWER)
    planted = attacker.session
    assert planted
    victim = served.browser()
    victim.cookies = dict(attacker.cookies)
    victim.enter(served.person(Role.ADMIN))
    assert victim.session != planted
    assert who(victim) == "admin@example.com"
    assert who(attacker) == ""


def test_the_token_of_forms_changes_with_who_one_is(served: Site) -> None:
    browser = served.browser()
    before = browser.form_token()
    browser.enter(served.person(Role.VIEWER))
    assert browser.form_token() != before


def test_signing_out_ends_the_session_for_good(served: Site) -> None:
    browser = served.member(Role.VIEWER)
    kept = dict(browser.cookies)
    assert browser.post("/sign-out").headers["location"] == "/sign-in"
    assert who(browser) == ""
    browser.cookies = kept
    assert who(browser) == ""


def test_a_deactivated_person_is_out_at_once(served: Site) -> None:
    browser, admin = served.member(Role.VIEWER), served.member(Role.ADMIN)
    person = served.person(Role.VIEWER)
    assert admin.post(f"/people/{person.id}/deactivate").status_code == 302
    assert who(browser) == ""
    assert browser.get("/").headers["location"] == "/sign-in"


def test_a_new_role_holds_at_once(served: Site) -> None:
    browser, admin = served.member(Role.VIEWER), served.member(Role.ADMIN)
    person = served.person(Role.VIEWER)
    assert browser.post("/tokens/new", {"vendor": "mixpanel"}).status_code == 403
    assert admin.post(f"/people/{person.id}/role", {"role": "contributor"}).status_code == 302
    assert browser.post("/tokens/new", {"vendor": "mixpanel"}).status_code == 200


def test_one_can_sign_out_everywhere_else(served: Site) -> None:
    here, there = served.member(Role.VIEWER), served.member(Role.VIEWER)
    assert here.post("/me/sessions").status_code == 302
    assert (who(here), who(there)) == ("viewer@example.com", "")


def test_nobody_ends_another_s_session(served: Site) -> None:
    viewer, other = served.member(Role.VIEWER), served.member(Role.CONTRIBUTOR)
    (theirs,) = of_person(served.person(Role.CONTRIBUTOR).id)
    viewer.post("/me/sessions", {"only": theirs.id})
    assert who(other) == "contributor@example.com"


def test_a_new_password_ends_the_other_sessions_and_needs_the_old_one(served: Site) -> None:
    here, there = served.member(Role.VIEWER), served.member(Role.VIEWER)
    before = here.session
    assert here.post("/me/password", {"new": "short"}).status_code == 422
    assert here.post("/me/password", {"new": GOOD}).status_code == 302
    assert (who(here), who(there)) == ("viewer@example.com", "")
    assert here.session != before
    assert here.post("/me/password", {"new": GOOD + "x", "old": "wrong"}).status_code == 422
    assert here.post("/me/password", {"do": "remove", "old": GOOD}).status_code == 302
    assert not served.person(Role.VIEWER).has_password


FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "/\t/evil.example",
    " //evil.example",
]


@pytest.mark.parametrize("following", FOREIGN)
def test_nobody_is_led_to_another_site(served: Site, following: str) -> None:
    member = served.member(Role.VIEWER)
    assert member.ask("GET", "/sign-in", fields=None, headers={}).headers["location"] == "/"
    ledger.set_password(served.person(Role.VIEWER).id, GOOD, by="test", at=datetime.now(UTC))
    answer = served.browser().post("/sign-in", {"email": "viewer@example.com", "password": GOOD, "next": following})
    assert answer.headers["location"] == "/"
    assert member.post("/preferences", {"language": "id", "back": following}).headers["location"] == "/"


def test_one_comes_back_to_the_page_that_was_asked_for(served: Site) -> None:
    browser = served.browser()
    asked = browser.get("/launches/biza?day=60").headers["location"]
    assert asked == "/sign-in?next=%2Flaunches%2Fbiza%3Fday%3D60"
    ledger.set_password(served.person(Role.VIEWER).id, GOOD, by="test", at=datetime.now(UTC))
    assert 'value="/launches/biza?day=60"' in browser.get(asked).text
    fields = {"email": "viewer@example.com", "password": GOOD, "next": "/launches/biza?day=60"}
    assert browser.post("/sign-in", fields).headers["location"] == "/launches/biza?day=60"


def test_a_piece_of_a_page_that_asks_is_led_to_sign_in_as_a_page(served: Site) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1:8700/audit?kind=people"}
    answer = served.browser().ask("GET", "/audit/chain", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in?next=%2Faudit%3Fkind%3Dpeople"


def test_the_secret_of_a_link_is_in_no_log(
    served: Site, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    path = link_of(served)
    with capture_logs() as told:
        served.browser().ask("POST", path)  # without the token of a form, which is logged with its path
        browser = served.browser()
        browser.post(path)
        browser.post(path)
    said = caplog.text + repr(told) + "".join(capsys.readouterr())
    assert "/sign-in/" in said
    assert path.removeprefix("/sign-in/") not in said


def test_what_was_done_is_on_record_by_whom(served: Site) -> None:
    admin = served.member(Role.ADMIN)
    answer = admin.post("/people/invite", {"email": "putri@example.com", "name": "A. Putri", "role": "approver"})
    assert answer.status_code == 200
    assert "/sign-in/" in answer.text
    (record,) = records.of_launch("putri@example.com")
    assert dict(record.content) == {"what": "added", "role": "approver", "name": "A. Putri", "by": "admin@example.com"}
    assert "putri@example.com was added as approver" in admin.get("/audit").text


def test_the_last_admin_cannot_leave(served: Site) -> None:
    admin, person = served.member(Role.ADMIN), served.person(Role.ADMIN)
    for path, fields in [("deactivate", {}), ("role", {"role": "viewer"})]:
        assert admin.post(f"/people/{person.id}/{path}", fields).status_code == 403
    assert who(admin) == "admin@example.com"
