"""What embedded ClickHouse answered (bench/oracles/record_vectors.py), replayed without it."""

import gzip
import json
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from analysis.streams import Row, bucket_of, scope_of
from hypercare.analysis.funnel.profiles.levels import profile_levels
from hypercare.analysis.population import members
from hypercare.model.errors import BadInput
from hypercare.model.metrics import Condition, EventRef, Filter, FunnelMetric, Op, Step
from hypercare.model.profiles import CLICKHOUSE, with_profile
from hypercare.model.sequences import Bucket

RECORDED = Path(__file__).parent / "clickhouse_vectors.json.gz"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@cache
def recorded():
    """The vectors: per family the streams, and the levels under every set of modes that ClickHouse accepts."""
    return json.loads(gzip.decompress(RECORDED.read_bytes()))


def _bucket(family) -> Bucket:
    """The streams of a family as units; a property `fits` holds the steps that an event matches."""
    streams = {
        str(unit): [Row(int(ts), "e", {"fits": bits}) for ts, bits in (event.split(":") for event in stream.split())]
        for unit, stream in enumerate(family["streams"])
    }
    return bucket_of(streams, keys=["fits"])


def _funnel(bucket: Bucket, steps: int, window: int) -> FunnelMetric:
    """A funnel whose step k is any event with that bit."""
    fits = bucket.columns["fits"].values
    refs = [
        EventRef("e", Filter((Condition("fits", Op.IS, tuple(bits for bits in fits if int(bits) >> k & 1)),)))
        for k in range(steps)
    ]
    return FunnelMetric("f", tuple(map(Step, refs)), timedelta(microseconds=window))


def test_enough_is_recorded():
    families = recorded()["families"]
    assert recorded()["engine"].startswith("ClickHouse 26.9")
    assert sum(len(family["streams"]) for family in families) > 5000
    assert {len(family["levels"]) for family in families} == {24}
    differ = {
        modes for family in families for modes, levels in family["levels"].items() if levels != family["levels"][""]
    }
    assert len(differ) == 23, "every set of modes shows somewhere"


@pytest.mark.parametrize("index", range(len(recorded()["families"])), ids=lambda i: recorded()["families"][i]["name"])
def test_agrees_with_clickhouse_on_every_stream(index):
    family = recorded()["families"][index]
    bucket, scope = _bucket(family), scope_of()
    metric = _funnel(bucket, family["steps"], family["window"])
    who = members(bucket, scope.population, scope.as_of)
    for modes, levels in family["levels"].items():
        profiled = with_profile(metric, CLICKHOUSE, tuple(filter(None, modes.split("+"))))
        found = profile_levels(bucket, profiled, scope, who)
        assert "".join(DIGITS[filled.bit_count()] for filled in found.filled.tolist()) == levels, modes
    found = profile_levels(bucket, with_profile(metric, CLICKHOUSE, ("retention",)), scope, who)
    assert [f"{filled:0{family['steps']}b}"[::-1] for filled in found.filled.tolist()] == family["retention"]


@pytest.mark.parametrize("modes", recorded()["refused"])
def test_refuses_what_clickhouse_refuses(modes):
    metric = FunnelMetric("f", (Step(EventRef("a")), Step(EventRef("b"))), timedelta(seconds=1))
    with pytest.raises(BadInput):
        with_profile(metric, CLICKHOUSE, tuple(modes.split("+")))
