"""How many units were exposed, and when the latest of them was first."""

import pytest

from analysis.streams import Row, answered, bucket_of
from hypercare.analysis.exposure import ExposureOf, Exposures
from hypercare.analysis.population import Population
from hypercare.model.metrics import Condition, EventRef, Filter, Op

STREAMS = {
    "a": [Row(10, "seen", {"type": "biza"}), Row(50, "seen", {"type": "biza"})],
    "b": [Row(20, "seen", {"type": "internal"})],
    "c": [Row(30, "other", {"type": "biza"})],
    "d": [Row(40, "seen", {"type": "biza"}, known=90)],
}
BIZA = Filter((Condition("type", Op.IS, ("biza",)),))


def exposures(as_of: int, first: int = 0, until: int = 100) -> ExposureOf:
    who = Population(where=BIZA, exposing=(EventRef("seen"),), exposed_from=first, exposed_until=until)
    return ExposureOf(who, as_of)


@pytest.mark.parametrize(
    ("as_of", "first", "until", "found"),
    [
        pytest.param(100, 0, 100, Exposures(2, 40), id="of the segment, by their first exposure"),
        pytest.param(60, 0, 100, Exposures(1, 10), id="what is not known yet does not count"),
        pytest.param(100, 11, 100, Exposures(2, 50), id="exposures before the window do not count"),
        pytest.param(100, 0, 40, Exposures(1, 10), id="nor those after it"),
        pytest.param(5, 0, 100, Exposures(0, None), id="nobody"),
    ],
)
def test_exposed_units(as_of: int, first: int, until: int, found: Exposures) -> None:
    assert answered(exposures(as_of, first, until), bucket_of(STREAMS, ["type"])) == found


def test_parts_in_any_order_add_up_to_the_whole() -> None:
    question = exposures(100)
    parts = [bucket_of({unit: rows}, ["type"]) for unit, rows in STREAMS.items()]
    whole = answered(question, bucket_of(STREAMS, ["type"]))
    assert answered(question, *parts) == answered(question, *reversed(parts)) == whole
