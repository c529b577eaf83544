"""The other parts of a launch between the file and the form: whom it is for, who looks after it, when it meets."""

from collections.abc import Iterable, Iterator
from typing import Any

from hypercare.declare.edit.form import (
    NO_CYCLE,
    ROLES,
    SEVERAL,
    ConditionForm,
    PeaksForm,
    PersonForm,
    RitualsForm,
    SanityForm,
    SegmentForm,
    SupportForm,
)
from hypercare.declare.edit.words import list_of, listed, number_or_text, text_of
from hypercare.model.metrics import Op

Mapped = dict[str, Any]
OPS = frozenset(Op)
SEVERAL_VALUES = frozenset({Op.IS, Op.NOT})


def mapping(value: object) -> Mapped:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def names_of(value: object) -> tuple[str, ...]:
    """A list of names; what is no scalar in it is not shown."""
    items = value if isinstance(value, list) else []
    return tuple(text_of(item) for item in items if text_of(item))


def present(typed: Mapped) -> Mapped:
    """What was typed at all."""
    return {key: value for key, value in typed.items() if value not in ("", (), [], {})}


def unit_of(value: object) -> tuple[str, str]:
    """Who is counted, and the property that names an account."""
    if isinstance(value, dict) and len(value) == 1:
        kind, key = next(iter(value.items()))
        return kind, text_of(key)
    return text_of(value), ""


def unit_value(kind: str, key: str) -> object:
    """The unit as it stands in a file; None for none."""
    return {kind: key} if kind and key else kind or None


def segment_of(value: object) -> SegmentForm:
    """The target segment, of a name or a mapping."""
    if not isinstance(value, dict):
        return SegmentForm(text_of(value))
    exposure = mapping(value.get("exposure"))
    kind = next((kind for kind in ("event", "flag") if kind in exposure), "")
    named = exposure.get(kind)
    name = text_of(named.get("event")) if isinstance(named, dict) else text_of(named)
    units = text_of(value.get("expected_units"))
    return SegmentForm(text_of(value.get("name")), conditions_of(value.get("where")), units, kind if name else "", name)


def segment_value(was: object, segment: SegmentForm) -> Mapped:
    """The segment in a file that had `was`, with what the form does not show."""
    before = mapping(was)
    old = segment_of(was)
    where = before.get("where") if old.where == segment.where else conditions_value(segment.where)
    exposure = before.get("exposure") if _exposure(old) == _exposure(segment) else _exposure_value(before, segment)
    typed = {
        "name": segment.name,
        "where": where or {},
        "expected_units": number_or_text(segment.expected_units),
        "exposure": exposure or {},
    }
    kept = {key: value for key, value in before.items() if key not in typed}
    return _in_order(before, present(typed) | kept)


def _exposure(segment: SegmentForm) -> tuple[str, str]:
    return segment.exposure_kind, segment.exposure_name


def _exposure_value(before: Mapped, segment: SegmentForm) -> Mapped:
    kept = {key: value for key, value in mapping(before.get("exposure")).items() if key == "split"}
    if not segment.exposure_kind or not segment.exposure_name:
        return {}
    return {segment.exposure_kind: segment.exposure_name} | (kept if segment.exposure_kind == "flag" else {})


def _in_order(before: Mapped, value: Mapped) -> Mapped:
    """The keys that there were in their order, then the new ones."""
    return {key: value[key] for key in [*(key for key in before if key in value), *value]}


def conditions_of(value: object) -> tuple[ConditionForm, ...]:
    """The conditions of a filter, one row an operator; none where one cannot be shown."""
    rows = [row for key, each in mapping(value).items() for row in _conditions(key, each)]
    return tuple(row for row in rows if row is not None) if None not in rows else ()


def _conditions(key: str, value: Any) -> Iterator[ConditionForm | None]:
    operators = value.items() if isinstance(value, dict) else [(str(Op.IS), value)]
    for op, operand in operators:
        shown = listed(operand) if op in SEVERAL_VALUES else text_of(operand)
        yield ConditionForm(key, op, shown) if op in OPS and shown else None


def conditions_value(conditions: Iterable[ConditionForm]) -> Mapped:
    """The filter of rows. Rows of one property join; a second one with the same operator is left out."""
    by_key: dict[str, Mapped] = {}
    for row in conditions:
        if row.key and row.op:
            by_key.setdefault(row.key, {}).setdefault(row.op, _operand(row))
    return {key: next(iter(ops.values())) if list(ops) == [Op.IS] else ops for key, ops in by_key.items()}


def _operand(row: ConditionForm) -> object:
    if row.op in SEVERAL_VALUES:
        found = list_of(row.value)
        return found[0] if len(found) == 1 else found
    if row.op == Op.EXISTS and row.value in ("true", "false"):
        return row.value == "true"
    return row.value if row.op == Op.CONTAINS else number_or_text(row.value)


def squad_of(value: object) -> tuple[PersonForm, ...]:
    """The people of a squad, role by role."""
    squad = mapping(value)
    return tuple(person for role in ROLES for person in _people(role, squad.get(role)))


