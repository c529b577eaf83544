"""The brief of a launch: one page with the answer, what says so, and what is still open."""

from dataclasses import replace

from hypercare.checks.headline import Headline
from hypercare.checks.spoken import spoken
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.text import Text
from hypercare.model.verdict import Action, ExitCriterion, GateVerdict, LaunchVerdict
from hypercare.reports import figures
from hypercare.reports.chart import VERDICTS
from hypercare.reports.document import (
    Callout,
    Code,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Tone,
)
from hypercare.reports.scene import Scene, gate_name, last_judged
from hypercare.reports.table import Cell, Column, Table
from hypercare.reports.voice import Phrase, Words

TONES = {Action.SCALE: Tone.OK, Action.HOLD: Tone.EARLY, Action.PIVOT: Tone.WARN, Action.ROLLBACK: Tone.BAD}
STATES = {
    "met": "brief-state-met",
    "open": "brief-state-open",
    "unknown": "brief-state-unknown",
    "not declared": "brief-state-not-declared",
}


def brief(
    scene: Scene, said: Headline, antipatterns: tuple[Text, ...] = (), *, extended: Text | None = None
) -> Document:
    """The brief at the scene's instant; `said` is the answer in a sentence, `antipatterns` what was done in spite,
    `extended` that the last review waits for the business cycle.
    """
    verdict = scene.verdict
    tone = TONES[verdict.recommendation.action]
    answer = Callout(tone, _answer(said), tuple(map(_named, verdict.recommendation.reasons)))
    parts: list[Part] = [answer, _facts(scene)]
    parts += [Callout(Tone.BAD, Text("anti-title"), antipatterns)] if antipatterns else []
    parts += [Paragraph((extended,))] if extended else []
    parts += [Heading(Text("brief-gates")), Picture(figures.gates(scene), "gates"), *_now(verdict)]
    parts += [Heading(Text("brief-metrics")), *_metrics(scene)]
    parts += [Picture(figures.funnel(scene, metric), f"funnel-{metric}") for metric in scene.steps]
    parts += [Heading(Text("brief-exit")), _criteria(verdict), *_harms(verdict)]
    parts += [Heading(Text("brief-again")), Paragraph((Text("brief-again-how"),)), Code(_command(scene))]
    title = Phrase("brief-title", {"launch": scene.launch.title})
    source = Phrase("brief-source", {"day": scene.today, "date": verdict.as_of, "version": verdict.version[:12]})
    return Document(title, source, tuple(parts))


def _named(text: Text) -> Text:
    """A reason that names its metric as people say it."""
    metric = text.params.get("metric")
    return replace(text, params={**text.params, "metric": spoken(metric)}) if isinstance(metric, str) else text


def _answer(said: Headline) -> Words:
    """The answer in one sentence: what to do, and what says so."""
    return Phrase("brief-answer", {"lead": said.lead, "clauses": _joined(said.clauses)}) if said.clauses else said.lead


def _joined(words: tuple[Words, ...]) -> Words:
    first, *more = words
    for each in more:
        first = Phrase("brief-and", {"first": first, "second": each})
    return first


def _facts(scene: Scene) -> Facts:
    segment, squad = scene.launch.segment, scene.launch.squad
    facts = [
        Fact(Text("brief-live"), scene.launch.live),
        Fact(Text("brief-segment"), segment.name),
        Fact(Text("brief-phase"), _phases(scene.verdict)),
    ]
    return Facts(tuple(facts + ([Fact(Text("brief-driver"), squad.driver.name)] if squad.driver else [])))


def _phases(verdict: LaunchVerdict) -> Words:
    return _joined(tuple(Text(f"phase-{phase}") for phase in verdict.phases or ("closed",)))


def _now(verdict: LaunchVerdict) -> list[Part]:
    """The gates whose word stands, with the date on which they were judged, and those that wait, with theirs."""
    return [Items(tuple(_gate(gate) for gate in verdict.gates))] if verdict.gates else []


def _gate(gate: GateVerdict) -> Words:
    told = "brief-gate-settled" if gate.settled else "brief-gate-open"
    date = gate.judged_at if gate.settled else gate.judgeable
    return Phrase(told, {"gate": gate_name(gate), "word": VERDICTS[gate.word], "date": date})


def _metrics(scene: Scene) -> list[Part]:
    if not scene.answers:
        return [Paragraph((Text("brief-no-metrics"),))]
    columns = (
        Column("metric", Text("chart-column-series")),
        *(Column(name, Text(f"chart-column-{name}"), "row") for name in ("value", "low", "high")),
        Column("units", Text("brief-units"), "count"),
        Column("verdict", Text("chart-column-verdict")),
        Column("note", Text("chart-column-note")),
    )
    rows = tuple(_row(scene, metric, answer) for metric, answer in scene.answers.items())
    scales = tuple(answer.scale if isinstance(answer, Estimate) else "" for answer in scene.answers.values())
    return [Grid(Text("brief-metrics"), Table(columns, rows, scales))]


def _row(scene: Scene, metric: str, answer: Answer) -> tuple[Cell, ...]:
    asked = last_judged(scene, metric)
    word: Words = "" if asked is None else VERDICTS[asked.metric.word]
    units = None if answer.counts is None else answer.counts.units
    if not isinstance(answer, Estimate):
        return (spoken(metric), None, None, None, units, word, answer.reason)
    low, high = figures.ends(answer)
    return (spoken(metric), answer.value, low, high, units, word, "")


def _criteria(verdict: LaunchVerdict) -> Part:
    columns = (
        Column("criterion", Text("brief-criterion")),
        Column("state", Text("brief-state")),
        Column("until", Text("brief-until")),
        Column("note", Text("chart-column-note")),
    )
    return Grid(Text("brief-exit"), Table(columns, tuple(_criterion(each) for each in verdict.criteria)))


def _criterion(each: ExitCriterion) -> tuple[Cell, ...]:
    return (Text(f"brief-exit-{each.name.replace('_', '-')}"), Text(STATES[each.state.value]), each.until, each.reason)


def _harms(verdict: LaunchVerdict) -> list[Part]:
    harms = [*verdict.harms, *(harm for gate in verdict.gates for harm in gate.harms)]
    flaws = [flaw for gate in verdict.gates for flaw in gate.flaws]
    return [
        *(Callout(Tone.BAD, Text("faces-word-HARM"), (harm.reason,)) for harm in harms),
        *(Callout(Tone.BAD, Text("faces-word-INVALID"), (flaw.reason,)) for flaw in flaws),
    ]


def _command(scene: Scene) -> str:
    return f"hypercare verdict {scene.launch.id} --as-of {scene.verdict.as_of.isoformat()}"
