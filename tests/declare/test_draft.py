"""Drafts are valid as they stand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.declare.draft import Answers, draft_launch
from hypercare.declare.launch_file import read_launch
from hypercare.model.errors import InvalidFile
from hypercare.model.metrics import Cycle, CycleKind, FunnelMetric, Unit, UnitKind

ANSWERS = Answers(
    id="my-launch",
    title="My launch",
    live=datetime(2026, 9, 22, 9),  # noqa: DTZ001 local by contract: the zone is an answer of its own
    timezone="Asia/Jakarta",
    segment="Everybody",
    steps=("opened", "done"),
    success=0.42,
    failure=0.35,
)
# Any letter, sign or emoji, but controls, separators, surrogates, and the marks that turn text around.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=TURNING),
    min_size=1,
    max_size=60,
)  # fmt: skip
NAMES = TEXTS.filter(lambda text: text == text.strip())
SHARES = st.integers(min_value=1, max_value=9999)
CYCLES = st.one_of(
    st.sampled_from([Cycle(CycleKind.CALENDAR_MONTH), Cycle(CycleKind.CALENDAR_QUARTER)]),
    st.builds(Cycle, st.sampled_from([CycleKind.FROM_ACTIVATION, CycleKind.TRAILING]), st.integers(1, 1100)),
    st.builds(Cycle, st.just(CycleKind.NONE), reason=NAMES),
)
UNITS = st.one_of(st.sampled_from([Unit(), Unit(UnitKind.DEVICE)]), st.builds(Unit, st.just(UnitKind.ACCOUNT), NAMES))


@given(
    title=NAMES,
    segment=NAMES,
    steps=st.lists(NAMES, min_size=2, max_size=32).map(tuple),
    levels=st.tuples(SHARES, SHARES).filter(lambda pair: pair[0] != pair[1]).map(sorted),
    within=st.timedeltas(min_value=timedelta(milliseconds=1), max_value=timedelta(days=365)),
    cycle=CYCLES,
    unit=UNITS,
    driver=st.one_of(st.just(""), NAMES),
    live=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001 local by contract
)
def test_any_legal_answers_make_a_valid_file(**given_answers: object) -> None:
    failure, success = (level / 10_000 for level in given_answers.pop("levels"))  # type: ignore[attr-defined]  # two integers
    answers = replace(ANSWERS, success=success, failure=failure, **given_answers)
    launch = read_launch(draft_launch(answers), file="draft.yaml")
    completion = launch.metrics["completion"]
    assert isinstance(completion, FunnelMetric)
    assert tuple(step.ref.event for step in completion.steps) == answers.steps
    assert (launch.title, launch.segment.name, launch.unit, launch.cycle) == (
        answers.title, answers.segment, answers.unit, answers.cycle,
    )  # fmt: skip
    assert (completion.within, launch.gates[0].thresholds[0].success) == (answers.within, success)
    assert launch.squad.driver is None if not answers.driver else launch.squad.driver.name == answers.driver


def test_the_header_points_the_editor_to_the_schema() -> None:
    text = draft_launch(ANSWERS, schema="../docs/launch.schema.json")
    assert text.startswith("# yaml-language-server: $schema=../docs/launch.schema.json\n")


def test_what_nothing_reports_yet_holds_no_launch() -> None:
    assert not read_launch(draft_launch(ANSWERS), file="draft.yaml").stability


def test_a_schema_path_cannot_break_out_of_its_comment() -> None:
    assert "\nlaunch: evil" not in draft_launch(ANSWERS, schema="x\nlaunch: evil")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (replace(ANSWERS, id="My Launch"), "nearest: my-launch"),
        (replace(ANSWERS, timezone="Asia/Jakata"), "nearest: Asia/Jakarta"),
        (replace(ANSWERS, steps=("opened",)), "too few entries"),
        (replace(ANSWERS, failure=0.5), "more is better"),
        (replace(ANSWERS, driver="A", driver_email="nobody"), "is not an e-mail address"),
        (replace(ANSWERS, title="a\nb"), "line break"),
    ],
)
def test_illegal_answers_are_reported_like_slips_in_a_file(changed: Answers, says: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        draft_launch(changed)
    assert says in str(caught.value)


def test_the_comments_are_examples_that_hold() -> None:
    """Every commented line that looks like YAML is valid when its hash is taken away."""
    text = draft_launch(replace(ANSWERS, driver="A. Putri"))
    people = ("engineering", "approvers")
    rest = ("where", "expected_units", "exposure", "repeat", "back", "segments", "peaks")
    for key in (*people, *rest, "feedback"):
        assert f"# {key}: " in text
        text = text.replace(f"# {key}: ", f"{key}: ")
    for key in ("stability:", "  error_rate:", "  crash_free_users:", "  latency:"):
        assert f"\n# {key}" in text
        text = text.replace(f"\n# {key}", f"\n{key}")
    launch = read_launch(text, file="draft.yaml")
    assert len(launch.stability) == 3
    assert set(launch.metrics) == {"completion", "tickets", "repeat", "back"}
    assert launch.peaks is not None