def _people(role: str, value: object) -> Iterator[PersonForm]:
    for person in value if isinstance(value, list) else [value]:
        if isinstance(person, dict):
            yield PersonForm(role, *(text_of(person.get(key)) for key in ("name", "email", "until")))
        elif text_of(person):
            yield PersonForm(role, text_of(person))


def squad_value(was: object, people: Iterable[PersonForm]) -> Mapped:
    """The squad in a file that had `was`: a role whose people did not change keeps its value."""
    before, rows = mapping(was), list(people)
    found: Mapped = {key: value for key, value in before.items() if key not in ROLES}
    for role in ROLES:
        of_role = [row for row in rows if row.role == role and (row.name or row.email or row.until)]
        if role in before and list(_people(role, before[role])) == of_role:
            found[role] = before[role]
        elif of_role:
            said = before.get(role)
            known = {text_of(each.get("name")): each for each in (said if isinstance(said, list) else [said])
                     if isinstance(each, dict)}  # fmt: skip
            written = [_person_value(row, known.get(row.name, {})) for row in of_role]
            found[role] = written if role in SEVERAL else written[0]
    return _in_order(before, found)


def _person_value(row: PersonForm, known: Mapped) -> object:
    """A person as in the file, with what it says beside what the form shows."""
    typed = {"name": row.name, "email": row.email, "until": row.until}
    kept = {key: value for key, value in known.items() if key not in typed}
    if row.name and not row.email and not row.until and not kept:
        return row.name
    return present(typed) | kept


def cycle_of(value: object) -> tuple[str, str]:
    """The business cycle, and why there is none."""
    if isinstance(value, dict) and set(value) == {NO_CYCLE}:
        return NO_CYCLE, text_of(value[NO_CYCLE])
    return text_of(value), ""


def cycle_value(cycle: str, reason: str) -> object:
    """The business cycle as it stands in a file; None for none said."""
    return {NO_CYCLE: reason} if cycle == NO_CYCLE and reason else cycle or None


def peaks_of(value: object) -> PeaksForm:
    """The peaks that are watched."""
    said = mapping(value)
    return PeaksForm(text_of(said.get("calendar")), names_of(said.get("watch")), text_of(said.get("require")))


def peaks_value(was: object, peaks: PeaksForm) -> Mapped:
    """The peaks as they stand in a file. The dates that the launch says itself stay, as long as there is a calendar."""
    said = present({"calendar": peaks.calendar, "watch": list(peaks.watch), "require": peaks.require})
    days = mapping(was).get("days")
    return said | {"days": days} if days and peaks.calendar else said


def rituals_of(value: object) -> RitualsForm:
    """When the squad meets."""
    said = mapping(value)
    return RitualsForm(*(text_of(said.get(key)) for key in ("standup", "weekly", "mbr")))


def rituals_value(rituals: RitualsForm) -> Mapped:
    """The rituals as they stand in a file."""
    return present({"standup": rituals.standup, "weekly": rituals.weekly, "mbr": rituals.mbr})


def support_of(value: object) -> SupportForm:
    """How support is equipped: of each level its text, whatever else is said of it."""
    said = mapping(value)
    return SupportForm(text_of(said.get("guide")), tuple(text for text, _ in _levels(said.get("escalation"))))


def _levels(value: object) -> Iterator[tuple[str, object]]:
    """The levels that can be shown, each with what stands in the file."""
    for item in value if isinstance(value, list) else []:
        parts = (item.get("level"), item.get("who") or item.get("contact")) if isinstance(item, dict) else (item,)
        text = " ".join(filter(None, map(text_of, parts)))
        if text:
            yield text, item


def support_value(was: object, support: SupportForm) -> Mapped:
    """Support in a file that had `was`: a level whose text did not change keeps all that is said of it."""
    before = mapping(was)
    known = dict(_levels(before.get("escalation")))
    typed = {"guide": support.guide, "escalation": [known.get(text, text) for text in support.escalation]}
    return _in_order(before, {key: value for key, value in before.items() if key not in typed} | present(typed))


def sanity_of(value: object) -> tuple[SanityForm, ...]:
    """The sanity checks of a file, in its order."""
    items = value if isinstance(value, list) else []
    return tuple(
        SanityForm(text_of(item.get("name")), text_of(item.get("get")), _statuses(item), text_of(item.get("by")))
        for item in items
        if isinstance(item, dict)
    )


def _statuses(check: Mapped) -> str:
    return listed(check["expect"]) if "expect" in check else ""


def sanity_value(was: object, checks: Iterable[SanityForm]) -> list[Mapped]:
    """The sanity checks in a file that had `was`: one that keeps its name keeps what the form does not show of it.

    An empty row is none.
    """
    items = [item for item in was if isinstance(item, dict)] if isinstance(was, list) else []
    known = {text_of(item.get("name")): item for item in items}
    rows = (_sanity_row(row, known.get(row.name, {})) for row in checks)
    return [row for row in rows if row]


def _sanity_row(row: SanityForm, known: Mapped) -> Mapped:
    statuses = list_of(row.expect)
    typed = {
        "name": row.name,
        "get": row.get,
        "expect": statuses[0] if len(statuses) == 1 else statuses,
        "by": row.by,
    }
    kept = {key: value for key, value in known.items() if key not in typed}
    return _in_order(known, present(typed) | kept)
