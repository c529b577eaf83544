"""Notes who of those who are signed in looks at which launch: without it, nobody could tell that a squad went away."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Final

from django.http import HttpRequest, HttpResponse

from hypercare.app.usecases.launches import attendance
from hypercare.model.attendance import Presence
from hypercare.model.errors import Unreachable
from hypercare.web.installation import here
from hypercare.web.permissions import LOOKING
from hypercare.web.person import Person

Respond = Callable[[HttpRequest], HttpResponse]
EVERY_SECONDS: Final = 600.0
"""A person is noted at a launch at most so often: a page that fetches itself must not write to the ledger each time."""
MOST_REMEMBERED: Final = 10_000
"""So many are remembered as noted; more are forgotten all at once, and noted again."""
REPORTS: Final = frozenset({"brief-markdown"})
"""Routes whose answer is taken along as a file, for others to read."""
NO_PAGES: Final = frozenset({"widget", "timeline-csv", "definition-file", "tracking-stream"})
"""Routes of a launch that programs fetch, and parts of pages."""
OK: Final = 200


class Attending:
    """Notes the launch whose page was answered. A visitor is nobody, and a program that asks by a token no person."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._noted: dict[tuple[str, str, Presence], float] = {}
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        match = request.resolver_match
        if match is not None and response.status_code == OK and request.method in LOOKING:
            launch = str(match.kwargs.get("launch_id", ""))
            if launch and match.view_name not in NO_PAGES and not match.view_name.startswith("api:"):
                self._note(request, launch, Presence.REPORTED if match.view_name in REPORTS else Presence.OPENED)
        return response

    def _note(self, request: HttpRequest, launch: str, what: Presence) -> None:
        person: Person = request.person  # type: ignore[attr-defined]  # ours
        if person.id is None or person.token or not self._is_due(person.email, launch, what):
            return
        with suppress(Unreachable):  # a page that was made is sent, though the ledger is busy right now
            attendance.note(here().house, launch, person.email, what)

    def _is_due(self, who: str, launch: str, what: Presence) -> bool:
        now = time.monotonic()
        with self._lock:
            if now - self._noted.get((who, launch, what), -EVERY_SECONDS) < EVERY_SECONDS:
                return False
            if len(self._noted) >= MOST_REMEMBERED:
                self._noted.clear()
            self._noted[who, launch, what] = now
            return True
