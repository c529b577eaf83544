"""What changed between two versions of a launch, part by part, in the words of the launch file."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from hypercare.declare.specs.metrics import SPECS
from hypercare.declare.wording import guardrail_words, threshold_words, words
from hypercare.model.launch import Launch, PeakDays, Person, StabilityLimit
from hypercare.model.metrics import METRIC_KINDS
from hypercare.model.probe import ManualCheck, Probe

Line = tuple[str, str]
# A name that the path ends in already says nothing more.
NAMING = frozenset({"name", "event"})


@dataclass(frozen=True)
class Change:
    """One part that differs. `before` is None where it is new, `after` where it is gone."""

    path: str
    before: str | None
    after: str | None


def diff(old: Launch, new: Launch) -> tuple[Change, ...]:
    """The changes from one version to the next, in the order of the launch's fields; the digest is no change."""
    before, after = _by_path(_lines(old)), _by_path(_lines(new))
    paths = dict.fromkeys([*before, *after])
    found = (Change(path, before.get(path), after.get(path)) for path in paths)
    return tuple(change for change in found if change.before != change.after)


def parts_of(launch: Launch, metric: str) -> tuple[Line, ...]:
    """The definition of a metric, part by part: its name in the launch file, and what it says."""
    path = f"metrics.{metric}"
    return tuple((part.removeprefix(f"{path}."), said) for part, said in _parts(path, launch.metrics[metric]))


def _by_path(lines: Iterator[Line]) -> dict[str, str]:
    """The lines by their path; parts of one name (two limits on one route) are told apart by a number."""
    found: dict[str, str] = {}
    times: Counter[str] = Counter()
    for path, said in lines:
        times[path] += 1
        found[path if times[path] == 1 else f"{path} ({times[path]})"] = said
    return found


def _lines(launch: Launch) -> Iterator[Line]:
    for field in fields(launch):
        if field.name in OWN_LINES:
            yield from OWN_LINES[field.name](launch)
        elif field.name != "digest":
            yield from _parts(field.name, getattr(launch, field.name))


def _gates(launch: Launch) -> Iterator[Line]:
    for gate in launch.gates:
        for threshold in gate.thresholds:
            percent = _percent(launch, threshold.metric)
            yield f"gates.{gate.name}.{threshold.metric}", threshold_words(threshold, percent=percent)


def _guardrails(launch: Launch) -> Iterator[Line]:
    for guardrail in launch.guardrails:
        percent = _percent(launch, guardrail.metric)
        yield f"guardrails.{guardrail.metric}", guardrail_words(guardrail, percent=percent)


def _percent(launch: Launch, metric: str) -> bool:
    return SPECS[launch.metrics[metric].kind].takes_percent


OWN_LINES: Mapping[str, Callable[[Launch], Iterator[Line]]] = {"gates": _gates, "guardrails": _guardrails}


def _parts(path: str, value: object) -> Iterator[Line]:
    """The lines of a value: one where it has words, else those of its parts. What is empty has none."""
    if value is None or value is False or value in ("", ()):
        return
    said = words(value)
    if said is not None:
        yield path, said
        return
    for key, part in _inside(value):
        if key not in NAMING or part != path.rpartition(".")[2]:
            yield from _parts(f"{path}.{key}", part)


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((str(key), part) for key, part in value.items())
    elif isinstance(value, tuple):
        yield from ((_name(item, number), item) for number, item in enumerate(value, start=1))
    elif is_dataclass(value):
        if type(value) in METRIC_KINDS.values():
            yield "kind", getattr(value, "kind", None)
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))


def _name(item: object, number: int) -> str:
    """What names an item of a list: its own name where it has one, so that moving it is no change; else its number."""
    if isinstance(item, Person | Probe | ManualCheck | PeakDays):
        return item.name
    if isinstance(item, StabilityLimit):
        return item.name
    return str(number)
