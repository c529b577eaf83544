"""Sides against each other: from the very sums of their answers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.streams import FAR, Row, answered, bucket_of, scope_of
from hypercare.analysis.comparison import Difference, NoDifference, Side, against_rest, compared
from hypercare.analysis.count import Count
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.mean import MICRO, Mean
from hypercare.analysis.population import Population
from hypercare.analysis.rate import Rate
from hypercare.analysis.retention.cadence import CadenceRetention
from hypercare.analysis.retention.cells import Retention
from hypercare.analysis.retention.rhythm import USUAL_DAYS
from hypercare.analysis.scope import Judging
from hypercare.app.words import render
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import CountMetric, EventRef, FunnelMetric, MeanMetric, RateMetric, RetentionMetric, Step
from hypercare.stats.difference import newcombe, rate_difference

BOUGHT = EventRef("bought")
STEPS = (Step(EventRef("opened")), Step(BOUGHT))
FUNNEL = Funnel(scope_of(), Judging(exact=True), FunnelMetric("f", STEPS, timedelta(days=1)))
RATE = Rate(scope_of(DAY_US, as_of=DAY_US), Judging(exact=True), RateMetric("r", BOUGHT))
COUNT = Count(scope_of(DAY_US, as_of=DAY_US), Judging(exact=True), CountMetric("c", BOUGHT))
MEAN = Mean(scope_of(), Judging(), MeanMetric("m", BOUGHT))


def share(name, hits, mature):
    return Side(name, FUNNEL, (mature, mature, hits, hits, 0, mature, hits, mature, hits))


def ends(found):
    return found.interval.low, found.interval.high


def test_shares_by_newcombe():
    (found,) = compared([share("before", 48, 80), share("after", 56, 70)]).differences
    assert (found.side, found.against) == ("after", "before")
    assert found.value == pytest.approx(0.2)
    assert found.relative == pytest.approx(1 / 3)
    assert ends(found) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.p_adjusted == pytest.approx(0.0077, abs=1e-3)
    assert found.interval.method == "newcombe hybrid score"


def test_several_sides_against_the_first_hold_all_together():
    sides = [share("a", 48, 80), share("b", 56, 70), share("c", 30, 60)]
    b, c = compared(sides).differences
    assert [(each.side, each.against) for each in (b, c)] == [("b", "a"), ("c", "a")]
    alone = newcombe(56, 70, 48, 80, alpha=0.025)
    assert ends(b) == (alone.low, alone.high)
    assert (b.interval.level, b.interval.method) == (0.95, "bonferroni newcombe hybrid score")
    assert b.p_adjusted == pytest.approx(2 * compared(sides[:2]).differences[0].p_adjusted)


SHARES = st.lists(
    st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=5
)


@given(SHARES)
def test_p_and_interval_never_contradict_each_other(counts):
    sides = [share(str(number), *each) for number, each in enumerate(counts)]
    for found in compared(sides).differences:
        if isinstance(found, Difference) and abs(found.p_adjusted - 0.05) > 1e-9:
            assert (found.p_adjusted < 0.05) == (found.interval.low > 0 or found.interval.high < 0)


def test_a_side_without_an_answer_says_what_it_lacks_and_takes_no_part_of_the_error():
    found = compared([share("a", 48, 80), share("none", 0, 0), share("b", 56, 70)]).differences
    assert isinstance(found[0], NoDifference)
    assert found[0].lacking.reason.id == "metric-no-units"
    assert found[1] == compared([share("a", 48, 80), share("b", 56, 70)]).differences[0]


def test_nothing_is_relative_to_0():
    (found,) = compared([share("a", 0, 80), share("b", 56, 70)]).differences
    assert found.relative is None
    assert found.value == 0.8


def test_rates_and_counts_by_their_events():
    (rate,) = compared([Side("a", RATE, (50, 40, 8000)), Side("b", RATE, (50, 90, 9000))]).differences
    expected = rate_difference(90, 9.0, 40, 8.0)
    assert (rate.value, *ends(rate)) == (5.0, expected.low, expected.high)
    (count,) = compared([Side("a", COUNT, (50, 20, 40)), Side("b", COUNT, (50, 30, 90))]).differences
    expected = rate_difference(90, 1.0, 40, 1.0)
    assert (count.value, *ends(count)) == (50.0, expected.low, expected.high)


def test_bursts_widen_a_rate():
    bursty = replace(RATE, judging=Judging(exact=True, dispersion=4.0))
    plain = compared([Side("a", RATE, (50, 40, 8000)), Side("b", RATE, (50, 90, 9000))]).differences[0]
    found = compared([Side("a", RATE, (50, 40, 8000)), Side("b", bursty, (50, 90, 9000))]).differences[0]
    assert found.interval.low < plain.interval.low
    assert found.interval.method == "dispersed square-and-add garwood"


def test_means_by_welch_and_only_of_enough_units():
    def side(name, values):
        n, y, yy = len(values), sum(values) * MICRO, sum(v * v for v in values) * MICRO**2
        return Side(name, MEAN, (n, y, n, yy, n, y))

    (found,) = compared([side("a", [1, 2, 3] * 100), side("b", [2, 3, 4] * 100)]).differences
    assert found.value == pytest.approx(1.0)
    # Half of it is t(0.975, 598) * sqrt(2 * (2/3 * 300/299) / 300).
    assert ends(found) == pytest.approx((1 - 0.13115, 1 + 0.13115), abs=1e-4)
    (few,) = compared([side("a", [1, 2, 3] * 100), side("b", [2, 3, 4])]).differences
    assert (few.lacking.reason.id, few.lacking.needed, few.lacking.have) == ("stats-too-few-units", 250, 3)


def test_by_cadence_each_side_has_the_cadence_of_its_units():
    metric = RetentionMetric("r", BOUGHT, by="cadence", at=(60,))
    question = CadenceRetention(scope_of(), Judging(exact=True), metric, 60)
    plain = Retention(scope_of(), Judging(exact=True), metric, (60, 60))

    def row(classes, at):
        heads = [(80, 80, hits, hits, 0) for hits in (10, 20, 30, 40)]
        return classes + sum(heads, ()), (80, 80, heads[at][2], heads[at][2], 0)

    weekly, quarterly = row((5, 0, 0, 0), 0), row((0, 0, 0, 5), 3)
    assert len(weekly[0]) == question.width == len(USUAL_DAYS) * 6
    found = compared([Side("a", question, weekly[0]), Side("b", question, quarterly[0])]).differences
    assert found == compared([Side("a", plain, weekly[1]), Side("b", plain, quarterly[1])]).differences


def test_every_value_against_all_other_units():
    """Also against those without a value: six units, of which u5 has none."""
    bought = {"ios": 2, "android": 1}
    streams = {}
    for number, platform in enumerate(["ios", "ios", "android", "android", "android", None]):
        rows = [Row(0, "opened", {"platform": platform})]
        if bought.get(platform, 0):
            bought[platform] -= 1
            rows.append(Row(5, "bought"))
        streams[f"u{number}"] = rows
    question = replace(FUNNEL, scope=scope_of(FAR, population=Population(by="platform")))
    found = against_rest(question, answered(question, bucket_of(streams, ["platform"])))
    assert [side.name for side in found.sides] == ["android", "ios"]
    android, ios = found.differences
    assert (ios.side, ios.against) == ("ios", None)
    assert ios.value == pytest.approx(2 / 2 - 1 / 4)
    expected = newcombe(2, 2, 1, 4, alpha=0.025)
    assert ends(ios) == (expected.low, expected.high)
    assert android.value == pytest.approx(1 / 3 - 2 / 3)


@pytest.mark.parametrize(
    ("sides", "sentence"),
    [
        pytest.param(
            [share("August", 480, 800), share("September", 560, 700)],
            "September is 20 points above August (between 15.4 and 24.4).",
            id="above",
        ),
        pytest.param(
            [share("August", 560, 700), share("September", 480, 800)],
            "September is 20 points below August (between 15.4 and 24.4).",
            id="below",
        ),
        pytest.param(
            [share("August", 48, 80), share("September", 50, 80)],
            "September cannot be told apart from August: the difference lies between -12.4 and 17.2 points.",
            id="alike",
        ),
        pytest.param(
            [Side("a", RATE, (50, 40, 8000)), Side("b", RATE, (50, 90, 9000))],
            "b is 5 above a (between 2.334 and 7.7).",
            id="a rate",
        ),
    ],
)
def test_what_is_said_of_a_difference(sides, sentence):
    (found,) = compared(sides).differences
    assert render(found.finding) == sentence
    assert render(found.finding, "id") != sentence


def test_what_is_said_of_a_value_against_the_rest():
    found = replace(compared([share("August", 480, 800), share("ios", 560, 700)]).differences[0], against=None)
    assert render(found.finding) == "ios is 20 points above all others (between 15.4 and 24.4)."
    assert render(found.finding, "id") == "ios berada 20 poin di atas semua yang lain (antara 15,4 dan 24,4)."
