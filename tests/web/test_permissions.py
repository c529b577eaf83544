"""Every route and every role, from the one table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from hypercare.model.role import Role as PersonRole
from hypercare.web.middleware import Permission
from hypercare.web.permissions import LEAST, TO_CHANGE, least
from hypercare.web.person import Person, Role
from web.visiting import Browser, Site, site

FILLED = {"IntConverter": "1", "SlugConverter": "x", "StringConverter": "x", "UUIDConverter": "0" * 32}
API = "/api/"


def routes(patterns: list[Any] | None = None, space: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every named route that can be asked for, with arguments that fit it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            filled = {name: FILLED[type(each).__name__] for name, each in pattern.pattern.converters.items()}
            yield f"{space}{pattern.name}", filled


ROUTES = {name: reverse(name, kwargs=filled) for name, filled in routes()}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(tmp_path_factory.mktemp("permissions") / "data")


@pytest.fixture(scope="module")
def browsers(served: Site) -> dict[Role, Browser]:
    """A browser of each role."""
    known = {Role(role.value): served.member(role) for role in PersonRole}
    return {Role.PUBLIC: served.browser()} | known


def test_the_table_knows_every_route_and_no_other() -> None:
    assert set(ROUTES) == set(LEAST)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", list(LEAST))
def test_a_route_is_for_its_role_and_those_above(
    served: Site, browsers: dict[Role, Browser], route: str, role: Role
) -> None:
    path = ROUTES[route]
    if role.may(LEAST[route]):
        # Not asked for as a whole: a stream would not end, and some routes change what they are asked about.
        assert refusal(path, Person(role, id=None if role is Role.PUBLIC else 1)) is None
        return
    answer = browsers[role].get(path)
    if role is Role.PUBLIC and not path.startswith(API):
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (302, "/sign-in")
    else:
        assert answer.status_code == (401 if role is Role.PUBLIC else 403)
        assert not path.startswith(API) or answer.json()["error"]["code"] == "refused"


@pytest.mark.parametrize("route", list(TO_CHANGE))
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_changing_takes_more_than_looking_where_both_have_one_address(route: str, role: Role, method: str) -> None:
    assert TO_CHANGE[route].rank > LEAST[route].rank
    assert least(route, "GET") is LEAST[route]
    answer = refusal(ROUTES[route], Person(role, id=None if role is Role.PUBLIC else 1, token="t-1"), method)
    assert (answer is None) is role.may(TO_CHANGE[route])


def test_a_route_that_the_table_does_not_know_is_nobody_s(served: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(LEAST, "portfolio")
    answer = refusal("/", Person(Role.ADMIN, id=1))
    assert answer is not None
    assert answer.status_code == 403


def refusal(path: str, person: Person, method: str = "GET") -> Any:
    """What the middleware answers in the view's place; None where it lets the request through."""
    request = RequestFactory().generic(method, path)
    request.resolver_match = resolve(path)
    request.person = person  # type: ignore[attr-defined]
    return Permission(lambda _: pytest.fail("not asked")).process_view(request, request.resolver_match.func)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("visitors") / "data"


def test_a_visitor_looks_and_changes_nothing(data: Path) -> None:
    visitor = site(data, HYPERCARE_VISITORS="read-only").browser()
    assert visitor.get("/").status_code == 200
    assert visitor.get("/api/v1/launches").status_code == 200
    assert visitor.get("/people").status_code == 200
    for route in LEAST:
        needed = least(route, "POST")
        if needed is not None and needed.may(Role.CONTRIBUTOR):
            answer = visitor.ask("POST", ROUTES[route], fields={"csrfmiddlewaretoken": visitor.form_token()})
            assert answer.status_code in (302, 403), route
            assert answer.headers.get("location", "/sign-in").startswith("/sign-in"), route
