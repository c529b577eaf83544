"""Limits of technical health: harm on any day while its phase lasts, an exit of the newest two weeks, never green
without data.
"""

from datetime import timedelta
from typing import Any

import pytest

from checks.launches import Facts, Told, a_launch, asks, converting, day, gate
from hypercare.checks.exit import stability as exit_of
from hypercare.checks.gates import stability
from hypercare.checks.judge import judge_launch
from hypercare.model.estimate import Estimate
from hypercare.model.facts import Request, Session
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch, StabilityKind, StabilityLimit
from hypercare.model.verdict import Action, CriterionState, ExitCriterion, Word

ERRORS = StabilityLimit(StabilityKind.ERROR_RATE, 0.01, at_most=True, rollback=0.05)
SESSIONS = StabilityLimit(StabilityKind.CRASH_FREE_SESSIONS, 0.99, at_most=False)
USERS = StabilityLimit(StabilityKind.CRASH_FREE_USERS, 0.95, at_most=False)
MET, OPEN, UNKNOWN = CriterionState.MET, CriterionState.OPEN, CriterionState.UNKNOWN


def asked(on: int, count: int, *, failed: bool = False) -> Request:
    at = to_micros(day(on, 12))
    return Request("api", "GET /", at, at, at, bytes(16), True, failed, count)


def health(first: int = -28, last: int = 100, bad: dict[int, int] | None = None, usual: int = 4) -> list[Request]:
    """A thousand requests a day, `usual` of which fail, but on some days more."""
    failing = {on: (bad or {}).get(on, usual) for on in range(first, last + 1)}
    return [
        row
        for on, count in failing.items()
        for row in (asked(on, 1000 - count), *([asked(on, count, failed=True)] if count else []))
    ]


def launch_with(*limits: StabilityLimit, **more: Any) -> Launch:
    found: Launch = a_launch(stability=limits, **more)
    return found


def words(launch: Launch, at: Any, **tables: Any) -> dict[str, str]:
    found = stability.judge(launch, at, Facts(launch, Told(), **tables))
    return {each.window: each.code for each in found if each.window != "newest_weeks"}


def exit_at(launch: Launch, at: Any, **tables: Any) -> ExitCriterion:
    return exit_of.judge(launch, at, stability.judge(launch, at, Facts(launch, Told(), **tables)))


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        pytest.param(-1, {}, id="before go-live"),
        pytest.param(0.6, {"technical": "straddles_limit", "product": "straddles_limit"}, id="the first day"),
        pytest.param(2.6, {"technical": "beyond_rollback", "product": "beyond_rollback"}, id="the spike"),
        pytest.param(14.6, {"technical": "beyond_limit", "product": "beyond_limit"}, id="mended"),
        pytest.param(32.6, {"technical": "beyond_limit", "product": "straddles_limit", "outcome": "within_limit"},
                     id="three phases"),
    ],
)  # fmt: skip
def test_each_phase_reads_its_own_days(on: float, codes: dict[str, str]) -> None:
    assert words(launch_with(ERRORS), day(on), requests=health(bad={2: 200})) == codes


def test_harm_counts_while_its_phase_lasts_and_once_a_limit() -> None:
    launch = launch_with(ERRORS)
    facts = Facts(launch, Told(), requests=health(bad={2: 200}))
    harms = {on: stability.harm(stability.judge(launch, day(on), facts)) for on in (1, 3, 15, 17, 31, 60)}
    assert {on: [each.beyond_rollback for each in found] for on, found in harms.items()} == {
        1: [], 3: [True], 15: [False], 17: [False], 31: [], 60: [],
    }  # fmt: skip
    [harm] = harms[3]
    assert (harm.subject, harm.kind, harm.reason.id) == ("error_rate", "stability", "stability-harm-rollback")
    assert harm.reason.params["phase"] == "technical"


def test_after_the_outcome_its_own_words_stay_in_force() -> None:
    launch = launch_with(ERRORS)
    found = stability.judge(launch, day(200), Facts(launch, Told(), requests=health(bad={80: 900})))
    assert [each.window for each in found if each.in_force] == ["outcome"]
    assert [each.subject for each in stability.harm(found)] == ["error_rate"]


def test_no_data_is_neither_harm_nor_green() -> None:
    launch = launch_with(ERRORS, SESSIONS, USERS)
    found = stability.judge(launch, day(40), Facts(launch, Told()))
    assert {each.word for each in found} == {Word.INCONCLUSIVE}
    assert {each.code for each in found} == {"no_data"}
    assert stability.harm(found) == ()


