"""The details that a page shows: those that are kept, refreshed behind the page; else what the studio says in time."""

import time
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any, Final

from hypercare.app.details import Part
from hypercare.app.documents.texts import Document
from hypercare.app.looks import Looks
from hypercare.model.errors import NotFound, Unreachable
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, SHOW_FROM, LaunchAsked

LONGEST_WAIT: Final = 120.0
"""Seconds that a program waits for a detail, as long as it takes on many millions of events."""
LONGEST: Final = 80


def kept_parts(
    asked: LaunchAsked, parts: Mapping[str, Part], patience: float | None = PAGE_PATIENCE_SECONDS
) -> dict[str, Document]:
    """The parts by name, without those that are still being computed; all of them together are waited for so long.

    `patience` in seconds, None to wait whatever it takes. Raises what a question raises, and `Unreachable` where there
    is no hurry and still no answer.
    """
    found: dict[str, Document] = {}
    waiting: dict[str, Future[Any]] = {}
    for name, part in parts.items():
        kept = asked.here.details.find(asked.launch.id, asked.launch.digest, asked.moment, part)
        params = {**part.params, "launch": asked.launch.id, **moment_params(asked)}
        if kept is None:
            waiting[name] = asked.here.studio.asking_once("detail", **params)
            continue
        found[name] = kept
        if Looks.is_older(kept, SHOW_FROM):
            asked.here.studio.ask_later("detail", **params)
    ends = time.monotonic() + (LONGEST_WAIT if patience is None else patience)
    for name, future in waiting.items():
        try:
            found[name] = future.result(max(0.0, ends - time.monotonic()))
        except (TooLate, Unreachable) as late:
            if patience is None:
                raise Unreachable(f"no answer within {LONGEST_WAIT:g} s", where=name, fix="try again") from late
    return found


def metric_of(asked: LaunchAsked, name: str, kind: str) -> str:
    """The name of a declared metric of a kind. Raises `NotFound` for another one."""
    known = [each.name for each in asked.launch.metrics.values() if each.kind == kind]
    if name not in known:
        raise NotFound(f"the launch has no {kind} {name[:LONGEST]!r}", expected=", ".join(known) or f"no {kind}")
    return name


def moment_params(asked: LaunchAsked) -> dict[str, int | str | None]:
    """The moment of a request as the studio is told."""
    instant = asked.moment.instant
    return {"day": asked.moment.day, "instant": None if instant is None else instant.isoformat()}
