"""The manual of the checks is generated, current and whole."""

import re
from pathlib import Path

import pytest

from hypercare.checks.check import Check
from hypercare.checks.manual import manual
from hypercare.checks.registry import all_checks

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
CHECKS = [pytest.param(check, id=check.id) for check in all_checks()]


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "run: python tools/write_docs.py"


def test_ids_name_one_check_each() -> None:
    ids = [check.id for check in all_checks()]
    assert len(ids) == len(set(ids)) >= 10
    assert ids == sorted(ids)


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_says_everything_of_itself(check: Check) -> None:
    assert re.fullmatch(r"(ENTRY|GATE|EXIT|TRACK|ANTI)(-[A-Z]+)+", check.id)
    told = (check.title, check.looks_for, check.why, check.trips, check.passes, check.source)
    assert all(len(text) >= 5 and not text.endswith(".") for text in told)
    assert check.trips != check.passes
    assert f"\n## {check.id}\n" in manual()


@pytest.mark.parametrize("check", CHECKS)
def test_a_source_within_the_house_exists(check: Check) -> None:
    named = re.match(r"docs/(\S+?)\.md", check.source)
    assert named is None or (PAGE.parent / f"{named[1]}.md").exists()
