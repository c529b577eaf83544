"""Installations at other addresses: their cookies, their names, their visitors."""

from pathlib import Path

import pytest

from hypercare.model.role import Role
from seeded import demo
from web.visiting import Site, site


@pytest.mark.parametrize(
    ("public", "prefix", "is_secure"),
    [("", "", False), ("http://hc.example.com", "", False), ("https://hc.example.com", "__Host-", True)],
)
def test_cookies_are_as_closed_as_the_address_allows(
    tmp_path: Path, public: str, prefix: str, *, is_secure: bool
) -> None:
    served = site(tmp_path / "data", HYPERCARE_PORT="8711", **({"HYPERCARE_PUBLIC_URL": public} if public else {}))
    admin = served.person(Role.ADMIN)
    browser = served.browser()
    browser.enter(admin)
    answer = browser.post("/tokens/new", {"vendor": "mixpanel"})
    assert answer.status_code == 200
    assert set(browser.cookies) == {f"{prefix}hypercare_8711", f"{prefix}hypercare_csrf_8711"}
    fresh = served.browser().get("/sign-in")
    (cookie,) = fresh.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert ("Secure" in cookie) is is_secure
    assert ("strict-transport-security" in fresh.headers) is is_secure


def test_the_public_address_is_ours_too(tmp_path: Path) -> None:
    served = site(tmp_path / "data", HYPERCARE_PUBLIC_URL="https://hc.example.com")
    assert served.browser().get("/", Host="hc.example.com").status_code == 302
    assert served.browser().get("/", Host="evil.example").status_code == 400


@pytest.mark.parametrize(
    "sent", ["Bearer nothing", "Bearer", "Basic YTpi", "bearer %00", "hc_x", "Bearer " + "x" * 9000]
)
def test_a_program_without_a_good_token_is_nobody(tmp_path: Path, sent: str) -> None:
    open_house = site(tmp_path / "data", HYPERCARE_VISITORS="read-only")
    answer = open_house.browser(Authorization=sent).get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_without_a_provider_there_is_no_such_page(tmp_path: Path) -> None:
    browser = site(tmp_path / "data").browser()
    for path in ("/sign-in/provider", "/sign-in/provider/callback"):
        assert browser.get(path).status_code == 404
    assert "/sign-in/provider" not in browser.get("/sign-in").text


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(demo().copy(tmp_path_factory.mktemp("odd") / "data"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/launches/biza-bulk-upload?as_of=0001-01-01", 400, id="before calendars begin"),
        pytest.param("/launches/biza-bulk-upload?as_of=9999-12-31", 400, id="after they end"),
        pytest.param("/launches/biza-bulk-upload?day=-1", 400, id="a negative day"),
        pytest.param("/launches/biza-bulk-upload/gates/", 301, id="one slash too many"),
    ],
)
def test_odd_addresses_are_answered(visited: Site, path: str, status: int) -> None:
    answer = visited.member(Role.VIEWER).get(path)
    assert answer.status_code == status
    assert answer.headers.get("location", "/").startswith("/launches" if status == 301 else "/")
