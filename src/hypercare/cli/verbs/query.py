"""Ad hoc questions."""

from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.documents.texts import with_words
from hypercare.app.usecases import query as queries
from hypercare.cli.options import AsOf, Json, house
from hypercare.cli.show import emit, note, say
from hypercare.cli.verdict_text import Tongue


def query(
    spec: Annotated[Path, typer.Argument(help="A query file: docs/query.md.")],
    data: Annotated[
        Path | None, typer.Option("--data", help="A file of JSON lines to ask, or the data folder.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    file = data if data is not None and not data.is_dir() else None
    here = house(None if file else data)
    found = queries.answer(here, spec, data=file, as_of=as_of)
    found = with_words(found, here.settings.language)
    if as_json:
        emit(found)
        return
    tongue = Tongue(here.settings.language)
    for each in found["answers"]:
        cell = f" {each['cell']}" if "cell" in each else ""
        say(f"{each['metric']}{cell} ({each['kind']}): {tongue.answer(each['answer'])}")
        for step in each.get("steps", ()):
            say(f"  {step['event']}: {step['units']:,}")
    if found["rejected"]:
        note(f"{found['rejected']:,} lines of {file} were rejected: they could not be read as events.")
