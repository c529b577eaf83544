"""Everything that is wrong with a launch as it stands in a form, each with the field and the line that it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from hypercare.declare.edit.fields import field_of
from hypercare.declare.edit.form import ROLES, SEVERAL, LaunchForm
from hypercare.declare.launch_file import launch_of, reviewed
from hypercare.declare.reading.complaints import MOST_PROBLEMS, Complaint, place, shown
from hypercare.declare.reading.yaml_lines import Document, Path, parse_yaml
from hypercare.model.errors import InvalidFile
from hypercare.model.launch import Launch


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `field` is its place in the form, empty where no field shows it; `line` 0 where no line does.

    `here` says what is wrong to somebody who looks at the field: without the place in the file.
    """

    field: str
    line: int
    what: str
    expected: str = ""
    nearest: tuple[str, ...] = ()
    here: str = ""


@dataclass(frozen=True)
class Checked:
    """A launch, or everything that keeps the text from being one."""

    launch: Launch | None
    faults: tuple[Fault, ...]


def checked(text: str, form: LaunchForm, *, file: str) -> Checked:
    """What the text declares, in the words of `hypercare validate`, and what the form has that no text can hold."""
    own = tuple(form_faults(form))
    try:
        document = parse_yaml(text, file=file)
    except InvalidFile as error:
        return Checked(None, (*own, *(Fault("", each.line, each.what, each.expected) for each in error.problems)))
    model, complaints = reviewed(document)
    faults = (*own, *_of_document(document), *_of_complaints(document, complaints, form))
    if faults or model is None:
        return Checked(None, tuple(dict.fromkeys(faults))[:MOST_PROBLEMS])
    return Checked(launch_of(model, digest=sha256(text.encode()).hexdigest()), ())


def _of_document(document: Document) -> Iterator[Fault]:
    for problem in document.problems:
        yield Fault("", problem.line, problem.what, problem.expected, problem.nearest)


def _of_complaints(document: Document, complaints: Sequence[Complaint], form: LaunchForm) -> list[Fault]:
    found = []
    for complaint in complaints:
        problem = complaint.problem(document)
        field = field_of(complaint.path, form)
        here = _without_place(problem.what, complaint.path)
        found.append(Fault(field, problem.line, problem.what, problem.expected, problem.nearest, here))
    return sorted(found, key=lambda fault: (fault.line, fault.what))


def _without_place(what: str, path: Path) -> str:
    """The sentence without the place that it begins with."""
    for length in range(len(path), 0, -1):
        start = f"{place(path[:length])}: "
        if what.startswith(start):
            return what.removeprefix(start)
    return what


def form_faults(form: LaunchForm) -> Iterator[Fault]:
    """Rows that stand in the form and cannot stand in a file: without a name, or with one that is taken."""
    yield from _metrics(form)
    yield from _thresholds(form)
    yield from _repeated("guardrails", "metric", [row.metric for row in form.guardrails], "a guardrail for {}")
    for index, row in enumerate(form.guardrails):
        if not row.metric and (row.limit or row.rollback):
            yield Fault(f"guardrails.{index}.metric", 0, "the guardrail names no metric", "one of the metrics above")
    conditions = [f"{row.key} {row.op}" if row.key else "" for row in form.segment.where]
    yield from _repeated("segment.where", "key", conditions, "the condition {}")
    yield from _people(form)


def _metrics(form: LaunchForm) -> Iterator[Fault]:
    yield from _repeated("metrics", "name", [metric.name for metric in form.metrics], "the metric {}")
    for index, metric in enumerate(form.metrics):
        if not metric.name and any(step.event for step in metric.steps):
            yield Fault(f"metrics.{index}.name", 0, "the metric has no name", "a short name, such as completion")


def _thresholds(form: LaunchForm) -> Iterator[Fault]:
    asked = [f"{row.metric} at {row.gate}" if row.gate and row.metric else "" for row in form.gates]
    yield from _repeated("gates", "metric", asked, "{}")
    for index, row in enumerate(form.gates):
        if not row.gate and (row.metric or row.success or row.failure):
            yield Fault(f"gates.{index}.gate", 0, "it is not said when this is judged", "day 30, or cycle end")
        if not row.metric and (row.success or row.failure):
            yield Fault(f"gates.{index}.metric", 0, "the gate names no metric", "one of the metrics above")


def _people(form: LaunchForm) -> Iterator[Fault]:
    single = [row.role if row.role not in SEVERAL and row.name else "" for row in form.squad]
    yield from _repeated("squad", "role", single, "the role {}")
    for index, row in enumerate(form.squad):
        if row.role not in ROLES and (row.name or row.email):
            yield Fault(f"squad.{index}.role", 0, "the person has no role", f"one of {', '.join(ROLES)}")


def _repeated(part: str, field: str, names: Sequence[str], said: str) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name and name in names[:index]:
            what = f"{said.format(shown(name))} stands here twice"
            yield Fault(f"{part}.{index}.{field}", 0, what, "each once")
