"""ANTI-ENTRANCE-OVERRIDDEN: the launch went live though an entrance criterion failed or was unknown."""

from hypercare.checks.antipatterns.conduct import Conduct
from hypercare.checks.check import Check
from hypercare.model.antipattern import AntiEvidence, AntiPattern, Looked
from hypercare.model.entrance import EntranceState, WentLive
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
OPEN = frozenset({EntranceState.FAIL, EntranceState.UNKNOWN})
LIVE = "live"


def overridden(went: WentLive | None) -> tuple[str, ...]:
    """The criteria that were open at go-live, by name; none where the launch went live as it should, or not yet."""
    if went is None:
        return ()
    return tuple(name for name, state in went.states.items() if state in OPEN and _counts(name, state))


def _counts(name: str, state: EntranceState) -> bool:
    return name != LIVE or state is EntranceState.FAIL


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


def told(went: WentLive) -> Text:
    """The same in a sentence."""
    criteria = overridden(went)
    failing = sum(went.states[name] is EntranceState.FAIL for name in criteria)
    params: dict[str, str | int] = {
        "criteria": ", ".join(criteria),
        "failing": failing,
        "unknown": len(criteria) - failing,
    }
    return Text("anti-entrance-failing" if failing else "anti-entrance-unknown", params)
