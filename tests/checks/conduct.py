"""How launches were run, told in a line each: what the anti-patterns are judged from."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from checks.launches import ZONE, a_launch, asks, cycle_end, day, gate, guard
from checks.verdicts import CYCLE, NEW_YEAR, judged, read, said, verdict
from hypercare.checks.antipatterns.conduct import Conduct, Decided, Edit
from hypercare.checks.validation.validation import Validation
from hypercare.declare.diff import diff
from hypercare.model.antipattern import AntiPattern, Looked
from hypercare.model.attendance import Attendance, Presence
from hypercare.model.launch import GateKind, Launch, Person, Squad
from hypercare.model.mark import Mark, MarkKind
from hypercare.model.verdict import Action, GateVerdict, LaunchVerdict

PUTRI, SANTOSO = Person("A. Putri", "putri@example.com"), Person("B. Santoso", "santoso@example.com", until_day=90)
SQUAD = Squad(driver=PUTRI, engineering=(SANTOSO,), fixer=SANTOSO)
LAUNCH = a_launch(
    gate(30, asks("completion", 0.42, 0.35)),
    cycle_end(asks("pro", 0.35, 0.25)),
    guardrails=(guard("tickets", 100.0),),
    squad=SQUAD,
)


def passed(**more: Any) -> GateVerdict:
    return judged(said("completion", "PASS"), **more)


def waits(answer: Any = None) -> GateVerdict:
    """The quarter is open; by default few have reached its goal by now."""
    early = said("pro", "EARLY", answer=answer or read(0.2, 0.15, 0.25))
    return replace(judged(early, name="cycle end"), kind=GateKind.CYCLE_END)


def over(code: str = "PASS") -> GateVerdict:
    return replace(judged(said("pro", code), name="cycle end", at=NEW_YEAR), kind=GateKind.CYCLE_END)


def half(on: int = 31, **more: Any) -> LaunchVerdict:
    """Day 30 passed, and the quarter is open."""
    return verdict(passed(), waits(), on=on, until=NEW_YEAR, criteria=[CYCLE], **more)


def done(on: int = 110) -> LaunchVerdict:
    return verdict(passed(), over(), on=on, action=Action.SCALE)


def conduct(found: LaunchVerdict | None = None, launch: Launch = LAUNCH, **more: Any) -> Conduct:
    """As of the verdict's day, by default day 60; everybody was recorded since before go-live."""
    values: dict[str, Any] = {"recorded_since": day(-14), "validation": nothing_found()}
    return Conduct(launch=launch, verdict=found or half(60), **values | more)


def nothing_found() -> Validation:
    """A validation in which no question had an answer."""
    empty: dict[str, Any] = {each.name: () for each in fields(Validation)}
    return Validation(**empty)


def decided(
    action: Action = Action.SCALE, on: float = 31.5, then: LaunchVerdict | None = None, reason: str = "", **more: Any
) -> Decided:
    return Decided("d-000007-abcdef", action, "C. Dewi", day(on), reason, then or half(), **more)


def edit(after: Launch, on: float = 40, before: Launch = LAUNCH) -> Edit:
    return Edit(2, day(on), "putri@example.com", "v-000009-abcdef", before, after, diff(before, after))


def note(title: str, on: float = 35, kind: MarkKind = MarkKind.NOTE) -> Mark:
    return Mark("m-1", "biza", kind, day(on, 10), title, "A. Putri", day(on, 10))


def there(*days: float, who: str = "putri@example.com", what: Presence = Presence.OPENED) -> tuple[Attendance, ...]:
    return tuple(_seen(day(each, 10), who, what) for each in days)


def daily(first: int, last: int, *, but: tuple[int, int] = (1, 0)) -> tuple[Attendance, ...]:
    """Somebody every day, but not on some days in between."""
    return there(*(each for each in range(first, last + 1) if not but[0] <= each <= but[1]))


def _seen(at: datetime, who: str, what: Presence) -> Attendance:
    return Attendance("biza", who, at.astimezone(ZONE).date(), what, at, at + timedelta(minutes=5))


def texts(looked: Looked) -> list[str]:
    return [each.text.id for each in looked.found]


def only(looked: Looked) -> AntiPattern:
    (found,) = looked.found
    return found
