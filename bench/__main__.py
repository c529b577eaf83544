"""`./hc bench [NAME ...]`: runs the benchmarks, prints their rows, and keeps them as JSON and markdown."""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import time
from dataclasses import asdict
from pathlib import Path

import bench
from bench.report import Report, markdown

NOT_BENCHES = {"__main__", "report", "behaviour", "asked", "payloads", "senders", "serving"}


def names() -> list[str]:
    """Every module of this folder that can be run."""
    return sorted(info.name for info in pkgutil.iter_modules(bench.__path__) if info.name not in NOT_BENCHES)


def main() -> None:
    """Runs the benchmarks named, else all."""
    parser = argparse.ArgumentParser(prog="hc bench", description="Runs the benchmarks of the README's table.")
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(names())}")
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="the folder for bench.json and bench.md")
    given = parser.parse_args()
    unknown = set(given.name) - set(names())
    if unknown:
        parser.error(f"no benchmark is called {min(unknown)!r}; there are: {', '.join(names())}")
    report = Report()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"
    )
    for name in given.name or names():
        module = importlib.import_module(f"bench.{name}")
        if hasattr(module, "run"):
            report.bench = name
            module.run(report)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "bench.json").write_text(json.dumps([asdict(row) for row in report.rows], indent=2) + "\n")
    (given.out / "bench.md").write_text(markdown(report.rows))


if __name__ == "__main__":
    main()
