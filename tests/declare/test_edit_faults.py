"""What is wrong with a launch is said at the field that shows it."""

from dataclasses import replace

import pytest

from hypercare.declare.edit.edit import read_form, write_form
from hypercare.declare.edit.faults import Fault, checked
from hypercare.declare.edit.fields import field_of
from hypercare.declare.edit.form import (
    GuardrailForm,
    LaunchForm,
    MetricForm,
    PersonForm,
    SanityForm,
    StepForm,
    ThresholdForm,
)
from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch
from hypercare.model.errors import InvalidFile

FILE = "launch.yaml"


def faults(text: str) -> tuple[Fault, ...]:
    return checked(text, read_form(text, file=FILE), file=FILE).faults


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("launch: kirim-massal", "launch: Kirim Massal", "id"),
        ("live: 2026-09-22T09:00", "live: soon", "live"),
        ("timezone: Asia/Jakarta", "timezone: Jakarta", "timezone"),
        ("{account: shop_id}", "account", "unit_key"),
        ("lateness: 6 hours", "lateness: 6", "lateness"),
        ("expected_units: 1500", "expected_units: many", "segment.expected_units"),
        ("country: {not: SG}", "country: {not: []}", "segment.name"),
        ("email: nasution@example.com", "email: nasution", "squad.3.email"),
        ("until: day 90", "until: 90", "squad.6.until"),
        ("within: 2 hours", "within: 2", "metrics.0.steps.3.within"),
        ("    within: 1 day", "    within: 1", "metrics.0.within"),
        ("[insurance_accepted, insurance_offered]", "[insurance_accepted]", "metrics.1.steps.0.event"),
        ("at_least: 40", "at_least: 0", "metrics.4.at_least"),
        ("every: calendar quarter}}", "every: quarterly}}", "metrics.4.every"),
        ("brackets: [0-30, 31-60, 61-90]", "brackets: [0-30, 20-60]", "metrics.5.cells"),
        ("per: 1000 active accounts", "per: 1000 active users", "metrics.6.per"),
        ("primary: [completion", "primary: [complete", "primary"),
        ("completion: {success: 42%, failure: 35%}", "completion: {success: 42%, failure: 45%}", "gates.0.failure"),
        ("bracket: 61-90, success", "bracket: 1-2, success", "gates.2.cell"),
        ("day 90:", "day nine:", "gates.2.gate"),
        ("rollback: 300% of before", "rollback: 100% of before", "guardrails.0.rollback"),
        ("{at least: 90% of control}", "{at least: much}", "guardrails.1.limit"),
        ("[platform, region]", "[platform, platform]", "segments.1"),
        ("watch: [harbolnas", "watch: [harbolna", "peaks.watch.0"),
        ("weekly: Monday 10:00", "weekly: Mondays", "rituals.weekly"),
        ("https://example.com/bulk", "ftp://example.com", "sanity.0.get"),
        ("error_rate: {below: 0.5%", "error_rate: {below: 50", ""),
    ],
)
def test_a_fault_has_its_field(old: str, new: str, field: str) -> None:
    assert old in EXAMPLE
    found = faults(EXAMPLE.replace(old, new, 1))
    assert found
    assert found[0].field == field
    assert all(fault.line > 0 for fault in found)


def test_faults_are_the_problems_that_validate_reports() -> None:
    text = EXAMPLE.replace("42%", "420%").replace("Asia/Jakarta", "Jakarta").replace("at_least: 40", "at_least: 0")
    with pytest.raises(InvalidFile) as refused:
        read_launch(text, file=FILE)
    said = {(each.line, each.what, each.expected, each.nearest) for each in refused.value.problems}
    assert {(each.line, each.what, each.expected, each.nearest) for each in faults(text)} == said


def test_at_its_field_a_fault_needs_no_place() -> None:
    assert faults(EXAMPLE.replace("42%", "420%"))[0].here == "420% is no share, and this metric is one"


def test_a_sound_text_is_a_launch() -> None:
    assert checked(EXAMPLE, read_form(EXAMPLE, file=FILE), file=FILE).launch == read_launch(EXAMPLE, file=FILE)


COMPLETION = MetricForm("completion", "funnel", (StepForm("a"), StepForm("b")), within="1 day")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (LaunchForm(metrics=(COMPLETION, COMPLETION)), "metrics.1.name"),
        (LaunchForm(metrics=(replace(COMPLETION, name=""),)), "metrics.0.name"),
        (LaunchForm(gates=(ThresholdForm("day 30", "a", "1"), ThresholdForm("day 30", "a", "2"))), "gates.1.metric"),
        (LaunchForm(gates=(ThresholdForm("", "a", "1"),)), "gates.0.gate"),
        (LaunchForm(gates=(ThresholdForm("day 30", "", "1"),)), "gates.0.metric"),
        (LaunchForm(guardrails=(GuardrailForm("a"), GuardrailForm("a"))), "guardrails.1.metric"),
        (LaunchForm(guardrails=(GuardrailForm("", "at most", "1"),)), "guardrails.0.metric"),
        (LaunchForm(squad=(PersonForm("driver", "A"), PersonForm("driver", "B"))), "squad.1.role"),
        (LaunchForm(squad=(PersonForm("", "A"),)), "squad.0.role"),
    ],
    ids=[
        "doubled metric", "unnamed metric", "doubled threshold", "no gate", "no metric", "doubled guardrail",
        "unnamed guardrail", "two drivers", "no role",
    ],
)  # fmt: skip
def test_rows_that_no_file_can_hold_are_faults(form: LaunchForm, field: str) -> None:
    text = write_form("", replace(form, id="x"), file=FILE)
    found = checked(text, form, file=FILE)
    assert found.launch is None
    assert field in {fault.field for fault in found.faults if fault.line == 0}


def test_empty_rows_do_not_move_the_others() -> None:
    form = LaunchForm(
        metrics=(replace(COMPLETION, steps=(StepForm(), StepForm("a"), StepForm("b"))),),
        segments=("", "platform"),
        sanity=(SanityForm(), SanityForm("page", "ftp://x")),
    )
    assert field_of(("metrics", "completion", "funnel", 1, "event"), form) == "metrics.0.steps.2.event"
    assert field_of(("segments", 0), form) == "segments.1"
    assert field_of(("sanity", 0, "get"), form) == "sanity.1.get"
