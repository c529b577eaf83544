"""Sanity checks, judged from what production answered and from what people saw."""

from datetime import UTC, datetime, timedelta

import pytest

from hypercare.app.words import languages, render
from hypercare.checks.entrance import sanity
from hypercare.checks.entrance.heard import Exposed, Heard, LiveHeard, SanityHeard, SupportHeard
from hypercare.checks.entrance.probe_words import told
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.declare.launch_file import read_launch
from hypercare.model.entrance import ActKind, EntranceAct, EntranceAction, EntranceItem, EntranceState
from hypercare.model.probe import Probe, ProbeFailure, ProbeResult

NOW = datetime(2026, 9, 20, 9, tzinfo=UTC)
CLOSED = datetime(2027, 1, 1, tzinfo=UTC)
FILE = """\
launch: biza
title: Biza
live: 2026-09-22T02:00
timezone: Asia/Jakarta
unit: user
segment: all
squad: {driver: A. Putri, engineering: [B. Santoso]}
business_cycle: calendar month
sanity:
  - {name: page answers, get: "https://example.com/page", every: 10 minutes, within: 800 ms, certificate: 14 days}
  - {name: label prints, by: E. Lestari}
metrics: {opens: {count: opened}}
gates: {day 30: {opens: {success: 1}}}
"""
LAUNCH = read_launch(FILE, file="biza.yaml")
PROBE, _ = LAUNCH.sanity
assert isinstance(PROBE, Probe)
MINUTE = timedelta(minutes=1)


def result(ago: timedelta, failure: ProbeFailure | None = None, **more: object) -> ProbeResult:
    known = {"status": 503 if failure else 200, "latency_ms": 120.4, "certificate_days": 40} | more
    return ProbeResult("biza", "page answers", PROBE.digest, NOW - ago, failure, **known)  # type: ignore[arg-type]  # by the caller


def act(kind: ActKind, ago: timedelta, subject: str = "sanity/label prints", reason: str = "") -> EntranceAct:
    return EntranceAct("biza", subject, kind, NOW - ago, "lestari@example.com", NOW - ago, reason)


def items(
    *results: ProbeResult, acts: tuple[EntranceAct, ...] = (), as_of: datetime = NOW
) -> tuple[EntranceItem, EntranceItem]:
    heard = Heard(
        NOW,
        LiveHeard(None, Exposed()),
        TrackingFacts(0),
        support=SupportHeard(acts),
        sanity=SanityHeard({"page answers": results}, CLOSED),
    )
    probed, by_hand = sanity.judge(LAUNCH, as_of, heard).items
    return probed, by_hand


@pytest.mark.parametrize(
    ("results", "state", "reason"),
    [
        pytest.param([], "unknown", "entry-sanity-not-run", id="never run"),
        pytest.param([result(MINUTE)], "pass", "probe-answered", id="as declared"),
        pytest.param([result(30 * MINUTE)], "pass", "probe-answered", id="three intervals ago"),
        pytest.param([result(31 * MINUTE)], "unknown", "entry-sanity-stale", id="longer ago"),
        pytest.param([result(MINUTE, ProbeFailure.STATUS)], "fail", "probe-failed-status", id="failed"),
        pytest.param([result(31 * MINUTE, ProbeFailure.STATUS)], "unknown", "entry-sanity-stale", id="failed long ago"),
        pytest.param(
            [result(MINUTE), result(11 * MINUTE, ProbeFailure.STATUS)], "pass", "probe-answered", id="well again"
        ),
        pytest.param(
            [result(MINUTE, ProbeFailure.TIMEOUT), result(11 * MINUTE)], "fail", "probe-failed-timeout", id="fails now"
        ),
    ],
)
def test_a_probe_stands_where_its_newest_answer_does(results: list[ProbeResult], state: str, reason: str) -> None:
    item, _ = items(*results)
    assert (item.state.value, item.reason.id) == (state, reason)
    assert (item.todo is None) is (state == "pass")
    assert (item.id, item.owner, item.actions) == ("sanity/page answers", "B. Santoso", (EntranceAction.RERUN,))
    assert item.seen_at == (results[0].at if results else None)


