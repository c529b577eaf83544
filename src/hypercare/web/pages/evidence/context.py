"""What the evidence page shows: everything that stands behind one number."""

import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from ninja import Field, Schema

from hypercare.app.data_folder import data_option
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.story import answer_lines, declared_lines, gate_lines, guardrail_lines, last_entry
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.usecases.launches.definition import Version, versions_of
from hypercare.app.usecases.launches.history import recorded
from hypercare.cycles.day import DAY, local_date
from hypercare.declare.diff import parts_of
from hypercare.declare.wording import words
from hypercare.model.errors import NotFound, Unreachable
from hypercare.model.instant import MICROSECOND
from hypercare.model.launch import Exposure, Launch
from hypercare.model.text import Text
from hypercare.reports.scene import Judged as Found
from hypercare.reports.scene import Scene, gate_name, judged, metric_scale
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.gates.judged import GUARDRAIL, JudgedMetric, judged_of
from hypercare.web.pages.launch.context import Freshness, freshness_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.pages.widgets.scene import scene_of
from hypercare.web.permissions import LEAST
from hypercare.web.status import OF_WORD, Status, named, titled

UNITS: Final = "evidence-units"


class Asker(Schema):
    """A gate, or the guardrails, that asks for the metric."""

    gate: str = Field(description="The gate's name, or `guardrail`.")
    title: Document = Field(description="Its name for people, as a text.")
    status: Status = Field(description="How its word for this metric is drawn.")
    current: bool = Field(description="Whether it is the one shown.")


class Defined(Schema):
    """The definition that judged, and the version that it is part of."""

    version: int = Field(description="The version's number.")
    digest: str = Field(description="Its digest: SHA-256 of the launch file's text.")
    registered_at: datetime = Field(description="From when on it holds.")
    registered_by: str = Field(description="Who registered it.")
    record: str = Field(description="Its record in the ledger.")
    after_live: bool = Field(description="Whether it was registered after go-live.")
    kind: str = Field(description="funnel, ratio, rate, count, mean, cycle, retention or activity.")
    parts: list[tuple[str, str]] = Field(description="The metric's parts, in the words of the launch file.")


class Counted(Schema):
    """Who is counted, and when."""

    unit: str = Field(description="user, account or device.")
    segment: str = Field(description="The segment's name.")
    where: str = Field(description="Which units belong to it, in the words of the launch file.")
    exposed_by: str = Field(description="What makes a unit part of the launch.")
    cohort_days: int = Field(description="Units first exposed in so many days from go-live on are counted.")
    first_day: int = Field(description="The first local day that is read.")
    last_day: int = Field(description="The last local day that is read.")
    first_date: str = Field(description="Its date, ISO 8601.")
    last_date: str = Field(description="Its date, ISO 8601.")
    lateness_hours: float = Field(description="How long data may trickle in before a window counts as over.")


class Command(Schema):
    """A line that gives the same number."""

    title: Document = Field(description="What it does, as a text.")
    line: str = Field(description="The line.")


class Evidence(Schema):
    """What stands behind one number."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    metric_title: str = Field(description="Its name as a heading.")
    as_of: datetime = Field(description="The instant that is answered for.")
    known_at: datetime = Field(description="Whose knowledge the number speaks from: earlier for a settled gate.")
    facts_until: datetime | None = Field(description="Up to when facts have come in; null without any.")
    timezone: str = Field(description="The launch's time zone.")
    freshness: Freshness
    settled: bool = Field(description="Whether a gate judged it, so that its word stands.")
    judgeable: datetime | None = Field(description="When the gate can be judged at the latest; null without a gate.")
    askers: list[Asker] = Field(description="Every gate that asks for the metric, and the guardrails.")
    said: JudgedMetric | None = Field(description="What the gate said; null for a metric that nothing asks for.")
    answer: Document = Field(description="Value, interval, counts, bounds: as in `hypercare/verdict.v1`.")
    scale: str = Field(description="share, ratio, rate, per_unit, count, value or relative.")
    widget: str = Field(description="The name of its chart.")
    trend: str = Field(description="The name of its chart over the days.")
    defined: Defined
    counted: Counted
    story: list[Document] = Field(description="The same line by line, as `hypercare explain` says it; texts.")
    record: Document | None = Field(description="The record that fixed the gate's word; null where none did yet.")
    files: Document | None = Field(description="What was read: `hypercare/manifest.v1`; null while it is looked up.")
    path: str = Field(description="The address of exactly this, on this server.")
    api_path: str = Field(description="The same in the API.")
    units_path: str | None = Field(description="The address of the units behind it; null where one may not see them.")
    commands: list[Command]


@dataclass(frozen=True)
class _Shown:
    """The number that is shown: what asked for it, the version that judged it, and whose knowledge it speaks from."""

    asked: LaunchAsked
    scene: Scene
    metric: str
    found: Found | None
    version: Version

    @property
    def gate(self) -> str | None:
        """The gate's name; None for a guardrail and for what nothing asks for."""
        return self.found.gate.gate if self.found and self.found.gate else None

    @property
    def launch(self) -> Launch:
        return self.version.launch

    @property
    def known_at(self) -> datetime:
        gate = self.found.gate if self.found else None
        return gate.judged_at if gate is not None and gate.settled else self.scene.verdict.as_of


