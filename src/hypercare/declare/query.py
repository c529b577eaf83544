"""Ad hoc questions: metrics in the launch file's vocabulary, with no launch around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StrictBool, StrictInt

from hypercare.declare.launch_checks import metric_complaints
from hypercare.declare.reading.complaints import Complaint, refuse, shown
from hypercare.declare.reading.yaml_lines import Document, Path, parse_yaml
from hypercare.declare.schema import Live, Metrics
from hypercare.declare.shape import shaped
from hypercare.declare.specs.cohort import Cohorts, cohort_complaints, cohort_rules
from hypercare.declare.specs.filters import FilterSpec, filter_of
from hypercare.declare.specs.metrics import SPECS
from hypercare.declare.specs.paths import PathsSpec
from hypercare.declare.specs.query_parts import Breakdown, BreakdownSpec, Side, SideSpec
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.specs.units import UnitField
from hypercare.declare.values.dates import LocalDate
from hypercare.declare.values.zones import ZoneName
from hypercare.model.cohorts import CohortRule
from hypercare.model.errors import BadInput
from hypercare.model.metrics import Filter, FunnelMetric, Metric, Unit
from hypercare.model.paths import PathsQuestion
from hypercare.model.profiles import with_profile

FEWEST_SIDES, MOST_SIDES = 2, 6
MOST_UNITS = 100_000
USUAL_UNITS = 1_000
MOST_PROPERTIES = 50


@dataclass(frozen=True)
class Query:
    """Metrics to be answered. `first` and `last` are local days, both inside; None leaves that end open.

    `where` is a filter on every event that is read. `as_of` and `live` are aware, in `timezone`; None means not said.
    `over` is "day", "week" or "month", empty for none. `detail` is None where whoever shows the answer decides.
    `limit` bounds how many units are listed where `units` asks for them; `properties` are those that drop-offs are
    searched by. `profile` names the tool whose rules count for every metric that has them.
    """

    metrics: Mapping[str, Metric]
    unit: Unit = Unit()
    timezone: str = "UTC"
    first: date | None = None
    last: date | None = None
    where: Filter = Filter()
    as_of: datetime | None = None
    live: datetime | None = None
    by: Breakdown | None = None
    over: str = ""
    compare: tuple[Side, ...] = ()
    detail: bool | None = None
    drop_off: bool = False
    properties: tuple[str, ...] = ()
    units: bool = False
    limit: int = USUAL_UNITS
    profile: str = ""
    cohorts: Mapping[str, CohortRule] = field(default_factory=dict)
    paths: PathsQuestion | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days are counted."""
        return ZoneInfo(self.timezone)


