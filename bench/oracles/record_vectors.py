"""`python -m bench.oracles.record_vectors`: asks ClickHouse about random streams, and keeps what it answers."""

import gzip
import json
from dataclasses import asdict
from pathlib import Path

from bench.oracles.environment import ROOT, run
from bench.oracles.streams import Family, families

VECTORS = ROOT / "tests/analysis/clickhouse_vectors.json.gz"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    """Writes the vectors anew."""
    asked = list(families())
    given = json.dumps([asdict(family) for family in asked]).encode()
    told = json.loads(run(Path(__file__).parent / "clickhouse_answers.py", given=given))
    kept = {
        "engine": f"ClickHouse {told['version']}",
        "refused": told["refused"],
        "families": [_kept(family, answer) for family, answer in zip(asked, told["answers"], strict=True)],
    }
    # Without the time of the day in it, so that the same answers are the same file.
    VECTORS.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), 9, mtime=0))
    streams, sets = sum(len(family.streams) for family in asked), len(told["answers"][0]["levels"])
    print(f"{streams} streams under {sets} sets of modes, {len(told['refused'])} sets refused")


def _kept(family: Family, answer: dict[str, dict[str, list[int]]]) -> dict[str, object]:
    """A family with its answers. Streams are `time:steps` in the order of arrival, levels one digit each."""
    streams = [" ".join(f"{ts}:{bits}" for ts, bits in stream) for stream in family.streams]
    levels = {modes: "".join(DIGITS[level] for level in each) for modes, each in answer["levels"].items()}
    return asdict(family) | {"streams": streams, "levels": levels, "retention": answer["retention"]}


if __name__ == "__main__":
    main()
