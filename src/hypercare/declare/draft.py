"""The text of a new launch file: valid as it stands, with comments that teach."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.declare.launch_file import read_launch
from hypercare.declare.reading.flow_yaml import flow, scalar
from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.declare.values.durations import format_duration
from hypercare.declare.values.levels import format_level
from hypercare.model.metrics import Cycle, CycleKind, Unit

SCHEMA = "launch.schema.json"


@dataclass(frozen=True)
class Answers:
    """What a person says about a launch before there is a file.

    `live` is a local, naive date and time. `steps` are the events of the funnel that decides, at least two; `success`
    and `failure` its thresholds at day 30 as fractions, failure below success.
    """

    id: str
    title: str
    live: datetime
    timezone: str
    segment: str
    steps: tuple[str, ...]
    success: float
    failure: float
    within: timedelta = timedelta(days=1)
    unit: Unit = Unit()
    cycle: Cycle = Cycle(CycleKind.CALENDAR_MONTH)
    driver: str = ""
    driver_email: str = ""


def draft_launch(answers: Answers, *, schema: str = SCHEMA) -> str:
    """The file's text; `schema` is the path or address of the JSON Schema as the file's editor sees it.

    Raises `InvalidFile` where an answer cannot stand in a launch file, at its line of the draft.
    """
    parts = (_header(schema), _identity(answers), _people(answers), _health(), _measures(answers), _judgement(answers))
    text = "\n".join(parts)
    read_launch(text, file=f"{answers.id}.yaml")
    return text


def _header(schema: str) -> str:
    return f"""\
# yaml-language-server: $schema={" ".join(schema.split())}
#
# A launch, declared before it goes live. What stands here at go-live is what it will be judged by;
# a later edit is a new version, shown as a difference. Check this file with: hypercare validate
"""


def _identity(answers: Answers) -> str:
    return f"""\
launch: {scalar(answers.id)}
title: {scalar(answers.title)}
# The local time of go-live; its date is day 0.
live: {answers.live:%Y-%m-%dT%H:%M}
timezone: {scalar(answers.timezone)}
# Who is counted: user, device, or {{account: KEY}} with the property that names it.
unit: {flow(_unit(answers.unit))}
# What "before" means in a level such as 120% of before, and how long data may trickle in after the event.
before: 28 days
lateness: 6 hours

segment:
  name: {scalar(answers.segment)}
  # Who belongs to it (everybody, when left out), how many you expect to reach, and what makes a unit part of the
  # launch (the first event that a metric names, when left out).
  # where: {{plan: [pro, plus]}}
  # expected_units: 1000
  # exposure: {{flag: my_flag}}
"""


def _unit(unit: Unit) -> object:
    return {str(unit.kind): unit.key} if unit.key else str(unit.kind)


def _people(answers: Answers) -> str:
    person = {"name": answers.driver} | ({"email": answers.driver_email} if answers.driver_email else {})
    driver = f"  driver: {flow(person)}" if answers.driver else "  # driver: {name: A. Putri, email: putri@example.com}"
    opening = "squad:" if answers.driver else "# squad:"
    return f"""\
{opening}
{driver}
  # engineering: [{{name: B. Santoso, email: santoso@example.com}}]
  # analyst, support_lead, designer, fixer: one person each
  # Who may sign the decision:
  # approvers: [{{name: C. Dewi, email: dewi@example.com}}]
"""


def _health() -> str:
    return """\
# What must be present at go-live: events that arrive as planned, support that was drilled, production that answers.
# See how it stands with: hypercare ready
# tracking:
#   order_created: {from: mixpanel, every: 1 hour, properties: {amount: {type: number, above: 0}}}
# support:
#   guide: docs/guide.md
#   escalation:
#     - {level: L1, who: support desk, contact: "#support", hours: "Mon-Fri 09:00-17:00"}
# sanity:
#   - {name: page answers, get: "https://example.com/", expect: 200, within: 800 ms}

# Limits of technical health: an exit criterion. Beyond rollback the launch goes back. Switch it on when your services
# report what it limits: until then the criterion is not met, and the launch is held.
# stability:
#   error_rate: {below: 1%, rollback: 5%}
#   crash_free_users: {above: 99.5%}
#   latency: {route: POST /orders, under: 800 ms, for: 95%}
"""


def _measures(answers: Answers) -> str:
    return f"""\
# What is measured, each by a name of your own.
metrics:
  completion: {flow({"funnel": list(answers.steps), "within": format_duration(answers.within)})}
  tickets: {{rate: support_ticket, per: 1000 active {answers.unit.kind}s}}
  # repeat: {{cycle: {{event: order_created, at_least: 10, every: calendar month}}}}
  # back: {{retention: {{event: order_created, brackets: [0-30, 31-60, 61-90]}}}}

# One full business cycle must have passed before the launch can scale.
business_cycle: {flow(_cycle(answers.cycle))}
"""


def _cycle(cycle: Cycle) -> object:
    return {"none": cycle.reason} if cycle.kind is CycleKind.NONE else format_cycle(cycle)


def _judgement(answers: Answers) -> str:
    levels = {
        "success": format_level(answers.success, percent=True),
        "failure": format_level(answers.failure, percent=True),
    }
    return f"""\
# When the launch is judged: day N, or cycle end. Between failure and success lies "not shown".
gates:
  day 30:
    completion: {flow(levels)}

# What must not get worse, whatever the gates say.
guardrails:
  tickets: {{at most: 120% of before, rollback: 300% of before}}

# Properties each of whose values must not be harmed:
# segments: [platform, region]
# What people say, and the busy days that the launch must live through, as exit criteria:
# feedback: {{channels: [tickets, csat]}}
# peaks: {{calendar: id, watch: [payday], require: one}}
rituals: {{standup: "09:30", weekly: Monday 10:00, mbr: first Tuesday}}
"""
