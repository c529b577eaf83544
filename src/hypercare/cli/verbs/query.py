"""Ad hoc questions."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.usecases.data.query import LARGEST, Spec, Way, answer
from hypercare.cli.options import AsOf, Json, house
from hypercare.cli.query_text import Told
from hypercare.cli.show import emit, note, say
from hypercare.cli.verdict_text import Tongue
from hypercare.cycles.day import DAY

STDIN = "-"


def query(
    specs: Annotated[list[str], typer.Argument(metavar="SPEC...", help="Query files: docs/query.md; - reads one.")],
    data: Annotated[
        Path | None, typer.Option("--data", help="A file to ask (JSON lines, CSV or Parquet), or the data folder.")
    ] = None,
    columns: Annotated[
        str, typer.Option("--columns", help="Which column is what: user=NAME,event=NAME,time=NAME.")
    ] = "",
    profile: Annotated[str, typer.Option("--profile", help="Whose rules count: clickhouse, mixpanel or posthog.")] = "",
    units: Annotated[bool, typer.Option("--units", help="List the units behind each answer.")] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    file = data if data is not None and not data.is_dir() else None
    here = house(None if file else data)
    way = Way(file, columns, as_of, profile, units, detail=not as_json)
    found = with_words(answer(here, [_spec(each) for each in specs], way), here.settings.language)
    if as_json:
        emit(found)
        return
    tongue = Tongue(here.settings.language)
    for line in Told(tongue).lines(found):
        say(line)
    for line in _notes(found, tongue):
        note(line)


def _spec(name: str) -> Spec:
    """The query in a file; `-` is standard input."""
    return Spec("stdin", sys.stdin.buffer.read(LARGEST)) if name == STDIN else Spec.of_file(Path(name))


def _notes(found: Document, tongue: Tongue) -> list[str]:
    """What there is to know of how the answers came about."""
    read, timing = found["read"], found["timing"]
    rows = [
        tongue.words("query-rejected", rows=each["rows"], reason=each["reason"], example=each["example"])
        for each in read["rejected"]
    ]
    rows += [tongue.words("query-duplicates", rows=read["duplicates"])] if read["duplicates"] else []
    rows += [tongue.words("query-local-times")] if read["local_times"] else []
    rows += [_unseen(each, tongue) for each in read["unseen"]]
    rows += [
        tongue.words("query-unowned", events=each["events"], all=read["events"], unit=_named(each["unit"]))
        for each in read["unowned"]
    ]
    rows += _long_since(found, tongue)
    seconds, opened = timing["seconds"], timing["open_seconds"]
    return [*rows, tongue.words("query-timing", events=read["events"], seconds=seconds, opened=opened)]


def _unseen(each: Document, tongue: Tongue) -> str:
    nearest = ", ".join(each["nearest"])
    return tongue.words("query-unseen", event=each["event"], nearest=nearest or "-", count=len(each["nearest"]))


def _named(unit: Document) -> str:
    return str(unit["key"] or unit["kind"])


def _long_since(found: Document, tongue: Tongue) -> list[str]:
    """That a file ends well before the instant of its answers: windows then seem to be over."""
    read = found["read"]
    asked = [datetime.fromisoformat(each["as_of"]) for each in (*found["answers"], *found.get("paths", ()))]
    if read["shape"] == "lake" or not asked:
        return []
    last = datetime.fromisoformat(read["last"])
    if max(asked) - last <= DAY:
        return []
    return [tongue.words("query-long-since", last=f"{last:%Y-%m-%d %H:%M} UTC", option=last.isoformat())]
