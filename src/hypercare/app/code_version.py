"""Which code computed a number."""

from functools import cache
from importlib import metadata, resources

import xxhash

COMPUTING = ("model", "cycles", "stats", "analysis", "checks", "lake")
"""The rooms whose code decides the digits of a verdict: the lake's says who a unit is."""


@cache
def code_version() -> str:
    """The package's version and a digest of the code that computes verdicts: `0.1.0+3f2a9c1b`."""
    digest = xxhash.xxh3_64()
    for room in COMPUTING:
        folder = resources.files(f"hypercare.{room}")
        for path in sorted(folder.rglob("*.py")):  # type: ignore[attr-defined]  # installed packages are folders
            digest.update(path.read_bytes())
    return f"{metadata.version('hypercare')}+{digest.hexdigest()[:8]}"
