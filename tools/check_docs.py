"""Holds the docs to the code: generated pages are current, every name is documented, every link leads somewhere."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from write_docs import pages

from hypercare.app.settings import SETTINGS
from hypercare.checks.registry import all_checks
from hypercare.cli.main import VERBS
from hypercare.model.metrics import METRIC_KINDS

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PACKAGE = re.compile(r"^[A-Za-z0-9._-]+")


def problems() -> Iterator[str]:
    """Everything that is wrong, each as one line."""
    yield from _stale()
    yield from _undocumented()
    yield from _dead_links()


def _stale() -> Iterator[str]:
    for path, text in pages().items():
        if not (ROOT / path).exists() or (ROOT / path).read_text() != text:
            yield f"{path}: not current; run: python tools/write_docs.py"


def _undocumented() -> Iterator[str]:
    wanted = {
        "docs/settings.md": [each.name for each in SETTINGS],
        "docs/cli.md": [f"## {name}" for name in VERBS],
        "docs/checks.md": [check.id for check in all_checks()],
        "docs/launch-file.md": list(METRIC_KINDS),
        "docs/metrics.md": [f"{kind}.v1" for kind in METRIC_KINDS],
        "docs/dependencies.md": [f"`{name}`" for name in _dependencies()],
    }
    for page, names in wanted.items():
        text = (ROOT / page).read_text() if (ROOT / page).exists() else ""
        yield from (f"{page}: says nothing of {name}" for name in names if name not in text)


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = [line for lines in project["project"]["optional-dependencies"].values() for line in lines]
    groups = [line for lines in project["dependency-groups"].values() for line in lines]
    found = (PACKAGE.match(line) for line in [*project["project"]["dependencies"], *extras, *groups])
    return sorted({match[0] for match in found if match})


def _dead_links() -> Iterator[str]:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in LINK.findall(page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: links to {target}, which is not there"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
