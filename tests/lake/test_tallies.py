"""Events counted by source and name: what was known when."""

from pathlib import Path

import pytest

from hypercare.lake.files import RealFiles
from hypercare.lake.samples import newest_samples
from hypercare.lake.tallies import Known, tallies
from lake.loading import NOW, NOW_US, Lake


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Two events that were pushed at `NOW_US`."""
    made = Lake(tmp_path, RealFiles())
    made.segment(0, "a b")
    made.loader.load_ready(NOW)
    return made


@pytest.mark.parametrize(
    ("known", "events"),
    [
        pytest.param(Known(NOW_US - 1), 2, id="a set clock does not hide what was pushed"),
        pytest.param(Known(NOW_US - 1, past=True), 0, id="in the past it was not known yet"),
        pytest.param(Known(NOW_US, past=True), 2, id="from its receipt on it was"),
    ],
)
def test_what_was_pushed_is_known_from_its_receipt_on(lake: Lake, known: Known, events: int) -> None:
    files = lake.tables.files("events")
    assert sum(each.events for each in tallies(lake.tables, files, known)) == events
    sampled = newest_samples(lake.tables, files, ["order"], known)
    assert sum(sample.num_rows for sample in sampled.values()) == events
