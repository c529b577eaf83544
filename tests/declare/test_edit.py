"""A launch file and the form over it: nothing is lost, and nothing moves that nobody touched."""

from dataclasses import fields, replace
from difflib import ndiff

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.declare.edit.edit import kept, normal, read_form, write_form
from hypercare.declare.edit.form import (
    AT_LEAST,
    AT_MOST,
    KINDS,
    ROLES,
    ConditionForm,
    GuardrailForm,
    LaunchForm,
    MetricForm,
    PeaksForm,
    PersonForm,
    RitualsForm,
    SanityForm,
    SegmentForm,
    StepForm,
    SupportForm,
    ThresholdForm,
)
from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch
from hypercare.model.errors import InvalidFile
from hypercare.model.metrics import Op

FILE = "launch.yaml"
FUNNEL = "{funnel: [opened,  {event: picked, where: {rows: {above: 1, below: 9}}}, done]"
HAND_MADE = """\
# Ours, do not reformat.
launch:   kirim      # the id


title: 'Kirim "massal"'
live: 2026-09-22T09:00
timezone: Asia/Jakarta
segment: Shops            # everybody

# What we measure
metrics:
    # the one that counts
    completion: {funnel: [opened,  {event: picked, where: {rows: {above: 1, below: 9}}}, done],  within:   1 day}
    tickets:
        rate: support_ticket   # from the desk
        per: 1000 active users
squad:
  engineering:
  - S. Wulandari    # on call
  - {name: T. Siregar, email: t@example.com}
business_cycle: calendar month
gates:
  day 30:
    completion: {success: 42%, failure: 35%, days: 0-30}  # agreed on 3 May
stability: {error_rate: {below: 0.5%}}
"""


def _form(text: str = HAND_MADE) -> LaunchForm:
    return read_form(text, file=FILE)


def _changed_lines(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[:1] in "+-"]


@pytest.mark.parametrize("text", [EXAMPLE, HAND_MADE, HAND_MADE.replace("\n", "\r\n")], ids=["example", "odd", "crlf"])
def test_an_unchanged_form_gives_the_text_back(text: str) -> None:
    assert write_form(text, read_form(text, file=FILE), file=FILE) == text


def _metric(form: LaunchForm, index: int, **changes: object) -> LaunchForm:
    rows = list(form.metrics)
    rows[index] = replace(rows[index], **changes)  # type: ignore[arg-type]
    return replace(form, metrics=tuple(rows))


CHANGES = {
    "a scalar": (
        lambda form: replace(form, title="Kirim massal: dua"),
        ["- title: 'Kirim \"massal\"'", '+ title: "Kirim massal: dua"'],
    ),
    "a value inside braces": (
        lambda form: _metric(form, 0, within="2 days"),
        [
            f"-     completion: {FUNNEL},  within:   1 day}}",
            f"+     completion: {FUNNEL},  within:   2 days}}",
        ],
    ),
    "a new name keeps what stands around it": (
        lambda form: _metric(form, 1, name="complaints"),
        ["-     tickets:", "+     complaints:"],
    ),
    "a new part takes its place among the others": (
        lambda form: replace(form, lateness="6 hours"),
        ["+ lateness: 6 hours"],
    ),
    "a part taken out": (lambda form: replace(form, cycle=""), ["- business_cycle: calendar month"]),
    "a person taken out": (
        lambda form: replace(form, squad=form.squad[1:]),
        ["-   - S. Wulandari    # on call"],
    ),
    "a person added": (
        lambda form: replace(form, squad=(*form.squad, PersonForm("engineering", "U. Baru"))),
        ["+   - U. Baru"],
    ),
    "a threshold keeps the days the form does not show": (
        lambda form: replace(form, gates=(replace(form.gates[0], success="45%"),)),
        [
            "-     completion: {success: 42%, failure: 35%, days: 0-30}  # agreed on 3 May",
            "+     completion: {success: 45%, failure: 35%, days: 0-30}  # agreed on 3 May",
        ],
    ),
    "a gate added": (
        lambda form: replace(form, gates=(*form.gates, ThresholdForm("cycle end", "completion", "50%"))),
        ["+   cycle end:", "+     completion: {success: 50%}"],
    ),
    "a number where the file has a name": (
        lambda form: replace(form, segment=replace(form.segment, expected_units="1200")),
        [
            "- segment: Shops            # everybody",
            "+ segment: {name: Shops, expected_units: 1200}            # everybody",
        ],
    ),
}


