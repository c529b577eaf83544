"""The units behind a number: a page of them, each with what it adds. Their names are personal data: never logged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import days_scope, days_until, gate_scope
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.analysis.unit_rows import State, UnitRows, standing, unit_rows
from hypercare.app.documents.answers import counts_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.instant import from_micros
from hypercare.model.launch import Gate, Launch, Threshold
from hypercare.model.sequences import Bucket

SCHEMA = "hypercare/units.v1"
PAGE = 50
"""Units on a page."""


@dataclass(frozen=True)
class _Unit:
    """A member: its name, and its place among the members of its bucket."""

    name: str
    rows: UnitRows
    place: int

    @property
    def row(self) -> Row:
        return self.rows.row(self.place)


def units_behind(
    house: House, *, launch: str, metric: str, gate: str | None, at: str, find: str = "", state: str | None = None,
    page: int = 1,
) -> Document:  # fmt: skip
    """`hypercare/units.v1`: the units behind a metric (in a gate; else since go-live), as known at an instant, by name.

    Asked for are those whose name contains `find`, of one `state`, by `page` from 1. `states` counts the units by
    state; None where that would cost a pass over the facts for each of them, and then no state can be asked for
    (`BadInput`). `at` is ISO 8601. Raises `NotFound` for a metric or a gate that is not declared.
    """
    known = datetime.fromisoformat(at)
    declared, _ = at_version(house.require(), launch, known)
    question = _question(declared, metric, gate, known)
    facts = with_cohorts(evidence_for(house, (declared,)).buckets, declared.cohorts)
    total = Engine(facts)(metric, question)
    buckets = facts(question.unit, question.columns, question.as_of)
    units = sorted(_members(question, buckets), key=lambda unit: unit.name)
    states = _states(question, units, total.row)
    kept = [unit for unit in _of_state(units, states, state) if find in unit.name]
    first = (page - 1) * PAGE
    return {
        "schema": SCHEMA,
        "launch": launch,
        "metric": metric,
        "gate": gate,
        "as_of": known.astimezone(declared.zone).isoformat(),
        "unit": {"kind": question.unit.kind.value, "key": question.unit.key},
        "members": len(units),
        "counts": counts_document(total.answer.counts) if total.answer.counts else None,
        "states": None if states is None else _counted(states),
        "found": len(kept),
        "page": page,
        "pages": max(1, -(-len(kept) // PAGE)),
        "units": [_document(question, unit, total.row, declared) for unit in kept[first : first + PAGE]],
    }


def _question(launch: Launch, metric: str, gate: str | None, at: datetime) -> TallyReduction:
    """The very question that gave the number: of a gate's metric, else of the days since go-live."""
    if metric not in launch.metrics:
        raise NotFound(f"the launch has no metric {metric[:80]!r}", expected=", ".join(launch.metrics))
    declared = launch.metrics[metric]
    if gate is None:
        return reduction(declared, days_scope(launch, declared, days_until(launch, at), at), Judging())
    of, threshold = threshold_of(launch, metric, gate)
    return reduction(declared, gate_scope(launch, of, threshold, at), Judging(), threshold.cell)


def threshold_of(launch: Launch, metric: str, gate: str) -> tuple[Gate, Threshold]:
    """The gate of a name, and what it asks of a metric. Raises `NotFound` with the gates that do ask for it."""
    found = [(of, each) for of in launch.gates for each in of.thresholds if (of.name, each.metric) == (gate, metric)]
    if not found:
        asking = [of.name for of in launch.gates if metric in {each.metric for each in of.thresholds}]
        raise NotFound(f"no gate {gate[:80]!r} asks for {metric}", expected=", ".join(asking) or "no gate")
    return found[0]


def _members(question: TallyReduction, buckets: Iterable[Bucket]) -> Iterator[_Unit]:
    for bucket in buckets:
        rows = unit_rows(question, bucket)
        yield from (_Unit(name, rows, place) for place, name in enumerate(rows.names))


def _states(question: TallyReduction, units: list[_Unit], everyone: Row) -> list[State] | None:
    if not all(unit.rows.is_cheap for unit in units):
        return None
    return [standing(question, unit.row, everyone).state for unit in units]


def _counted(states: list[State]) -> dict[str, int]:
    return {state.value: states.count(state) for state in State if state in states}


def _of_state(units: list[_Unit], states: list[State] | None, state: str | None) -> list[_Unit]:
    if state is None:
        return units
    if states is None:
        raise BadInput("the units of this metric cannot be told apart by state", where="state", fix="leave it out")
    return [unit for unit, found in zip(units, states, strict=True) if found == state]


def _document(question: TallyReduction, unit: _Unit, everyone: Row, launch: Launch) -> Document:
    found = standing(question, unit.row, everyone)
    exposed_at = from_micros(int(unit.rows.exposed_at[unit.place]))
    return {
        "unit": unit.name,
        "state": found.state.value,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "is_open": found.is_open,
        "exposed_at": exposed_at.astimezone(launch.zone).isoformat(),
    }
