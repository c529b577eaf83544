"""Questions to start from: one of each kind, about what has arrived here; a launch's own metrics; statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hypercare.app.stored_questions import SPEC, SQL
from hypercare.app.usecases.launches import launches
from hypercare.declare.reading.flow_yaml import flow, scalar
from hypercare.declare.reading.yaml_lines import parse_yaml
from hypercare.model.launch import Launch
from hypercare.model.metrics import UnitKind
from hypercare.model.text import Text
from hypercare.reports.voice import bounded
from hypercare.web.asked import Asked
from hypercare.web.pages.analyst.state import asked_of
from hypercare.web.status import titled

MOST_LAUNCHES: Final = 10
STAND_INS: Final = ("opened", "bought", "came_back")
"""Events where no launch names any."""


@dataclass(frozen=True)
class Start:
    """A question to start from: its words, and the address that asks it."""

    title: Text | str
    text: str
    href: str


@dataclass(frozen=True)
class Starts:
    """Questions to start from under one heading; of a launch its title."""

    title: str
    starts: tuple[Start, ...]


def spec_examples(asked: Asked) -> list[Start]:
    """One query of each kind, with the events of the first launch that is live: of another there is nothing to tell."""
    now = asked.here.house.clock.now()
    found = [launch for launch, _ in _launches(asked)]
    launch = next((each for each in found if each.live <= now), found[0] if found else None)
    names = _events(launch)
    first, second, last = scalar(names[0]), scalar(names[1]), scalar(names[-1])
    scope = _scope(launch) if launch else ""
    by = scalar(launch.segments[0]) if launch and launch.segments else "platform"
    questions = {
        "funnel": f"funnel: [{first}, {second}]\nwithin: 1 day\n",
        "drop-off": f"funnel: [{first}, {second}]\nwithin: 1 day\ndrop_off: true\nproperties: [{by}]\n",
        "retention": f"retention: {{event: {last}, by: rolling, period: week, at: [1, 2, 3, 4]}}\n",
        "activity": f"activity: {last}\nper: week\n",
        "cycle": f"cycle: {{event: {last}, at_least: 10, every: calendar month}}\n",
        "paths": f"paths: {{start: {first}, direction: next, depth: 3}}\n",
        "by": f"funnel: [{first}, {second}]\nwithin: 1 day\nby: {by}\n",
        "over": f"funnel: [{first}, {second}]\nwithin: 1 day\nover: week\n",
        "compare": f"funnel: [{first}, {second}]\nwithin: 1 day\ncompare:\n"
        f"  heavy: {{where: {{cohort.heavy: true}}}}\n  others: {{where: {{cohort.heavy: false}}}}\n"
        f"cohorts:\n  heavy: {{did: {last}, at_least: 10}}\n",
        "ratio": f"ratio: [{second}, {first}]\n",
    }
    return [_start(Text(f"analyst-example-{name}"), SPEC, text + scope) for name, text in questions.items()]


def launch_examples(asked: Asked) -> list[Starts]:
    """Each launch's own metrics, as its file has them."""
    return [
        Starts(launch.title, tuple(_declared(launch, name, metric) for name, metric in _metrics(text).items()))
        for launch, text in _launches(asked)
    ]


def sql_examples() -> list[Start]:
    """Statements about any lake."""
    return [_start(Text(f"analyst-sql-{name}"), SQL, text) for name, text in STATEMENTS.items()]


STATEMENTS: Final = {
    "newest": "SELECT ts_event, event, user_key, props\nFROM events\nORDER BY arrival DESC\nLIMIT 20",
    "events": "SELECT event, count(*) AS events, count(DISTINCT user_key) AS users, max(ts_event) AS latest\n"
    "FROM events\nGROUP BY ALL\nORDER BY events DESC",
    "days": "SELECT CAST(timezone('Asia/Jakarta', ts_event) AS DATE) AS day, count(*) AS events\n"
    "FROM events\nGROUP BY ALL\nORDER BY day DESC\nLIMIT 30",
    "properties": "SELECT json_extract_string(props, '$.platform') AS platform, count(*) AS events\n"
    "FROM events\nGROUP BY ALL\nORDER BY events DESC",
    "late": "SELECT source, count(*) AS events,\n"
    "  round(median(epoch(ts_received) - epoch(ts_event)), 1) AS median_seconds_late\n"
    "FROM events\nGROUP BY ALL\nORDER BY events DESC",
    "feedback": "SELECT channel, state, count(*) AS conversations, max(ts_event) AS latest\n"
    "FROM (FROM feedback QUALIFY row_number() OVER\n"
    "  (PARTITION BY source, channel, id ORDER BY ts_event DESC, arrival DESC) = 1)\n"
    "GROUP BY ALL\nORDER BY conversations DESC",
    "quarantine": "SELECT source, reason, count(*) AS records, max(ts_received) AS latest\n"
    "FROM quarantine\nGROUP BY ALL\nORDER BY records DESC",
}


def _launches(asked: Asked) -> list[tuple[Launch, str]]:
    house = asked.here.house
    now = house.clock.now()
    ids = list(launches.titles(house))[:MOST_LAUNCHES]
    return [launches.at_version(house, each, now) for each in ids]


def _events(launch: Launch | None) -> list[str]:
    refs = [ref for metric in launch.metrics.values() for ref in metric.refs] if launch else []
    names = list(dict.fromkeys(ref.event for ref in refs))
    return names if len(names) > 1 else list(STAND_INS)


def _metrics(text: str) -> Mapping[str, object]:
    declared = parse_yaml(text, file="launch.yaml").value.get("metrics")
    return declared if isinstance(declared, dict) else {}


def _declared(launch: Launch, name: str, metric: object) -> Start:
    written = f"metrics:\n  {scalar(name)}: {flow(metric)}\n{_scope(launch)}"
    return _start(bounded(titled(name)), SPEC, written)


def _scope(launch: Launch) -> str:
    """Whom a launch counts, and from when on: all units that did it, not only those that were exposed."""
    unit = launch.unit
    counted = f"{{account: {scalar(unit.key)}}}" if unit.kind is UnitKind.ACCOUNT else unit.kind.value
    live = launch.live.astimezone(launch.zone)
    return f"unit: {counted}\ntimezone: {launch.timezone}\nfrom: {live:%Y-%m-%d}\n"


def _start(title: Text | str, kind: str, text: str) -> Start:
    return Start(title, text, asked_of(kind, text))
