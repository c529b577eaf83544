"""Signing: the decision about a launch, by an approver whom its launch file names."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.acts.named import approver, bounded
from hypercare.app.usecases.acts.promises import kept
from hypercare.app.usecases.acts.refusals import noted
from hypercare.app.usecases.judging import looking
from hypercare.app.usecases.judging.verdicts import judge
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import (
    DECISION,
    decision,
    decision_of,
    decisions,
    ground_document,
    promise_document,
)
from hypercare.cycles.day import local_date
from hypercare.ledger import canonical, chain, versions
from hypercare.model.decision import (
    LONGEST_GROUND,
    LONGEST_REASON,
    MOST_GROUNDS,
    Decision,
    Ground,
    Promise,
)
from hypercare.model.errors import BadInput
from hypercare.model.launch import Launch
from hypercare.model.verdict import Action

REPEATED = timedelta(minutes=10)
"""The same words of the same person within so long are one request that was sent again."""


@dataclass(frozen=True)
class Beside:
    """What comes with a decision beside its action and reason.

    `grounds` are names of metrics, `promises` what the launch carries on. `seen` is the record of the decision that
    held when the signer looked, empty for none; None where nobody looked. `once` names the request: one that is sent
    twice gives one record.
    """

    grounds: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    seen: str | None = None
    once: str = ""


@dataclass(frozen=True)
class Signing:
    """What is to be signed, by whom, when."""

    action: Action
    reason: str
    by: str
    at: datetime
    beside: Beside


def sign(
    house: House, launch_id: str, *, action: Action, reason: str, by: str, at: datetime, beside: Beside | None = None
) -> Decision:
    """Records the decision in the chain and returns it. `by` is the approver's e-mail address; case does not matter.

    It rests on the verdict as of `at`, which is judged for it, and keeps the anti-patterns that were known then. The
    same call again returns the same record. Raises `NotFound` for an unknown launch, `Refused` for anybody whom the
    launch file that held then does not name as an approver, `BadInput` (`where`: the field) for a moment yet to come or
    before the launch was declared, a decision without a reason where it overrides, promises that nobody can keep, or
    where somebody else signed since the signer looked. What is refused is noted, for the audit.
    """
    with noted(house.require(), launch_id, who=by, action=action.value, reason=reason):
        return _signed(house, launch_id, Signing(action, reason, by, at, beside or Beside()))


def _signed(house: House, launch_id: str, asked: Signing) -> Decision:
    action, reason, by, at, beside = asked.action, asked.reason, asked.by, asked.at, asked.beside
    launch, _ = at_version(house, launch_id, at)
    signer = approver(launch, by)
    if at > house.clock.now():
        raise BadInput("a decision cannot be signed ahead of time", where="at", expected="now or earlier")
    declared = versions.versions(launch_id)[0].registered_at
    if at < declared:
        since = f"{declared.astimezone(launch.zone).isoformat()} or later"
        raise BadInput("nobody had declared this launch then", where="at", expected=since)
    words = {
        "action": action.value,
        "reason": bounded(reason, LONGEST_REASON, where="reason"),
        "by": {"name": signer.name, "email": signer.email},
        "grounds": [ground_document(each) for each in grounds_of(launch, beside.grounds)],
        "commitments": [promise_document(each) for each in kept(beside.promises, local_date(at, launch.zone))],
    }
    again = _again(launch_id, words, at)
    if again is not None:
        return again
    _unseen(house, launch_id, beside.seen)
    judged = judge(house, launch_id, at)
    recommended = judged.verdict.recommendation.action
    if action is not recommended and not words["reason"]:
        raise BadInput("the decision is not the one that is recommended", where="reason", expected="why, in a sentence")
    content = words | {
        "launch": launch_id,
        "version": launch.digest,
        "recommended": recommended.value,
        "at": at.isoformat(),
        "verdict": judged.record.id,
        "antipatterns": looking.glance(house, launch_id, at)["antipatterns"],
    }
    key = _key(words, at, beside.once)
    record = chain.append(kind=DECISION, subject=launch_id, content=content, at=house.clock.now(), content_key=key)
    return decision(record)


def grounds_of(launch: Launch, names: tuple[str, ...]) -> tuple[Ground, ...]:
    """The metrics that a decision rests on, each once; those that are not declared are kept as such."""
    wanted = dict.fromkeys(bounded(each, LONGEST_GROUND, where="grounds") for each in names)
    found = [Ground(name, name in launch.metrics, name in launch.primary) for name in wanted if name]
    if len(found) > MOST_GROUNDS:
        raise BadInput(f"{len(found)} metrics are named", where="grounds", expected=f"at most {MOST_GROUNDS}")
    return tuple(found)


def _again(launch_id: str, words: Document, at: datetime) -> Decision | None:
    """The decision that the same person signed in the same words just before: the request was sent again."""
    same = [each for each in decisions(launch_id, at) if at - each.at <= REPEATED and _words(each) == words]
    return same[-1] if same else None


def _words(signed: Decision) -> Document:
    return {
        "action": signed.action.value,
        "reason": signed.reason,
        "by": {"name": signed.by.name, "email": signed.by.email},
        "grounds": [ground_document(each) for each in signed.grounds],
        "commitments": [promise_document(each) for each in signed.promises],
    }


def _unseen(house: House, launch_id: str, seen: str | None) -> None:
    """Raises `BadInput` where somebody signed since the signer looked: that changes what one decides about."""
    if seen is None:
        return
    holds = decision_of(house, launch_id, house.clock.now())
    if holds is not None and holds.record != seen:
        who = holds.by.name or holds.by.email
        raise BadInput(f"{who} signed {holds.action.value} in the meantime", where="seen", expected="another look")


def _key(words: Document, at: datetime, once: str) -> str:
    """What is signed, not what was recommended: that may change by the signature itself."""
    named = (
        {"once": once, "by": words["by"]} if once else {name: words[name] for name in words} | {"at": at.isoformat()}
    )
    return canonical.digest(canonical.encode(named))
