"""What named people say of a launch's exit: recorded in the chain, taken back by a later record, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.acts.named import SHOWN, approver, bounded, member
from hypercare.app.usecases.acts.refusals import noted
from hypercare.app.usecases.launches.launches import at_version
from hypercare.ledger import canonical, chain, records
from hypercare.ledger.views import RecordView
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.launch import Launch, Person
from hypercare.model.outcome_act import LONGEST_LINK, LONGEST_NOTE, OutcomeAct, OutcomeActKind, Revocation
from hypercare.model.refusal import What

SCHEMA: Final = "hypercare/outcome-act.v1"
REVOKED: Final = "outcome_act_revoked"
"""The kind of record that takes an act back."""
KINDS: Final = (*(kind.value for kind in OutcomeActKind), REVOKED)


@dataclass(frozen=True)
class Said:
    """An act as somebody tells it. No subjects: all that the launch file declares."""

    launch: str
    kind: OutcomeActKind
    subjects: tuple[str, ...] = ()
    note: str = ""
    backlog: str = ""
    until: datetime | None = None


def outcome_acts(launch_id: str, as_of: datetime) -> tuple[OutcomeAct, ...]:
    """The acts on a launch that were known at an instant, earliest first. The ledger is open."""
    return acts_of(each for each in records.of_launch(launch_id, *KINDS) if each.at <= as_of)


def acts_of(found: Iterable[RecordView]) -> tuple[OutcomeAct, ...]:
    """The acts that some records tell, earliest first; those that were taken back say so."""
    in_order = sorted(found, key=lambda record: record.sequence)
    revoked = {str(each.content["of"]): _revocation(each) for each in in_order if each.kind == REVOKED}
    acts = (_act(each) for each in in_order if each.kind != REVOKED)
    return tuple(replace(act, revoked=revoked.get(act.record)) for act in acts)


def records_of(acts: Iterable[OutcomeAct]) -> list[str]:
    """The records that stand for acts, and for their being taken back."""
    return [name for act in acts for name in (act.record, *([act.revoked.record] if act.revoked else []))]


def add(house: House, said: Said, *, by: str) -> OutcomeAct:
    """Records an act of a named person, and returns it; one that stands in the same words already is returned instead.

    Raises `NotFound` for an unknown launch, `Refused` where the launch file does not name that person for it, and
    `BadInput` (`where`: the field) for subjects that are not declared, an acceptance without a reason, or a past end.
    What is refused is noted, for the audit.
    """
    with noted(house.require(), said.launch, who=by, what=TRIED[said.kind], reason=said.note):
        return _added(house, said, by)


def _added(house: House, said: Said, by: str) -> OutcomeAct:
    now = house.clock.now()
    launch, _ = at_version(house, said.launch, now)
    content = MAKERS[said.kind](launch, said, by, now)
    known = outcome_acts(launch.id, now)
    standing = [act for act in known if act.kind is said.kind and act.holds(now)]
    same = next((act for act in standing if _content(act) == content), None)
    if same is not None:
        return same
    # An act that was taken back may be said again; two at once in the same words are one.
    key = canonical.digest(
        canonical.encode({"said": content, "revoked": sum(act.revoked is not None for act in known)})
    )
    made = chain.append(kind=said.kind.value, subject=launch.id, content=content, at=now, content_key=key)
    return acts_of([made])[0]


def revoke(house: House, launch_id: str, record: str, *, reason: str, by: str) -> OutcomeAct:
    """Takes an act back by a later record, and returns it. Again, it changes nothing.

    Raises `NotFound` for one that the launch does not have, `Refused` for anybody but who said it or an approver, and
    `BadInput` without a reason. What is refused is noted, for the audit.
    """
    with noted(house.require(), launch_id, who=by, what=What.TAKE_BACK, reason=reason):
        return _revoked(house, launch_id, record, reason, by)


def _revoked(house: House, launch_id: str, record: str, reason: str, by: str) -> OutcomeAct:
    now = house.clock.now()
    launch, _ = at_version(house, launch_id, now)
    act = next((each for each in outcome_acts(launch_id, now) if each.record == record.strip().lower()), None)
    if act is None:
        raise NotFound(
            f"{launch_id} has no such act {record[:SHOWN]!r}", where="act", fix=f"hypercare exit show {launch_id}"
        )
    if act.revoked is not None:
        return act
    person = act.by if by.strip().casefold() == act.by.email.casefold() else approver(launch, by)
    content = {
        "of": act.record,
        "what": act.kind.value,
        "by": _person(person),
        "reason": bounded(reason, LONGEST_NOTE, where="reason", needed="why it does not hold any more"),
    }
    made = chain.append(kind=REVOKED, subject=launch_id, content=content, at=now, content_key=act.record)
    return replace(act, revoked=_revocation(made))


def act_document(act: OutcomeAct, launch: Launch) -> Document:
    """An act as JSON values; times in the launch's zone."""
    zone = launch.zone
    return {
        "record": act.record,
        "kind": act.kind.value,
        "by": _person(act.by),
        "at": act.at.astimezone(zone).isoformat(),
        "subjects": list(act.subjects),
        "note": act.note,
        "backlog": act.backlog,
        "until": act.until and act.until.astimezone(zone).isoformat(),
        "revoked": act.revoked
        and {
            "record": act.revoked.record,
            "by": _person(act.revoked.by),
            "at": act.revoked.at.astimezone(zone).isoformat(),
            "reason": act.revoked.reason,
        },
    }


