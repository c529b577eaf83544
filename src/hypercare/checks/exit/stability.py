"""EXIT-STABILITY: technical health must be within its declared limits."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.gates.stability import NEWEST_WEEKS, WEEK, WEEKS, full_weeks
from hypercare.cycles.day import day_end
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import CriterionState, ExitCriterion, LimitVerdict, Word

CHECK = Check(
    id="EXIT-STABILITY",
    title="System stability is confirmed",
    looks_for=(
        "whether over the newest two full weeks the interval of every declared limit (error rate, crash-free users and "
        "sessions, latency) lies wholly within it"
    ),
    why="a feature that converts and crashes is not ready to be scaled; one that crashed and was mended is",
    trips="error_rate declared below 0.5 %, and no error monitoring reports: no data is never green",
    passes="a crash spike on day 2, mended on day 3, and asked on day 60: days 42 to 55 are within the limits",
    source="docs/stability.md",
)
NAME = "stability"


def judge(launch: Launch, as_of: datetime, limits: tuple[LimitVerdict, ...]) -> ExitCriterion:
    """Where the criterion stands by what the `limits` say: open until two weeks are over and within; unknown while one
    has no data.
    """
    if not launch.stability:
        return ExitCriterion(NAME, CriterionState.NOT_DECLARED, Text("exit-stability-not-declared"))
    weeks = full_weeks(launch, as_of)
    if weeks < WEEKS:
        until = _over(launch, WEEKS)
        date = until.astimezone(launch.zone)
        return ExitCriterion(NAME, CriterionState.OPEN, Text("exit-stability-early", {"date": date}), until)
    return _of(launch, tuple(each for each in limits if each.window == NEWEST_WEEKS), weeks)


def _of(launch: Launch, found: tuple[LimitVerdict, ...], weeks: int) -> ExitCriterion:
    first, last = found[0].days
    days: dict[str, str | int | float | datetime] = {"first": first, "last": last}
    silent = [each.limit.name for each in found if each.code == "no_data"]
    if silent:
        reason = Text("exit-stability-no-data", {"limits": ", ".join(silent), **days})
        return ExitCriterion(NAME, CriterionState.UNKNOWN, reason)
    outside = [each for each in found if each.word is not Word.PASS]
    if not outside:
        return ExitCriterion(NAME, CriterionState.MET, Text("exit-stability-met", {"count": len(found), **days}))
    reason = Text("exit-stability-open", {"count": len(outside), **days, **dict(_numbers(outside[0]))})
    return ExitCriterion(NAME, CriterionState.OPEN, reason, _over(launch, weeks + 1))


def _numbers(said: LimitVerdict) -> Iterator[tuple[str, str | float]]:
    """A limit that is not kept, or not known to be: its name, and in percent its value, interval and level."""
    assert isinstance(said.answer, Estimate), "what has no data was told before"
    yield from {"kind": said.limit.kind.value, "route": said.limit.route, "code": said.code}.items()
    shares = {"value": said.answer.value, "low": said.answer.interval.low, "high": said.answer.interval.high}
    yield from ((name, 100 * share) for name, share in (shares | {"level": said.limit.limit}).items())


def _over(launch: Launch, weeks: int) -> datetime:
    """When so many weeks are over and their data are in."""
    return day_end(weeks * WEEK - 1, launch.live, launch.zone) + launch.lateness
