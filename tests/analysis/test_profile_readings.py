"""The kernels of PostHog and Mixpanel against their rules read aloud, on random streams."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.profile_readings import Happened, PostHog, mixpanel, posthog_any
from analysis.streams import Row, bucket_of, scope_of
from hypercare.analysis.funnel.profiles.levels import profile_levels
from hypercare.analysis.population import members
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import Condition, EventRef, Exclusion, Filter, FunnelMetric, Op, Step
from hypercare.model.profiles import with_profile

STEPS = 3
EXAMPLES = 400
BETWEEN = ((1, 2), (2, 3), (1, 3))
masks = st.one_of(st.sampled_from([1, 2, 4]), st.integers(0, 7))
mostly_plain = st.tuples(masks, st.one_of(st.just(0), st.just(0), st.integers(0, 3)))
streams = st.lists(st.tuples(st.integers(0, 12), mostly_plain), max_size=12).map(
    lambda events: sorted(events, key=lambda event: event[0])
)
Stream = Sequence[tuple[int, tuple[int, int]]]


def happened(stream: Stream) -> list[Happened]:
    """A stream as the readings take it: the second number of an event is the exclusion that it is, 0 for none."""
    barred = [frozenset[int](), *(frozenset(range(after + 1, before + 1)) for after, before in BETWEEN)]
    return [
        Happened(at, frozenset(step for step in range(1, STEPS + 1) if bits >> (step - 1) & 1), barred[excluded])
        for at, (bits, excluded) in stream
    ]


def level(
    stream: Stream, profile: str, window: int, order: str = "ordered", modes: tuple[str, ...] = (), *, excluding=True
):
    """What the kernel says of a stream: the level, or None for a unit that is removed."""
    rows = [Row(at * SECOND_US, "e", {"fits": bits, "bars": bars}) for at, (bits, bars) in stream]
    fits = [
        EventRef("e", Filter((Condition("fits", Op.IS, tuple(b for b in range(8) if b >> k & 1)),)))
        for k in range(STEPS)
    ]
    excluded = [
        Exclusion(EventRef("e", Filter((Condition("bars", Op.IS, (at,)),))), *between)
        for at, between in enumerate(BETWEEN, 1)
    ]
    metric = FunnelMetric(
        "f", tuple(map(Step, fits)), timedelta(seconds=window), order, exclusions=tuple(excluded) if excluding else ()
    )
    bucket, scope = bucket_of({"unit": rows}, keys=["fits", "bars"]), scope_of()
    who = members(bucket, scope.population, scope.as_of)
    found = profile_levels(bucket, with_profile(metric, profile, modes), scope, who)
    return None if found.removed[0] else int(found.filled[0]).bit_count()


@settings(max_examples=EXAMPLES)
@given(streams, st.integers(0, 8), st.booleans())
def test_posthog_in_order(stream, window, strict):
    read = [event for event in happened(stream) if strict or event.steps or event.bars]
    assert level(stream, "posthog", window, "strict" if strict else "ordered") == PostHog(STEPS, window, strict).read(
        read
    )


@settings(max_examples=EXAMPLES)
@given(streams, st.integers(0, 8))
def test_posthog_in_any_order(stream, window):
    read = [event for event in happened(stream) if event.steps]
    assert level(stream, "posthog", window, "any", excluding=False) == posthog_any(read, STEPS, window)


@settings(max_examples=EXAMPLES)
@given(streams, st.integers(0, 8), st.booleans())
def test_mixpanel(stream, window, optimized):
    modes = ("optimized_reentry",) if optimized else ()
    expected = mixpanel(happened(stream), STEPS, window, 2, BETWEEN, optimized=optimized)
    assert level(stream, "mixpanel", window, modes=modes) == expected