def session(number: int, on: int, state: str, did: str) -> Session:
    at = to_micros(day(on, 12))
    return Session("app", state, at, at, at, at, bytes(16), True, id=f"s-{number}", did=did)


def test_crashes_are_harm_by_session_and_by_user() -> None:
    before = [session(number, number % 28 - 28, "exited", f"u-{number % 200}") for number in range(2_000)]
    live = [session(10_000 + number, number % 3, "crashed" if number % 10 == 0 else "exited", f"u-{number % 500}")
            for number in range(3_000)]  # fmt: skip
    launch = launch_with(SESSIONS, USERS)
    found = stability.judge(launch, day(3), Facts(launch, Told(), sessions=before + live))
    by_limit = {each.limit.name: each for each in found if each.window == "technical"}
    answers = {name: each.answer for name, each in by_limit.items()}
    assert {each.word for each in by_limit.values()} == {Word.HARM}
    assert all(isinstance(each, Estimate) for each in answers.values())
    assert {name: (each.counts.hits, each.counts.trials) for name, each in answers.items() if each.counts} == {
        "crash_free_sessions": (2_700, 3_000),
        "crash_free_users": (450, 500),
    }


SPIKE = health(bad={2: 200})


@pytest.mark.parametrize(
    ("on", "requests", "state", "reason", "until"),
    [
        pytest.param(-3, SPIKE, OPEN, "exit-stability-early", day(14, 6), id="before go-live"),
        pytest.param(14.2, SPIKE, OPEN, "exit-stability-early", day(14, 6), id="the data of two weeks are not in"),
        pytest.param(14.3, SPIKE, OPEN, "exit-stability-open", day(21, 6), id="the spike is in them"),
        pytest.param(20.9, SPIKE, OPEN, "exit-stability-open", day(21, 6), id="the window moves by weeks"),
        pytest.param(21.3, SPIKE, MET, "exit-stability-met", None, id="a week later it is not"),
        pytest.param(60, SPIKE, MET, "exit-stability-met", None, id="and does not hold the exit on day 60"),
        pytest.param(60, health(bad={44: 200}), OPEN, "exit-stability-open", day(63, 6), id="a new spike does"),
        pytest.param(60, health(last=40), UNKNOWN, "exit-stability-no-data", None, id="nothing reports any more"),
        pytest.param(60, health(usual=9), OPEN, "exit-stability-open", day(63, 6), id="not known to be within"),
    ],
)
def test_the_exit_looks_at_the_newest_two_weeks(
    on: float, requests: list[Request], state: CriterionState, reason: str, until: Any
) -> None:
    launch = launch_with(ERRORS)
    found = exit_at(launch, day(on), requests=requests)
    assert (found.state, found.reason.id, found.until) == (state, reason, until)
    if on == 60:
        assert (found.reason.params["first"], found.reason.params["last"]) == (42, 55)


def test_an_open_exit_tells_the_numbers() -> None:
    launch = launch_with(SESSIONS, ERRORS)
    found = exit_at(launch, day(60), requests=health(bad={44: 200}))
    assert found.state is UNKNOWN, "one limit without data is not green, whatever the others say"
    found = exit_at(launch_with(ERRORS), day(60), requests=health(bad={44: 200}))
    told = found.reason.params
    assert (told["kind"], told["count"], told["level"]) == ("error_rate", 1, 1.0)
    assert told["value"] == pytest.approx(100 * (13 * 4 + 200) / 14_000)


def test_harm_to_stability_enters_the_gates_and_the_recommendation() -> None:
    launch = a_launch(gate(30, asks("completion")), stability=(ERRORS,))
    told = converting(Told(), 400, 200)
    facts = Facts(launch, told, requests=health(bad=dict.fromkeys(range(3, 40), 100)))
    found = judge_launch(launch, day(32), facts, {})
    assert found.recommendation.action is Action.ROLLBACK
    assert {each.kind for each in found.harms} == {"stability"}
    assert found.gates[0].word is Word.HARM
    assert {each.window for each in found.stability} == {"technical", "product", "outcome", "newest_weeks"}


def test_what_is_within_everywhere_changes_nothing() -> None:
    launch = a_launch(gate(30, asks("completion")), stability=(ERRORS,), lateness=timedelta(hours=6))
    found = judge_launch(launch, day(32), Facts(launch, converting(Told(), 400, 300), requests=health()), {})
    assert (found.recommendation.action, found.harms) == (Action.SCALE, ())
    assert {each.window: each.word for each in found.stability} == dict.fromkeys(
        ("technical", "product", "outcome", "newest_weeks"), Word.PASS
    )
