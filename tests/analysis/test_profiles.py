"""The vectors that tell the tools apart (docs/profiles.md), and what holds for each of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.profile_cases import REMOVED, events, funnel, level, reached
from analysis.streams import answered, bucket_of, scope_of
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.scope import Judging
from hypercare.model.errors import BadInput
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import CountMetric, EventRef, Exclusion, FunnelMetric, RetentionMetric, Step
from hypercare.model.profiles import CLICKHOUSE, MIXPANEL, POSTHOG, with_profile

REENTRY = "optimized_reentry"
ORDERED = {
    # events, steps, window: by ClickHouse, PostHog, Mixpanel by default and with re-entry optimized.
    "V1 newest entry": ("A0 A30 B45 C75", "ABC", 60, 3, 3, 2, 3),
    "V2 same instant": ("B1 A1", "AB", 10, 2, 2, 2, 2),
    "V3 reversed within the grace": ("B1 A2", "AB", 10, 1, 1, 2, 2),
    "V4 one event for three steps": ("A1", "AAA", 10, 3, 1, 1, 1),
    "V5 last instant of the window": ("A1 B11", "AB", 10, 2, 2, 2, 2),
    "V5 after the window": ("A1 B12", "AB", 10, 1, 1, 1, 1),
    "V6 second attempt": ("A1 B2 A101 B102 C103", "ABC", 10, 3, 3, 2, 3),
    "no entry": ("B1 C2", "ABC", 10, 0, 0, 0, 0),
    "beyond the grace": ("B1 A3.5", "AB", 10, 1, 1, 1, 1),
    "three steps back to front within the grace": ("C1 B2 A3", "ABC", 10, 1, 1, 3, 3),
}


@pytest.mark.parametrize(("line", "steps", "window", *"cpmo"), ORDERED.values(), ids=ORDERED)
def test_vectors_in_order(line, steps, window, c, p, m, o):
    assert level(line, funnel(steps, window, CLICKHOUSE)) == c
    assert level(line, funnel(steps, window, POSTHOG)) == p
    assert level(line, funnel(steps, window, MIXPANEL)) == m
    assert level(line, funnel(steps, window, MIXPANEL, REENTRY)) == o


MODES = {
    "V2 strict_increase": ("B1 A1", "AB", ["strict_increase"], 1),
    "V4 strict_once": ("A1", "AAA", ["strict_once"], 1),
    "V7 strict_order": ("A1 X2 B3", "AB", ["strict_order"], 1),
    "V8 strict_order does not begin again": ("A1 X2 A3 B4", "AB", ["strict_order"], 1),
    "V9 strict_order lets steps repeat": ("A1 A2 B3", "AB", ["strict_order"], 2),
    "V10 strict_deduplication": ("A1 B2 A3 B4 C5", "ABC", ["strict_deduplication"], 2),
    "V14 strict_order, step too early": ("A1 C2 B3 C4", "ABC", ["strict_order"], 1),
    "V14 with allow_reentry": ("A1 C2 B3 C4", "ABC", ["strict_order", "allow_reentry"], 3),
    "strict_increase, the newest entry is at the step": ("A0 A5 B5", "AB", ["strict_increase"], 1),
    "strict_increase and strict_once": ("A0 A5 B5", "AB", ["strict_increase", "strict_once"], 2),
    "half a second apart": ("B1.2 A1.7", "AB", [], 1),
    "whole_seconds": ("B1.2 A1.7", "AB", ["whole_seconds"], 2),
}


@pytest.mark.parametrize(("line", "steps", "modes", "reached"), MODES.values(), ids=MODES)
def test_modes_of_clickhouse(line, steps, modes, reached):
    assert level(line, funnel(steps, 10, CLICKHOUSE, *modes)) == reached


POSTHOG_CASES = {
    "V7 strict": ("A1 X2 B3", "AB", "strict", "", 1),
    "V8 strict begins again": ("A1 X2 A3 B4", "AB", "strict", "", 2),
    "V9 strict lets steps repeat": ("A1 A2 B3", "AB", "strict", "", 2),
    "strict does not count inside an instant": ("A1 X2 B2", "AB", "strict", "", 2),
    "V11 excluded": ("A0 X1 B2", "AB", "ordered", "X", REMOVED),
    "V12 a clean chain comes as far": ("A0 X1 A2 B3", "AB", "ordered", "X", 2),
    "V13 excluded event before the entry": ("X0 A1 B2", "AB", "ordered", "X", 2),
    "excluded and nothing more": ("A0 X1", "AB", "ordered", "X", REMOVED),
    "excluded after the window": ("A0 X11", "AB", "ordered", "X", 1),
    "excluded in the second attempt, counted by the first": ("A0 A11 X12", "AB", "ordered", "X", 1),
    "excluded deeper than the clean chain": ("A0 B1 X2 C3 A4 B5", "ABC", "ordered", "YX", REMOVED),
    "exclusions do not count inside an instant": ("A0 X1 B1", "AB", "ordered", "X", 2),
    "any order": ("C0 A1 B2", "ABC", "any", "", 3),
    "any order, one left the window": ("C0 A1 B12", "ABC", "any", "", 2),
    "any order, one event fills one step": ("A0", "AA", "any", "", 1),
    "any order, exclusion forgets": ("A0 X1 B2", "AB", "any", "X", 1),
    "any order, nothing after the exclusion": ("A0 X1", "AB", "any", "X", REMOVED),
}


@pytest.mark.parametrize(("line", "steps", "order", "excluded", "reached"), POSTHOG_CASES.values(), ids=POSTHOG_CASES)
def test_posthog(line, steps, order, excluded, reached):
    assert level(line, funnel(steps, 10, POSTHOG, order=order, excluded=excluded)) == reached


def test_later_releases_of_posthog_group_what_is_near():
    assert level("B1.00 A1.04", funnel("AB", 10, POSTHOG, "near_simultaneous")) == 2
    assert level("B1.00 A1.06", funnel("AB", 10, POSTHOG, "near_simultaneous")) == 1
    assert level("B1.00 X1.01 A1.04", funnel("AB", 10, POSTHOG, "near_simultaneous", excluded="X")) == 1


EXCLUDED = {
    # By default, and with re-entry optimized.
    "V11 exit at the exclusion": ("A0 X10 B20", "AB", "X", 1, 1),
    "V12 second attempt": ("A0 X10 A20 B30", "AB", "X", 1, 2),
    "V13 before the entry": ("X0 A10 B20", "AB", "X", 2, 2),
    "within the grace of the step before": ("A0 X2 B20", "AB", "X", 2, 2),
    "within the grace of the step after": ("A0 X18 B20", "AB", "X", 2, 2),
    "the first event of a step is taken": ("A0 B10 X20 B30 C40", "ABC", "YX", 2, 2),
    "an exclusion of a later step": ("A0 X10 B20 C30", "ABC", "YX", 3, 3),
    "the entry itself is excluded": ("A0 A10 A20 B30", "AB", "A", 1, 2),
}


@pytest.mark.parametrize(("line", "steps", "excluded", "first", "best"), EXCLUDED.values(), ids=EXCLUDED)
def test_exclusions_of_mixpanel(line, steps, excluded, first, best):
    assert level(line, funnel(steps, 100, MIXPANEL, excluded=excluded)) == first
    assert level(line, funnel(steps, 100, MIXPANEL, REENTRY, excluded=excluded)) == best


@pytest.mark.parametrize("profile", [CLICKHOUSE, MIXPANEL])
def test_entries_lie_in_the_scope_and_steps_may_follow_it(profile):
    metric = funnel("AB", 60, profile)
    assert reached("A5 B20", metric, start=0, stop=10).filled[0] == 0b11
    assert not reached("A15 B20", metric, start=0, stop=10).entered[0]
    assert not reached("A5 B20", metric, start=10, stop=30).entered[0]


@pytest.mark.parametrize("order", ["ordered", "strict", "any"])
def test_posthog_reads_nothing_outside_of_the_scope(order):
    metric = funnel("AB", 60, POSTHOG, order=order)
    assert reached("A5 B20", metric, start=0, stop=21).filled[0] == 0b11
    assert reached("A5 B20", metric, start=0, stop=20).filled[0] == 0b1
    assert reached("B20", metric, start=10, stop=20).filled[0] == 0
    assert not reached("A5", metric, start=10, stop=20).entered[0]
    assert reached("A5", metric, stop=20, as_of=10).is_open[0]
    assert not reached("A5", metric, stop=20, as_of=20).is_open[0]


OPEN = {
    "window not over": (funnel("AB", 10, CLICKHOUSE), "A0", 5, True),
    "window over": (funnel("AB", 10, CLICKHOUSE), "A0", 10, False),
    "converted": (funnel("AB", 10, CLICKHOUSE), "A0 B1", 5, False),
    "ended by a mode": (funnel("AB", 10, CLICKHOUSE, "strict_order"), "A0 X1", 5, False),
    "marked, and so a chain one step back": (funnel("ABC", 10, POSTHOG, excluded="YX"), "A0 B1 X2", 5, True),
    "strict, something else happened": (funnel("AB", 10, POSTHOG, order="strict"), "A0 X1", 5, False),
    "first attempt is over": (funnel("AB", 10, MIXPANEL), "A0 A8", 12, False),
    "second attempt is not": (funnel("AB", 10, MIXPANEL, REENTRY), "A0 A8", 12, True),
    "cut": (funnel("AB", 10, MIXPANEL, excluded="X"), "A0 X3", 6, False),
    "perhaps not cut": (funnel("AB", 10, MIXPANEL, excluded="X"), "A0 X3", 4, True),
}


@pytest.mark.parametrize(("metric", "line", "as_of", "is_open"), OPEN.values(), ids=OPEN)
def test_open_while_it_may_still_convert(metric, line, as_of, is_open):
    assert reached(line, metric, as_of=as_of).is_open[0] == is_open


lines = st.lists(
    st.tuples(st.sampled_from("ABCX"), st.integers(0, 12)).map(lambda event: f"{event[0]}{event[1]}"), max_size=10
).map(" ".join)


@given(lines, st.integers(1, 8))
def test_in_order_clickhouse_with_strict_once_is_our_funnel(line, window):
    ours = Funnel(scope_of(), Judging(), replace(funnel("ABC", window, CLICKHOUSE), profile=""))
    theirs = Funnel(scope_of(), Judging(), funnel("ABC", window, CLICKHOUSE, "strict_once"))
    bucket = bucket_of({"unit": events(line)})
    assert theirs.partial(bucket) == ours.partial(bucket)


@given(lines, st.integers(1, 8), st.sampled_from(["ordered", "strict"]))
def test_posthog_never_goes_beyond_our_funnel(line, window, order):
    ours = Funnel(scope_of(), Judging(), replace(funnel("ABC", window, POSTHOG), profile=""))
    row = ours.partial(bucket_of({"unit": events(line)})).rows["all"]
    assert level(line, funnel("ABC", window, POSTHOG, order=order)) <= sum(steps for steps, _ in ours.steps(row))


@given(lines, st.integers(1, 8))
def test_optimizing_re_entry_never_lowers_a_level(line, window):
    first, best = funnel("ABC", window, MIXPANEL, excluded="X"), funnel("ABC", window, MIXPANEL, REENTRY, excluded="X")
    assert level(line, first) <= level(line, best)


@given(st.lists(lines, min_size=1, max_size=4), st.sampled_from([CLICKHOUSE, MIXPANEL, POSTHOG]))
def test_buckets_add_up_in_any_split(all_lines, profile):
    question = Funnel(scope_of(), Judging(), funnel("ABC", 5, profile))
    units = {f"unit {i}": events(line) for i, line in enumerate(all_lines)}
    apart = [bucket_of({unit: rows}) for unit, rows in reversed(units.items())]
    assert answered(question, bucket_of(units)) == answered(question, *apart)


def test_a_removed_unit_is_counted_as_excluded():
    question = Funnel(scope_of(), Judging(), funnel("AB", 10, POSTHOG, excluded="X"))
    answer = answered(question, bucket_of({"a": events("A0 X1"), "b": events("A0 B1")})).answer
    assert (answer.counts.units, answer.counts.hits, answer.counts.excluded) == (1, 1, {"exclusion": 1})


PLAIN = FunnelMetric("f", (Step(EventRef("A")), Step(EventRef("B"))), timedelta(seconds=9))
TIMED = replace(PLAIN, steps=(PLAIN.steps[0], replace(PLAIN.steps[1], within=timedelta(1))))
SKIPPING = replace(PLAIN, steps=(PLAIN.steps[0], Step(EventRef("B"), optional=True), Step(EventRef("C"))))
CUTTING = replace(PLAIN, exclusions=(Exclusion(EventRef("X"), 1, 2),))
DROPPING = replace(PLAIN, exclusions=(Exclusion(EventRef("X"), 1, 2, drop=True),))
REFUSED = {
    "unknown tool": (PLAIN, "amplitude", (), "no rules of amplitude"),
    "another tool's mode": (PLAIN, POSTHOG, (REENTRY,), "no mode 'optimized_reentry'"),
    "optional step": (SKIPPING, CLICKHOUSE, (), "optional"),
    "time from the step before": (TIMED, MIXPANEL, (), "one window"),
    "exclusions under clickhouse": (CUTTING, CLICKHOUSE, (), "excludes no events"),
    "dropping exclusions under mixpanel": (DROPPING, MIXPANEL, (), "takes nobody out"),
    "any order under clickhouse": (replace(PLAIN, order="any"), CLICKHOUSE, (), "order any"),
    "strict order under mixpanel": (replace(PLAIN, order="strict"), MIXPANEL, (), "order strict"),
    "first entry": (replace(PLAIN, entry="first"), POSTHOG, (), "tries every entry"),
    "grace": (replace(PLAIN, grace=timedelta(seconds=5)), MIXPANEL, (), "grace of mixpanel"),
    "near in strict order": (replace(PLAIN, order="strict"), POSTHOG, ("near_simultaneous",), "in order only"),
    "retention with a mode": (PLAIN, CLICKHOUSE, ("retention", "strict_once"), "function of its own"),
    "a count": (CountMetric("c", EventRef("A")), CLICKHOUSE, (), "known for a count"),
    "retention under clickhouse": (RetentionMetric("r", EventRef("A")), CLICKHOUSE, (), "known for a retention"),
}


@pytest.mark.parametrize(("metric", "profile", "modes", "what"), REFUSED.values(), ids=REFUSED)
def test_says_where_a_profile_makes_no_sense(metric, profile, modes, what):
    with pytest.raises(BadInput, match=what) as refused:
        with_profile(metric, profile, modes)
    assert refused.value.where.startswith(metric.name)


def test_a_profile_brings_what_it_implies():
    assert with_profile(PLAIN, "") == PLAIN
    assert with_profile(PLAIN, MIXPANEL).entry == "first"
    assert with_profile(PLAIN, MIXPANEL).grace == timedelta(seconds=2)
    assert with_profile(CUTTING, POSTHOG).exclusions[0].drop
    assert with_profile(with_profile(PLAIN, MIXPANEL), MIXPANEL) == with_profile(PLAIN, MIXPANEL)


def test_reads_only_what_was_known():
    rows = [*events("A0"), replace(events("B1")[0], known=5 * SECOND_US)]
    before, after = (
        Funnel(scope_of(as_of=at * SECOND_US), Judging(), funnel("AB", 10, CLICKHOUSE)).partial(bucket_of({"u": rows}))
        for at in (4, 5)
    )
    assert (before.rows["all"][3], after.rows["all"][3]) == (0, 1)
