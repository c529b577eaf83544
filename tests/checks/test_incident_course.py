"""Where an incident stands, from its steps alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.checks.incident_course import course, mean_time
from hypercare.model.incident import Incident, Severity, Step, StepKind

BEGAN = datetime(2026, 9, 22, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def incident(*steps: tuple[str, int, float, str]) -> Incident:
    """An incident of steps: the kind, the level, after how many minutes, and who has it then."""
    made = tuple(
        Step(StepKind(kind), level, BEGAN + after * MINUTE, f"by-{level}", BEGAN, owner)
        for kind, level, after, owner in steps
    )
    return Incident("i-1", "biza", "It broke", Severity.S2, False, BEGAN, "alert", BEGAN, made)


RAISED = ("raised", 1, 0, "")
ACKED = ("acknowledged", 1, 4, "Lestari")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([RAISED], ("raised", 1, 1, "", None, None)),
        ([RAISED, ACKED], ("acknowledged", 1, None, "Lestari", 4, None)),
        ([RAISED, ("raised", 2, 9, "")], ("raised", 2, 2, "", None, None)),
        ([RAISED, ACKED, ("raised", 2, 9, "")], ("raised", 2, 2, "Lestari", 4, None)),
        ([RAISED, ACKED, ("assigned", 1, 5, "Putri")], ("acknowledged", 1, None, "Putri", 4, None)),
        ([RAISED, ACKED, ("mitigated", 1, 20, "")], ("mitigated", 1, None, "Lestari", 4, None)),
        ([RAISED, ACKED, ("resolved", 1, 60, "")], ("resolved", 1, None, "Lestari", 4, 60)),
        ([RAISED, ("resolved", 1, 60, "")], ("resolved", 1, None, "", None, 60)),
        ([RAISED, ACKED, ("resolved", 1, 60, ""), ("reopened", 1, 70, "")],
         ("acknowledged", 1, None, "Lestari", 4, None)),
        ([RAISED, ACKED, ("mitigated", 1, 9, ""), ("resolved", 1, 60, ""), ("reopened", 1, 70, "")],
         ("acknowledged", 1, None, "Lestari", 4, None)),
        ([RAISED, ACKED, ("resolved", 1, 60, ""), ("reopened", 1, 70, ""), ("resolved", 1, 90, "")],
         ("resolved", 1, None, "Lestari", 4, 90)),
        ([RAISED, ACKED, ("noted", 1, 5, "")], ("acknowledged", 1, None, "Lestari", 4, None)),
    ],
    ids=["new", "acknowledged", "raised further", "another level waits", "assigned", "mitigated", "resolved",
         "resolved unseen", "reopened", "reopened hurts again", "resolved again", "noted"],
)  # fmt: skip
def test_where_an_incident_stands(
    steps: list[tuple[str, int, float, str]], expected: tuple[str, int, int | None, str, float | None, float | None]
) -> None:
    found = course(incident(*steps))
    times = [None if span is None else span / MINUTE for span in (found.time_to_acknowledge, found.time_to_resolve)]
    assert (found.standing.value, found.level, found.awaits and found.awaits.level, found.owner, *times) == expected
    assert found.is_open is (found.standing.value != "resolved")


def test_each_level_has_its_own_time() -> None:
    found = course(incident(RAISED, ACKED, ("raised", 2, 4, ""), ("acknowledged", 2, 15, ""), ("raised", 3, 15, "")))
    assert [(each.level, each.took and each.took / MINUTE) for each in found.visits] == [(1, 4), (2, 11), (3, None)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(StepKind)), st.integers(1, 3)), max_size=12))
def test_any_steps_have_a_course(steps: list[tuple[StepKind, int]]) -> None:
    found = course(incident(RAISED, *((kind.value, level, at, "") for at, (kind, level) in enumerate(steps, start=1))))
    assert all(each.took is None or each.took >= timedelta() for each in found.visits)
    assert (found.resolved_at is None) is found.is_open
    assert found.awaits is None or found.is_open


def test_means_are_of_those_that_there_are() -> None:
    assert mean_time([]) is mean_time([None]) is None
    assert mean_time([MINUTE, None, 3 * MINUTE]) == 2 * MINUTE
