"""The judgement of a launch's entrance as JSON values."""

from datetime import datetime, timedelta

from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.entrance.overridden import overridden, told
from hypercare.checks.entrance.readiness import readiness
from hypercare.checks.entrance.squad import duties
from hypercare.cycles.day import day_n, local_date
from hypercare.model.entrance import (
    Entrance,
    EntranceAct,
    EntranceCriterion,
    EntranceItem,
    Evidence,
    SquadGap,
    WentLive,
)
from hypercare.model.launch import Launch, Person

SCHEMA, ACT_SCHEMA = "hypercare/entrance.v2", "hypercare/entrance-act.v1"


def entrance_document(found: Entrance, launch: Launch, went: WentLive | None) -> Document:
    """`hypercare/entrance.v2`. Instants are in the launch's zone; `went` is how it stood at go-live, None before."""
    return {
        "schema": SCHEMA,
        "launch": found.launch,
        "title": launch.title,
        "timezone": launch.timezone,
        "version": found.version,
        "as_of": found.as_of.astimezone(launch.zone).isoformat(),
        "day": day_n(found.as_of, launch.live, launch.zone),
        "live": launch.live.isoformat(),
        "state": found.state.value,
        "says": text_document(readiness(found)),
        "criteria": [_criterion(each, launch, found.as_of) for each in found.criteria],
        "squad": squad_document(launch, found.gaps),
        "went_live": None if went is None else went_live_document(went, launch),
    }


def went_live_document(went: WentLive, launch: Launch) -> Document:
    """How the criteria stood at go-live: those that were overridden, and what was missing in each."""
    criteria = overridden(went)
    return {
        "record": went.record,
        "at": went.at.astimezone(launch.zone).isoformat(),
        "state": went.state.value,
        "criteria": {name: state.value for name, state in went.states.items()},
        "overridden": list(criteria),
        "missing": [item for name in criteria for item in went.missing.get(name, ())],
        "says": text_document(told(went)) if criteria else None,
    }


def squad_document(launch: Launch, gaps: tuple[SquadGap, ...]) -> Document:
    """Who is what, what they cover and until when, and what is lacking."""
    return {
        "people": [
            {"role": each.role.removesuffix("s"), "name": each.who.name, "email": each.who.email or None,
             "covers": each.who.covers or None, "until_day": each.who.until_day, "until": _until(each.who, launch)}
            for each in duties(launch.squad)
        ],
        "gaps": [
            {"id": gap.id, "text": text_document(gap.text), "todo": text_document(gap.todo)} for gap in gaps
        ],
    }  # fmt: skip


def act_document(act: EntranceAct, launch: Launch) -> Document:
    """What somebody said of an item."""
    return {
        "item": act.subject,
        "what": act.kind.value,
        "by": act.by,
        "at": _local(act.at, launch),
        "reason": act.reason or None,
        "until": _local(act.until, launch),
        "recorded_at": _local(act.recorded_at, launch),
    }


def _until(who: Person, launch: Launch) -> str | None:
    if who.until_day is None:
        return None
    return (local_date(launch.live, launch.zone) + timedelta(days=who.until_day)).isoformat()


def _criterion(criterion: EntranceCriterion, launch: Launch, as_of: datetime) -> Document:
    return {
        "check": criterion.check,
        "criterion": criterion.name,
        "state": criterion.state.value,
        "items": [_item(item, launch, as_of) for item in criterion.items],
    }


def _item(item: EntranceItem, launch: Launch, as_of: datetime) -> Document:
    return {
        "id": item.id,
        "subject": item.subject,
        "state": item.state.value,
        "reason": text_document(item.reason),
        "seen_at": _local(item.seen_at, launch),
        "age_seconds": None if item.seen_at is None else round((as_of - item.seen_at).total_seconds()),
        "todo": None if item.todo is None else text_document(item.todo),
        "owner": item.owner or None,
        "evidence": [_evidence(each, launch) for each in item.evidence],
        "history": [
            {"at": _local(each.at, launch), "ok": each.is_ok, "latency_ms": each.latency_ms} for each in item.history
        ],
        "actions": [each.value for each in item.actions],
        "found": None if item.found is None else item.found.value,
        "waiver": None if item.waiver is None else act_document(item.waiver, launch),
    }


def _evidence(evidence: Evidence, launch: Launch) -> Document:
    return {
        "what": text_document(evidence.what),
        "at": _local(evidence.at, launch),
        "link": evidence.link or None,
    }


def _local(instant: datetime | None, launch: Launch) -> str | None:
    return None if instant is None else instant.astimezone(launch.zone).isoformat()
