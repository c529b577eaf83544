"""What holds for every answer and every form: headers, cookies, hosts, forgery, tokens of programs."""

import pytest

from hypercare.app.usecases.access import tokens
from hypercare.app.usecases.acts import audit
from hypercare.model.role import Role as PersonRole
from hypercare.web.identity import language_of
from hypercare.web.permissions import LEAST
from web.test_permissions import ROUTES
from web.visiting import Browser, Site, site


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(tmp_path_factory.mktemp("security") / "data")


@pytest.fixture(scope="module")
def admin(served: Site) -> Browser:
    return served.member(PersonRole.ADMIN)


ANSWERS = {
    "a page": ("/sign-in", 200),
    "a redirect": ("/", 302),
    "no such page": ("/nothing", 404),
    "a link that is gone": ("/sign-in/x", 410),
    "the API": ("/api/v1/me", 401),
    "no such answer": ("/api/v1/nothing", 404),
    "a static file": ("/static/hypercare/base.css", 200),
    "no such file": ("/static/nothing.css", 404),
    "the health": ("/healthz", 503),
    "the numbers": ("/metrics", 200),
}


@pytest.mark.parametrize(("path", "code"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_carries_the_headers(served: Site, path: str, code: int) -> None:
    answer = served.browser().get(path)
    assert answer.status_code == code
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "strict-transport-security" not in answer.headers
    names = [name for name, _ in answer.headers.multi_items()]
    assert len(names) - names.count("set-cookie") == len(set(names) - {"set-cookie"}), "each header once"


def test_nothing_of_a_person_is_kept_in_between(served: Site) -> None:
    member = served.member(PersonRole.VIEWER)
    for path in ("/people", "/api/v1/me"):
        assert "private" in member.get(path).headers["cache-control"]
    assert "no-store" in served.browser().get("/sign-in").headers["cache-control"]
    assert (
        "no-store"
        in served.member(PersonRole.ADMIN).post("/tokens/new", {"vendor": "mixpanel"}).headers["cache-control"]
    )


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8700", 302),
        ("localhost:8700", 302),
        ("localhost", 302),
        ("[::1]:8700", 302),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example:8700", 400),
        ("", 400),
    ],
)
def test_only_our_own_names_are_answered(served: Site, host: str, code: int) -> None:
    answer = served.browser().get("/", Host=host)
    assert answer.status_code == code
    assert served.browser().get("/api/v1/me", Host=host).status_code == (401 if code == 302 else 400)


FORMS = [route for route in LEAST if route not in ("api:openapi-json", "api:api-root") and not route.startswith("live")]


