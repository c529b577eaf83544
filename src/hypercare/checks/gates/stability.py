"""GATE-STABILITY: a limit of technical health is credibly passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.analysis.stability.health_days import HealthDays
from hypercare.analysis.stability.requests import RequestHealth
from hypercare.analysis.stability.sessions import SessionHealth, UserHealth
from hypercare.analysis.stability.share import Window, share_of, share_of_users
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.checks.gates import guardrails
from hypercare.cycles.day import day_boundaries, day_n, local_date
from hypercare.cycles.phase import Phase, PhaseInterval, phase_intervals
from hypercare.model.estimate import Answer, Insufficient
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch, StabilityKind, StabilityLimit
from hypercare.model.text import Text
from hypercare.model.verdict import Harm, LimitVerdict, Word

CHECK = Check(
    id="GATE-STABILITY",
    title="A limit of technical health is passed",
    looks_for=(
        "on any day of a phase: the always-valid interval of the error rate, of crash-free users or sessions, or of "
        "the share that is answered in time, wholly beyond its limit, or beyond its rollback level"
    ),
    why="a feature that fails or crashes harms whoever uses it, however well it converts those whom it does not",
    trips="crash_free_sessions above 99.5 %, interval 98.7 % to 99.2 % on day 3",
    passes="the same limit, interval 99.4 % to 99.7 %: not credibly beyond",
    source="the limits that the launch declares; docs/stability.md",
)
WEEK, WEEKS = 7, 2
"""The exit looks at two weeks: each day of the week is twice in them, and last month's incident is not. They begin on
the weekday of day 0, so that two are over with the technical phase, and the window moves once a week, not with a look.
"""
NEWEST_WEEKS = "newest_weeks"
WATCHED = (Phase.TECHNICAL, Phase.PRODUCT, Phase.OUTCOME)
IN_FORCE = timedelta(days=1)
"""A phase still speaks for so long after its data are in: by then every gate of its last day was judged."""
MICROSECOND = timedelta(microseconds=1)
BEFORE_LIVE = -1
"""The last day before go-live."""


@dataclass(frozen=True)
class Span:
    """A window of local days N, both inside, by its name. `in_force`: whether harm in it counts."""

    name: str
    first: int
    last: int
    in_force: bool


def judge(launch: Launch, at: datetime, ask: Ask) -> tuple[LimitVerdict, ...]:
    """Where each limit stands at `at` in each phase that had begun, and in the newest weeks once there are enough."""
    return judge_spans(launch, (*_phases(launch, at), *_newest_weeks(launch, at)), at, ask)


def judge_spans(launch: Launch, spans: tuple[Span, ...], at: datetime, ask: Ask) -> tuple[LimitVerdict, ...]:
    """Where each limit stands at `at` in each of some windows."""
    if not launch.stability or not spans:
        return ()
    days = _days(launch, at)
    return tuple(
        _verdict(limit, span, answer)
        for limit in launch.stability
        for span, answer in zip(spans, _answers(limit, spans, days, at, ask), strict=True)
    )


def harm(verdicts: tuple[LimitVerdict, ...]) -> tuple[Harm, ...]:
    """The harm that the verdicts speak of, once a limit: in a phase that runs, or in the last that ran."""
    found: dict[str, Harm] = {}
    harmed = (each for each in verdicts if each.in_force and each.word is Word.HARM)
    for each in sorted(harmed, key=lambda each: each.code != "beyond_rollback"):
        beyond = each.code == "beyond_rollback"
        reason = Text(
            "stability-harm-rollback" if beyond else "stability-harm-limit",
            {"kind": each.limit.kind.value, "route": each.limit.route, "phase": each.window},
        )
        found.setdefault(each.limit.name, Harm(each.limit.name, "stability", beyond, reason, each.answer))
    return tuple(found.values())


def full_weeks(launch: Launch, at: datetime) -> int:
    """How many weeks since go-live were over at `at`, and their data in; below 0 long before it."""
    return day_n(at - launch.lateness, launch.live, launch.zone) // WEEK


def _newest_weeks(launch: Launch, at: datetime) -> Iterator[Span]:
    weeks = full_weeks(launch, at)
    if weeks >= WEEKS:
        yield Span(NEWEST_WEEKS, (weeks - WEEKS) * WEEK, weeks * WEEK - 1, in_force=False)


def _phases(launch: Launch, at: datetime) -> Iterator[Span]:
    begun = [
        each
        for each in phase_intervals(launch)
        if each.phase in WATCHED and each.start is not None and each.start <= at
    ]
    running = [_speaks(launch, each, at) for each in begun]
    for each, speaks in zip(begun, running, strict=True):
        assert each.start is not None, "the phases that are watched begin"
        assert each.end is not None, "and end"
        first, last = (day_n(moment, launch.live, launch.zone) for moment in (each.start, each.end - MICROSECOND))
        is_last = each is begun[-1] and not any(running)
        yield Span(each.phase.value, first, min(last, day_n(at, launch.live, launch.zone)), speaks or is_last)


def _speaks(launch: Launch, phase: PhaseInterval, at: datetime) -> bool:
    return phase.end is not None and at <= phase.end + launch.lateness + IN_FORCE


def _days(launch: Launch, at: datetime) -> HealthDays:
    """The days from the window before go-live to that of `at`."""
    first = -launch.before.days
    last = max(first, day_n(at, launch.live, launch.zone))
    edges = day_boundaries(first, last, launch.live, launch.zone)
    date = local_date(launch.live, launch.zone) + timedelta(days=first)
    return HealthDays(first, edges, date.weekday())


def _answers(limit: StabilityLimit, spans: tuple[Span, ...], days: HealthDays, at: datetime, ask: Ask) -> list[Answer]:
    as_of = to_micros(at)
    if limit.kind is StabilityKind.CRASH_FREE_USERS:
        windows = tuple((span.first, span.last) for span in spans)
        name = question(f"stability/{limit.name}/{'/'.join(f'{first}-{last}' for first, last in windows)}", at)
        users = ask(name, UserHealth(limit, days, windows, as_of))
        return [share_of_users(limit, *each) for each in zip(users.bad, users.total, strict=True)]
    reduction = SessionHealth if limit.kind is StabilityKind.CRASH_FREE_SESSIONS else RequestHealth
    daily = ask(question(f"stability/{limit.name}", at), reduction(limit, days, as_of))
    before = days.part(daily, days.first, BEFORE_LIVE)
    return [share_of(limit, Window(days.part(daily, span.first, span.last), before)) for span in spans]


def _verdict(limit: StabilityLimit, span: Span, answer: Answer) -> LimitVerdict:
    word, code = (
        (Word.INCONCLUSIVE, "no_data") if isinstance(answer, Insufficient) else guardrails.rule(limit, answer.interval)
    )
    reason = answer.reason if isinstance(answer, Insufficient) else Text(f"gate-guardrail-{code.replace('_', '-')}")
    return LimitVerdict(limit, span.name, word, code, (reason,), answer, (span.first, span.last), span.in_force)
