"""The frame around every page: where one is, and where one can go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hypercare.app.usecases.launches import launches
from hypercare.app.words import languages
from hypercare.web.asked import person_of
from hypercare.web.installation import here
from hypercare.web.permissions import LEAST

MOST_LAUNCHES: Final = 50
"""More launches than these are found in the portfolio, not in the navigation."""
LAUNCH_PAGES: Final = (
    ("launch", "o"),
    ("entrance", "e"),
    ("gates", "g"),
    ("outcomes", "h"),
    ("guardrails", "v"),
    ("anti-patterns", "w"),
    ("behaviour", "f"),
    ("timeline", "m"),
    ("definition", "d"),
)
DATA_PAGES: Final = (("analyst", "q"), ("live", "l"), ("sources", "s"))
HOUSE_PAGES: Final = (("people", "u"), ("tokens", "t"), ("audit", "a"))
"""Routes with the key that goes there after `g`."""
INSIDE: Final = {
    **dict.fromkeys(("evidence", "evidence-units", "decision", "history"), "gates"),
    **dict.fromkeys(("funnel", "funnel-units", "retention", "retention-lapsed", "activity", "cycle"), "behaviour"),
    "tracking": "entrance",
    "incidents": "entrance",
    "connect": "sources",
    "analyst-sql": "analyst",
}
"""Pages that belong to another one in the navigation."""
SENT: Final = {
    **dict.fromkeys(("people-invite", "people-link"), "people"),
    "tokens-new": "tokens",
    **dict.fromkeys(("decision-sign", "decision-act", "decision-commitment"), "decision"),
    "timeline-add": "timeline",
    "entrance-act": "entrance",
    **dict.fromkeys(("incidents-open", "incidents-step"), "incidents"),
    **dict.fromkeys(("me-name", "me-password"), "me"),
}
"""Forms that are answered with the page that they stand on."""
NAMES: Final = {"en": "English", "id": "Indonesia"}
"""What each language calls itself."""
THEMES: Final = ("auto", "light", "dark")
MOMENT: Final = ("day", "as_of")
"""What a launch's pages hand on to each other: the instant that is looked at."""


@dataclass(frozen=True)
class Link:
    """A place to go. `id` names its words (`faces-nav-…`) and its picture; `title` stands instead where it is set."""

    id: str
    href: str
    key: str = ""
    title: str = ""
    is_current: bool = False

    @property
    def words(self) -> str:
        """The id of its words."""
        return f"faces-nav-{self.id}"


@dataclass(frozen=True)
class Place:
    """A place in the palette; `within` is the title of the launch it belongs to."""

    link: Link
    within: str = ""


@dataclass(frozen=True)
class LaunchLink:
    """A launch in the navigation, with its pages where one is inside it."""

    link: Link
    pages: tuple[Link, ...]

    @property
    def is_open(self) -> bool:
        """Whether one is inside this launch."""
        return bool(self.pages)


@dataclass(frozen=True)
class Shell:
    """What the frame shows. `crumbs` lead from the portfolio to this page, which is the last."""

    portfolio: Link
    new_launch: Link | None
    connect: Link | None
    launches: tuple[LaunchLink, ...]
    data: tuple[Link, ...]
    house: tuple[Link, ...]
    help: Link | None
    me: Link | None
    sign_in: Link | None
    sign_out: Link | None
    crumbs: tuple[Link, ...]
    back: str
    languages: tuple[tuple[str, str], ...]
    themes: tuple[str, ...] = THEMES

    @property
    def places(self) -> Iterator[Place]:
        """Every place that the frame leads to, for the palette: what is near comes first."""
        for launch in self.launches:
            yield from (Place(page, launch.link.title) for page in launch.pages)
        yield Place(self.portfolio)
        yield from (Place(launch.link) for launch in self.launches)
        yield from (Place(link) for link in (*self.data, *self.house))
        yield from (Place(link) for link in (self.new_launch, self.help, self.me) if link is not None)


def shell_of(request: HttpRequest) -> Shell:
    """The frame of a request: links that exist and that the person may follow."""
    place = _Here(request)
    found = launches.titles(here().house) if person_of(request).role.may(LEAST["launch"]) else {}
    opened = tuple(_launch(place, each, found[each]) for each in list(found)[:MOST_LAUNCHES])
    portfolio = Link("portfolio", reverse("portfolio"), "p", is_current=place.route == "portfolio")
    return Shell(
        portfolio=portfolio,
        new_launch=place.link("new-launch", "n"),
        connect=place.link("connect", ""),
        launches=opened,
        data=place.links(DATA_PAGES),
        house=place.links(HOUSE_PAGES),
        help=place.link("help", "i"),
        me=place.link("me", ""),
        sign_in=place.link("sign-in", ""),
        sign_out=place.link("sign-out", ""),
        crumbs=tuple(_crumbs(place, portfolio, found)),
        back=request.get_full_path(),
        languages=tuple((code, NAMES.get(code, code)) for code in languages()),
    )


class _Here:
    """Where a request is."""

    def __init__(self, request: HttpRequest) -> None:
        match = request.resolver_match
        self._person = person_of(request)
        name = match.view_name if match else ""
        self.route = SENT.get(name, name)
        self.launch: str = match.kwargs.get("launch_id", "") if match else ""
        asked = request.GET.copy()
        for name in set(asked) - set(MOMENT):
            del asked[name]
        self._moment = f"?{asked.urlencode()}" if asked else ""

    def link(self, route: str, key: str, launch: str = "") -> Link | None:
        """A link to a page, where there is one that the person may see."""
        least = LEAST.get(route)
        if least is None or not self._person.role.may(least):
            return None
        try:
            href = reverse(route, args=[launch] if launch else [])
        except NoReverseMatch:
            return None
        moment = self._moment if launch and launch == self.launch else ""
        return Link(route, href + moment, key, is_current=INSIDE.get(self.route, self.route) == route)

    def links(self, pages: tuple[tuple[str, str], ...], launch: str = "") -> tuple[Link, ...]:
        """Links to pages, without those that are not for this person."""
        found = (self.link(route, key, launch) for route, key in pages)
        return tuple(link for link in found if link is not None)


def _launch(place: _Here, launch_id: str, title: str) -> LaunchLink:
    pages = place.links(LAUNCH_PAGES, launch_id) if launch_id == place.launch else ()
    return LaunchLink(Link("launch", reverse("launch", args=[launch_id]), title=title), pages)


def _crumbs(place: _Here, portfolio: Link, titles: dict[str, str]) -> Iterator[Link]:
    if place.route in ("", "portfolio"):
        return
    yield portfolio
    if place.launch in titles:
        overview = place.link("launch", "", place.launch)
        if overview is not None:
            yield Link("launch", overview.href, title=titles[place.launch], is_current=place.route == "launch")
        if place.route == "launch":
            return
    parent = INSIDE.get(place.route)
    if parent is not None:
        link = place.link(parent, "", place.launch)
        if link is not None:
            yield Link(link.id, link.href)
    yield Link(place.route, "", is_current=True)
