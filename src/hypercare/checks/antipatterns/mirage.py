"""ANTI-MIRAGE: somebody decides or reports on a success that is not mature."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from hypercare.checks.antipatterns.conduct import Conduct, Decided
from hypercare.checks.antipatterns.mirage_signs import signs
from hypercare.checks.antipatterns.reads_as_success import Mirage, half_told, immature
from hypercare.checks.check import Check
from hypercare.checks.spoken import spoken
from hypercare.model.antipattern import AntiEvidence, AntiLevel, AntiPattern, Looked
from hypercare.model.attendance import Presence
from hypercare.model.mark import MarkKind
from hypercare.model.text import Parameter, Text
from hypercare.model.verdict import Action

Params = dict[str, Parameter]
CHECK = Check(
    id="ANTI-MIRAGE",
    title="The 30-day mirage",
    looks_for=(
        "an immature reading that would pass for success (a primary metric that is too early, at or beyond success; or "
        "a gate of a day that passed while the primary of the cycle's end is open), on which somebody decides or "
        "reports: SCALE signed, a brief taken along, a note that calls it a success. An early look alone is none"
    ),
    why="novelty, peaks and the first to come make a good month; whether the feature is used shows after a whole cycle",
    trips="SCALE signed on day 31 because completion passes, while Pro accounts are judged on 1 January",
    passes="the same day looked at ten times, and nothing signed; SCALE signed when the quarter was over",
    source="docs/antipatterns.md, mirage",
)
PRAISE = re.compile(
    r"\b(scale|success\w*|succe+ded|works|won|passed|achieved|sukses|berhasil|lulus|tercapai|sesuai target)\b",
    re.IGNORECASE,
)
"""Words, in the languages of the pages, by which a note calls something a success."""
DENIAL = re.compile(r"\b(not|no|never|isn't|too early|wait|belum|tidak|bukan|terlalu dini|tunggu)\b", re.IGNORECASE)
"""Words by which it says that it is none, or that it waits."""


def judge(facts: Conduct) -> Looked:
    """A finding for each decision to scale on a mirage; one for everything that was reported on one."""
    decided = [each for decision in facts.decisions for each in _signed(facts, decision)]
    return Looked((*decided, *_reported(facts)))


def _signed(facts: Conduct, decision: Decided) -> Iterator[AntiPattern]:
    if decision.action is not Action.SCALE:
        return
    then = decision.verdict
    seen = [each for each in (*half_told(then), *immature(then, facts.launch)) if each.held(decision.at)]
    if not seen:
        return
    named = seen[0]
    params: Params = {"metric": spoken(named.open_metric.metric), "by": decision.by,
              "date": named.until.astimezone(facts.launch.zone)}  # fmt: skip
    signature = AntiEvidence(Text("anti-mirage-signed"), at=decision.at, by=decision.by, record=decision.record)
    yield AntiPattern(CHECK.id, Text("anti-mirage-decided", params), Text("anti-mirage-decided-hint", params),
                      decision.at, "decision", evidence=(signature, *_told(facts, seen)),
                      over_at=_over(facts, named))  # fmt: skip


def _reported(facts: Conduct) -> Iterator[AntiPattern]:
    """What was said in public of a mirage that this verdict, or an earlier gate, knows of."""
    mirages = (*half_told(facts.verdict), *immature(facts.verdict, facts.launch))
    acts = [(mirage, act) for mirage in mirages for act in _acts(facts, mirage)]
    if not acts:
        return
    named = acts[0][0]
    evidence = tuple(dict.fromkeys(act for _, act in acts))
    first = min(act.at for act in evidence if act.at is not None)
    params: Params = {"metric": spoken(named.open_metric.metric), "count": len(evidence),
              "date": named.until.astimezone(facts.launch.zone)}  # fmt: skip
    yield AntiPattern(CHECK.id, Text("anti-mirage-reported", params), Text("anti-mirage-reported-hint", params), first,
                      "anti-patterns", AntiLevel.WATCH, (*evidence, *_told(facts, [named])),
                      _over(facts, named))  # fmt: skip


def _acts(facts: Conduct, mirage: Mirage) -> Iterator[AntiEvidence]:
    """The notes that call it a success, and the briefs that were taken along by the squad, while it stood.

    Of an immature value only today's is known, so what was said of it earlier cannot be held against it.
    """
    since = mirage.since if mirage.gate is not mirage.open_gate else _today(facts)
    for mark in facts.marks:
        told = mark.kind in (MarkKind.NOTE, MarkKind.STANDUP) and max(since, mirage.since) <= mark.at < mirage.until
        if told and praises(mark.title, {mirage.shown.metric, mirage.open_metric.metric}):
            yield AntiEvidence(Text("anti-mirage-noted", {"note": mark.title}), at=mark.at, by=mark.by, record=mark.id)
    for seen in facts.presences:
        if seen.what is Presence.REPORTED and max(since, mirage.since) <= seen.first_at < mirage.until:
            yield AntiEvidence(Text("anti-mirage-brief"), at=seen.first_at, by=seen.who)


def praises(note: str, metrics: Iterable[str]) -> bool:
    """Whether a note names one of the metrics and calls it a success, and neither denies it nor says to wait."""
    words = note.casefold()
    named = any(name.casefold() in words or spoken(name).casefold() in words for name in metrics)
    return named and PRAISE.search(note) is not None and DENIAL.search(note) is None


def _told(facts: Conduct, seen: Iterable[Mirage]) -> tuple[AntiEvidence, ...]:
    """What read as success and what was open, and what today's validation says of both."""
    every = list(seen)
    metrics = {name for mirage in every for name in (mirage.shown.metric, mirage.open_metric.metric)}
    parts = (part for mirage in every for part in mirage.evidence(facts.launch))
    return tuple(dict.fromkeys((*parts, *signs(facts.validation, metrics))))


def _over(facts: Conduct, mirage: Mirage) -> datetime | None:
    return mirage.until if mirage.until <= facts.as_of else None


def _today(facts: Conduct) -> datetime:
    return facts.as_of.astimezone(facts.launch.zone).replace(hour=0, minute=0, second=0, microsecond=0)
