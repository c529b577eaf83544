"""Signing in by an OpenID Connect provider, against a small real one and a server that runs."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from app.running import Server, serving
from patience import PATIENCE_S
from web.issuer import CLIENT, SECRET, Issuer, issuing

pytestmark = pytest.mark.slow
VERIFIED = {"email": "putri@example.com", "email_verified": True, "name": "A. Putri"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as found:
        yield found


@pytest.fixture(scope="module")
def server(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    told = {
        "HYPERCARE_OIDC_ISSUER": issuer.url,
        "HYPERCARE_OIDC_CLIENT_ID": CLIENT,
        "HYPERCARE_OIDC_CLIENT_SECRET": SECRET,
        "HYPERCARE_OIDC_NAME": "Kantor",
        "HYPERCARE_OIDC_DOMAIN": "antarkilat.example",
        "NO_PROXY": "127.0.0.1",
    }
    before = dict(os.environ)
    os.environ.update(told)
    try:
        with serving(tmp_path_factory.mktemp("oidc") / "data") as (running, _):
            for email in ("putri@example.com", "gone@example.com", "dewi@example.com"):
                made = running.run("people", "invite", email, "--role", "admin" if "dewi" in email else "contributor")
                assert made.returncode == 0, made.stderr
            assert running.run("people", "deactivate", "gone@example.com").returncode == 0
            yield running
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def browser(server: Server, issuer: Issuer) -> Iterator[httpx.Client]:
    issuer.claims, issuer.user_info, issuer.published = {}, {}, None
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=PATIENCE_S, trust_env=False) as client:
        yield client


def way_back(browser: httpx.Client, following: str = "/audit") -> str:
    """Goes to the provider; the address to which it sends the browser back."""
    leaving = browser.get("/sign-in/provider", params={"next": following})
    assert leaving.status_code == 302, leaving.text
    asked = parse_qs(urlsplit(leaving.headers["location"]).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]
    return str(httpx.get(leaving.headers["location"], trust_env=False).headers["location"])


def who(browser: httpx.Client) -> str:
    answer = browser.get("/api/v1/me")
    return f"{answer.json()['email']} {answer.json()['role']}" if answer.status_code == 200 else ""


def test_the_page_offers_the_provider(browser: httpx.Client) -> None:
    assert "Sign in with Kantor" in browser.get("/sign-in").text


def test_who_was_invited_signs_in(browser: httpx.Client, issuer: Issuer) -> None:
    issuer.claims = VERIFIED | {"email": "Putri@Example.com"}
    answer = browser.get(way_back(browser))
    assert (answer.status_code, answer.headers["location"]) == (302, "/audit")
    assert who(browser) == "putri@example.com contributor"


def test_nobody_is_led_to_another_site_afterwards(browser: httpx.Client, issuer: Issuer) -> None:
    issuer.claims = VERIFIED
    assert browser.get(way_back(browser, "//evil.example/")).headers["location"] == "/"


def test_an_address_that_stands_beside_the_token_counts(browser: httpx.Client, issuer: Issuer) -> None:
    issuer.user_info = VERIFIED | {"sub": "7"}
    browser.get(way_back(browser))
    assert who(browser) == "putri@example.com contributor"


def test_somebody_of_the_domain_becomes_a_viewer(browser: httpx.Client, issuer: Issuer, server: Server) -> None:
    issuer.claims = {"email": "baru@antarkilat.example", "email_verified": True, "name": "Baru"}
    browser.get(way_back(browser))
    assert who(browser) == "baru@antarkilat.example viewer"
    (person,) = [each for each in server.json("people")["people"] if each["email"].startswith("baru")]
    assert (person["name"], person["role"]) == ("Baru", "viewer")


REFUSED: dict[str, dict[str, object]] = {
    "not invited": {"email": "other@example.com", "email_verified": True},
    "deactivated": {"email": "gone@example.com", "email_verified": True},
    "a domain that only ends alike": {"email": "x@evil-antarkilat.example", "email_verified": True},
    "a part of the domain": {"email": "x@sub.antarkilat.example", "email_verified": True},
    "not verified": {"email": "putri@example.com", "email_verified": False},
    "verified in words": {"email": "putri@example.com", "email_verified": "true"},
    "verified by silence": {"email": "putri@example.com"},
    "no address": {"email_verified": True},
    "an address that is none": {"email": ["putri@example.com"], "email_verified": True},
    "for somebody else": VERIFIED | {"aud": "another"},
    "from somebody else": VERIFIED | {"iss": "https://evil.example"},
    "too late": VERIFIED | {"exp": 1_700_000_000},
    "beside the token of another": {},
}


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED)
def test_who_is_not_vouched_for_stays_outside(browser: httpx.Client, issuer: Issuer, claims: dict[str, object]) -> None:
    issuer.claims, issuer.user_info = dict(claims), VERIFIED | {"sub": "8"}
    answer = browser.get(way_back(browser))
    assert answer.status_code == 403
    assert "Kantor" in answer.text
    assert who(browser) == ""


def test_a_token_that_another_key_signed_is_refused(browser: httpx.Client, issuer: Issuer) -> None:
    issuer.claims, issuer.published = VERIFIED, rsa.generate_private_key(65537, 2048)
    assert browser.get(way_back(browser)).status_code == 403
    assert who(browser) == ""


FORGED: dict[str, Callable[[str], str]] = {
    "without a state": lambda address: address.split("&state=")[0],
    "with another state": lambda address: address + "x",
    "with another code": lambda address: address.replace("code=", "code=x"),
    "cancelled": lambda address: address.replace("code=", "error=access_denied&x="),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_way_back_that_was_forged_leads_nowhere(
    browser: httpx.Client, issuer: Issuer, forge: Callable[[str], str]
) -> None:
    issuer.claims = VERIFIED
    assert browser.get(forge(way_back(browser))).status_code == 403
    assert who(browser) == ""


def test_another_browser_s_way_back_leads_nowhere(browser: httpx.Client, issuer: Issuer, server: Server) -> None:
    issuer.claims = VERIFIED
    address = way_back(browser)
    with httpx.Client(trust_env=False, timeout=PATIENCE_S) as victim:
        assert victim.get(address).status_code == 403
    assert browser.get(address).status_code == 302
    assert browser.get(address).status_code == 403, "a way back is gone once"
