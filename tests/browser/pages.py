"""Every page, from the one table of routes: what is added there is looked at, or named here as no page."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from browser import hostile
from hypercare.web.permissions import LEAST
from hypercare.web.person import Role
from seeded import LAUNCH

NOT_READY, SIGNED = "asuransi-kiriman", "jadwal-jemput"
FUNNEL, CYCLE, RETENTION, CADENCE = "completion", "pro_accounts", "uploading_again", "shipping_again"
QUERY = (
    "funnel: [bulk_opened, file_picked, upload_submitted]\nwithin: 1 day\nunit: {account: company_id}\n"
    "over: week\nby: platform\ndrop_off: true\npaths: {start: bulk_opened}\n"
)
SELECT = "SELECT event, count(*) AS n FROM events GROUP BY ALL ORDER BY n DESC"


@dataclass(frozen=True)
class Page:
    """One address, the least role that sees it, and the status that it answers with."""

    name: str
    path: str
    role: Role
    status: int = 200


@dataclass(frozen=True)
class Look:
    """How to look at a route: its name in the screenshot's file, its path's parameters, its query, its status,
    and who looks: by default whoever may."""

    name: str
    params: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    status: int = 200
    role: Role | None = None


def _by_both(route: str) -> list[Look]:
    return [Look(route), Look(f"{route}-admin", role=Role.ADMIN)]


def _of_launch(route: str, *more: Look) -> list[Look]:
    return [Look(route, {"launch_id": LAUNCH}), Look(f"{route}-hostile", {"launch_id": hostile.ID}), *more]


def _also(route: str, launch: str, name: str, **query: str) -> Look:
    return Look(f"{route}-{name}", {"launch_id": launch}, query)


def _evidence(name: str, launch: str, metric: str) -> Look:
    return Look(f"evidence-{name}", {"launch_id": launch, "metric": metric})


def _of_metric(route: str, name: str, launch: str, metric: str, **query: str) -> Look:
    return Look(f"{route}-{name}", {"launch_id": launch, "metric": metric}, query)


COMPARED = {"by": "platform", "at": "first", "compare": "by"}
LOOKS: dict[str, list[Look]] = {
    "analyst": [
        Look("analyst"),
        Look("analyst-answered", query={"spec": QUERY}),
        Look("analyst-mistaken", query={"spec": "funel: [a, b]\nover: weak"}),
    ],
    "analyst-sql": [
        Look("analyst-sql"),
        Look("analyst-sql-answered", query={"sql": SELECT}),
        Look("analyst-sql-mistaken", query={"sql": "SELECT evnt\nFROM events"}),
    ],
    "launch": _of_launch(
        "launch",
        _also("launch", LAUNCH, "day-0", day="0"),
        _also("launch", LAUNCH, "day-31", day="31"),
        _also("launch", LAUNCH, "by-day", read="normalised"),
        _also("launch", SIGNED, "signed"),
        _also("launch", NOT_READY, "not-ready"),
    ),
    "entrance": _of_launch(
        "entrance",
        _also("entrance", NOT_READY, "not-ready"),
        Look("entrance-admin", {"launch_id": LAUNCH}, role=Role.ADMIN),
        Look("entrance-open-admin", {"launch_id": NOT_READY}, role=Role.ADMIN),
    ),
    "anti-patterns": _of_launch(
        "anti-patterns",
        _also("anti-patterns", LAUNCH, "day-26", day="26"),
        _also("anti-patterns", SIGNED, "none"),
        _also("anti-patterns", NOT_READY, "before"),
    ),
    "tracking": _of_launch(
        "tracking", _also("tracking", NOT_READY, "not-ready"), _also("tracking", LAUNCH, "day-30", day="30")
    ),
    "incidents": _of_launch(
        "incidents",
        _also("incidents", NOT_READY, "none"),
        Look("incidents-admin", {"launch_id": LAUNCH}, role=Role.ADMIN),
    ),
    "connect": [
        Look("connect"),
        *(Look(f"connect-{vendor}", query={"vendor": vendor}) for vendor in ("clevertap", "webhook", "zendesk")),
    ],
    "gates": _of_launch(
        "gates",
        _also("gates", LAUNCH, "day-0", day="0"),
        _also("gates", SIGNED, "signed"),
        _also("gates", NOT_READY, "not-ready"),
    ),
    "outcomes": _of_launch(
        "outcomes",
        _also("outcomes", LAUNCH, "day-30", day="30", metric="completion", read="raw"),
        _also("outcomes", LAUNCH, "day-101", day="101"),
        _also("outcomes", SIGNED, "over"),
        _also("outcomes", NOT_READY, "not-ready"),
    ),
    "guardrails": _of_launch(
        "guardrails", _also("guardrails", SIGNED, "over"), _also("guardrails", NOT_READY, "not-ready")
    ),
    "behaviour": _of_launch("behaviour", _also("behaviour", NOT_READY, "not-ready")),
    "funnel": [
        _of_metric("funnel", "whole", LAUNCH, FUNNEL),
        _of_metric("funnel", "compared", LAUNCH, FUNNEL, **COMPARED),
        _of_metric("funnel", "open", LAUNCH, FUNNEL, day="3", over="day", compare="over"),
        _of_metric("funnel", "hostile", hostile.ID, hostile.METRIC, by=hostile.SEGMENT),
    ],
    "funnel-units": [Look("funnel-units", {"launch_id": LAUNCH, "metric": FUNNEL, "step": "2"})],
    "retention": [
        _of_metric("retention", "whole", LAUNCH, RETENTION),
        _of_metric("retention", "compared", LAUNCH, RETENTION, by="platform", compare="2"),
        _of_metric("retention", "hostile", hostile.ID, hostile.AGAIN, by=hostile.SEGMENT),
        _of_metric("retention", "cadence", LAUNCH, CADENCE, day="101"),
        Look("retention-calls", {"launch_id": LAUNCH, "metric": CADENCE}, role=Role.CONTRIBUTOR),
    ],
    "retention-lapsed": [Look("retention-lapsed", {"launch_id": LAUNCH, "metric": CADENCE})],
    "cycle": [_of_metric("cycle", "running", LAUNCH, CYCLE), _of_metric("cycle", "over", SIGNED, "regular_shops")],
    "activity": _of_launch(
        "activity",
        _also("activity", LAUNCH, "days", per="day", event="upload_submitted"),
        _also("activity", NOT_READY, "not-ready"),
    ),
    "definition": _of_launch("definition"),
    "timeline": _of_launch(
        "timeline",
        _also("timeline", LAUNCH, "day-31", day="31"),
        _also("timeline", LAUNCH, "none-of-a-kind", kind="flag"),
        _also("timeline", NOT_READY, "without-marks"),
        Look("timeline-admin", {"launch_id": LAUNCH}, role=Role.ADMIN),
    ),
    "decision": _of_launch("decision", _also("decision", SIGNED, "signed")),
    "history": _of_launch("history", _also("history", SIGNED, "signed")),
    "brief": _of_launch("brief"),
    "evidence": [
        _evidence("funnel", LAUNCH, FUNNEL),
        _evidence("cycle", LAUNCH, CYCLE),
        _evidence("hostile", hostile.ID, hostile.METRIC),
    ],
    **{route: _by_both(route) for route in ("portfolio", "people", "tokens", "audit", "me", "sources", "live")},
    "sign-in-link": [Look("sign-in-gone", {"secret": "no-such-link"}, status=410)],
}
"""Routes that need more than their name."""
NO_PAGES = frozenset(
    {
        *("analyst-file", "analyst-sql-file"),
        *("audit-csv", "brief-markdown", "definition-file", "portfolio-csv", "timeline-csv"),
        *("audit-chain", "chart", "chart-image", "evidence-units", "live-stream", "tracking-stream", "widget"),
        *("sign-in-provider", "sign-in-provider-callback"),
        *("retention-first", "retention-lapsed-csv"),
    }
)
"""Routes that answer no page: files, parts of pages, and the way to a provider of identities, where there is one."""
ERRORS = [
    Page("error-no-page", "/no-such-page", Role.PUBLIC, 404),
    Page("error-no-launch", "/launches/no-such-launch", Role.VIEWER, 404),
    Page("error-no-day", f"/launches/{LAUNCH}?day=soon", Role.VIEWER, 400),
]


@cache
def routes() -> dict[str, Role]:
    """The routes that answer pages: neither the API's nor those that only take forms."""
    views = {each.name: each.callback for each in get_resolver().url_patterns if isinstance(each, URLPattern)}
    return {
        name: role
        for name, role in LEAST.items()
        if name in views and name not in NO_PAGES and not _only_sent(views[name])
    }


def _only_sent(view: Callable[..., HttpResponse]) -> bool:
    """Whether a view refuses to be looked at, before it does anything. One that does more raises: nothing is served."""
    with suppress(Exception):
        return view(RequestFactory().get("/")).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    return False


def unknown() -> list[str]:
    """Routes of which nobody said how to look at them: they need parameters, and stand in none of the tables above."""
    return [route for route in routes() if _path(route, LOOKS.get(route, [Look(route)])[0]) is None]


def pages() -> list[Page]:
    """Every page that one knows how to look at."""
    found = [
        Page(look.name, path, look.role or role, look.status)
        for route, role in routes().items()
        for look in LOOKS.get(route, [Look(route)])
        if (path := _path(route, look)) is not None
    ]
    return found + ERRORS


def _path(route: str, look: Look) -> str | None:
    try:
        path = reverse(route, kwargs=look.params)
    except NoReverseMatch:
        return None
    return f"{path}?{urlencode(look.query)}" if look.query else path