@pytest.mark.parametrize("route", FORMS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_other_site_can_send_a_form(served: Site, admin: Browser, route: str, method: str) -> None:
    """With an admin's cookies and no token: what the browser sends along when another site asks it to."""
    answer = admin.ask(method, ROUTES[route], fields={"name": "x", "role": "viewer"})
    assert answer.status_code == 403
    foreign = {"csrfmiddlewaretoken": admin.form_token()}
    answer = admin.ask(method, ROUTES[route], fields=foreign, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_program_asks_by_a_token(served: Site) -> None:
    owner = served.person(PersonRole.CONTRIBUTOR)
    made = tokens.new_api(served.house, "nightly", role=PersonRole.VIEWER, by=owner.email, owner=owner.id)
    program = served.browser(**bearer(made.secret))
    answer = program.get("/api/v1/me")
    assert (answer.status_code, answer.json()["email"], answer.json()["role"]) == (200, owner.email, "viewer")
    assert program.get("/").status_code == 302, "pages are for browsers"
    assert tokens.get(served.house, made.token.token_id).last_used_at is not None
    tokens.revoke(served.house, made.token.token_id, by="test")
    assert program.get("/api/v1/me").status_code == 401


def test_a_source_s_token_asks_nothing(served: Site) -> None:
    made = tokens.new(served.house, "mixpanel", source=None, project="", by="test")
    assert served.browser(**bearer(made.secret)).get("/api/v1/launches").status_code == 401


def test_a_contributor_ends_their_own_tokens_only(served: Site) -> None:
    mine, other = served.member(PersonRole.CONTRIBUTOR), served.member(PersonRole.CONTRIBUTOR, "other")
    assert mine.post("/tokens/new", {"vendor": "api", "name": "mine", "role": "viewer"}).status_code == 200
    (token,) = [each for each in tokens.listing(served.house) if each.source == "mine"]
    assert other.post(f"/tokens/{token.token_id}/revoke").status_code == 403
    assert mine.post(f"/tokens/{token.token_id}/revoke").status_code == 302
    assert served.member(PersonRole.ADMIN).post("/tokens/t-unknown/revoke").status_code == 404


@pytest.mark.parametrize("role", ["approver", "admin", "public", ""])
def test_a_program_neither_signs_nor_governs(served: Site, admin: Browser, role: str) -> None:
    assert admin.post("/tokens/new", {"vendor": "api", "name": "greedy", "role": role}).status_code == 422
    assert all(each.source != "greedy" for each in tokens.listing(served.house))


def test_a_token_s_secret_is_shown_once(served: Site, admin: Browser) -> None:
    shown = admin.post("/tokens/new", {"vendor": "api", "name": "shown once", "role": "viewer"}).text
    secret = shown[shown.index("hc_") :][:35]
    assert served.browser(**bearer(secret)).get("/api/v1/me").status_code == 200
    for path in ("/tokens", "/api/v1/tokens", "/audit", "/audit.csv"):
        assert secret not in admin.get(path).text


def test_names_from_outside_are_escaped(served: Site, admin: Browser) -> None:
    evil = '<script>alert("x")</script>'
    admin.post("/people/invite", {"email": "evil@example.com", "name": evil, "role": "viewer"})
    admin.post("/tokens/new", {"vendor": "api", "name": evil, "role": "viewer"})
    for path in ("/people", "/tokens", "/audit", f"/audit?subject={evil}"):
        text = admin.get(path).text
        assert "<script>alert" not in text
        assert "onerror=" not in text


def test_a_table_of_the_audit_runs_nothing(served: Site, admin: Browser) -> None:
    admin.post("/people/invite", {"email": "=cmd@example.com", "name": "x", "role": "viewer"})
    table = admin.get("/audit.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert ",'=cmd@example.com," in table.text
    assert "\n=" not in table.text.replace("\r", "")
    assert ",=" not in table.text


def test_the_audit_page_tells_what_the_command_line_tells(served: Site, admin: Browser) -> None:
    document = audit.audit(served.house, None)
    page = admin.get("/api/v1/audit?kind=people").json()
    assert (page["chain"]["ok"], page["chain"]["head"]) == (True, document["head"])
    assert {record["kind"] for record in page["records"]} == {"people"}
    assert document["head"] in admin.get("/audit").text
    older = admin.get(f"/api/v1/audit?below={page['records'][0]['sequence']}").json()["records"]
    assert all(record["sequence"] < page["records"][0]["sequence"] for record in older)


@pytest.mark.parametrize("below", ["x", "0", "-1", "1e5", "9" * 30, "²"])
def test_what_is_no_place_in_the_chain_is_refused(admin: Browser, below: str) -> None:
    assert admin.get(f"/audit?below={below}").status_code == 400


def test_preferences_are_kept_with_the_person_and_for_a_visitor_in_the_browser(served: Site) -> None:
    member = served.member(PersonRole.VIEWER)
    wanted = {"language": "id", "zone": "Asia/Makassar", "theme": "dark", "keys": "off", "back": "/me"}
    assert member.post("/preferences", wanted).headers["location"] == "/me"
    member.cookies = {name: value for name, value in member.cookies.items() if name.startswith("hypercare_8700")}
    page = member.get("/api/v1/me").json()
    assert (page["language"], page["zone"], page["theme"], page["has_shortcuts"]) == (
        "id",
        "Asia/Makassar",
        "dark",
        False,
    )
    nobody = served.browser()
    nobody.post("/preferences", {"language": "id", "zone": "Asia/Jayapura", "theme": "light"})
    assert '<html lang="id" data-theme="light"' in nobody.get("/sign-in").text
    for bad in ({"language": "xx"}, {"zone": "Mars/Olympus"}, {"theme": "pink"}, {"keys": "maybe"}):
        assert member.post("/preferences", bad).status_code == 422


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("en-US,en;q=0.9,id;q=0.8", "en"),
        ("fr,de;q=0.9,id;q=0.1", "id"),
        ("fr", "en"),
        ("", "en"),
        ("*;q=0.1, ;;;, id;q=9", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_a_stranger_reads_the_language_of_the_browser(accepted: str, language: str) -> None:
    assert language_of(accepted) == language
