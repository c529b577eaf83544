"""Every page, from the one table of routes: a page that is added there is looked at, or named here as none."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from browser import hostile
from hypercare.web.permissions import LEAST
from hypercare.web.person import Role
from seeded import LAUNCH

FUNNEL, CYCLE = "completion", "pro_accounts"


@dataclass(frozen=True)
class Page:
    """One address of a route, and the least role that sees it."""

    name: str
    path: str
    role: Role


@dataclass(frozen=True)
class Look:
    """How to look at a route: its name in the screenshot's file, its path's parameters and its query."""

    name: str
    params: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


def _of_launch(name: str, **params: str) -> list[Look]:
    return [Look(name, {"launch_id": LAUNCH} | params), Look(f"{name}-hostile", {"launch_id": hostile.ID} | params)]


LOOKS: dict[str, list[Look]] = {
    "launch": [
        *_of_launch("launch"),
        Look("launch-day-0", {"launch_id": LAUNCH}, {"day": "0"}),
        Look("launch-day-31", {"launch_id": LAUNCH}, {"day": "31"}),
    ],
}
"""Routes that need more than their name."""
NO_PAGES = frozenset({"preferences", "live-stream", "sign-out"})
"""Routes that answer no page: files, streams, forms that are only sent."""


def pages() -> list[Page]:
    """Every page. Raises `AssertionError` for a route that nobody said how to look at."""
    found = []
    for route, role in LEAST.items():
        if route.startswith("api:") or route in NO_PAGES:
            continue
        for look in LOOKS.get(route, [Look(route)]):
            try:
                path = reverse(route, kwargs=look.params)
            except NoReverseMatch as unknown:
                raise AssertionError(f"say in LOOKS how to look at the route {route!r}") from unknown
            found.append(Page(look.name, f"{path}?{urlencode(look.query)}" if look.query else path, role))
    return found
