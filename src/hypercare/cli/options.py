"""Options that verbs share."""

from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.clock import instant
from hypercare.app.house import House
from hypercare.app.record_page import HIGHEST
from hypercare.app.settings import read_settings
from hypercare.cli.flags import Data, Json

AsOf = Annotated[str | None, typer.Option("--as-of", help="Answer as of this instant: a date means its end.")]
Below = Annotated[
    int | None,
    typer.Option("--below", help="Only records before this place in the chain: what `older` said.", min=1, max=HIGHEST),
]
LaunchId = Annotated[str, typer.Argument(help="The launch's id.")]


def house(data: Path | None) -> House:
    """The installation that the options and the environment name."""
    return House(read_settings(data=data))


__all__ = ["AsOf", "Below", "Data", "Json", "LaunchId", "house", "instant"]