def single(act: OutcomeAct, launch: Launch) -> Document:
    """`hypercare/outcome-act.v1`: one act."""
    return {"schema": SCHEMA, "launch": launch.id, "timezone": launch.timezone, "act": act_document(act, launch)}


def _synthesised(launch: Launch, said: Said, by: str, _: datetime) -> Document:
    person = member(launch, by)
    subjects = _subjects(said.subjects, launch.feedback, "channel", "feedback.channels")
    backlog = bounded(said.backlog, LONGEST_LINK, where="backlog", needed="where the findings stand: a link, or words")
    if "://" in backlog.split()[0] and not backlog.startswith("https://"):
        raise BadInput("it is not an https:// address", where="backlog", expected="https://… or words")
    return {
        "subjects": subjects,
        "by": _person(person),
        "note": bounded(said.note, LONGEST_NOTE, where="note"),
        "backlog": backlog,
        "until": None,
    }


def _accepted(launch: Launch, said: Said, by: str, now: datetime) -> Document:
    person = approver(launch, by)
    declared = launch.peaks.watch if launch.peaks is not None and launch.peaks.require else ()
    if said.until is not None and said.until <= now:
        raise BadInput("an acceptance cannot end in the past", where="until", expected="a day to come, or none")
    return {
        "subjects": _subjects(said.subjects, declared, "peak", "peaks.watch"),
        "by": _person(person),
        "note": bounded(said.note, LONGEST_NOTE, where="note", needed="why the launch can do without, in a sentence"),
        "backlog": "",
        "until": None if said.until is None else said.until.isoformat(),
    }


MAKERS: Final = {OutcomeActKind.SYNTHESISED: _synthesised, OutcomeActKind.PEAK_ABSENCE: _accepted}
TRIED: Final = {OutcomeActKind.SYNTHESISED: What.SYNTHESISE, OutcomeActKind.PEAK_ABSENCE: What.ACCEPT_PEAK}
"""What a refused act is noted as."""


def _subjects(told: tuple[str, ...], declared: tuple[str, ...], what: str, where: str) -> list[str]:
    """What an act is about, in the order of the launch file."""
    wanted = [each.strip() for each in told if each.strip()] or list(declared)
    unknown = [each for each in wanted if each not in declared]
    if not declared or unknown:
        named = f"{unknown[0][:SHOWN]!r} is not declared" if unknown else f"the launch requires no {what}"
        raise BadInput(named, where=what, expected=", ".join(declared) or f"a launch file with {where}")
    return [each for each in declared if each in wanted]


def _person(person: Person) -> Document:
    return {"name": person.name, "email": person.email}


def _content(act: OutcomeAct) -> Document:
    return {
        "subjects": list(act.subjects),
        "by": _person(act.by),
        "note": act.note,
        "backlog": act.backlog,
        "until": None if act.until is None else act.until.isoformat(),
    }


def _act(record: RecordView) -> OutcomeAct:
    content = record.content
    return OutcomeAct(
        record=record.id,
        launch=record.subject,
        kind=OutcomeActKind(record.kind),
        by=Person(content["by"]["name"], content["by"]["email"]),
        at=record.at,
        subjects=tuple(content["subjects"]),
        note=content["note"],
        backlog=content["backlog"],
        until=None if content["until"] is None else datetime.fromisoformat(content["until"]),
    )


def _revocation(record: RecordView) -> Revocation:
    by = record.content["by"]
    return Revocation(record.id, Person(by["name"], by["email"]), record.at, record.content["reason"])
