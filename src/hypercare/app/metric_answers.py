"""What is said of one metric in one scope: its judged answer, by value, over time, and everything else there is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from hypercare.analysis.distinct_values import MOST, DistinctValues
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.metric import cells, reduction
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.app.documents.metric import said
from hypercare.app.documents.texts import Document
from hypercare.app.drop_offs import drop_offs
from hypercare.app.engine import Engine
from hypercare.app.funnel_parts import funnel_parts
from hypercare.app.metric_details import detail_document, detail_name, funnel_question
from hypercare.cycles.day import date_start, local_date
from hypercare.cycles.period import period_after, period_start
from hypercare.declare.specs.query_parts import Breakdown
from hypercare.model.errors import BadInput
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.metrics import CycleMetric, FunnelMetric, Metric, RetentionMetric

MOST_PERIODS = 400
"""A year of days, and what is left of the month; each costs a pass over the facts of its metric."""


SHOWN = 80
MOST_VALUES = 25
"""Values of a property that are told, of those with the most units."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a metric beside its answer. `interviews` name units: for those who may see them."""

    by: Breakdown | None = None
    over: str = ""
    detail: bool = False
    drop_off: bool = False
    properties: tuple[str, ...] = ()
    interviews: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The properties that it takes, beside those of the metric."""
        return frozenset(self.properties) | ({self.by.key} if self.by else set())


@dataclass(frozen=True)
class Asking:
    """A metric in a scope, and who answers. `name` tells its questions apart from those of other scopes.

    `around` is the scope of the detail where that has more to tell than the answer: of a cycle all that there are.
    """

    metric: Metric
    scope: Scope
    judging: Judging
    engine: Engine
    wanted: Wanted
    name: str = ""
    around: Scope | None = None

    def documents(self) -> Iterator[Document]:
        """One document for each answer: for each cell of a retention, else one. The first carries the detail."""
        for number, cell in enumerate(answers_of(self.metric)):
            found: Document = {"metric": self.metric.name, "kind": self.metric.kind}
            found |= {} if cell is None else {"cell": cell}
            found |= self._answered(cell)
            yield found | (self._details() if number == 0 else {})

    def question_name(self, cell: str | None, more: str = "") -> str:
        """The name by which the engine knows the question of a cell."""
        return f"{self.name}/{self.metric.name}/{cell}/{more}"

    def measured(self, cell: str | None) -> tuple[TallyReduction, Row]:
        """The judged question of a cell, and the sums that answer it."""
        question = reduction(self.metric, self.scope, self.judging, cell)
        return question, self.engine(self.question_name(cell), question).row

    def _answered(self, cell: str | None) -> Document:
        found = self._said(self.scope, cell)
        by, over = self.wanted.by, self.wanted.over
        if isinstance(self.metric, FunnelMetric) and not self.metric.profile and (by or over):
            return found | self._of_chains(self.metric)
        if by is not None and by.at and isinstance(self.metric, FunnelMetric):
            what = f"the rules of {self.metric.profile} do not tell by which event a step was taken"
            raise BadInput(what, where=self.metric.name, expected="by: with the property alone")
        if by is not None:
            found["by"] = {"property": by.key, **self._by_value(by, cell)}
        if over:
            found["over"] = {"grain": over, "periods": list(self._over(cell)), "earlier": 0}
        return found

    def _of_chains(self, metric: FunnelMetric) -> Document:
        """A funnel by value and over time: as its detail counts, each unit once."""
        question, name = funnel_question(metric, self.scope, self.wanted.by, self.wanted.over), self.name
        report = self.engine(detail_name(metric, self.wanted.by, self.wanted.over, name), question)
        return funnel_parts(Funnel(self.scope, self.judging, metric), report)

    def _said(self, scope: Scope, cell: str | None, more: str = "") -> Document:
        question = reduction(self.metric, scope, self.judging, cell)
        measured = self.engine(self.question_name(cell, more), question)
        return said(question, measured.row)

    def _by_value(self, by: Breakdown, cell: str | None) -> Document:
        """The answers by value, those with the most units first; how many have no value, or one that is not told.

        Raises `BadInput` for a property that has a value of its own for nearly everything.
        """
        if self.engine(f"{self.name}/values of {by.key}", DistinctValues(self.scope, by.key)) > MOST:
            what = f"{by.key[:SHOWN]} has more than {MOST:,} values"
            raise BadInput(what, where="by", expected="a property that tells a few kinds apart")
        scope = replace(self.scope, population=replace(self.scope.population, by=by.key))
        question = reduction(self.metric, scope, self.judging, cell)
        measured = self.engine(self.question_name(cell, f"by {by.key}"), question)
        values = [{"value": value, **said(question, row)} for value, row in measured.rows_by_value.items()]
        values.sort(key=lambda each: (-_units(each), str(each["value"])))
        everyone, told = _units(said(question, measured.row)), sum(map(_units, values))
        others = sum(map(_units, values[MOST_VALUES:]))
        return {"values": values[:MOST_VALUES], "without": everyone - told, "others": others}

    def _over(self, cell: str | None) -> Iterator[Document]:
        for first, scope in periods(self.scope, self.wanted.over, self.metric):
            yield {"from": first.isoformat(), **self._said(scope, cell, f"over {first}")}

    def _details(self) -> Document:
        found: Document = {}
        if self.wanted.detail:
            wanted = self.wanted
            detail = detail_document(
                self.metric, self.around or self.scope, self.engine, wanted.by, wanted.over, self.name
            )
            found |= {} if detail is None else {"detail": detail}
        if self.wanted.drop_off and isinstance(self.metric, FunnelMetric):
            keys, interviews = self.wanted.properties, self.wanted.interviews
            found["drop_off"] = drop_offs(self.metric, self.scope, self.engine, keys, self.name, interviews=interviews)
        return found


def answers_of(metric: Metric) -> tuple[str | None, ...]:
    """What a metric has an answer for each of: the cells of a retention by their names, else the metric itself."""
    return cells(metric) if isinstance(metric, RetentionMetric) else (None,)


def periods(scope: Scope, grain: str, metric: Metric) -> Iterator[tuple[date, Scope]]:
    """The days, weeks (from Monday) or months of a scope, each with its first day and what it reads.

    Raises `BadInput` for a goal by calendar cycle, which has periods of its own, and for more than 400 of them.
    """
    if isinstance(metric, CycleMetric):
        raise BadInput(f"{metric.name} is by cycle", where="over", expected="a metric without periods of its own")
    zone, last = ZoneInfo(scope.zone), min(scope.stop, scope.as_of + 1)
    if last <= scope.start:
        return
    first = period_start(local_date(from_micros(scope.start), zone), grain)
    end = local_date(from_micros(last - 1), zone)
    starts = [first]
    while (following := period_after(starts[-1], grain)) <= end:
        starts.append(following)
        if len(starts) > MOST_PERIODS:
            raise BadInput(f"over {grain} makes more than {MOST_PERIODS} periods", where="over", fix="from and to")
    for day in starts:
        edges = (to_micros(date_start(each, zone)) for each in (day, period_after(day, grain)))
        start, stop = (min(max(edge, scope.start), scope.stop) for edge in edges)
        yield day, replace(scope, start=start, stop=stop, days=_days_within(scope.days, start, stop))


def _days_within(days: tuple[int, ...], start: int, stop: int) -> tuple[int, ...]:
    """The boundaries of the days that cover a stretch: the last before its start, the first at or after its end."""
    before = [edge for edge in days if edge <= start]
    after = [edge for edge in days if edge >= stop]
    inside = [edge for edge in days if start < edge < stop]
    return (*before[-1:], *inside, *after[:1])


def _units(document: Document) -> int:
    counts = document["answer"]["counts"]
    return 0 if counts is None else int(counts["units"])
