"""The answer of `hypercare/outcome.v1` in one sentence: what each gate says, what is expected, what peaks carry."""

from collections.abc import Iterator

from hypercare.analysis.cycle.forecast import Forecast
from hypercare.analysis.series.calendar_fit import is_volume
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.spoken import spoken, spoken_by_day
from hypercare.checks.validation.peaks import Survived
from hypercare.checks.validation.season import EARLY, STEADY, SeasonFound, Span
from hypercare.checks.validation.validation import Validation
from hypercare.cycles.day import local_date
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, LaunchVerdict, MetricVerdict, Word

MOST_NAMED = 4
"""So many gated metrics are told one by one; of more, the sentence counts."""
PERCENTAGES = frozenset({"share", "ratio", "relative"})
PERCENT = 100


def says_part(verdict: LaunchVerdict, launch: Launch, found: Validation) -> list[Document]:
    """The clauses of the sentence, most telling first; a face joins them."""
    return [text_document(each) for each in _clauses(verdict, launch, found)]


def _clauses(verdict: LaunchVerdict, launch: Launch, found: Validation) -> Iterator[Text]:
    if verdict.day < 0:
        yield Text("outcome-says-not-live", {"date": local_date(launch.live, launch.zone)})
        return
    if not verdict.gates:
        yield Text("outcome-says-no-gate")
    yield from _gates(verdict, launch)
    yield from _forecasts(found)
    yield from _ordinary(launch, found)
    yield from _survived(found)


def _gates(verdict: LaunchVerdict, launch: Launch) -> Iterator[Text]:
    said = [(gate, metric) for gate in verdict.gates for metric in gate.metrics]
    if len(said) <= MOST_NAMED:
        yield from (_metric(gate, metric, launch) for gate, metric in said)
        return
    words = [metric.word for _, metric in said]
    counts = {"all": len(words), "passed": words.count(Word.PASS), "early": words.count(Word.TOO_EARLY)}
    failed = sum(word in {Word.FAIL, Word.HARM, Word.INVALID} for word in words)
    yield Text("outcome-says-counts", {**counts, "failed": failed})


def _metric(gate: GateVerdict, said: MetricVerdict, launch: Launch) -> Text:
    params: dict[str, str | float] = {"metric": spoken(said.metric), "word": said.word.value}
    params["date"] = local_date(gate.judgeable, launch.zone).isoformat()
    if isinstance(said.answer, Estimate):
        percent = said.answer.scale in PERCENTAGES
        params |= {"scale": "percent" if percent else "number"}
        params |= {"value": round(said.answer.value * PERCENT, 1) if percent else said.answer.value}
        return Text("outcome-says-valued", params)
    return Text("outcome-says-word", params)


def _forecasts(found: Validation) -> Iterator[Text]:
    for each in found.cycle:
        told = each.forecast
        if isinstance(told, Forecast):
            ends = {"expected": told.expected, "low": told.low, "high": told.high}
            shares: dict[str, str | float] = {name: round(value * PERCENT, 1) for name, value in ends.items()}
            yield Text("outcome-says-forecast", shares | {"metric": spoken(each.metric.name)})


def _ordinary(launch: Launch, found: Validation) -> Iterator[Text]:
    """What peaks carry, of the first deciding metric that counts how much is done."""
    for each in found.season:
        if each.metric in launch.primary and is_volume(launch.metrics[each.metric]):
            span = _latest(each)
            if span is not None and span.raw is not None and span.normalised is not None:
                params: dict[str, str | float] = {"metric": spoken_by_day(launch.metrics[each.metric]), "as": "change"}
                params |= _changed("raw", span.raw.factor) | _changed("ordinary", span.normalised.factor)
                yield Text("outcome-says-ordinary", params)
                return


def _changed(name: str, factor: float) -> dict[str, str | float]:
    """A factor as what it adds, in percent, and its sign beside it: sentences write none."""
    change = round((factor - 1) * PERCENT, 1)
    return {name: abs(change), f"{name}_sign": "±" if change == 0 else "+" if change > 0 else "−"}


def _latest(season: SeasonFound) -> Span | None:
    spans = {span.name: span for span in season.spans}
    return spans.get(STEADY) or spans.get(EARLY)


def _survived(found: Validation) -> Iterator[Text]:
    if found.peaks is None or not found.peaks.over:
        return
    words = [each.survived for each in found.peaks.over]
    yield Text("outcome-says-peaks", {"all": len(words), "survived": words.count(Survived.YES)})
