"""ANTI-CHERRY-PICKING: what looks good is told, what was declared is not; or what was declared is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hypercare.checks.antipatterns.conduct import Conduct, Decided, Edit
from hypercare.checks.antipatterns.goalposts import Favour, Moved, moved
from hypercare.checks.antipatterns.instrumentation import reading_well
from hypercare.checks.antipatterns.reads_as_success import measured, reading
from hypercare.checks.antipatterns.spoken_of import FIGURE, metrics_in, undeclared
from hypercare.checks.check import Check
from hypercare.checks.health import beyond_limits
from hypercare.checks.spoken import spoken
from hypercare.checks.validation.segments import SegmentsFound
from hypercare.model.antipattern import AntiEvidence, AntiLevel, AntiPattern, Looked
from hypercare.model.estimate import Estimate
from hypercare.model.mark import MarkKind
from hypercare.model.text import Parameter, Text
from hypercare.model.verdict import Action, GateVerdict, Harm, MetricVerdict, Word

CHECK = Check(
    id="ANTI-CHERRY-PICKING",
    title="KPI cherry-picking",
    looks_for=(
        "a figure that somebody reports of an event that no declared metric reads; a decision on metrics that are not "
        "declared, or none of which is primary; a version registered after go-live that changes a metric, threshold, "
        "gate, segment or window, and whether that is in the launch's favour; a guardrail in harm while a primary "
        "metric reads as success, or SCALE signed over a guardrail beyond its limit; an effect whose sign is turned "
        "round by the mix of a segment, or a success that it alone carries, which nobody need have done"
    ),
    why=(
        "of twelve metrics that nothing changed, some look significantly better by chance one time in five: the "
        "declared ones, as they were declared, are the only ones that can fail"
    ),
    trips='the declared insurance_ctr fails, and a note says "page views +180 %"',
    passes="a note that names the declared metric with its figure; a version that only replaces an engineer",
    source="docs/antipatterns.md, cherry-picking; 12 null metrics with a correlation of 0.3: 19.9 % (own simulation)",
)
CREDIBLE = "credible"
"""A reversal of which neither interval reaches 0: points alone turn round by chance."""
Params = dict[str, Parameter]
NONE = "–"
"""What a line said that was not there, or says that is gone."""
MOST_LINES = 12
"""So many lines of an edit are evidence; the definition page has them all."""


def judge(facts: Conduct) -> Looked:
    """What was reported, decided, edited and ignored, the bad first."""
    parts = (*_swapped(facts), *_grounds(facts), *_edited(facts), *_ignored(facts), *_signed_over(facts),
             *_reversed(facts))  # fmt: skip
    return Looked(tuple(sorted(parts, key=lambda each: each.level is AntiLevel.WATCH)))


@dataclass(frozen=True)
class _Said:
    """What somebody wrote for others to read."""

    text: str
    at: datetime
    by: str
    record: str


def _swapped(facts: Conduct) -> Iterator[AntiPattern]:
    """Figures of what no declared metric reads; it is worse where a declared one had failed by then."""
    for said in _sayings(facts):
        names = undeclared(said.text, facts.launch, facts.events)
        if not names:
            continue
        failed = [(gate, each) for gate, each in _failed(facts) if gate.judged_at <= said.at]
        params: dict[str, str | int] = {"events": ", ".join(map(spoken, names)), "by": said.by,
                                        "failed": ", ".join(spoken(each.metric) for _, each in failed)}  # fmt: skip
        note = AntiEvidence(Text("anti-cherry-said", {"said": said.text}), at=said.at, by=said.by, record=said.record)
        yield AntiPattern(
            CHECK.id, Text("anti-cherry-swapped" if failed else "anti-cherry-undeclared", params),
            Text("anti-cherry-swapped-hint"), said.at, "gates", AntiLevel.BAD if failed else AntiLevel.WATCH,
            (note, *(measured("anti-cherry-failed", each, gate) for gate, each in failed)),
        )  # fmt: skip


def _sayings(facts: Conduct) -> Iterator[_Said]:
    for mark in facts.marks:
        if mark.kind in (MarkKind.NOTE, MarkKind.STANDUP):
            yield _Said(mark.title, mark.at, mark.by, mark.id)
    for decision in facts.decisions:
        yield _Said(decision.reason, decision.at, decision.by, decision.record)


def _failed(facts: Conduct) -> Iterator[tuple[GateVerdict, MetricVerdict]]:
    """The metrics that failed in a gate whose word stands."""
    for gate in facts.verdict.gates:
        if gate.settled:
            yield from ((gate, each) for each in gate.metrics if each.word is Word.FAIL)


def _grounds(facts: Conduct) -> Iterator[AntiPattern]:
    """Decisions on what was not declared, or on nothing that decides."""
    declared, primary = set(facts.launch.metrics), set(facts.launch.primary)
    for decision in facts.decisions:
        grounds = decision.grounds or _claimed(facts, decision.reason)
        foreign = [each for each in grounds if each not in declared]
        beside = [each for each in grounds if each in declared]
        is_beside = bool(beside) and not primary & set(beside) and not foreign
        if decision.action is Action.HOLD or not (foreign or is_beside):
            continue
        params = {"metrics": ", ".join(map(spoken, foreign or beside)), "by": decision.by,
                  "primary": ", ".join(map(spoken, facts.launch.primary))}  # fmt: skip
        yield AntiPattern(
            CHECK.id, Text("anti-cherry-ground-undeclared" if foreign else "anti-cherry-ground-beside", params),
            Text("anti-cherry-ground-hint", params), decision.at, "decision",
            AntiLevel.BAD if foreign else AntiLevel.WATCH, (_signature(decision),),
        )  # fmt: skip


def _claimed(facts: Conduct, reason: str) -> tuple[str, ...]:
    """The declared metrics of which a reason gives a figure; guardrails that are named as kept claim nothing."""
    guards = {each.metric for each in facts.launch.guardrails}
    named = metrics_in(reason, facts.launch) if FIGURE.search(reason) else ()
    return tuple(each for each in named if each not in guards)


def _signature(decision: Decided) -> AntiEvidence:
    what = Text("anti-early-signed", {"action": decision.action.value})
    return AntiEvidence(what, at=decision.at, by=decision.by, record=decision.record)


def _edited(facts: Conduct) -> Iterator[AntiPattern]:
    """Versions of after go-live that change what is judged."""
    for edit in facts.edits:
        lines = moved(edit, facts.verdict)
        if lines:
            yield _edit(edit, lines)


def _edit(edit: Edit, lines: tuple[Moved, ...]) -> AntiPattern:
    favours = {line.favour for line in lines}
    easier = Favour.EASIER in favours
    turned = [line for line in lines if line.moved_up]
    kind = "turned" if turned else "easier" if easier else "unclear" if Favour.UNCLEAR in favours else "harder"
    params: dict[str, str | int] = {"version": edit.number, "lines": len(lines), "by": edit.by}
    level = AntiLevel.WATCH if kind == "harder" else AntiLevel.BAD
    evidence = tuple(_line(edit, line) for line in lines[:MOST_LINES])
    return AntiPattern(CHECK.id, Text(f"anti-cherry-edited-{kind}", params), Text("anti-cherry-edited-hint"), edit.at,
                       "definition", level, evidence)  # fmt: skip


def _line(edit: Edit, line: Moved) -> AntiEvidence:
    params: dict[str, str] = {"path": line.change.path, "before": line.change.before or NONE,
                              "after": line.change.after or NONE}  # fmt: skip
    words = {} if line.words is None else {"old": line.words[0].value, "new": line.words[1].value}
    id_ = f"anti-edit-{line.favour.value}" + ("-moved" if words and words["old"] != words["new"] else "")
    return AntiEvidence(Text(id_, params | words), at=edit.at, by=edit.by, record=edit.record)


def _ignored(facts: Conduct) -> Iterator[AntiPattern]:
    """Guardrails in harm while something that decides reads as success."""
    up = {said.metric: (gate, said) for gate in facts.verdict.gates
          for said in reading_well(gate, facts.launch) if said.primary}  # fmt: skip
    harms = {harm.subject: harm for harm in _harms(facts)}
    if not up or not harms:
        return
    params = {"guardrails": ", ".join(map(spoken, harms)), "metrics": ", ".join(map(spoken, up))}
    evidence = (*(_harmed(harm) for harm in harms.values()),
                *(measured("anti-cherry-up", said, gate) for gate, said in up.values()))  # fmt: skip
    yield AntiPattern(CHECK.id, Text("anti-cherry-harm", params), Text("anti-cherry-harm-hint"), facts.as_of, "gates",
                      evidence=evidence)  # fmt: skip


def _harms(facts: Conduct) -> Iterator[Harm]:
    every = (*facts.verdict.harms, *(harm for gate in facts.verdict.gates for harm in gate.harms))
    yield from (harm for harm in every if harm.kind == "guardrail")


def _harmed(harm: Harm) -> AntiEvidence:
    return reading(harm.reason, harm.answer)


def _signed_over(facts: Conduct) -> Iterator[AntiPattern]:
    """SCALE over a guardrail that was beyond its limit then, credibly or not."""
    for decision in facts.decisions:
        then = decision.verdict
        over = [*(harm.subject for harm in then.harms), *beyond_limits(then, facts.launch)]
        if decision.action is not Action.SCALE or not over:
            continue
        params = {"guardrails": ", ".join(map(spoken, dict.fromkeys(over))), "by": decision.by}
        read = tuple(_guardrail(said) for said in then.guardrails if said.metric in over)
        yield AntiPattern(CHECK.id, Text("anti-cherry-signed-over", params), Text("anti-cherry-harm-hint"), decision.at,
                          "decision", AntiLevel.BAD if then.harms else AntiLevel.WATCH,
                          (_signature(decision), *read))  # fmt: skip


def _guardrail(said: MetricVerdict) -> AntiEvidence:
    return reading(Text("anti-cherry-guardrail", {"metric": spoken(said.metric)}), said.answer, said.days)


def _reversed(facts: Conduct) -> Iterator[AntiPattern]:
    """Effects that turn round with the mix of before go-live (Simpson), and successes that only the mix carries."""
    for each in facts.validation.segments:
        is_sure = each.effect is not None and each.effect.reversal == CREDIBLE
        if not (is_sure or each.mix_shift):
            continue
        params: Params = {"metric": spoken(each.metric), "gate": each.gate, "segment": each.by}
        yield AntiPattern(
            CHECK.id, Text("anti-cherry-reversed" if is_sure else "anti-cherry-mix", params),
            Text("anti-cherry-reversed-hint", params), facts.as_of, "gates",
            AntiLevel.BAD if is_sure else AntiLevel.WATCH, (*_turned(each), *_mixed(each)),
        )  # fmt: skip


def _turned(found: SegmentsFound) -> Iterator[AntiEvidence]:
    """The two effects of a reversal. The metric with the mix of before does not show it: it weighs units, and has
    nothing beside it to be better or worse than.
    """
    effect = found.effect
    if effect is None or effect.reversal != CREDIBLE:
        return
    scale = found.overall.scale if isinstance(found.overall, Estimate) else ""
    params: Params = {"metric": spoken(found.metric), "segment": found.by, "base": effect.base}
    both = (("anti-cherry-effect", effect.overall, effect.overall_interval),
            ("anti-cherry-effect-held", effect.standardised, effect.standardised_interval))  # fmt: skip
    for name, value, ends in both:
        low, high = (None, None) if ends is None else (ends.low, ends.high)
        yield AntiEvidence(Text(name, params), value, low, high, scale)


def _mixed(found: SegmentsFound) -> Iterator[AntiEvidence]:
    """The metric as it is, and with the mix held at what it was."""
    yield reading(Text("anti-cherry-as-it-is", {"metric": spoken(found.metric)}), found.overall)
    fixed = found.standardised
    if fixed is not None:
        scale = found.overall.scale if isinstance(found.overall, Estimate) else ""
        low, high = (None, None) if fixed.interval is None else (fixed.interval.low, fixed.interval.high)
        what = Text("anti-cherry-standardised", {"metric": spoken(found.metric), "segment": found.by})
        yield AntiEvidence(what, fixed.value, low, high, scale)
