"""Launch files: write, check, register."""

import getpass
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.clock import instant
from hypercare.app.usecases import launches
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, say, table

File = Annotated[str, typer.Argument(help="A path, or the id of a file in ./launches.")]


def validate(file: File, data: Data = None, as_json: Json = False) -> None:  # noqa: FBT002  an option
    path = launches.find_file(file, house(data).settings.launches)
    _, launch = launches.read_file(path)
    if as_json:
        emit({"file": str(path), "launch": launch.id, "valid": True, "digest": launch.digest, "problems": []})
    else:
        say(f"{path}: valid. Launch {launch.id}, {len(launch.metrics)} metrics, {len(launch.gates)} gates.")