def test_an_answer_that_comes_and_goes_is_told() -> None:
    failing = {2, 5, 7}
    item, _ = items(*(result(n * MINUTE, ProbeFailure.STATUS if n in failing else None) for n in range(1, 21)))
    (flapping,) = [each for each in item.evidence if each.what.id == "entry-sanity-flapping"]
    assert flapping.what.params == {"failed": 3, "runs": 10}
    assert flapping.at == NOW - 2 * MINUTE
    assert [each.is_ok for each in item.history[-7:]] == [False, True, False, True, True, False, True]
    assert [each.at for each in item.history] == sorted(each.at for each in item.history)


def test_a_closed_launch_says_why_it_is_not_probed() -> None:
    item, _ = items(result(MINUTE), as_of=CLOSED + timedelta(days=1))
    assert (item.state, item.reason.id) == (EntranceState.UNKNOWN, "entry-sanity-closed")


def test_a_short_interval_gives_a_late_run_a_quarter_of_an_hour() -> None:
    assert Probe("p", "https://example.com", every=MINUTE).stale_after == 15 * MINUTE


@pytest.mark.parametrize(
    ("acts", "state", "reason"),
    [
        pytest.param([], "unknown", "entry-sanity-not-checked", id="nobody looked"),
        pytest.param([act(ActKind.CHECKED, MINUTE)], "pass", "entry-sanity-checked", id="looked"),
        pytest.param(
            [act(ActKind.FAILED, MINUTE, reason="blank")], "fail", "entry-sanity-check-failed-why", id="wrong"
        ),
        pytest.param(
            [act(ActKind.CHECKED, MINUTE), act(ActKind.FAILED, 9 * MINUTE)], "pass", "entry-sanity-checked", id="mended"
        ),
        pytest.param(
            [act(ActKind.CHECKED, MINUTE, "sanity/other"), act(ActKind.READ, MINUTE)],
            "unknown",
            "entry-sanity-not-checked",
            id="something else was said",
        ),
    ],
)
def test_a_check_by_hand_stands_where_the_last_word_does(acts: list[EntranceAct], state: str, reason: str) -> None:
    _, item = items(acts=tuple(acts))
    assert (item.state.value, item.reason.id, item.owner) == (state, reason, "E. Lestari")
    assert item.actions == (EntranceAction.CHECK,)
    assert (item.todo is None) is (state == "pass")


def test_beside_the_last_word_on_a_check_by_hand_only_earlier_ones_are_told() -> None:
    _, item = items(acts=tuple(act(ActKind.CHECKED, back * MINUTE, reason=f"{back}") for back in (3, 1, 5, 2, 4)))
    assert item.reason.params["why"] == "1"
    assert [each.what.params["why"] for each in item.evidence] == ["2", "3", "4"]


def test_none_declared_is_unknown() -> None:
    bare = read_launch(FILE.replace(FILE[FILE.index("sanity:") : FILE.index("metrics:")], ""), file="biza.yaml")
    (item,) = sanity.judge(bare, NOW, Heard(NOW, LiveHeard(None, Exposed()), TrackingFacts(0))).items
    assert (item.state, item.reason.id) == (EntranceState.UNKNOWN, "entry-sanity-not-declared")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("failure", [None, *ProbeFailure])
def test_every_failure_has_words(failure: ProbeFailure | None, language: str) -> None:
    said = render(told(PROBE, result(MINUTE, failure, detail="10.0.0.1")), language)
    assert not any(sign in said for sign in ("{", "$", "probe-"))
    if failure is not None:
        item, _ = items(result(MINUTE, failure))
        assert item.todo is not None
        assert "probe-" not in render(item.todo, language)
