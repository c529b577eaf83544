"""The manual of the checks, generated from what each says of itself."""

from hypercare.checks.check import Check
from hypercare.checks.registry import all_checks

HEAD = """\
# Checks

What Hypercare looks for before it speaks. Each check is one file under `src/hypercare/checks/`, which this page is
generated from. Ids are stable: `ENTRY-…` is an entrance criterion ([entrance.md](entrance.md)), `TRACK-…` looks at
the tracking ([tracking.md](tracking.md)), `GATE-…` decides a gate, `EXIT-…` is an exit criterion, `ANTI-…` is what a
launch should not do ([antipatterns.md](antipatterns.md)). How their words become a recommendation stands in
[metrics.md](metrics.md).

| Id | What |
|---|---|
"""


def manual() -> str:
    """The page `docs/checks.md`: a table of all checks, then one section each."""
    checks = all_checks()
    table = "".join(f"| [{check.id}](#{check.id.lower()}) | {check.title} |\n" for check in checks)
    return HEAD + table + "".join(_section(check) for check in checks)


def _section(check: Check) -> str:
    lines = {
        "Looks for": check.looks_for,
        "Why it matters": check.why,
        "Trips on": f"`{check.trips}`" if _is_code(check.trips) else check.trips,
        "Passes": f"`{check.passes}`" if _is_code(check.passes) else check.passes,
        "Source": check.source,
    }
    return f"\n## {check.id}\n\n{check.title}.\n\n" + "".join(
        f"- **{name}**: {text}.\n" for name, text in lines.items()
    )


def _is_code(example: str) -> bool:
    """Whether an example is written as in a launch file: braces would be lost in prose."""
    return "{" in example