class QueryFile(Spec):
    """A question: metrics, and which facts they read. One metric may also stand bare, without `metrics`."""

    metrics: Metrics = Field(
        default={},
        description="What is asked, each by a name of your own.",
        examples=[{"completion": {"funnel": ["bulk_opened", "upload_submitted"], "within": "1 day"}}],
    )
    unit: UnitField = Field(default=Unit(), description="Who is counted.", examples=[{"account": "company_id"}])
    timezone: ZoneName = Field(
        default="UTC", description="The zone in which days are counted.", examples=["Asia/Jakarta"]
    )
    first: LocalDate | None = Field(
        default=None, alias="from", description="The first local day that is read.", examples=["2026-09-22"]
    )
    last: LocalDate | None = Field(
        default=None, alias="to", description="The last local day that is read, inside.", examples=["2026-10-22"]
    )
    where: FilterSpec | None = Field(
        default=None, description="Only events that pass this filter.", examples=[{"platform": ["android", "ios"]}]
    )
    as_of: Live | None = Field(
        default=None, description="Only what was known by then: local date and time.", examples=["2026-10-22T08:00"]
    )
    live: Live | None = Field(
        default=None,
        description="Go-live, where days are counted from it: local date and time.",
        examples=["2026-09-22T09:00"],
    )
    cohorts: Cohorts = Field(
        default={},
        description="Units by what they did, each by a name of your own: `cohort.NAME` wherever a property may stand.",
        examples=[{"heavy": {"did": "order_created", "at_least": 3, "last": "30 days"}}],
    )
    paths: PathsSpec | None = Field(
        default=None,
        description="What units did next, or before; beside metrics, or alone.",
        examples=[{"start": "bulk_opened", "direction": "next", "depth": 3}],
    )
    by: BreakdownSpec | None = Field(
        default=None, description="A property that answers are broken down by.", examples=["platform"]
    )
    over: Literal["day", "week", "month"] | None = Field(
        default=None, description="Answers over time, by when units came in.", examples=["week"]
    )
    compare: Annotated[dict[Name, SideSpec], Field(min_length=FEWEST_SIDES, max_length=MOST_SIDES)] | None = Field(
        default=None,
        description="Two to six sides by names of your own, each with units or days of its own.",
        examples=[{"ios": {"where": {"platform": "ios"}}, "android": {"where": {"platform": "android"}}}],
    )
    detail: StrictBool | None = Field(
        default=None,
        description="Everything else that there is to say of each metric. Left out: what is shown to people has it,"
        " `--json` has not.",
        examples=[True],
    )
    drop_off: StrictBool = Field(default=False, description="For each step of a funnel, who stopped there and why.")
    properties: tuple[Name, ...] = Field(
        default=(),
        max_length=MOST_PROPERTIES,
        description="The properties by which those who stopped are compared with those who went on.",
        examples=[["platform", "app_version"]],
    )
    units: StrictBool = Field(default=False, description="The level, the state and the times of each unit.")
    limit: Annotated[StrictInt, Field(ge=1, le=MOST_UNITS, title="whole number")] = Field(
        default=USUAL_UNITS, description="How many units are listed."
    )
    profile: Literal["clickhouse", "mixpanel", "posthog"] | None = Field(
        default=None,
        description="Whose rules count: those of another tool, to see why its number differs.",
        examples=["mixpanel"],
    )

    def query(self) -> Query:
        """The query meant."""
        zone = ZoneInfo(self.timezone)
        return Query(
            metrics={name: spec.metric(name) for name, spec in self.metrics.items()},
            unit=self.unit,
            timezone=self.timezone,
            first=self.first,
            last=self.last,
            where=filter_of(self.where),
            as_of=self.as_of.replace(tzinfo=zone) if self.as_of else None,
            live=self.live.replace(tzinfo=zone) if self.live else None,
            by=self.by.breakdown() if self.by else None,
            over=self.over or "",
            compare=tuple(spec.side(name) for name, spec in (self.compare or {}).items()),
            detail=self.detail,
            drop_off=self.drop_off,
            properties=self.properties,
            units=self.units,
            limit=self.limit,
            profile=self.profile or "",
            cohorts=cohort_rules(self.cohorts, zone),
            paths=self.paths.question() if self.paths else None,
        )


STAND_INS: Mapping[str, object] = {"metrics": {"stand-in": {"count": "stand-in"}}}
ASKING = ("metrics", "paths")
"""The keys of which a query has at least one."""
OWN_KEYS = frozenset(each.alias or name for name, each in QueryFile.model_fields.items()) - {"metrics"}


def read_query(text: str | bytes, *, file: str) -> Query:
    """The question that a text asks; a bare metric is named by its kind. Raises `InvalidFile` with all problems."""
    return query_of(parse_yaml(text, file=file))


def query_of(document: Document) -> Query:
    """The question of a document. Raises `InvalidFile` with all problems."""
    document = _named(document)
    read = shaped(QueryFile, document, STAND_INS)
    crossing = filter(read.spares, _crossing(read.model, document)) if read.model else ()
    refuse(document, [*read.complaints, *crossing])
    assert read.model is not None
    return read.model.query()


