"""Runs in the oracles' environment: reads questions as JSON on standard input, prints what ClickHouse answers.

A question is a funnel with its streams; the answer has the level of each stream under each set of modes, and what
`retention` says of it. A set of modes that ClickHouse refuses is answered with its words.
"""

import itertools
import json
import sys
import tempfile
from pathlib import Path

import chdb

MODES = ("strict_deduplication", "strict_order", "strict_increase", "strict_once", "allow_reentry")
OTHERS = (("strict",), ("strict_sequence",))
ROWS = "file('{path}', 'TSV', 'stream UInt32, ts UInt64, bits UInt64')"
# One thread adds rows in the order of the file, which is that of their arrival.
SETTINGS = "SETTINGS max_threads = 1, max_block_size = 1048576"


def main() -> None:
    """Answers what stands on standard input."""
    families = json.load(sys.stdin)
    accepted, refused = _modes()
    answers = [_answers(family, accepted) for family in families]
    version = _asked("SELECT version()").strip().strip('"')
    json.dump({"version": version, "refused": refused, "answers": answers}, sys.stdout)


def _modes() -> tuple[list[tuple[str, ...]], dict[str, str]]:
    """The sets of modes that are accepted, and those that are refused, with the reason."""
    accepted, refused = [], {}
    subsets = (subset for size in range(len(MODES) + 1) for subset in itertools.combinations(MODES, size))
    for subset in itertools.chain(subsets, OTHERS):
        try:
            _asked(f"SELECT {_funnel(1, subset, 2)} FROM (SELECT 1::UInt64 AS ts, 1::UInt64 AS bits)")
        except RuntimeError as error:
            refused["+".join(subset)] = str(error).split("DB::Exception: ", 1)[-1].split(". (", 1)[0].strip()
        else:
            accepted.append(subset)
    return accepted, refused


def _answers(family: dict, accepted: list[tuple[str, ...]]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.tsv"
        path.write_text(
            "".join(f"{i}\t{ts}\t{bits}\n" for i, stream in enumerate(family["streams"]) for ts, bits in stream)
        )
        funnels = [_funnel(family["window"], modes, family["steps"]) for modes in accepted]
        retention = f"retention({_conditions(family['steps'])})"
        select = ", ".join([*funnels, f"arrayStringConcat({retention})"])
        text = _asked(
            f"SELECT {select} FROM {ROWS.format(path=path)} GROUP BY stream ORDER BY stream {SETTINGS}", "TSV"
        )
    rows = [line.split("\t") for line in text.splitlines()]
    levels = {"+".join(modes): [int(row[at]) for row in rows] for at, modes in enumerate(accepted)}
    return {"levels": levels, "retention": [row[-1] for row in rows]}


def _funnel(window: int, modes: tuple[str, ...], steps: int) -> str:
    named = "".join(f", '{mode}'" for mode in modes)
    return f"windowFunnel({window}{named})(ts, {_conditions(steps)})"


def _conditions(steps: int) -> str:
    return ", ".join(f"bitTest(bits, {step})" for step in range(steps))


def _asked(query: str, form: str = "CSV") -> str:
    return str(chdb.query(query, form))


if __name__ == "__main__":
    main()
