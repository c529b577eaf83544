"""What must fit together across a launch file. Each check yields complaints; all run, whatever the others find."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from hypercare.cycles.packs import known_calendars, known_peaks, pack
from hypercare.declare.reading.complaints import Complaint, closest, one_of, place, shown
from hypercare.declare.reading.yaml_lines import Document, Path
from hypercare.declare.schema import LaunchFile
from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.declare.specs.metric import Finding, MetricSpec
from hypercare.declare.specs.metrics import CycleSpec
from hypercare.model.metrics import Cycle, CycleKind, Unit

SLIP = 0.8
"""So alike (difflib's ratio), a name of one's own is a slip of the pen: `harbolnass`, `pay_day`, `double_date`."""


@dataclass(frozen=True)
class Names:
    """The names as written, broken parts included: a metric with a slip in it is still declared."""

    metrics: tuple[str, ...]
    gated: frozenset[str]


def names_in(document: Document) -> Names:
    """The names of a document: its metrics, and those that any gate names."""
    metrics, gates = document.value.get("metrics"), document.value.get("gates")
    asked = gates.values() if isinstance(gates, dict) else ()
    gated = frozenset(name for gate in asked if isinstance(gate, dict) for name in gate)
    return Names(tuple(metrics) if isinstance(metrics, dict) else (), gated)


def launch_complaints(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    """Everything in a launch file that does not fit together."""
    for check in CHECKS:
        yield from check(file, names)


def undeclared(path: Path, name: str, names: Names) -> Complaint:
    """The complaint that no metric has this name."""
    return Complaint(path, f"metric {shown(name)} is not declared", one_of(names.metrics), name, names.metrics)


def below(path: Path, findings: Iterable[Finding]) -> Iterator[Complaint]:
    """Findings inside a part, as complaints at their place in the file."""
    for finding in findings:
        where = (*path, *finding.path)
        yield Complaint(where, f"{place(where)}: {finding.what}", finding.expected)


def launch_cycle(file: LaunchFile) -> Cycle | None:
    """The declared business cycle, else the one that all cycle metrics share; None without any or where they differ."""
    if file.business_cycle is not None:
        return file.business_cycle
    cycles = {spec.cycle.every for spec in file.metrics.values() if isinstance(spec, CycleSpec)}
    return cycles.pop() if len(cycles) == 1 else None


def metric_complaints(metrics: Mapping[str, MetricSpec], launch_unit: Unit) -> Iterator[Complaint]:
    """What does not fit together inside the metrics, and between a rate's denominator and the unit."""
    for name, spec in metrics.items():
        yield from below(("metrics", name), spec.findings())
        counted, unit = spec.counted(), spec.unit_or(launch_unit)
        yield from below(("metrics", name), spec.findings_for(unit))
        if counted is not None and counted is not unit.kind:
            what = f"metrics.{name} is per {counted}, and the unit is {unit.kind}"
            expected = f"per: 1000 active {unit.kind}s, or unit: in the metric"
            yield Complaint(("metrics", name, "per"), what, expected, rests_on=(("unit",),))


def _metrics(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    del names
    yield from metric_complaints(file.metrics, file.unit)


def _cycle(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    del names
    of_metrics = [(name, spec.cycle.every) for name, spec in file.metrics.items() if isinstance(spec, CycleSpec)]
    declared = file.business_cycle
    if declared is not None and declared.kind is CycleKind.NONE and of_metrics:
        what = f"the launch says that it has no business cycle, and metric {shown(of_metrics[0][0])} has one"
        yield Complaint(("business_cycle",), what, f"business_cycle: {format_cycle(of_metrics[0][1])}")
    elif declared is None and not of_metrics:
        expected = 'a line such as business_cycle: calendar month, or business_cycle: {none: "why"}'
        what = "the launch has no business cycle"
        yield Complaint(("business_cycle",), what, expected, rests_on=(("metrics",),))
    elif declared is None and launch_cycle(file) is None:
        what = "the cycle metrics have different cycles, and the launch names none of its own"
        yield Complaint(("business_cycle",), what, f"business_cycle: {format_cycle(of_metrics[0][1])}")


def _primary(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    for index, name in enumerate(file.primary):
        if name not in names.metrics:
            yield undeclared(("primary", index), name, names)
        elif name not in names.gated:
            expected = "a gate that says when it passes" if not names.gated else one_of(sorted(names.gated))
            nearest = closest(name, names.gated)
            yield Complaint(
                ("primary", index), f"primary metric {shown(name)} is in no gate", expected, nearest=nearest
            )
        elif name in file.primary[:index]:
            yield Complaint(("primary", index), f"primary names {shown(name)} twice", "each metric once")


def _live(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    del names
    local = file.live.replace(tzinfo=ZoneInfo(file.timezone))
    real = local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None)
    if real != file.live:
        what = f"{file.live:%Y-%m-%dT%H:%M} does not exist in {file.timezone}: the clocks skip it"
        yield Complaint(
            ("live",), f"live: {what}", "a local time that the clocks show", nearest=(f"{real:%Y-%m-%dT%H:%M}",)
        )
    if file.live.year < 2000:
        yield Complaint(("live",), f"live: the year {file.live.year} is before any launch", "a year from 2000")


def _parts(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    del names
    yield from below(("segment",), file.segment.findings())
    yield from below(("stability",), file.stability.findings())
    for event, tracked in file.tracking.items():
        yield from below(("tracking", event), tracked.findings(event))
    for index, check in enumerate(file.sanity):
        yield from below(("sanity", index), check.findings())
    if file.cohort[0] != 0:
        yield Complaint(
            ("cohort",), f"cohort starts at day {file.cohort[0]}", f"the first day 0, such as 0-{file.cohort[1]}"
        )


def _repeated(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    del names
    channels = file.feedback.channels if file.feedback else ()
    checks = tuple(check.name for check in file.sanity)
    named = {("segments",): file.segments, ("feedback", "channels"): channels, ("sanity",): checks}
    for path, listed in named.items():
        for index, name in enumerate(listed):
            if name in listed[:index]:
                yield Complaint((*path, index), f"{place(path)} names {shown(name)} twice", "each once")


def _peaks(file: LaunchFile, names: Names) -> Iterator[Complaint]:
    del names
    if file.peaks is None:
        return
    calendar, calendars = file.peaks.calendar, known_calendars()
    if calendar not in calendars:
        what = f"there is no peak calendar {shown(calendar)}"
        yield Complaint(("peaks", "calendar"), what, one_of(calendars), calendar, calendars)
        return
    own = file.peaks.days
    peaks = tuple(dict.fromkeys([*known_peaks(calendar), *own]))
    yield from _peak_days(own, calendar)
    for index, peak in enumerate(file.peaks.watch):
        if peak not in peaks:
            what = f"the calendar {shown(calendar)} knows no peak {shown(peak)}"
            yield Complaint(("peaks", "watch", index), what, one_of(peaks), peak, peaks)
        elif not own.get(peak, True):
            what = f"peaks watches {shown(peak)}, which days says is none"
            yield Complaint(("peaks", "watch", index), what, "a peak that there is, or its dates in days")
    if file.peaks.require and not file.peaks.watch:
        what = f"peaks requires {file.peaks.require}, and watches none"
        yield Complaint(("peaks", "require"), what, f"watch: with one or more of {', '.join(peaks)}")


def _peak_days(own: Mapping[str, tuple[object, ...]], calendar: str) -> Iterator[Complaint]:
    """Names that are meant for one of the calendar's, and those that stand for something else."""
    known, days_off = known_peaks(calendar), tuple(pack(calendar).holidays)
    for name, windows in own.items():
        path = ("peaks", "days", name)
        if name in days_off:
            yield Complaint(path, f"{shown(name)} is no peak: the holidays of a country date it", one_of(known))
        elif name not in known and (not windows or get_close_matches(name, known, n=1, cutoff=SLIP)):
            what = f"the calendar {shown(calendar)} knows no peak {shown(name)}"
            expected = one_of(known) if not windows else f"{one_of(known)}, or a name of its own that is unlike these"
            yield Complaint(path, what, expected, name, known)


Check = Callable[[LaunchFile, Names], Iterator[Complaint]]
CHECKS: list[Check] = [_metrics, _cycle, _primary, _live, _parts, _repeated, _peaks]
