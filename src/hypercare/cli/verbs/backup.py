"""Backup and restore of a whole installation."""

from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.usecases.care import backup as backups
from hypercare.app.usecases.care import restore as restores
from hypercare.cli.options import Data, Json, house
from hypercare.cli.progress import progress
from hypercare.cli.show import emit, note, say


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    with progress(f"Writing {file.name}", quiet=as_json) as moved:
        done = backups.backup(house(data), file, force=force, on_progress=moved)
    if as_json:
        emit(backups.document(done))
        return
    say(
        f"{file}: {done.bytes:,} bytes. {done.rows.get('events', 0):,} events in the lake, "
        f"{done.segments} segments of the log, {done.records} records, as of {done.instant}."
    )
    if done.lost_files:
        note(f"{done.lost_files} data files that verdicts were read from are gone or changed; their states are in it.")
    say("It holds everything, personal data and keys included: keep it as safe as the installation.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    with progress(f"Restoring {file.name}", quiet=as_json) as moved:
        done = restores.restore(house(data), file, on_progress=moved)
    if as_json:
        emit(restores.document(done))
        return
    say(
        f"{done.data}: {done.rows.get('events', 0):,} events in the lake, {done.segments} segments of the log, "
        f"{done.records} records, as of {done.instant}."
    )
    say(f"Next: hypercare serve --data {done.data}")
