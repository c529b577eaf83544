"""The product held to the truth: what it says of the simulated launch, at the instants that matter."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hypercare.checks.judge import judge_launch
from hypercare.declare.launch_file import read_launch
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Launch
from hypercare.model.sequences import Bucket
from hypercare.model.verdict import LaunchVerdict, MetricVerdict, Word
from hypercare.simulate.demo import Simulation, simulate
from hypercare.simulate.expected import ExpectedVerdict, expected_verdicts
from simulate.told import bucket_of, company, lines_of

JAKARTA = ZoneInfo("Asia/Jakarta")
KEYS = ("account_type", "platform", "region")
LOOKS = [
    pytest.param(clean, expected, id=f"{'clean' if clean else 'planted'} {expected.as_of:%d %b %H:%M:%S}")
    for clean in (False, True)
    for expected in expected_verdicts(clean=clean)[:: 4 if clean else 1]
]


@cache
def full(clean: bool) -> tuple[Launch, Bucket]:
    simulation, lines = company(clean)
    return declared(simulation), bucket_of(lines, KEYS)


def declared(simulation: Simulation) -> Launch:
    """The launch as far as its events decide it: technical health and feedback stand in tables of their own."""
    launch = read_launch(simulation.launch_text, file="launches/biza-bulk-upload.yaml")
    return replace(launch, stability=(), feedback=())


def judged(launch: Launch, bucket: Bucket, as_of: datetime) -> LaunchVerdict:
    def ask(name: str, reduction: Any) -> Any:
        return reduction.finish(reduction.partial(bucket))

    return judge_launch(launch, as_of, ask, {})


def metric_of(verdict: LaunchVerdict, name: str) -> MetricVerdict:
    return next(metric for gate in verdict.gates for metric in gate.metrics if metric.metric == name)


def test_the_launch_file_is_sound() -> None:
    launch = read_launch(company()[0].launch_text, file="launches/biza-bulk-upload.yaml")
    assert launch.id == "biza-bulk-upload"
    assert launch.primary == ("completion", "pro_accounts")
    assert launch.segment.expected_units == 1284
    assert len(launch.stability) == 4
    assert launch.feedback == ("tickets", "csat")


@pytest.mark.parametrize(("clean", "expected"), LOOKS)
def test_the_product_says_what_is_true(clean: bool, expected: ExpectedVerdict) -> None:
    verdict = judged(*full(clean), expected.as_of)
    assert {gate.gate: gate.word for gate in verdict.gates} == expected.gates
    assert {metric.metric: metric.word for gate in verdict.gates for metric in gate.metrics} == expected.metrics
    assert verdict.recommendation.action is expected.action
    assert verdict.recommendation.until == expected.until
    assert not verdict.harms
    assert not [gate for gate in verdict.gates if gate.flaws or gate.harms]


def test_the_gates_count_what_was_planted() -> None:
    verdict = judged(*full(False), datetime(2027, 1, 1, 6, tzinfo=JAKARTA))
    truth = company()[0].truth
    counts = {gate: metric_of(verdict, gate).answer.counts for gate in ("completion", "pro_accounts", "insurance_ctr")}
    assert {name: (each.hits, each.trials) for name, each in counts.items() if each} == {
        "completion": (630, 1284),
        "pro_accounts": (565, 1284),
        "insurance_ctr": (truth.insurance.clicked, truth.insurance.viewed),
    }


def test_insurance_fails_for_sure_and_not_by_a_hair() -> None:
    verdict = metric_of(judged(*full(False), datetime(2026, 11, 21, 12, tzinfo=JAKARTA)), "insurance_ctr")
    assert verdict.code == "below_failure"


def test_on_day_60_a_fifth_are_pro_and_nothing_may_be_said_yet() -> None:
    verdict = metric_of(judged(*full(False), datetime(2026, 11, 22, tzinfo=JAKARTA)), "pro_accounts")
    counts = verdict.answer.counts
    assert verdict.word is Word.TOO_EARLY
    assert counts is not None
    assert counts.units - counts.open == company()[0].truth.pro_by_day_60


def test_the_ticket_guardrail_counts_143_on_day_60_and_sees_no_harm() -> None:
    (tickets,) = judged(*full(False), datetime(2026, 11, 22, tzinfo=JAKARTA) - timedelta(microseconds=1)).guardrails
    assert isinstance(tickets.answer, Estimate)
    assert tickets.answer.counts.hits == 143
    assert tickets.answer.value == pytest.approx(1, abs=0.1)
    assert tickets.answer.interval.low < 1.2


@pytest.mark.parametrize("day", [0, 1, 3, 7, 31, 61, 100])
def test_a_tiny_launch_can_be_judged_on_any_day(day: int) -> None:
    """Thirty accounts decide little, but nothing about them looks broken or harmful, night or day."""
    simulation = simulate(accounts=30)
    bucket = bucket_of(lines_of(simulation), KEYS)
    verdict = judged(declared(simulation), bucket, datetime(2026, 9, 22, 12, tzinfo=JAKARTA) + timedelta(days=day))
    assert {gate.word for gate in verdict.gates}.isdisjoint({Word.INVALID, Word.HARM})
