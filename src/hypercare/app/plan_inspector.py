"""The debug form's measure: the facts of a request held against the plans of all registered launches."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

# First, because it makes Django ready.
from hypercare.app import site  # noqa: F401
from hypercare.app.usecases.launches.launches import launch_in
from hypercare.app.words import render
from hypercare.checks.tracking.measure import Fault, expected, fault_of, properties_of, shown
from hypercare.checks.tracking.names import nearest
from hypercare.checks.tracking.plan_names import OF_CLIENTS, planned_names
from hypercare.ledger import versions
from hypercare.model.facts import Decoded, Event
from hypercare.model.instant import SECOND_US
from hypercare.model.launch import Launch
from hypercare.model.text import Parameter, Text
from hypercare.model.tracking import TrackedEvent

FRESH_SECONDS = 3.0
"""So long a plan stands in memory: who registers a version sees it in the next request but one."""
SKEW_US = 300 * SECOND_US
MOST_FINDINGS = 200
CHECKS = {Fault.MISSING: "TRACK-PROPERTY", Fault.TYPE: "TRACK-TYPE", Fault.VALUE: "TRACK-VALUE"}
Found = Mapping[str, object]
Planned = tuple[Launch, TrackedEvent]


class PlanInspector:
    """The port `Inspector`. Safe to use from all threads. `now` is app's clock, `language` that of the words.

    A finding has the check's id, `level` ("fail" or "watch"), the event, the property or null, the launch whose plan it
    is or null, what it says and what to do, and how many events of the request it is about.
    """

    def __init__(self, now: Callable[[], datetime], language: str) -> None:
        self._now, self._language = now, language
        self._lock = threading.Lock()
        self._launches: Sequence[Launch] = ()
        self._read_at: float | None = None

    def __call__(self, facts: Decoded) -> list[Found]:
        """What is wrong with the events, each thing once. Raises what the ledger raises where it does not answer."""
        launches = self._plans()
        plans: dict[str, list[Planned]] = {}
        for launch in launches:
            for name, tracked in launch.tracking.items():
                plans.setdefault(name, []).append((launch, tracked))
        read = {name for launch in launches for name in planned_names(launch)}
        counted: dict[tuple[object, ...], _Finding] = {}
        for event in facts.events:
            for found in _of(event, plans, read):
                counted.setdefault(found.key, found).events += 1
        return [found.told(self._language) for found in list(counted.values())[:MOST_FINDINGS]]

    def _plans(self) -> Sequence[Launch]:
        with self._lock:
            if self._read_at is None or time.monotonic() - self._read_at > FRESH_SECONDS:
                at = self._now()
                views = [versions.version_at(each, at) for each in versions.launches()]
                self._launches = [launch_in(view) for view in views if view is not None]
                self._read_at = time.monotonic()
            return self._launches


class _Finding:
    """Something wrong with events of one name; `events` counts them."""

    def __init__(
        self,
        check: str,
        text: str,
        params: Mapping[str, Parameter],
        *,
        launch: str = "",
        field: str = "",
        level: str = "fail",
    ) -> None:
        self.key = (check, text, params["event"], launch, field)
        self.events = 0
        self._check, self._text, self._params, self._level = check, text, params, level
        self._launch, self._field = launch, field

    def told(self, language: str) -> Found:
        """The finding as JSON values, in words."""
        return {
            "check": self._check,
            "level": self._level,
            "event": self._params["event"],
            "property": self._field or None,
            "launch": self._launch or None,
            "events": self.events,
            "says": render(Text(self._text, self._params), language),
            "todo": render(Text(f"{self._text}-todo", self._params), language),
        }


def _of(event: Event, plans: Mapping[str, list[Planned]], read: set[str]) -> Iterator[_Finding]:
    found = plans.get(event.event, [])
    if not found and event.event not in read:
        yield from _unplanned(event, plans)
    ours = [each for each in found if each[1].source in ("", event.source)]
    if found and not ours:
        yield _elsewhere(event, found[0])
    if ours:
        yield from _measured(event, ours)
    if event.ts_sent is not None and abs(event.ts_received - event.ts_sent) > SKEW_US:
        minutes = round(abs(event.ts_received - event.ts_sent) / SECOND_US / 60)
        yield _Finding("TRACK-CLOCK", "track-debug-clock", {"event": event.event, "minutes": minutes}, level="watch")


def _unplanned(event: Event, plans: Mapping[str, list[Planned]]) -> Iterator[_Finding]:
    """A name that nothing plans or reads; those that clients make up themselves are theirs."""
    if event.event.startswith(OF_CLIENTS):
        return
    near = nearest(event.event, plans)
    if near is None:
        yield _Finding("TRACK-UNPLANNED", "track-debug-unknown", {"event": event.event}, level="watch")
    else:
        launch = plans[near][0][0].id
        params = {"event": event.event, "near": near, "launch": launch}
        yield _Finding("TRACK-NAME", "track-debug-near", params, launch=launch)


def _elsewhere(event: Event, planned: Planned) -> _Finding:
    launch, tracked = planned
    params = {"event": event.event, "source": event.source, "launch": launch.id, "expected": tracked.source}
    return _Finding("TRACK-NEVER", "track-debug-source", params, launch=launch.id)


def _measured(event: Event, planned: Sequence[Planned]) -> Iterator[_Finding]:
    properties = properties_of(event.props)
    for launch, tracked in planned:
        for name, plan in tracked.properties.items():
            fault = fault_of(plan, properties, name)
            if fault is not None:
                params = {
                    "event": event.event,
                    "property": name,
                    "launch": launch.id,
                    "expected": expected(plan),
                    "found": shown(properties.get(name)),
                }
                yield _Finding(CHECKS[fault], f"track-debug-{fault.value}", params, launch=launch.id, field=name)
