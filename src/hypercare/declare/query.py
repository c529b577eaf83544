"""Ad hoc questions: metrics in the launch file's vocabulary, with no launch around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator, WithJsonSchema

from hypercare.declare.complaints import Complaint, refuse, shown
from hypercare.declare.filters import FilterSpec, filter_of
from hypercare.declare.launch_checks import metric_complaints
from hypercare.declare.metric_specs import SPECS
from hypercare.declare.rejections import reject
from hypercare.declare.schema import Live, Metrics, ZoneName
from hypercare.declare.shape import shaped
from hypercare.declare.spec import Spec
from hypercare.declare.units import UnitField
from hypercare.declare.yaml_lines import Document, Path, parse_yaml
from hypercare.model.metrics import Filter, Metric, Unit


@dataclass(frozen=True)
class Query:
    """Metrics to be answered. `first` and `last` are local days, both inside; None leaves that end open.

    `where` is a filter on every event that is read. `as_of` and `live` are aware, in `timezone`; None means not said.
    """

    metrics: Mapping[str, Metric]
    unit: Unit = Unit()
    timezone: str = "UTC"
    first: date | None = None
    last: date | None = None
    where: Filter = Filter()
    as_of: datetime | None = None
    live: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days are counted."""
        return ZoneInfo(self.timezone)


def parse_date(written: object) -> date:
    """A local date: `2026-09-22`. Raises PydanticCustomError otherwise."""
    try:
        return date.fromisoformat(written if isinstance(written, str) and len(written) == 10 else "")
    except ValueError:
        raise reject(f"{shown(written)} is not a date", "year, month and day, such as 2026-09-22") from None


LocalDate = Annotated[
    date,
    PlainValidator(parse_date),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "title": "date"}),
]


class QueryFile(Spec):
    """A question: metrics, and which facts they read. One metric may also stand bare, without `metrics`."""

    metrics: Metrics = Field(
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
        )


STAND_INS: Mapping[str, object] = {"metrics": {"stand-in": {"count": "stand-in"}}}
OWN_KEYS = frozenset({"unit", "timezone", "from", "to", "where", "as_of", "live"})


def read_query(text: str | bytes, *, file: str) -> Query:
    """The question that a text asks; a bare metric is named by its kind. Raises `InvalidFile` with all problems."""
    document = _named(parse_yaml(text, file=file))
    read = shaped(QueryFile, document, STAND_INS)
    crossing = filter(read.spares, _crossing(read.model)) if read.model else ()
    refuse(document, [*read.complaints, *crossing])
    assert read.model is not None
    return read.model.query()


def _crossing(file: QueryFile) -> Iterator[Complaint]:
    yield from metric_complaints(file.metrics, file.unit)
    if file.first is not None and file.last is not None and file.first > file.last:
        yield Complaint(("to",), f"to {file.last} is before from {file.first}", "a day on or after from")


def _named(document: Document) -> Document:
    """A document whose bare metric stands under `metrics`, by the name of its kind."""
    kind = next((kind for kind in SPECS if kind in document.value), None)
    if kind is None or "metrics" in document.value:
        return document
    metric = {key: value for key, value in document.value.items() if key not in OWN_KEYS}
    own = {key: value for key, value in document.value.items() if key in OWN_KEYS}

    def moved(path: Path) -> Path:
        return ("metrics", kind, *path) if path and path[0] not in OWN_KEYS else path

    lines = {moved(path): line for path, line in document.lines.items()}
    lines |= {("metrics",): document.line((kind,)), ("metrics", kind): document.line((kind,))}
    spoilt = frozenset(moved(path) for path in document.spoilt)
    return replace(document, value={"metrics": {kind: metric}, **own}, lines=lines, spoilt=spoilt)
