"""The units of a funnel one by one."""

from analysis.funnel_search import Case, metric_of, rows_of, scope_for, timed
from analysis.streams import bucket_of
from hypercare.analysis.funnel.unit_chains import UnitChain, unit_chains
from hypercare.analysis.population import members
from hypercare.model.instant import SECOND_US

CASE = Case((), "ABC", exclusions=(("X", 1, 2, True),), as_of=50, window=20)
STREAMS = {
    "converted": timed(("A", 0), ("B", 1), ("C", 5)),
    "dropped": timed(("A", 0), ("B", 4)),
    "stranger": timed(("C", 1)),
    "open": timed(("A", 40)),
    "removed": timed(("A", 0), ("X", 1), ("B", 2)),
}


def test_each_unit_has_its_level_its_state_and_its_times() -> None:
    bucket = bucket_of({unit: rows_of(events) for unit, events in STREAMS.items()}, ["letters"])
    scope = scope_for(CASE)
    found = unit_chains(bucket, metric_of(CASE), scope, members(bucket, scope.population, scope.as_of))
    told = {bucket.ids[unit]: seconds(found.chain(int(unit))) for unit in found.units}
    assert told == {
        "converted": (3, "converted", (0, 1, 5)),
        "dropped": (2, "dropped", (0, 4, None)),
        "open": (1, "open", (40, None, None)),
        "removed": (0, "removed", (None, None, None)),
    }


def seconds(chain: UnitChain) -> tuple[int, str, tuple[int | None, ...]]:
    return chain.level, chain.state, tuple(None if time is None else time // SECOND_US for time in chain.times)
