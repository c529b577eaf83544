"""The debug form of every receiver: what would become of a request, without keeping any of it."""

from collections.abc import Iterator, Mapping

import msgspec

from hypercare.model.facts import Alias, Decoded, Event, Feedback, Trait
from hypercare.model.instant import from_micros
from hypercare.model.ports import Inspector, TokenBook
from hypercare.sources.receiver import Answer, Described, Receiver, Request
from hypercare.sources.registry import decoder

DEBUG = "debug/"
"""What stands before the vendor's own path: `/ingest/mixpanel/debug/track`."""
MOST_TOLD = 200
"""Records that are told one by one."""
MOST_OF_A_RECORD = 200
"""Characters of a rejected record that are told, so that it can be found among the others."""
_encode = msgspec.json.Encoder(enc_hook=str).encode
Told = dict[str, object]


def described(vendor: Receiver, request: Request, tokens: TokenBook, inspect: Inspector) -> Answer:
    """The answer of the debug form: the vendor's own where it has one, else ours. Nothing is kept."""
    outcome = vendor.receive(request, tokens)
    facts = Decoded([], [], [], [], [])
    for payload in outcome.payloads:
        _add(facts, decoder(payload.decoder)(payload))
    found = Described(outcome.answer, facts, outcome.rejected, inspect(facts))
    return plain(found) if vendor.describe is None else vendor.describe(request, found)


def plain(found: Described) -> Answer:
    """Our own form: `{"ok", "stored": false, "would_answer", "records", "turned_away", "findings"}`."""
    return Answer(200, _encode(document(found)))


def document(found: Described) -> Mapping[str, object]:
    """What would become of a request, as JSON values."""
    facts = found.facts
    told = list(_told(facts))
    is_as_planned = all(finding.get("level") != "fail" for finding in found.findings)
    return {
        "ok": bool(told) and not found.rejected and not facts.rejected and is_as_planned,
        "stored": False,
        "would_answer": {"status": found.answer.status, "body": found.answer.body[:2000].decode("utf-8", "replace")},
        "records": told[:MOST_TOLD],
        "records_left_out": max(0, len(told) - MOST_TOLD),
        "turned_away": dict(found.rejected),
        "findings": list(found.findings),
    }


def _add(into: Decoded, more: Decoded) -> None:
    into.events += more.events
    into.aliases += more.aliases
    into.traits += more.traits
    into.rejected += more.rejected
    into.feedback += more.feedback


def _told(facts: Decoded) -> Iterator[Told]:
    for rejected in facts.rejected:
        yield {
            "ok": False,
            "reason": rejected.reason,
            "field": rejected.field,
            "message": rejected.message,
            "record": rejected.raw[:MOST_OF_A_RECORD],
        }
    yield from map(_event, facts.events)
    yield from map(_alias, facts.aliases)
    yield from map(_trait, facts.traits)
    yield from map(_feedback, facts.feedback)


def _event(event: Event) -> Told:
    return {
        "ok": True,
        "kind": "event",
        "event": event.event,
        "time": from_micros(event.ts_event).isoformat(),
        "user": event.user_key,
        "anon": event.anon_key,
        "groups": None if event.groups is None else msgspec.Raw(event.groups.encode()),
        "properties": msgspec.Raw(event.props.encode()),
        "flags": None if event.flags is None else msgspec.Raw(event.flags.encode()),
    }


def _alias(alias: Alias) -> Told:
    return {"ok": True, "kind": "alias", "says": alias.kind, "key": alias.key, "user": alias.user}


def _trait(trait: Trait) -> Told:
    return {"ok": True, "kind": "trait", "holder": trait.holder, "id": trait.id, "name": trait.name, "op": trait.op}


def _feedback(said: Feedback) -> Told:
    time = from_micros(said.ts_event).isoformat()
    return {"ok": True, "kind": "feedback", "channel": said.channel, "id": said.id, "time": time, "state": said.state}
