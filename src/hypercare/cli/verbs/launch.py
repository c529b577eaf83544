"""Launch files: write, check, register."""

import getpass
from collections.abc import Sized
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.clock import beginning
from hypercare.app.documents.errors import problem_documents
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.house import House
from hypercare.app.usecases.launches import launches as registry
from hypercare.app.usecases.launches import new_launch
from hypercare.app.usecases.launches.second_thoughts import is_first, second_thoughts
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table
from hypercare.model.errors import BadInput, InvalidFile, Problem
from hypercare.model.launch import Launch

File = Annotated[str, typer.Argument(help="A path, or the id of a file in ./launches.")]


def init(
    name: Annotated[str, typer.Argument(help="The launch's id: lower-case letters, digits, hyphens.")],
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    live: Annotated[str | None, typer.Option(help="Go-live, local: 2026-09-22T09:00.")] = None,
    timezone: Annotated[str | None, typer.Option(help="The zone in which its days are counted.")] = None,
    unit: Annotated[str | None, typer.Option(help="Who is counted: user, device, or account:KEY.")] = None,
    segment: Annotated[str | None, typer.Option(help="The target segment's name.")] = None,
    step: Annotated[
        list[str] | None, typer.Option(help="An event of the funnel that decides; give it twice or more.")
    ] = None,
    success: Annotated[str | None, typer.Option(help="The funnel's success threshold at day 30: 42%.")] = None,
    failure: Annotated[str | None, typer.Option(help="Its failure threshold: 35%.")] = None,
    driver: Annotated[str | None, typer.Option(help="Who drives the launch.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data)
    given = new_launch.Given(name, title, live, timezone, unit, segment, tuple(step or ()), success, failure, driver)
    now = here.clock.now()
    asked = given if as_json else new_launch.complete(given, now, _ask)
    path = new_launch.write(new_launch.answers(asked, now), here.settings.launches, force=force)
    if as_json:
        emit({"schema": "hypercare/init.v1", "file": str(path), "launch": name})
        return
    say(f"Wrote {path}. Next: hypercare validate {name}, then hypercare launch add {path}")


def _ask(question: new_launch.Question, default: str) -> str:
    """Asks until the answer reads. Where nobody answers any more, everything is as it was offered."""
    while True:
        try:
            answer = str(typer.prompt(question.words, default=default, show_default=bool(default), err=True))
            question.check(answer)
        except BadInput as error:
            note(error.line())
        except typer.Abort as stopped:
            if isinstance(stopped.__context__, EOFError):
                return default
            raise
        else:
            return answer


def validate(file: File, data: Data = None, as_json: Json = False) -> None:
    here = house(data)
    path = registry.find_file(file, here.settings.launches)
    try:
        text, launch = registry.read_file(path)
    except InvalidFile as found:
        if not as_json:
            raise
        emit(_checked(path, None, found.problems, []))
        raise typer.Exit(found.exit_code) from None
    thoughts = _thoughts(here, launch, text, at=here.clock.now(), is_first=is_first(here, launch.id))
    if as_json:
        emit(_checked(path, launch, (), thoughts))
        return
    say(f"{path}: valid. Launch {launch.id}: {_many(launch.metrics, 'metric')}, {_many(launch.gates, 'gate')}.")
    _warn(path, thoughts)


def _thoughts(here: House, launch: Launch, text: str, *, at: datetime, is_first: bool) -> list[Document]:
    """What is worth a second thought, in words."""
    # Imported here: what reads the tables takes 200 ms, and a file with mistakes does without.
    from hypercare.app.usecases.data.sample_size import needed  # noqa: PLC0415
    from hypercare.app.usecases.data.vocabulary import arrived  # noqa: PLC0415

    found = second_thoughts(launch, text, at=at, is_first=is_first, seen=arrived(here), needed=needed)
    spoken: list[Document] = with_words(found, here.settings.language)
    return spoken


def _warn(path: Path, thoughts: list[Document]) -> None:
    for each in thoughts:
        place = f"{path}:{each['line']}" if each["line"] else str(path)
        note(f"{place}: warning: {each['text']['text']}")


def _many(things: Sized, name: str) -> str:
    return f"{len(things)} {name}" + ("" if len(things) == 1 else "s")


def _checked(path: Path, launch: Launch | None, problems: tuple[Problem, ...], thoughts: list[Document]) -> Document:
    return {
        "schema": "hypercare/validate.v1",
        "file": str(path),
        "valid": launch is not None,
        "launch": launch and launch.id,
        "digest": launch and launch.digest,
        "problems": problem_documents(problems),
        "warnings": thoughts,
    }


def add(
    file: File,
    at: Annotated[
        str | None, typer.Option("--at", help="From when this version holds (else now); a date means its beginning.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data)
    path = registry.find_file(file, here.settings.launches)
    text, launch = registry.read_file(path)
    when = beginning(at, launch.zone, where="--at") if at else here.clock.now()
    done = registry.add(here, path, at=when, by=getpass.getuser())
    thoughts = _thoughts(here, launch, text, at=when, is_first=done.number == 1) if done.is_new else []
    if as_json:
        emit(registry.registered_document(done) | {"warnings": thoughts})
        return
    since = f"{done.registered_at.astimezone(launch.zone):%Y-%m-%d %H:%M %Z}"
    _tell(done, since=since, is_live=here.clock.now() >= launch.live)
    _warn(path, thoughts)
    if at and not done.is_new and when != done.registered_at:
        note(f"--at has no effect: version {done.number} holds at that time already.")


def _tell(done: registry.Registered, *, since: str, is_live: bool) -> None:
    name = done.launch.id
    if not done.is_new:
        say(f"{name} is registered with this text already: version {done.number}, which holds since {since}.")
        return
    say(f"Registered {name}, version {done.number}, from {since} on.")
    for each in done.changes:
        say(f"  {each.path}: {each.before or '(nothing)'} -> {each.after or '(nothing)'}")
    say(f"Next: hypercare {'verdict' if is_live else 'ready'} {name}")


def launches(data: Data = None, as_json: Json = False) -> None:
    found = registry.listing(house(data).require())
    if as_json:
        emit({"schema": "hypercare/launches.v1", "launches": found})
        return
    if not found:
        note("No launch is registered. Fix: hypercare init my-launch, then hypercare launch add my-launch")
    table(
        ("LAUNCH", "TITLE", "LIVE", "VERSIONS"),
        [(each["launch"], each["title"], each["live"], str(len(each["versions"]))) for each in found],
    )
