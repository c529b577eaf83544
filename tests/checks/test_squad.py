"""What a squad lacks."""

import pytest

from hypercare.checks.entrance.squad import duties, squad_gaps
from hypercare.declare.launch_file import read_launch
from hypercare.model.launch import Launch

WHOLE = """\
  driver: {name: A. Putri, email: Putri@example.com}
  engineering: [{name: B. Santoso, email: santoso@example.com}]
  analyst: {name: D. Wijaya, email: wijaya@example.com}
  support_lead: {name: E. Lestari, email: lestari@example.com}
  designer: {name: F. Halim, email: halim@example.com}
  fixer: {name: B. Santoso, email: santoso@example.com, until: day 90, covers: uploads}
  approvers: [{name: C. Dewi, email: dewi@example.com}]
"""
KNOWN = frozenset({"putri@example.com"})


def launch(squad: str) -> Launch:
    text = (
        f"launch: biza\ntitle: Biza\nlive: 2026-09-22T09:00\ntimezone: Asia/Jakarta\nunit: user\nsegment: all\n"
        f"business_cycle: calendar month\nsquad:\n{squad}metrics: {{opens: {{count: opened}}}}\n"
        "gates: {day 30: {opens: {success: 1}}}\n"
    )
    return read_launch(text, file="biza.yaml")


@pytest.mark.parametrize(
    ("squad", "known", "found"),
    [
        (WHOLE, KNOWN, []),
        (WHOLE.replace("until: day 90", "until: day 30"), KNOWN, ["entry-squad-fixer-month"]),
        (WHOLE.replace("until: day 90", "until: day 31"), KNOWN, ["entry-squad-fixer-leaves"]),
        (WHOLE.replace(", until: day 90", ""), KNOWN, []),
        (WHOLE.replace("{name: D. Wijaya, email: wijaya@example.com}", "D. Wijaya"), KNOWN, ["entry-squad-no-address"]),
        (WHOLE, frozenset({"somebody@example.com"}), ["entry-squad-unknown"]),
        (WHOLE.partition("  fixer")[0], KNOWN, ["entry-squad-no-role", "entry-squad-no-role"]),
    ],
    ids=["whole", "gone in month two", "gone before day 90", "no end", "without address", "nobody known", "two roles"],
)  # fmt: skip
def test_what_a_squad_lacks(squad: str, known: frozenset[str], found: list[str]) -> None:
    assert [gap.text.id for gap in squad_gaps(launch(squad), known)] == found


def test_who_is_what() -> None:
    found = [(each.role, each.who.name) for each in duties(launch(WHOLE).squad)]
    assert found[1] == ("engineering", "B. Santoso")
    assert len(found) == 7


def test_nobody_at_all_lacks_every_role_and_no_addresses() -> None:
    gaps = squad_gaps(launch("  {}\n"), KNOWN)
    assert [gap.id for gap in gaps] == ["role"] * 7
