"""What a launch carries on after its outcome: promises with an owner and a day, ended by later records."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.acts.named import SHOWN, bounded
from hypercare.app.usecases.acts.promises import kept
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import decisions, promise_document, promise_of
from hypercare.cycles.day import local_date
from hypercare.ledger import canonical, chain, records
from hypercare.ledger.views import RecordView
from hypercare.model.decision import LONGEST_REASON, Commitment, CommitmentState, Ending, Promise
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.launch import Launch

SCHEMA: Final = "hypercare/commitments.v1"
ONE_SCHEMA: Final = "hypercare/commitment.v1"
MADE: Final = "commitment"
ENDED: Final = "commitment_ended"
"""The kinds of record."""


@dataclass(frozen=True)
class End:
    """How a commitment ends, as somebody tells it: done, or dropped with a reason."""

    id: str
    state: CommitmentState
    reason: str = ""


def commitments(launch_id: str, as_of: datetime) -> tuple[Commitment, ...]:
    """The commitments of a launch as known at an instant, by the day on which they are due. The ledger is open.

    One that came with a decision has the decision's record and its place there as its id: `d-000042-1a2b3c.1`.
    """
    found = [each for each in records.of_launch(launch_id, MADE, ENDED) if each.at <= as_of]
    ended = {str(each.content["of"]): _ending(each) for each in found if each.kind == ENDED}
    signed = [
        Commitment(f"{each.record}.{place}", launch_id, promise, each.by.email, each.at, each.record)
        for each in decisions(launch_id, as_of)
        for place, promise in enumerate(each.promises, start=1)
    ]
    made = [*signed, *(_made(each) for each in found if each.kind == MADE)]
    told = (replace(each, ended=ended.get(each.id)) for each in made)
    return tuple(sorted(told, key=lambda each: (each.ended is not None, each.promise.due, each.id)))


def add(house: House, launch_id: str, promise: Promise, *, by: str) -> Commitment:
    """Records a commitment, and returns it; the same again is one. Raises `NotFound` and `BadInput`."""
    now = house.clock.now()
    launch, _ = at_version(house.require(), launch_id, now)
    (checked,) = kept((promise,), local_date(now, launch.zone))
    known = [each for each in commitments(launch_id, now) if each.ended is None and each.promise == checked]
    if known:
        return known[0]
    content = promise_document(checked) | {"by": by}
    ends = sum(each.kind == ENDED for each in records.of_launch(launch_id, ENDED))
    key = canonical.digest(canonical.encode(content | {"ended": ends}))
    return _made(chain.append(kind=MADE, subject=launch_id, content=content, at=now, content_key=key))


def end(house: House, launch_id: str, told: End, *, by: str) -> Commitment:
    """Ends a commitment by a later record, and returns it. The same again changes nothing.

    Raises `NotFound` for one that the launch does not have, and `BadInput` for one that ended otherwise, or is dropped
    without a reason.
    """
    now = house.clock.now()
    at_version(house.require(), launch_id, now)
    found = next((each for each in commitments(launch_id, now) if each.id == told.id.strip().lower()), None)
    if found is None:
        raise NotFound(
            f"{launch_id} has no commitment {told.id[:SHOWN]!r}", where="id", fix=f"hypercare commitments {launch_id}"
        )
    if found.ended is None:
        needed = "why it is not done any more" if told.state is CommitmentState.DROPPED else ""
        reason = bounded(told.reason, LONGEST_REASON, where="reason", needed=needed)
        content = {"of": found.id, "what": told.state.value, "reason": reason, "by": by}
        made = chain.append(kind=ENDED, subject=launch_id, content=content, at=now, content_key=found.id)
        found = replace(found, ended=_ending(made))
    if found.state is not told.state:
        raise BadInput(f"{found.id} is {found.state.value} already", where="id")
    return found


def commitment_document(found: Commitment, launch: Launch, today: date) -> Document:
    """A commitment as JSON values; times in the launch's zone."""
    ended = found.ended
    return {
        "id": found.id,
        **promise_document(found.promise),
        "state": found.state.value,
        "overdue": found.is_overdue(today),
        "by": found.by,
        "at": found.at.astimezone(launch.zone).isoformat(),
        "decision": found.decision,
        "ended": ended
        and {
            "record": ended.record,
            "by": ended.by,
            "at": ended.at.astimezone(launch.zone).isoformat(),
            "reason": ended.reason,
        },
    }


def listing(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/commitments.v1`: those that are open first. Raises `NotFound` for an unregistered launch."""
    launch, _ = at_version(house.require(), launch_id, as_of)
    return {
        "schema": SCHEMA,
        "launch": launch.id,
        "timezone": launch.timezone,
        "as_of": as_of.astimezone(launch.zone).isoformat(),
        "commitments": documents(launch, as_of),
    }


def documents(launch: Launch, as_of: datetime) -> list[Document]:
    """The commitments of a launch as documents. The ledger is open."""
    today = local_date(as_of, launch.zone)
    return [commitment_document(each, launch, today) for each in commitments(launch.id, as_of)]


def single(house: House, found: Commitment) -> Document:
    """`hypercare/commitment.v1`: one commitment."""
    now = house.clock.now()
    launch, _ = at_version(house, found.launch, now)
    told = commitment_document(found, launch, local_date(now, launch.zone))
    return {"schema": ONE_SCHEMA, "launch": launch.id, "timezone": launch.timezone, "commitment": told}


def _made(record: RecordView) -> Commitment:
    promise = promise_of(record.content)
    return Commitment(record.id, record.subject, promise, str(record.content["by"]), record.at, None)


def _ending(record: RecordView) -> Ending:
    content = record.content
    state = CommitmentState(content["what"])
    return Ending(record.id, state, str(content["by"]), record.at, str(content["reason"]))
