"""Signing: the decision about a launch, by an approver whom its launch file names."""

from datetime import datetime

from hypercare.app.house import House
from hypercare.app.usecases.launches import at_version
from hypercare.app.usecases.signed import DECISION, Decision, decision
from hypercare.app.usecases.verdicts import judge
from hypercare.ledger import canonical, chain
from hypercare.model.errors import BadInput, Refused
from hypercare.model.launch import Launch, Person
from hypercare.model.verdict import Action

LONGEST_REASON = 2000


def sign(house: House, launch_id: str, *, action: Action, reason: str, by: str, at: datetime) -> Decision:
    """Records the decision in the chain and returns it. `by` is the approver's e-mail address; case does not matter.

    It rests on the verdict as of `at`, which is judged for it. The same call again returns the same record. Raises
    `NotFound` for an unknown launch, `Refused` for anybody whom the launch file that held then does not name as an
    approver, `BadInput` for a moment yet to come, or a decision without a reason where it overrides.
    """
    launch, _ = at_version(house.require(), launch_id, at)
    approver = _approver(launch, by)
    if at > house.clock.now():
        raise BadInput("a decision cannot be signed ahead of time", where="at", expected="now or earlier")
    judged = judge(house, launch_id, at)
    recommended = judged.verdict.recommendation.action
    content = {
        "launch": launch_id,
        "version": launch.digest,
        "action": action.value,
        "recommended": recommended.value,
        "reason": _checked_reason(reason, needed=action is not recommended),
        "by": {"name": approver.name, "email": approver.email},
        "at": at.isoformat(),
        "verdict": judged.record.id,
    }
    # What is signed, not what was recommended: that may change by the signature itself.
    key = canonical.digest(canonical.encode({name: content[name] for name in ("action", "reason", "by", "at")}))
    record = chain.append(kind=DECISION, subject=launch_id, content=content, at=house.clock.now(), content_key=key)
    return decision(record)


def _approver(launch: Launch, email: str) -> Person:
    wanted = email.strip().casefold()
    named = [person for person in launch.squad.approvers if person.email and person.email.casefold() == wanted]
    if named:
        return named[0]
    names = ", ".join(person.email for person in launch.squad.approvers if person.email)
    raise Refused(
        f"{email.strip()[:80]!r} is no approver of {launch.id}",
        where="squad.approvers",
        expected=names or "a launch file that names an approver with an e-mail address",
        fix="let an approver sign, or register a version that names this person",
    )


def _checked_reason(reason: str, *, needed: bool) -> str:
    text = reason.strip()
    if needed and not text:
        raise BadInput("the decision is not the one that is recommended", where="reason", expected="why, in a sentence")
    if len(text) > LONGEST_REASON:
        raise BadInput(f"the reason has {len(text)} characters", where="reason", expected=f"at most {LONGEST_REASON}")
    return text
