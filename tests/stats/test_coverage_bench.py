"""The coverage bench, small and seeded: exact sequences cover, the textbook interval does not, every row is there."""

import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "bench" / "coverage.py"
SPEC = importlib.util.spec_from_file_location("bench_coverage", PATH)
assert SPEC is not None
assert SPEC.loader is not None
coverage = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = coverage
SPEC.loader.exec_module(coverage)

EXACT = [cell for cell in coverage.cells() if cell.bar and cell.name.startswith(("proportion", "rate"))]
WALD = [cell for cell in coverage.cells() if "Wald" in cell.name]


@pytest.mark.parametrize("cell", EXACT, ids=[cell.name for cell in EXACT])
def test_exact_sequences_cover_under_daily_looking(cell):
    missed, spoken = coverage.shares(cell, 1000)
    assert missed <= 0.05
    assert spoken == 1


@pytest.mark.parametrize("cell", WALD, ids=[cell.name for cell in WALD])
def test_the_bench_sees_an_interval_that_does_not_cover(cell):
    missed, _ = coverage.shares(cell, 500)
    assert missed > 0.15


def test_the_exact_interval_covers_at_every_share():
    assert coverage.clopper_pearson_miss(30) <= 0.05


def test_the_bench_reports_every_cell_once():
    rows = []

    class Rows:
        def row(self, metric, value, unit, bar):
            rows.append((metric, value, unit, bar))

    coverage.run(Rows(), simulations=10)
    names = [row[0] for row in rows]
    assert len(set(names)) == len(names)
    assert {cell.name for cell in coverage.cells()} < set(names)
    assert all(0 <= row[1] <= 100 for row in rows)
