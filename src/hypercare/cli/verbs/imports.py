"""Importing: which files, how their columns are to be read, and what became of them."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.house import House
from hypercare.app.import_columns import (
    ERRORS,
    EVENTS,
    GUESSED,
    KEPT,
    NO_COLUMN,
    REQUESTS,
    SESSIONS,
    TICKETS,
    Proposal,
    Shape,
    Told,
    Way,
    keep,
    proposed,
    written,
)
from hypercare.app.import_file import ImportFile
from hypercare.app.usecases.data import imports
from hypercare.cli.options import Data, Json, house
from hypercare.cli.progress import progress
from hypercare.cli.show import emit, note, say, table
from hypercare.model.errors import BadInput

STOPPED = 2
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Files, folders of them, or patterns such as 'exports/*.json.gz'."),
]
Columns = Annotated[
    str, typer.Option("--columns", help="Which columns are which: user=NAME,event=NAME,...; - for none.")
]
Zone = Annotated[str, typer.Option("--timezone", help="Of times in a table without an offset: Asia/Jakarta.")]
Yes = Annotated[bool, typer.Option("--yes", help="Read the columns as guessed, without asking.")]
Again = Annotated[bool, typer.Option("--again", help="Read a file anew that was imported before.")]


def import_events(
    files: Files,
    source: Annotated[
        str, typer.Option(help="What the events are said to come from, where a line does not say.")
    ] = "import",
    shape: Annotated[str, typer.Option("--format", help="auto, canonical, or the vendor's name.")] = "auto",
    columns: Columns = "",
    zone: Zone = "UTC",
    yes: Yes = False,
    again: Again = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    told = Told(imports.decoder_of(shape), columns, zone)
    _import(house(data), files, EVENTS, source, told, yes=yes, again=again, as_json=as_json)


def import_tickets(
    files: Files,
    source: Annotated[
        str,
        typer.Option(help="What the tickets come from: the name of the token's source, where they are pushed, too."),
    ] = "tickets",
    columns: Columns = "",
    zone: Zone = "UTC",
    yes: Yes = False,
    again: Again = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    told = Told(None, columns, zone)
    _import(house(data), files, TICKETS, source, told, yes=yes, again=again, as_json=as_json)


def import_feedback(
    files: Files,
    source: Annotated[str, typer.Option(help="What it is said to come from, where a line does not say.")] = "feedback",
    again: Again = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    told = Told(imports.FEEDBACK)
    _import(house(data), files, EVENTS, source, told, yes=True, again=again, as_json=as_json)


def import_requests(
    files: Files,
    source: Annotated[str, typer.Option(help="What the requests come from.")] = "requests",
    columns: Columns = "",
    zone: Zone = "UTC",
    yes: Yes = False,
    again: Again = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    told = Told(None, columns, zone)
    _import(house(data), files, REQUESTS, source, told, yes=yes, again=again, as_json=as_json)


def import_errors(
    files: Files,
    source: Annotated[str, typer.Option(help="What the errors come from.")] = "errors",
    columns: Columns = "",
    zone: Zone = "UTC",
    yes: Yes = False,
    again: Again = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    told = Told(None, columns, zone)
    _import(house(data), files, ERRORS, source, told, yes=yes, again=again, as_json=as_json)


def import_sessions(
    files: Files,
    source: Annotated[str, typer.Option(help="What the sessions come from.")] = "sessions",
    columns: Columns = "",
    zone: Zone = "UTC",
    yes: Yes = False,
    again: Again = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    told = Told(None, columns, zone)
    _import(house(data), files, SESSIONS, source, told, yes=yes, again=again, as_json=as_json)


def _import(
    here: House, named: Sequence[Path], shape: Shape, source: str, told: Told, *, yes: bool, again: bool, as_json: bool
) -> None:
    paths = list(_paths(named))
    done = []
    for number, path in enumerate(paths, 1):
        file = ImportFile.of(path)
        way = _settled(here, proposed(here, file, shape, source, told), ask=not as_json, yes=yes)
        label = f"Importing {path.name}" + (f" ({number} of {len(paths)})" if len(paths) > 1 else "")
        with progress(label, quiet=as_json) as moved:
            done.append(imports.import_file(here, file, way, source=source, again=again, on_progress=moved))
        if not as_json:
            _tell(done[-1])
    if as_json:
        emit(imports.document(done[0]) if len(done) == 1 else imports.documents(done))
    if all(each.is_all_rejected for each in done):
        note("Every line went to quarantine: wrong --format or --columns? See: hypercare quarantine")
        raise typer.Exit(1)


def _paths(named: Sequence[Path]) -> Iterator[Path]:
    """The files that are meant: of a folder those in it, of a pattern those that it fits, in the order of their names.

    Hidden files, and marks such as _SUCCESS that exports leave beside the data, are none.
    """
    for path in named:
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "_")))
        elif not path.exists() and any(sign in str(path) for sign in "*?["):
            found = sorted(each for each in Path(path.anchor or ".").glob(_pattern(path)) if each.is_file())
        else:
            found = [path]
        if not found:
            raise BadInput(
                "there is no such file", where=str(path), expected="a file, a folder with files, or a pattern"
            )
        yield from found


def _pattern(path: Path) -> str:
    return str(path.relative_to(path.anchor)) if path.anchor else str(path)


def _settled(here: House, found: Way | Proposal, *, ask: bool, yes: bool) -> Way:
    """How a file is read, after asking for what is not clear. What was settled is kept for the next such file."""
    if isinstance(found, Way):
        if found.zoneless:
            note(f"The times in the file have no zone. They are read as {found.zone}; --timezone names another.")
        return found
    asking = ask and sys.stdin.isatty() and sys.stderr.isatty()
    if found.guess.unclear:
        if not asking:
            raise found.error()
        _show(found)
        found = found.with_columns(_asked(found))
    elif found.origin == KEPT:
        note(f"The columns are read as in the last such file: {written(found.guess.columns)}; --columns names others.")
    elif found.origin == GUESSED:
        _confirm(found, asking=asking and not yes)
    way = found.way()
    keep(here, found)
    return way


def _confirm(found: Proposal, *, asking: bool) -> None:
    if not asking:
        note(f"The columns are taken for: {written(found.guess.columns)}; --columns names others.")
        return
    _show(found)
    if not typer.confirm("Import it so?", default=True, err=True):
        note(f"Nothing was imported. To name columns: --columns {written(found.guess.columns)}")
        raise typer.Exit(STOPPED)


def _show(found: Proposal) -> None:
    """The columns, what they are taken for, and an example of each."""
    roles = {name: role for role, name in found.guess.columns.items()}
    other = "property" if found.shape is EVENTS else "kept beside"
    rows = [(name, roles.get(name, f"({other})"), found.examples.get(name, "")) for name in found.header]
    table(("COLUMN", "READ AS", "FIRST VALUE"), rows)
    note(f"Times without an offset are read as {found.zone}; --timezone names another.")


def _asked(found: Proposal) -> dict[str, str]:
    """The columns that a person names for what is not clear."""
    answers: dict[str, str] = {}
    for role, possible in found.guess.unclear.items():
        free = role not in found.shape.needed
        hint = " or ".join(possible) + (f"; {NO_COLUMN} for none" if free else "")
        while role not in answers:
            answer = typer.prompt(f"Which column is the {role}?" + (f" ({hint.strip('; ')})" if hint else ""), err=True)
            if answer in found.header or (free and answer == NO_COLUMN):
                answers[role] = answer
            else:
                note(f"The columns are: {', '.join(found.header)}")
    return answers


def _tell(done: imports.Imported) -> None:
    """What became of a file, on one line, and how the kind of file was understood."""
    if done.chunks == 0:
        say(f"{done.file}: there are no rows in the file.")
        return
    if done.skipped_chunks == done.chunks:
        say(f"{done.file}: imported before; nothing was read again.")
        return
    kept_aside = sum(done.rejected.values())
    tickets = f"{done.feedback:,} tickets and other feedback, " if done.feedback else ""
    others = f"{done.others:,} changes of users and accounts, " if done.others else ""
    known = "" if done.duplicates is None else f"{done.duplicates:,} duplicates, "
    kind = done.decoder.rpartition(".")[2]
    brought = f"{tickets}{_health(done)}{others}{known}{kept_aside:,} in quarantine"
    say(f"{done.file} ({kind}, {done.lines:,} rows): {brought}.")
    silent = done.lines - max(done.rows, done.brought - done.others) - kept_aside
    if done.duplicates is None and silent > 0:
        note(f"{silent:,} rows brought nothing of the kind: they were there before, or say something else.")
    if done.skipped_chunks:
        note(f"{done.skipped_chunks} of {done.chunks} parts had been imported before and were left alone.")
    elif kept_aside:
        note("What is wrong with them, row by row: hypercare quarantine")


def _health(done: imports.Imported) -> str:
    """The rows of technical health that are new; else how many events."""
    counts = {"requests": done.requests, "errors": done.errors, "sessions": done.sessions}
    told = "".join(f"{count:,} rows of {name}, " for name, count in counts.items() if count)
    return told or f"{done.rows:,} events, "
