"""ENTRY-SANITY: the sanity checks in production must have been cleared."""

from datetime import datetime, timedelta

from hypercare.checks.check import Check
from hypercare.checks.entrance.heard import Heard
from hypercare.checks.entrance.owners import engineer
from hypercare.checks.entrance.probe_words import told
from hypercare.model.entrance import (
    ActKind,
    EntranceAct,
    EntranceAction,
    EntranceCriterion,
    EntranceItem,
    EntranceState,
    Evidence,
    Pulse,
)
from hypercare.model.launch import Launch
from hypercare.model.probe import ManualCheck, Probe, ProbeResult
from hypercare.model.text import Parameter, Text

CHECK = Check(
    id="ENTRY-SANITY",
    title="Sanity checks in production are cleared",
    looks_for=(
        "the newest answer to every probe under `sanity`: as declared, and younger than three of its intervals (15 "
        "minutes at least); and of every check by hand what the last person who looked said"
    ),
    why="the page that answers with 500 in production answered on every test machine",
    trips="the newest request was answered with 503, or none was for an hour; no sanity check is declared",
    passes="every request was answered as declared a minute ago, and the label was seen to print",
    source="docs/entrance.md, sanity",
)
NAME = "sanity"
RECENT = 10
"""So many of the newest results tell whether an answer comes and goes."""
EARLIER = 3
"""So many earlier words on a check by hand are told beside the newest."""


def judge(launch: Launch, as_of: datetime, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands: an item a check."""
    items = [
        _probed(launch, check, as_of, heard) if isinstance(check, Probe) else _by_hand(check, heard)
        for check in launch.sanity
    ]
    return EntranceCriterion(CHECK.id, NAME, tuple(items) or (_none(),))


def subject_of(name: str) -> str:
    """The id of a check's item, by which people's acts name it."""
    return f"{NAME}/{name}"


def _none() -> EntranceItem:
    todo = Text("entry-sanity-declare")
    return EntranceItem(NAME, NAME, EntranceState.UNKNOWN, Text("entry-sanity-not-declared"), None, todo)


def _probed(launch: Launch, probe: Probe, as_of: datetime, heard: Heard) -> EntranceItem:
    results = heard.sanity.results.get(probe.name, ())
    state, reason, todo = _standing(launch, probe, as_of, heard, results[0] if results else None)
    return EntranceItem(
        id=subject_of(probe.name),
        subject=probe.name,
        state=state,
        reason=reason,
        seen_at=results[0].at if results else None,
        todo=todo,
        owner=engineer(launch),
        evidence=tuple(each for each in _evidence(probe, results) if each.what != reason),
        actions=(EntranceAction.RERUN,),
        history=tuple(Pulse(each.at, each.is_ok, each.latency_ms) for each in reversed(results)),
    )


def _standing(
    launch: Launch, probe: Probe, as_of: datetime, heard: Heard, newest: ProbeResult | None
) -> tuple[EntranceState, Text, Text | None]:
    """What is not known is unknown: never run, or too long ago to say anything of now."""
    run = Text("entry-sanity-run", {"launch": launch.id})
    if newest is None:
        return EntranceState.UNKNOWN, Text("entry-sanity-not-run"), run
    if as_of - newest.at > probe.stale_after:
        is_closed = heard.sanity.until is not None and as_of >= heard.sanity.until
        figures: dict[str, Parameter] = {"at": newest.at.astimezone(launch.zone), "every": _minutes(probe.every)}
        if is_closed:
            return EntranceState.UNKNOWN, Text("entry-sanity-closed", figures), None
        return EntranceState.UNKNOWN, Text("entry-sanity-stale", figures), run
    if newest.failure is not None:
        return EntranceState.FAIL, told(probe, newest), Text(f"probe-mend-{newest.failure}", {"url": probe.url})
    return EntranceState.PASS, told(probe, newest), None


def _evidence(probe: Probe, results: tuple[ProbeResult, ...]) -> tuple[Evidence, ...]:
    """The newest answer whether it comes and goes, and how long the certificate holds."""
    if not results:
        return ()
    newest, failures = results[0], [each for each in results[:RECENT] if not each.is_ok]
    found = [Evidence(told(probe, newest), newest.at)]
    if failures and len(results) > 1:
        figures: dict[str, Parameter] = {"failed": len(failures), "runs": len(results[:RECENT])}
        found.append(Evidence(Text("entry-sanity-flapping", figures), failures[0].at))
    if newest.certificate_days is not None:
        found.append(Evidence(Text("entry-sanity-certificate", {"days": newest.certificate_days}), newest.at))
    return tuple(found)


def _by_hand(check: ManualCheck, heard: Heard) -> EntranceItem:
    """A check that a person makes: what the last one who looked said stands until somebody looks again."""
    said = [act for act in heard.support.acts if act.subject == subject_of(check.name) and act.kind in STATES]
    in_order = sorted(said, key=lambda act: (act.at, act.recorded_at))  # stable: of one instant, the last word
    newest = in_order[-1] if in_order else None
    return EntranceItem(
        id=subject_of(check.name),
        subject=check.name,
        state=EntranceState.UNKNOWN if newest is None else STATES[newest.kind],
        reason=Text("entry-sanity-not-checked", {"by": check.by}) if newest is None else _said(newest),
        seen_at=None if newest is None else newest.at,
        todo=_todo(check, newest),
        owner=check.by,
        evidence=tuple(Evidence(_said(act), act.at) for act in reversed(in_order[:-1][-EARLIER:])),
        actions=(EntranceAction.CHECK,),
        history=tuple(Pulse(act.at, act.kind is ActKind.CHECKED) for act in in_order),
    )


STATES = {ActKind.CHECKED: EntranceState.PASS, ActKind.FAILED: EntranceState.FAIL}


def _said(act: EntranceAct) -> Text:
    kind = "checked" if act.kind is ActKind.CHECKED else "check-failed"
    if act.reason:
        return Text(f"entry-sanity-{kind}-why", {"by": act.by, "why": act.reason})
    return Text(f"entry-sanity-{kind}", {"by": act.by})


def _todo(check: ManualCheck, newest: EntranceAct | None) -> Text | None:
    if newest is None:
        return Text("entry-sanity-check", {"by": check.by})
    return Text("entry-sanity-check-again", {"by": check.by}) if newest.kind is ActKind.FAILED else None


def _minutes(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))
