"""The command line starts at once: what is heavy is imported by the verbs that need it."""

import subprocess
import sys

import pytest

# Typer reads what stands behind a verb's name with pydantic.
HEAVY = {"django", "pyarrow", "duckdb", "numba", "scipy", "pydantic", "numpy", "deltalake", "msgspec", "rich.progress"}
SHOW = "import sys; print(' '.join(sorted(sys.modules)), file=sys.stderr)"


def imported(*words: str) -> set[str]:
    """The modules that a call of the command line imports."""
    code = f"""
from hypercare.cli.main import outcome
try:
    outcome({list(words)!r})
except SystemExit:
    pass
{SHOW}"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (("--help",), set()),
        (("--version",), {"pydantic"}),
        (("launch", "--help"), {"pydantic"}),
        (("nosuch",), {"pydantic"}),
        (("status",), {"pydantic", "msgspec"}),
    ],
    ids=["help", "version", "help of a group", "no such verb", "status"],
)
def test_quick_calls_import_nothing_heavy(words: tuple[str, ...], allowed: set[str]) -> None:
    assert imported(*words) & HEAVY <= allowed


def test_help_tells_every_verb() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from hypercare.cli.main import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "200"},
    )
    from hypercare.cli.main import VERBS

    assert [name for name in VERBS if f" {name} " not in done.stdout] == []
