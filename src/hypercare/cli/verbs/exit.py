"""The exit of a launch: its gate, what named people say of it, decisions and commitments."""

import getpass
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from hypercare.app.clock import ending, instant
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.house import House
from hypercare.app.usecases.acts import commitments as promised
from hypercare.app.usecases.acts import outcome_acts
from hypercare.app.usecases.acts.outcome_acts import Said
from hypercare.app.usecases.acts.promises import due, promise
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.signed import decision_document
from hypercare.app.usecases.signing import decided
from hypercare.app.usecases.signing.signing import Beside
from hypercare.app.usecases.signing.signing import sign as signing
from hypercare.cli.beyond import note_beyond
from hypercare.cli.naming import naming
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, local, note, say, table
from hypercare.cli.verdict_text import Tongue
from hypercare.model.decision import CommitmentState, Promise
from hypercare.model.errors import BadInput
from hypercare.model.outcome_act import OutcomeAct, OutcomeActKind
from hypercare.model.verdict import Action

UNDECIDED = 4
"""The exit code of a gate that something still holds."""
SHAPES = {"met": "● met", "open": "◆ open", "unknown": "○ unknown", "not declared": "– not declared"}
By = Annotated[str, typer.Option("--by", help="Who says so: an e-mail address that the launch file names.")]
Asked = Annotated[str, typer.Option("--action", help="scale, pivot, rollback or hold.")]


OF_SYNTHESIS = {"note": "--note", "backlog": "--backlog", "channel": "--channel"}
OF_PEAK = {"note": "--reason", "peak": "--peak", "until": "--until"}
OF_REVOCATION = {"act": "RECORD", "reason": "--reason"}
OF_DECISION = {"reason": "--reason", "at": "--at", "grounds": "--ground", "commitments": "--commitment"}
OF_PROMISE = {"commitments": "TEXT, --owner or --due", "id": "ID", "reason": "--reason"}
"""What use cases call their fields, as options of the verbs."""


class What(StrEnum):
    """What is done with commitments."""

    LIST = "list"
    ADD = "add"
    DONE = "done"
    DROP = "drop"


