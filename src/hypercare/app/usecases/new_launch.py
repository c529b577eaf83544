"""A new launch file from a few answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from hypercare.declare.draft import Answers, draft_launch
from hypercare.declare.json_schema import launch_schema, schema_text
from hypercare.declare.levels import parse_share
from hypercare.declare.units import parse_unit
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.metrics import Unit

SCHEMA_FILE = "launch.schema.json"
FORTNIGHT = timedelta(days=14)
ZONE, SEGMENT, SUCCESS, FAILURE = "Asia/Jakarta", "everybody", "42%", "35%"
STEPS = ("feature_opened", "feature_finished")
T = TypeVar("T")
Ask = Callable[[str, str], str]


@dataclass(frozen=True)
class Given:
    """What was said so far, in words; None for what was not."""

    id: str
    title: str | None = None
    live: str | None = None
    timezone: str | None = None
    unit: str | None = None
    segment: str | None = None
    steps: tuple[str, ...] = ()
    success: str | None = None
    failure: str | None = None
    driver: str | None = None


def complete(given: Given, ask: Ask) -> Given:
    """Asks for what was not said, offering a sensible default each time."""
    return replace(
        given,
        title=given.title or ask("What is the launch called?", title_of(given.id)),
        live=given.live or ask("When does it go live (local date and time)?", ""),
        timezone=given.timezone or ask("In which time zone are its days counted?", ZONE),
        unit=given.unit or ask("Who is counted (user, device, or account:KEY)?", "user"),
        segment=given.segment or ask("Which segment is it for?", SEGMENT),
        steps=given.steps or tuple(ask("Which events make up its funnel, in order, by commas?", "").split(",")),
        success=given.success or ask("Which share of them must convert by day 30 to call it a success?", SUCCESS),
        failure=given.failure or ask("Below which share is it a failure?", FAILURE),
        driver=given.driver or ask("Who drives it?", ""),
    )


def answers(given: Given, now: datetime) -> Answers:
    """What was said, read; what was not, filled in: go-live in a fortnight, two events to be named.

    Raises `BadInput` for words that cannot be read, with the option that they came from.
    """
    steps = tuple(step.strip() for step in given.steps if step.strip())
    return Answers(
        id=given.id,
        title=given.title or title_of(given.id),
        live=_live(given.live, now),
        timezone=given.timezone or ZONE,
        segment=given.segment or SEGMENT,
        steps=steps or STEPS,
        success=_read("--success", parse_share, given.success or SUCCESS),
        failure=_read("--failure", parse_share, given.failure or FAILURE),
        unit=_read("--unit", _unit, given.unit or "user"),
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


def _live(text: str | None, now: datetime) -> datetime:
    if not text:
        return (now + FORTNIGHT).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise BadInput(f"{text[:80]!r} is no date and time", where="--live", expected="2026-09-22T09:00") from None


def _unit(text: str) -> Unit:
    kind, _, key = text.partition(":")
    return parse_unit({kind.strip(): key.strip()} if key else kind.strip())


def _read(option: str, parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except PydanticCustomError as error:
        context = error.context or {}
        raise BadInput(
            str(context.get("what", error)), where=option, expected=str(context.get("expected", ""))
        ) from None