@pytest.mark.parametrize(("change", "lines"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_touches_its_own_lines_only(change, lines: list[str]) -> None:  # type: ignore[no-untyped-def]
    form = change(_form())
    text = write_form(HAND_MADE, form, file=FILE)
    assert [line.rstrip() for line in _changed_lines(HAND_MADE, text) if line.strip("+- ")] == lines
    assert read_form(text, file=FILE) == form


def test_a_step_moves_with_the_filter_that_the_form_does_not_show() -> None:
    form = _form()
    first, picked, done = form.metrics[0].steps
    text = write_form(HAND_MADE, _metric(form, 0, steps=(picked, first, done)), file=FILE)
    assert "[{event: picked, where: {rows: {above: 1, below: 9}}},  opened, done]" in text


def test_what_the_form_does_not_show_is_said() -> None:
    assert kept(HAND_MADE, file=FILE) == (
        ("metrics", "completion", "funnel", 1),
        ("gates", "day 30", "completion", "days"),
        ("stability",),
    )


def test_the_dates_of_peaks_stay_with_the_calendar() -> None:
    text = HAND_MADE + "peaks: {calendar: id, watch: [payday], days: {our_sale: 2026-11-03, payday: 2026-10-28}}\n"
    form = read_form(text, file=FILE)
    watching = replace(form, peaks=replace(form.peaks, watch=("payday", "our_sale"), require="one"))
    written = write_form(text, watching, file=FILE)
    assert "watch: [payday, our_sale]" in written
    assert "days: {our_sale: 2026-11-03, payday: 2026-10-28}" in written
    assert ("peaks", "days") in kept(text, file=FILE)
    assert "our_sale" not in write_form(text, replace(form, peaks=PeaksForm()), file=FILE)


def test_a_metric_beyond_the_form_stays_as_it_is() -> None:
    odd = HAND_MADE.replace("rate: support_ticket", "rate: [1, 2]")
    form = read_form(odd, file=FILE)
    assert form.metrics[1] == MetricForm("tickets")
    text = write_form(odd, replace(form, title="Lain"), file=FILE)
    assert "rate: [1, 2]   # from the desk" in text


def test_a_new_file_is_a_launch_with_comments_that_teach() -> None:
    form = replace(read_form(EXAMPLE, file=FILE), guardrails=())
    text = write_form("", form, file=FILE)
    assert read_launch(text, file=FILE).metrics.keys() == read_launch(EXAMPLE, file=FILE).metrics.keys()
    assert "# When the launch is judged" in text
    assert read_form(text, file=FILE) == form


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x [*x, *x]\n", "anchor"),
        ("launch: !!python/object:os.system x\n", "YAML tag"),
        ("a: " + "[" * 40 + "]" * 40, "nested more than"),
        ("title: x\n" * 2, "written twice"),
        ("- a list\n", "not a mapping"),
        ("launch: x\x00\n", "control character"),
        ("x" * 300_000, "bytes"),
        ("launch: [a\nb: c\n", "not closed"),
    ],
    ids=["anchors", "tags", "deep", "doubled", "list", "control", "large", "syntax"],
)
def test_hostile_text_is_refused(text: str, what: str) -> None:
    with pytest.raises(InvalidFile, match=what):
        read_form(text, file=FILE)
    with pytest.raises(InvalidFile, match=what):
        write_form(text, LaunchForm(title="x"), file=FILE)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a: b # c",
        "{x}",
        "\x00\u202eevil",
        "'",
        '"',
        "007",
        "null",
        "- x",
        "!!tag",
        "&a *b",
    ],
)
def test_hostile_names_are_text(hostile: str) -> None:
    form = LaunchForm(id="x", title=hostile, squad=(PersonForm("driver", hostile),))
    text = write_form("", form, file=FILE)
    assert read_form(text, file=FILE) == normal(form)
    assert read_form(text, file=FILE).title == hostile.replace("\x00\u202e", "")


TYPED = st.one_of(
    st.sampled_from(["", "bulk_opened", "42%", "1 day", "0.30", "12", "60, 90", "0-30, 31-60", "007", "true", "1e400"]),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(alphabet="ab:#{}[],&*!|>'\"%@`- ?\\~<", max_size=8),
)


def _rows(row: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(row, max_size=3).map(tuple)


STEPS = st.builds(StepForm, TYPED, st.booleans(), TYPED)
FORMS = st.builds(
    LaunchForm,
    **{each.name: TYPED for each in fields(LaunchForm) if each.type == "str" or each.type is str},
    segment=st.builds(
        SegmentForm,
        TYPED,
        _rows(st.builds(ConditionForm, TYPED, st.sampled_from([*Op]), TYPED)),
        TYPED,
        st.sampled_from(["", "event", "flag"]),
        TYPED,
    ),
    squad=_rows(st.builds(PersonForm, st.sampled_from(ROLES), TYPED, TYPED, TYPED)),
    metrics=_rows(
        st.builds(
            MetricForm,
            TYPED,
            st.sampled_from(KINDS),
            _rows(STEPS),
            *[TYPED] * 5,
            by=st.sampled_from(["", "cadence", "brackets", "rolling"]),
            period=TYPED,
            cells=TYPED,
        )
    ),
    primary=_rows(TYPED),
    gates=_rows(st.builds(ThresholdForm, st.sampled_from(["day 30", "cycle end", "x"]), TYPED, TYPED, TYPED, TYPED)),
    guardrails=_rows(st.builds(GuardrailForm, TYPED, st.sampled_from([AT_MOST, AT_LEAST]), TYPED, TYPED)),
    segments=_rows(TYPED),
    peaks=st.builds(PeaksForm, TYPED, _rows(TYPED), TYPED),
    rituals=st.builds(RitualsForm, TYPED, TYPED, TYPED),
    support=st.builds(SupportForm, TYPED, _rows(TYPED)),
    sanity=_rows(st.builds(SanityForm, TYPED, TYPED, TYPED, TYPED)),
)


@settings(max_examples=50, deadline=None)
@given(FORMS)
def test_form_to_text_to_form_is_the_identity(form: LaunchForm) -> None:
    said = normal(form)
    if said == LaunchForm():
        return
    text = write_form("", said, file=FILE)
    assert read_form(text, file=FILE) == said
    assert write_form(text, said, file=FILE) == text


@settings(max_examples=50, deadline=None)
@given(FORMS)
def test_any_form_can_be_written_over_any_file(form: LaunchForm) -> None:
    said = normal(form)
    text = write_form(HAND_MADE, said, file=FILE)
    assert read_form(text, file=FILE) == said
