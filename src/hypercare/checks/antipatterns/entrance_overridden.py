"""ANTI-ENTRANCE-OVERRIDDEN: the launch went live though an entrance criterion failed or was unknown."""

from hypercare.checks.antipatterns.conduct import Conduct
from hypercare.checks.check import Check
from hypercare.checks.entrance.overridden import overridden, told
from hypercare.model.antipattern import AntiEvidence, AntiPattern, Looked
from hypercare.model.entrance import WentLive
from hypercare.model.text import Text

CHECK = Check(
    id="ANTI-ENTRANCE-OVERRIDDEN",
    title="The entrance was overridden",
    looks_for=(
        "a criterion that failed or was unknown at go-live and that nobody had waived, as the worker recorded it when "
        "it looked first from go-live on. `live` counts only where it failed: before go-live it cannot be known"
    ),
    why="what was not ready at go-live is found by customers, and what was not measured then cannot be measured later",
    trips="live with policy_issued never arrived: instrumentation fails, and nobody waived it",
    passes="live with the drill waived until Friday by the driver, and everything else passing",
    source="docs/entrance.md, overridden",
)


def judge(facts: Conduct) -> Looked:
    """Found where a criterion was open at go-live; unknown from go-live on, until how it stood is recorded."""
    if facts.went is None:
        return Looked(unknown=(Text("anti-entrance-not-recorded"),)) if facts.verdict.day >= 0 else Looked()
    found = find(facts.went)
    return Looked(found=() if found is None else (found,))


def find(went: WentLive) -> AntiPattern | None:
    """The finding of a go-live; None where nothing was overridden."""
    criteria = overridden(went)
    if not criteria:
        return None
    evidence = tuple(_evidence(went, name) for name in criteria)
    return AntiPattern(CHECK.id, told(went), Text("anti-entrance-hint"), went.at, "entrance", evidence=evidence)


def _evidence(went: WentLive, criterion: str) -> AntiEvidence:
    items = went.missing.get(criterion, ())
    what = Text(
        f"anti-entrance-{went.states[criterion].value}-criterion",
        {"criterion": criterion, "items": ", ".join(items), "count": len(items)},
    )
    return AntiEvidence(what, at=went.at, record=went.record)
