"""What must fit together between metrics and the levels that gates and guardrails hold them against."""

from collections.abc import Iterator

from hypercare.declare.launch_checks import Names, below, launch_cycle, undeclared
from hypercare.declare.reading.complaints import Complaint, closest, one_of, place, shown
from hypercare.declare.reading.yaml_lines import Path
from hypercare.declare.schema import LaunchFile
from hypercare.declare.specs.gates import ThresholdSpec, gate_day
from hypercare.declare.specs.metric import MetricSpec
from hypercare.declare.values.levels import Form, Written, as_percent
from hypercare.model.metrics import CycleKind


def gate_complaints(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    """Everything in the gates and guardrails that does not fit the metrics."""
    for gate, thresholds in file.gates.items():
        yield from _cycle_end(file, gate)
        for metric, threshold in thresholds.items():
            yield from _threshold(file, names, ("gates", gate, metric), threshold)
    for metric, guardrail in file.guardrails.items():
        path: Path = ("guardrails", metric)
        yield from below(path, guardrail.findings())
        levels = {"at most": guardrail.at_most, "at least": guardrail.at_least, "rollback": guardrail.rollback}
        yield from _levels(file, names, path, levels)
        yield from _unplaced_cells(file, path, metric)


def _cycle_end(file: LaunchFile, gate: str) -> Iterator[Complaint]:
    cycle = launch_cycle(file)
    if gate_day(gate) is None and cycle is not None and cycle.kind is CycleKind.NONE:
        what = "the gate cycle end has no cycle to end: business_cycle is none"
        yield Complaint(("gates", gate), what, "a business cycle, or a gate such as day 90")


def _threshold(file: LaunchFile, names: Names, path: Path, threshold: ThresholdSpec) -> Iterator[Complaint]:
    gate, metric = str(path[1]), str(path[2])
    levels = {"success": threshold.success, "failure": threshold.failure}
    yield from _levels(file, names, path, levels)
    spec = file.metrics.get(metric)
    if threshold.failure is not None:
        yield from _order(path, spec, threshold.success, threshold.failure)
    if spec is not None:
        yield from _cell(path, spec, threshold)
    yield from _days(path, gate, threshold)


def _levels(file: LaunchFile, names: Names, path: Path, levels: dict[str, Written | None]) -> Iterator[Complaint]:
    metric = str(path[-1])
    if metric not in names.metrics:
        yield undeclared(path, metric, names)
    spec = file.metrics.get(metric)
    for key, level in levels.items():
        if level is None:
            continue
        if level.form is Form.CONTROL and file.control is None:
            what = f"{place((*path, key))}: {level} needs a control, and none is declared"
            expected = "control: {where: {…}} at the top of the file, or of before"
            yield Complaint((*path, key), what, expected, rests_on=(("control",),))
        if spec is not None:
            yield from _scale((*path, key), spec, level)


def _scale(path: Path, spec: MetricSpec, level: Written) -> Iterator[Complaint]:
    if level.form.relative:
        return
    if spec.is_share and not 0 <= level.size <= 1:
        what = f"{place(path)}: {level} is no share, and this metric is one"
        yield Complaint(path, what, "a share from 0% to 100%", nearest=as_percent(level))
    elif not spec.takes_percent and level.form is Form.PERCENT:
        what = f"{place(path)}: {level} is a share, and this metric is counted in its own unit"
        yield Complaint(path, what, "a number such as 12, or 120% of before")
    elif level.size < 0 and not spec.signed:
        yield Complaint(path, f"{place(path)}: {level} is below zero, which this metric cannot be", "a level from 0 up")


def _order(path: Path, spec: MetricSpec | None, success: Written, failure: Written) -> Iterator[Complaint]:
    where = (*path, "failure")
    if success.form.relative != failure.form.relative or (success.form.relative and success.form is not failure.form):
        what = (
            f"{place(path)}: success {success} is {success.form.value}, and failure {failure} is {failure.form.value}"
        )
        yield Complaint(where, what, "both in one form")
    elif success.size == failure.size:
        yield Complaint(
            where, f"{place(path)}: success and failure are both {success}", f"failure apart from {success}"
        )
    elif spec is not None and spec.more_is_better and failure.size > success.size:
        what = f"{place(path)}: failure {failure} is above success {success}, and more is better here"
        yield Complaint(where, what, f"failure below {success}")


def _cell(path: Path, spec: MetricSpec, threshold: ThresholdSpec) -> Iterator[Complaint]:
    cells, named = spec.cells(), threshold.cell_name()
    key = "bracket" if threshold.bracket is not None else "cell"
    if threshold.bracket is not None and threshold.cell is not None:
        yield Complaint((*path, "cell"), f"{place(path)} names a bracket and a cell", "one of them")
    elif named is not None and not cells:
        yield Complaint((*path, key), f"{place(path)}: only retention has cells", "no bracket and no cell here")
    elif named is not None and named not in cells:
        what = f"{place(path)}: {named} is no cell of {shown(path[-1])}"
        yield Complaint((*path, key), what, one_of(cells), nearest=closest(named, cells))
    elif named is None and cells and spec.usual_cell() is None:
        example = f"bracket: {cells[0]}" if "-" in cells[0] else f"cell: {cells[0]}"
        yield Complaint(path, f"{place(path)} does not say which cell", f"a line such as {example}; {one_of(cells)}")


def _unplaced_cells(file: LaunchFile, path: Path, metric: str) -> Iterator[Complaint]:
    spec = file.metrics.get(metric)
    if spec is not None and len(spec.cells()) > 1:
        what = f"{place(path)}: {shown(metric)} has several cells, and a guardrail reads one number"
        yield Complaint(path, what, "a retention with one cell")


def _days(path: Path, gate: str, threshold: ThresholdSpec) -> Iterator[Complaint]:
    last = gate_day(gate)
    if threshold.days is not None and last is not None and threshold.days[1] > last:
        what = f"{place(path)} reads days up to {threshold.days[1]}, and the gate is asked at the end of day {last}"
        yield Complaint((*path, "days"), what, f"days from 0 to {last}")
