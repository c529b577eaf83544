"""Writes the generated pages of docs/ anew; with --check, says which are not current and changes nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypercare.app.settings import SETTINGS
from hypercare.checks.manual import manual
from hypercare.cli.main import VERBS, Verb, command_of
from hypercare.declare.publish import published
from hypercare.simulate.bench.manual import manual as bench_manual

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_HEAD = """# Settings

Environment variables. The default installation runs with none set; flags of a verb come first.

| Name | Default | What it is |
|---|---|---|
"""
CLI_HEAD = """# The command line

`./hc VERB` from a clone, `hypercare VERB` from an installation. `--json` prints documents with a `schema`; an error is
then `{"error": {"code", "message", "where", "expected", "fix"}}`.

| Exit code | Meaning |
|---|---|
| 0 | done, PASS, ready |
| 1 | FAIL, HARM, INVALID, not ready, not the same |
| 2 | usage, or input that cannot be used |
| 3 | something could not be reached, or is held by another |
| 4 | not decidable yet, or unknown |
"""


def pages() -> dict[str, str]:
    """Every generated page by its path."""
    return {
        **published(),
        "docs/checks.md": manual(),
        "docs/launchbench.md": bench_manual(),
        "docs/settings.md": settings_page(),
        "docs/cli.md": cli_page(),
    }


def settings_page() -> str:
    """The settings, from their table."""
    rows = (f"| `{each.name}` | {_code(each.default)} | {each.sentence} |" for each in SETTINGS)
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def cli_page() -> str:
    """The verbs, from their table and their options."""
    return CLI_HEAD + "".join(_verb(path, verb) for path, verb in _verbs())


def _verbs() -> Iterator[tuple[str, Verb]]:
    for name, entry in VERBS.items():
        if isinstance(entry, Verb):
            yield name, entry
        else:
            yield from ((f"{name} {inner}", verb) for inner, verb in entry.items())


def _verb(path: str, verb: Verb) -> str:
    command = command_of(path.rpartition(" ")[2], verb)
    shown = [_parameter(each) for each in command.params if each.name != "help"]
    usage = " ".join(
        ["hypercare", path, *(each.name.upper() for each in command.params if each.param_type_name == "argument")]
    )
    table = "\n| Option | What it is |\n|---|---|\n" + "\n".join(shown) + "\n" if shown else ""
    return f"\n## {path}\n\n{verb.help}\n\n```\n{usage}\n```\n{table}"


def _parameter(each: Any) -> str:
    flags = ", ".join(f"`{name}`" for name in (*each.opts, *each.secondary_opts))
    return f"| {each.name.upper() if each.param_type_name == 'argument' else flags} | {each.help or ''} |"


def main() -> int:
    """Writes or checks; the exit code says whether all is current."""
    stale = [path for path, text in pages().items() if not (ROOT / path).exists() or (ROOT / path).read_text() != text]
    for path in stale:
        if "--check" in sys.argv:
            print(f"{path}: not current; run: python tools/write_docs.py")
        else:
            (ROOT / path).write_text(pages()[path])
            print(f"{path}: written")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