def _crossing(file: QueryFile, document: Document) -> Iterator[Complaint]:
    if not file.metrics and file.paths is None:
        yield Complaint((), "the file has no metrics", "metrics, one metric alone, or paths")
    yield from metric_complaints(file.metrics, file.unit)
    yield from _backwards((), file.first, file.last)
    for name, side in (file.compare or {}).items():
        yield from _side(file, name, side)
    yield from cohort_complaints(file.cohorts, document)
    yield from _attribution(file)
    yield from _drop_off(file)
    yield from _profile(file)
    if "limit" in file.model_fields_set and not file.units:
        yield Complaint(("limit",), "limit bounds units, and none are asked for", "units: true", rests_on=(("units",),))


def _backwards(path: Path, first: date | None, last: date | None) -> Iterator[Complaint]:
    if first is not None and last is not None and first > last:
        yield Complaint((*path, "to"), f"to {last} is before from {first}", "a day on or after from")


def _side(file: QueryFile, name: str, side: SideSpec) -> Iterator[Complaint]:
    path: Path = ("compare", name)
    if not side.model_fields_set:
        yield Complaint(path, f"compare.{name} differs in nothing", "where, from or to")
    first, last = side.first or file.first, side.last or file.last
    yield from _backwards(path, first, last)


def _attribution(file: QueryFile) -> Iterator[Complaint]:
    if file.by is None or file.by.at is None:
        return
    funnels = [metric for metric in _metrics(file) if isinstance(metric, FunnelMetric)]
    path: Path = ("by", "at")
    if not all(metric.profile == "" for metric in funnels) or file.profile:
        what = "by.at names a step, and the rules of other tools tell of none"
        yield Complaint(path, what, "by: with the property alone", rests_on=(("profile",),))
    if not funnels:
        what = "by.at names a step, and no metric is a funnel"
        yield Complaint(path, what, "by: with the property alone", rests_on=(("metrics",),))
    word, step = file.by.at
    for metric in funnels:
        if word == "step" and step > len(metric.steps):
            what = f"by.at is step {step}, and {shown(metric.name)} has {len(metric.steps)}"
            yield Complaint(path, what, f"a step from 1 to {len(metric.steps)}", rests_on=(("metrics", metric.name),))


def _drop_off(file: QueryFile) -> Iterator[Complaint]:
    if file.drop_off and not any(isinstance(metric, FunnelMetric) for metric in _metrics(file)):
        yield Complaint(
            ("drop_off",), "drop_off is about funnels, and no metric is one", "a funnel", rests_on=(("metrics",),)
        )
    if file.properties and not file.drop_off:
        what = "properties are for drop-offs, and none are asked for"
        yield Complaint(("properties",), what, "drop_off: true", rests_on=(("drop_off",),))


def _profile(file: QueryFile) -> Iterator[Complaint]:
    for metric in _metrics(file):
        try:
            with_profile(metric, file.profile or "")
        except BadInput as error:
            yield Complaint(
                ("profile",), f"{error.where}: {error.what}", error.expected, rests_on=(("metrics", metric.name),)
            )


def _metrics(file: QueryFile) -> list[Metric]:
    return [spec.metric(name) for name, spec in file.metrics.items()]


def _named(document: Document) -> Document:
    """A document whose bare metric stands under `metrics`, by the name of its kind."""
    kind = next((kind for kind in SPECS if kind in document.value), None)
    if kind is None or "metrics" in document.value:
        return document
    # A key that both know, such as `profile` of a funnel, is the metric's, as it would be under `metrics`.
    owned = OWN_KEYS - ({each.alias or name for name, each in SPECS[kind].model_fields.items()} - {"unit"})
    metric = {key: value for key, value in document.value.items() if key not in owned}
    own = {key: value for key, value in document.value.items() if key in owned}

    def moved(path: Path) -> Path:
        return ("metrics", kind, *path) if path and path[0] not in owned else path

    lines = {moved(path): line for path, line in document.lines.items()}
    lines |= {("metrics",): document.line((kind,)), ("metrics", kind): document.line((kind,))}
    spoilt = frozenset(moved(path) for path in document.spoilt)
    return replace(document, value={"metrics": {kind: metric}, **own}, lines=lines, spoilt=spoilt)
