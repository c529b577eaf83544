"""Options that need no installation opened: what quick verbs share."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path | None, typer.Option("--data", help="The data folder (else HYPERCARE_DATA, else .hypercare).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