def evidence_of(asked: LaunchAsked, metric: str, gate: str | None, *, base: str) -> Evidence:
    """The evidence of a request that has a look: of the gate that is named (or `guardrail`), else of the last that asks
    for the metric. `base` is the address of this server.

    Raises `NotFound` for a metric that is not declared, or a gate that does not ask for it.
    """
    assert asked.look is not None
    scene = scene_of(asked)
    shown = _shown(asked, scene, metric, _found(scene, metric, gate))
    said = None if shown.found is None else judged_of(scene, shown.found)
    record = _record(shown)
    path = f"/launches/{shown.launch.id}/evidence/{metric}"
    return Evidence(
        launch=shown.launch.id,
        metric=metric,
        metric_title=titled(metric),
        as_of=scene.verdict.as_of,
        known_at=shown.known_at,
        facts_until=asked.look["facts_until"],
        timezone=asked.look["timezone"],
        freshness=freshness_of(asked.look),
        settled=bool(shown.found and shown.found.gate and shown.found.gate.settled),
        judgeable=shown.found.gate.judgeable if shown.found and shown.found.gate else None,
        askers=[_asker(each, shown.found) for each in judged(scene) if each.metric.metric == metric],
        said=said,
        answer=said.answer if said else answer_document(scene.answers[metric]),
        scale=said.scale if said else metric_scale(scene, metric),
        widget=said.widget if said else f"sequence-{slug(metric)}",
        trend=f"sequence-{slug(metric)}",
        defined=_defined(shown),
        counted=_counted(shown),
        story=[named(text_document(line)) for line in _story(shown)],
        record=record,
        files=record["files"] if record else _files(asked),
        path=f"{path}?{_query(shown)}",
        api_path=f"/api/v1{path}?{_query(shown)}",
        units_path=f"{path}/units?{_query(shown)}" if asked.person.role.may(LEAST[UNITS]) else None,
        commands=list(_commands(shown, record, base)),
    )


def _found(scene: Scene, metric: str, gate: str | None) -> Found | None:
    asking = [each for each in judged(scene) if each.metric.metric == metric]
    if metric not in scene.answers:
        raise NotFound(f"the launch has no metric {metric[:80]!r}", expected=", ".join(scene.answers))
    if not gate:
        return next((each for each in reversed(asking) if each.gate), asking[-1] if asking else None)
    named = {_name(each): each for each in asking}
    if gate not in named:
        raise NotFound(f"no gate {gate[:80]!r} asks for {metric}", where="gate", expected=", ".join(named) or "no gate")
    return named[gate]


def _name(found: Found) -> str:
    return GUARDRAIL if found.gate is None else found.gate.gate


def _shown(asked: LaunchAsked, scene: Scene, metric: str, found: Found | None) -> _Shown:
    """The number, with the version that judged it: of a settled gate the one that held at its date."""
    at = found.gate.judged_at if found and found.gate and found.gate.settled else scene.verdict.as_of
    known = versions_of(asked.here.house, asked.launch.id)
    held = next((version for version in reversed(known) if version.registered_at <= at), known[0])
    return _Shown(asked, scene, metric, found, held if metric in held.launch.metrics else known[-1])


