"""What is compiled beside the demo's seeding: all that judging its launches runs on."""

from pathlib import Path

import pytest

from hypercare.app.usecases.demo.compiling import compiled_beside, is_compiled, judge_smallest


def test_judging_the_smallest_launch_compiles_what_the_mark_says(tmp_path: Path) -> None:
    judge_smallest(tmp_path)
    assert is_compiled()


def test_what_fails_meanwhile_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), compiled_beside():
        _ = 1 // 0
