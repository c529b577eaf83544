"""A new launch file from a few answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError

from hypercare.declare.draft import Answers, draft_launch
from hypercare.declare.json_schema import launch_schema, schema_text
from hypercare.declare.schema import parse_live
from hypercare.declare.specs.units import parse_unit
from hypercare.declare.values.levels import parse_share
from hypercare.declare.values.zones import known_zone
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.metrics import Unit

SCHEMA_FILE = "launch.schema.json"
FORTNIGHT = timedelta(days=14)
ZONE, UNIT, SEGMENT, SUCCESS, FAILURE = "Asia/Jakarta", "user", "everybody", "42%", "35%"
FEWEST_STEPS = 2
STEPS = ("feature_opened", "feature_finished")
T = TypeVar("T")


@dataclass(frozen=True)
class Given:
    """What was said so far, in words; None for what was not."""

    id: str
    title: str | None = None
    live: str | None = None
    timezone: str | None = None
    unit: str | None = None
    segment: str | None = None
    steps: Sequence[str] = ()
    success: str | None = None
    failure: str | None = None
    driver: str | None = None


@dataclass(frozen=True)
class Question:
    """What is asked of a person where `field` of `Given` was not said.

    `default` makes the answer that is offered. `check` reads an answer, and raises `BadInput` for one that cannot be.
    """

    field: str
    words: str
    default: Callable[[Given, datetime], str]
    check: Callable[[str], object] = str


Ask = Callable[[Question, str], str]


def complete(given: Given, now: datetime, ask: Ask) -> Given:
    """Asks for what was not said: `ask` gets a question and the answer that is offered, and returns one that reads."""
    for question in QUESTIONS:
        if not getattr(given, question.field):
            answer = ask(question, question.default(given, now))
            said: dict[str, Any] = {question.field: answer.split(",") if question.field == "steps" else answer}
            given = replace(given, **said)
    return given


def answers(given: Given, now: datetime) -> Answers:
    """What was said, read; what was not, filled in: go-live in a fortnight, two events to be named.

    Raises `BadInput` for words that cannot be read, with the option that they came from.
    """
    steps = tuple(step.strip() for step in given.steps if step.strip())
    return Answers(
        id=given.id,
        title=given.title or title_of(given.id),
        live=_live(given.live) if given.live else in_a_fortnight(now),
        timezone=given.timezone or ZONE,
        segment=given.segment or SEGMENT,
        steps=steps or STEPS,
        success=_success(given.success or SUCCESS),
        failure=_failure(given.failure or FAILURE),
        unit=_unit(given.unit or UNIT),
        driver=given.driver or "",
    )


def write(said: Answers, folder: Path, *, force: bool) -> Path:
    """Writes the launch file, and beside it the schema for editors. Raises `BadInput` where there is one already."""
    path = folder / f"{said.id}.yaml"
    text = draft_launch(said, schema=SCHEMA_FILE)
    if path.exists() and not force:
        raise BadInput("the file is there already", where=str(path), fix="choose another id, or --force to replace it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SCHEMA_FILE).write_text(schema_text(launch_schema()), encoding="utf-8")
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unreachable(f"the file cannot be written ({error.strerror})", where=str(path)) from error
    return path


def title_of(launch_id: str) -> str:
    """A title from an id: `bulk-upload` is "Bulk upload"."""
    return launch_id.replace("-", " ").capitalize()


def in_a_fortnight(now: datetime) -> datetime:
    """A go-live to start from: in two weeks, at nine in the morning; local and naive."""
    return (now + FORTNIGHT).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)


def _live(text: str) -> datetime:
    return _read("--live", parse_live, text.strip())


def _success(text: str) -> float:
    return _read("--success", parse_share, text.strip())


def _failure(text: str) -> float:
    return _read("--failure", parse_share, text.strip())


def _zone(text: str) -> str:
    return _read("--timezone", known_zone, text)


def _unit(text: str) -> Unit:
    kind, _, key = text.partition(":")
    return _read("--unit", parse_unit, {kind.strip(): key.strip()} if key else kind.strip())


def _steps(text: str) -> None:
    if len([step for step in text.split(",") if step.strip()]) < FEWEST_STEPS:
        raise BadInput("a funnel has at least two events", where="--step", expected="their names, with a comma between")


def _read(option: str, parse: Callable[[Any], T], written: object) -> T:
    try:
        return parse(written)
    except PydanticCustomError as error:
        context = error.context or {}
        raise BadInput(
            str(context.get("what", error)), where=option, expected=str(context.get("expected", ""))
        ) from None


QUESTIONS = (
    Question("title", "What is the launch called?", lambda given, _: title_of(given.id)),
    Question(
        "live", "When does it go live (local)?", lambda _, now: f"{in_a_fortnight(now):%Y-%m-%dT%H:%M}", check=_live
    ),
    Question("timezone", "In which time zone are its days counted?", lambda *_: ZONE, check=_zone),
    Question("unit", "Who is counted (user, device, or account:KEY)?", lambda *_: UNIT, check=_unit),
    Question("segment", "Which segment is it for?", lambda *_: SEGMENT),
    Question("steps", "Which events make up its funnel, in order?", lambda *_: ",".join(STEPS), check=_steps),
    Question("success", "Which share must convert by day 30 to call it a success?", lambda *_: SUCCESS, check=_success),
    Question("failure", "Below which share is it a failure?", lambda *_: FAILURE, check=_failure),
    Question("driver", "Who drives it?", lambda *_: ""),
)