def _asker(each: Found, shown: Found | None) -> Asker:
    title = Text("evidence-guardrail") if each.gate is None else gate_name(each.gate)
    return Asker(
        gate=_name(each),
        title=text_document(title),
        status=OF_WORD[each.metric.word.value],
        current=shown is not None and _name(each) == _name(shown),
    )


def _record(shown: _Shown) -> Document | None:
    assert shown.asked.look is not None
    issued = shown.asked.look["verdict"]["issued"].get(shown.gate)
    return recorded(shown.asked.here.house, issued) if issued else None


def _files(asked: LaunchAsked) -> Document | None:
    """The files as they are now; None where nobody could say in time."""
    with suppress(Unreachable):
        return asked.here.studio.ask("files", patience=PAGE_PATIENCE_SECONDS)
    return None


def _defined(shown: _Shown) -> Defined:
    version = shown.version
    return Defined(
        version=version.number,
        digest=version.launch.digest,
        registered_at=version.registered_at.astimezone(shown.launch.zone),
        registered_by=version.registered_by,
        record=version.record,
        after_live=version.after_live,
        kind=shown.launch.metrics[shown.metric].kind,
        parts=list(parts_of(shown.launch, shown.metric)),
    )


def _counted(shown: _Shown) -> Counted:
    launch = shown.launch
    first, last = shown.found.metric.days if shown.found else (0, max(0, shown.scene.verdict.day))
    live = local_date(launch.live, launch.zone)
    return Counted(
        unit=(launch.metrics[shown.metric].unit or launch.unit).kind.value,
        segment=launch.segment.name,
        where=words(launch.segment.where) or "",
        exposed_by=_exposed_by(launch, launch.segment.exposure),
        cohort_days=last_entry(launch, launch.metrics[shown.metric]) + 1,
        first_day=first,
        last_day=last,
        first_date=(live + first * DAY).isoformat(),
        last_date=(live + last * DAY).isoformat(),
        lateness_hours=launch.lateness / timedelta(hours=1),
    )


def _exposed_by(launch: Launch, exposure: Exposure) -> str:
    if exposure.flag is not None:
        return f"flag {exposure.flag}"
    return ", ".join(dict.fromkeys(ref.event for ref in launch.exposing))


def _story(shown: _Shown) -> Iterator[Text]:
    yield from declared_lines(shown.launch, shown.metric)
    if shown.found is None:
        yield Text("explain-no-gate", {"metric": shown.metric})
        yield from answer_lines(shown.scene.answers[shown.metric])
    elif shown.found.gate is None:
        yield from guardrail_lines(shown.launch, shown.found.metric)
    else:
        yield from gate_lines(shown.launch, shown.found.gate, shown.found.metric)


def _query(shown: _Shown) -> str:
    """The query that names exactly this number."""
    named = {"gate": _name(shown.found)} if shown.found else {}
    return urlencode(named | {"as_of": shown.scene.verdict.as_of.isoformat()})


def _commands(shown: _Shown, record: Document | None, base: str) -> Iterator[Command]:
    launch, as_of = shown.launch.id, _as_of(shown)
    gate = f" --gate {shlex.quote(shown.gate)}" if shown.gate else ""
    data = data_option(shown.asked.here.house.data)
    yield _command("evidence-command-verdict", f"hypercare verdict {launch} --as-of {as_of}{gate}{data}")
    yield _command("evidence-command-explain", f"hypercare explain {launch} {shown.metric} --as-of {as_of}{data}")
    if record:
        yield _command("evidence-command-replay", f"hypercare replay {record['id']}{data}")
    address = f"{base.rstrip('/')}/api/v1/launches/{launch}/evidence/{shown.metric}?{_query(shown)}"
    yield _command("evidence-command-api", f'curl -H "Authorization: Bearer $TOKEN" {shlex.quote(address)}')


def _command(title: str, line: str) -> Command:
    return Command(title=text_document(Text(title)), line=line)


def _as_of(shown: _Shown) -> str:
    """The instant as the command line takes it: of a whole day its date."""
    at, zone = shown.scene.verdict.as_of, shown.launch.zone
    day = local_date(at, zone)
    return day.isoformat() if local_date(at + MICROSECOND, zone) != day else at.astimezone(zone).isoformat()