def show(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    asked = launches.as_of(here, launch, as_of)
    found = with_words(decided.exit_of(here, launch, asked), here.settings.language)
    if as_json:
        emit(found)
    else:
        _tell_gate(found)
        tongue = Tongue(here.settings.language)
        note_beyond(here.clock, asked, as_of=found["as_of"], zone=ZoneInfo(found["timezone"]), tongue=tongue)
    raise typer.Exit(UNDECIDED if found["state"] == "open" else 0)


def synthesised(
    launch: LaunchId,
    by: By,
    backlog: Annotated[str, typer.Option("--backlog", help="Where the findings stand: an https:// address, or words.")],
    channel: Annotated[
        list[str] | None, typer.Option("--channel", help="A channel that was synthesised; else all. Repeatable.")
    ] = None,
    text: Annotated[str, typer.Option("--note", help="What was found, in a sentence.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    said = Said(launch, OutcomeActKind.SYNTHESISED, tuple(channel or ()), text, backlog)
    with naming(OF_SYNTHESIS):
        _said(house(data), said, by, as_json=as_json)


def accept_peak(
    launch: LaunchId,
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Why the launch can do without this peak, in a sentence.")],
    peak: Annotated[
        list[str] | None, typer.Option("--peak", help="A watched peak that is missing; else all. Repeatable.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="When the acceptance ends; a date includes that day. Else never.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    zone = launches.at_version(here, launch, here.clock.now())[0].zone
    ends = ending(until, zone, where="--until") if until else None
    said = Said(launch, OutcomeActKind.PEAK_ABSENCE, tuple(peak or ()), reason, until=ends)
    with naming(OF_PEAK):
        _said(here, said, by, as_json=as_json)


def revoke(
    launch: LaunchId,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The record of the act: f-000042-1a2b3c.")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Why it does not hold any more.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    with naming(OF_REVOCATION):
        act = outcome_acts.revoke(here, launch, record, reason=reason, by=by)
    _tell_act(here, act, as_json=as_json)


def sign(
    launch: LaunchId,
    action: Asked,
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Why; needed where it is not what is recommended.")] = "",
    ground: Annotated[
        list[str] | None, typer.Option("--ground", help="A metric on which the decision rests. Repeatable.")
    ] = None,
    commitment: Annotated[
        list[str] | None, typer.Option("--commitment", help='"what; who; 2026-09-30": carried on. Repeatable.')
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="When it was signed: now or earlier; else now.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    now = here.clock.now()
    zone = launches.at_version(here, launch, now)[0].zone
    signed_at = instant(at, zone, where="--at") if at else now
    wanted = _action(action)
    with naming(OF_DECISION):
        beside = Beside(tuple(ground or ()), tuple(map(promise, commitment or ())))
        made = signing(here, launch, action=wanted, reason=reason, by=by, at=signed_at, beside=beside)
    if as_json:
        emit(with_words(decision_document(made), here.settings.language))
        return
    against = f", against the recommendation to {made.recommended.value.lower()}" if made.overrides else ""
    say(f"{made.by.name or made.by.email} signed {made.action.value} for {launch}{against}: {made.record}")
    for each in made.antipatterns:
        say(f"  known then: {each['check']}: {with_words(dict(each), here.settings.language)['text']['text']}")
    strange = [each.metric for each in made.grounds if not each.is_declared]
    if strange:
        note(f"Not declared by {launch}, kept and marked so: {', '.join(strange)}")
    note(f"To look at it again: hypercare decisions {launch}")


def decisions(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    asked = launches.as_of(here, launch, as_of)
    found = with_words(decided.decisions_of(here, launch, asked), here.settings.language)
    if as_json:
        emit(found)
        return
    if not found["decisions"]:
        note(f"Nothing was signed yet. Fix: hypercare sign {launch} --action scale --by APPROVER")
    zone = ZoneInfo(found["timezone"])
    table(("SIGNED", "DECISION", "RECOMMENDED", "BY", "RECORD", "STATE"), list(_signatures(found, zone)))
    for line in _grounds(found):
        say(line)
    if found["reevaluation"]:
        say()
        for line in _again(found["reevaluation"], Tongue(here.settings.language)):
            say(line)


def commitments(
    launch: LaunchId,
    what: Annotated[What, typer.Argument(help="list, add, done or drop.")] = What.LIST,
    subject: Annotated[
        str | None, typer.Argument(metavar="TEXT|ID", help="What will be done; or the commitment that ends.")
    ] = None,
    owner: Annotated[str, typer.Option("--owner", help="Who will do it.")] = "",
    day: Annotated[str, typer.Option("--due", help="By which day: 2026-09-30.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why it is done, or dropped; what is dropped needs it.")] = "",
    by: Annotated[str | None, typer.Option("--by", help="Who says so; else the login name.")] = None,
    as_of: AsOf = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    if what is What.LIST:
        _list(promised.listing(here, launch, launches.as_of(here, launch, as_of)), launch, as_json=as_json)
        return
    if not subject:
        expected = "what will be done" if what is What.ADD else f"an id that hypercare commitments {launch} names"
        raise BadInput("nothing is named", where="TEXT" if what is What.ADD else "ID", expected=expected)
    who = by or getpass.getuser()
    with naming(OF_PROMISE):
        if what is What.ADD:
            made = promised.add(here, launch, _promise(subject, owner, day), by=who)
        else:
            state = CommitmentState.DONE if what is What.DONE else CommitmentState.DROPPED
            made = promised.end(here, launch, promised.End(subject, state, reason), by=who)
    if as_json:
        emit(promised.single(here, made))
        return
    say(f"{made.id}: {made.promise.text} ({made.promise.owner}, {made.promise.due}): {made.state.value}")


def _promise(text: str, owner: str, day: str) -> Promise:
    if not owner.strip():
        raise BadInput("nobody is named", where="--owner", expected="who will do it")
    with naming({"commitments": "--due"}):
        return Promise(text, owner, due(day))


def _action(name: str) -> Action:
    wanted = name.strip().upper()
    if wanted not in list(Action):
        raise BadInput(f"{name[:40]!r} is no decision", where="--action", expected=", ".join(Action).lower())
    return Action(wanted)


def _said(here: House, said: Said, by: str, *, as_json: bool) -> None:
    _tell_act(here, outcome_acts.add(here.require(), said, by=by), as_json=as_json)


def _tell_act(here: House, act: OutcomeAct, *, as_json: bool) -> None:
    launch, _ = launches.at_version(here, act.launch, here.clock.now())
    if as_json:
        emit(outcome_acts.single(act, launch))
        return
    named = f"{act.kind.value.replace('_', ' ')} by {act.by.name or act.by.email}: {', '.join(act.subjects)}"
    say(f"{act.record}: {named}" + (f"; taken back by {act.revoked.by.name}" if act.revoked else ""))
    note(f"To see the exit gate: hypercare exit show {act.launch}")


def _tell_gate(found: Document) -> None:
    zone = ZoneInfo(found["timezone"])
    say(f"{found['title']} ({found['launch']}), as of {local(found['as_of'], zone)}")
    say(found["says"]["text"])
    for review in found["reviews"]:
        if review["extended"]:
            say(review["says"]["text"])
    say()
    for line in found["lines"]:
        until = f", not before {local(line['until'], zone)}" if line["until"] else ""
        say(f"{SHAPES[line['state']]:<16}{line['line'].replace('_', ' ')}{until}")
        for each in line["evidence"]:
            say(f"  {each['text']}")
        if line["missing"]:
            who = ", ".join(each["name"] or each["email"] for each in line["who"])
            say(f"  To do: {line['missing']['text']}" + (f" ({who})" if who else ""))
        if line["records"]:
            say(f"  Recorded as {', '.join(line['records'])}")


def _signatures(found: Document, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    for each in found["decisions"]:
        state = f"superseded by {each['superseded_by']}" if each["superseded_by"] else "holds"
        for signed in each["signatures"]:
            by = signed["by"]["name"] or signed["by"]["email"]
            yield (local(signed["at"], zone), each["action"], signed["recommended"], by, signed["record"], state)


def _grounds(found: Document) -> Iterator[str]:
    """Why each decision was signed, and the metrics that it rests on."""
    for each in found["decisions"]:
        for signed in each["signatures"]:
            if signed["reason"]:
                yield f"{signed['record']} because: {signed['reason']}"
            if signed["grounds"]:
                named = (f"{of['metric']}{'' if of['declared'] else ' (not declared)'}" for of in signed["grounds"])
                yield f"{signed['record']} rests on: {', '.join(named)}"


def _again(found: Document, tongue: Tongue) -> Iterator[str]:
    """A decision looked at again: what changed, then every reading beside the one that it rests on."""
    yield str(found["says"]["text"])
    for line in found["lines"]:
        if line["changed"]:
            yield f"  ▲ {line['changed']['text']}"
    for line in found["lines"]:
        if line["now"]["answer"] or line["then"]["answer"]:
            yield f"  {line['subject']}: then {_side(line['then'], tongue)}; now {_side(line['now'], tongue)}"


def _side(side: Document, tongue: Tongue) -> str:
    answer: Any = side["answer"]
    if side["word"] is None or answer is None:
        return "-"
    return f"{tongue.word(side['word'])} {tongue.answer(answer)}"


def _list(found: Document, launch: str, *, as_json: bool) -> None:
    if as_json:
        emit(found)
        return
    if not found["commitments"]:
        note(f'Nothing is promised. Fix: hypercare commitments {launch} add "what" --owner WHO --due 2026-09-30')
    rows = [
        (each["id"], "overdue" if each["overdue"] else each["state"], each["due"], each["owner"], each["text"])
        for each in found["commitments"]
    ]
    table(("ID", "STATE", "DUE", "OWNER", "WHAT"), rows)
