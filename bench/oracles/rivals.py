"""The questions of the benchmark of sequences, asked of embedded ClickHouse (chdb) and of DuckDB.

Runs in the oracles' environment: `rivals.py ENGINE FOLDER PARQUET load`, `… ask RUNS NAME...`. Prints JSON: what
loading took, or by question the fastest run in seconds, the answer, and the peak memory in bytes.

ClickHouse has its best layout: ordered by user and time, names and platforms as small integers, filtered to the events
that matter. Funnels are its `windowFunnel`; where a question of ours has options that it lacks, it answers the plain
one.
"""

import json
import sys
import time
from pathlib import Path

from memory import peak_memory  # beside this file, which is run as a program

DAY = 86_400_000_000
WEEK = 7 * DAY
MONDAY = 1_759_708_800_000_000


def _window_funnel(steps: tuple[int, ...], mode: str = "", *, by: str = "", filtered: bool = True) -> str:
    conditions = ", ".join(f"e = {step}" for step in steps)
    mode = f", '{mode}'" if mode else ""
    label = "argMin(p, t) AS p, " if by else ""
    where = f"WHERE e IN {steps}" if filtered else ""
    inner = f"SELECT u, {label}windowFunnel({DAY}{mode})(t, {conditions}) AS l FROM ev {where} GROUP BY u"
    return f"SELECT {by + ', ' if by else ''}l, count() FROM ({inner}) WHERE l > 0 GROUP BY ALL ORDER BY ALL"


WEEKLY = f"intDiv(t - {MONDAY}, {WEEK})"
CLICKHOUSE = {
    "funnel of 3 steps": _window_funnel((4, 7, 11)),
    "funnel of 3 steps, the commonest": _window_funnel((0, 1, 2)),
    "funnel of 8 steps": _window_funnel((2, 3, 4, 5, 6, 7, 8, 9)),
    "funnel by platform": _window_funnel((4, 7, 11), by="p"),
    "funnel in strict order": _window_funnel((4, 7, 11), "strict_order", filtered=False),
    "funnel with all options": _window_funnel((4, 5, 7, 11)),
    "retention, 12 weeks": (
        "SELECT born, arrayJoin(weeks) - born AS k, count() FROM (SELECT u, min(w) AS born, groupUniqArray(w) AS weeks "
        f"FROM (SELECT u, {WEEKLY} AS w FROM ev WHERE e = 4) GROUP BY u) GROUP BY born, k ORDER BY born, k"
    ),
    "cycle": "SELECT count(), countIf(n >= 3) FROM (SELECT u, count() AS n FROM ev WHERE e = 4 GROUP BY u)",
    "active by month": (
        "SELECT toStartOfMonth(fromUnixTimestamp64Micro(toInt64(t)), 'UTC') AS m, uniqExact(u) FROM ev "
        "GROUP BY m ORDER BY m"
    ),
}


def _joined(steps: tuple[int, ...]) -> str:
    """Users who came to each step, by joining each step to the one before."""
    parts = [f"s1 AS (SELECT u, t, t AS t0 FROM ev WHERE e = {steps[0]})"]
    for number, step in enumerate(steps[1:], 2):
        parts.append(
            f"s{number} AS (SELECT b.u, b.t, max(a.t0) AS t0 FROM s{number - 1} a JOIN ev b ON a.u = b.u "
            f"AND b.e = {step} AND b.t >= a.t AND b.t <= a.t0 + {DAY} GROUP BY b.u, b.t)"
        )
    counts = " UNION ALL ".join(f"SELECT {n} AS l, count(DISTINCT u) FROM s{n}" for n in range(1, len(steps) + 1))
    return f"WITH {', '.join(parts)} SELECT * FROM ({counts}) ORDER BY 1"


DUCKDB = {
    "funnel of 3 steps": _joined((4, 7, 11)),
    "retention, 12 weeks": (
        f"WITH w AS (SELECT DISTINCT u, (t - {MONDAY}) // {WEEK} AS w FROM ev WHERE e = 4), "
        "b AS (SELECT u, min(w) AS born FROM w GROUP BY u) "
        "SELECT born, w - born AS k, count(*) FROM w JOIN b USING (u) GROUP BY ALL ORDER BY ALL"
    ),
    "cycle": (
        "SELECT count(*), count(*) FILTER (n >= 3) FROM (SELECT u, count(*) AS n FROM ev WHERE e = 4 GROUP BY u)"
    ),
    "active by month": (
        "SELECT date_trunc('month', make_timestamp(t)) AS m, count(DISTINCT u) FROM ev GROUP BY m ORDER BY m"
    ),
}


class ClickHouse:
    """chdb on its own folder."""

    questions = CLICKHOUSE

    def __init__(self, folder: Path) -> None:
        from chdb.session import Session  # noqa: PLC0415  # a process runs one of the engines

        self._session = Session(str(folder))
        self._session.query("CREATE DATABASE IF NOT EXISTS bench")
        self._session.query("USE bench")

    def load(self, parquet: Path) -> None:
        self._session.query("DROP TABLE IF EXISTS ev")
        self._session.query("CREATE TABLE ev (u UInt32, t UInt64, e UInt8, p UInt8) ENGINE = MergeTree ORDER BY (u, t)")
        self._session.query(f"INSERT INTO ev SELECT u, t, e, p FROM file('{parquet}')")
        self._session.query("OPTIMIZE TABLE ev FINAL")

    def ask(self, sql: str) -> list[list[object]]:
        return [json.loads(line) for line in str(self._session.query(sql, "JSONCompactEachRow")).splitlines()]


class DuckDB:
    """DuckDB on its own file."""

    questions = DUCKDB

    def __init__(self, folder: Path) -> None:
        import duckdb  # noqa: PLC0415  # a process runs one of the engines

        folder.mkdir(exist_ok=True)
        self._connection = duckdb.connect(str(folder / "bench.duckdb"))

    def load(self, parquet: Path) -> None:
        self._connection.execute(
            f"CREATE OR REPLACE TABLE ev AS SELECT u, t::BIGINT AS t, e, p FROM read_parquet('{parquet}') ORDER BY u, t"
        )
        self._connection.execute("CHECKPOINT")

    def ask(self, sql: str) -> list[list[object]]:
        rows = self._connection.execute(sql).fetchall()
        return [[each if isinstance(each, int) else str(each)[:10] for each in row] for row in rows]


def main() -> None:
    """Loads, or asks."""
    engine, folder, parquet, verb, *rest = sys.argv[1:]
    began = time.perf_counter()
    rival = {"chdb": ClickHouse, "duckdb": DuckDB}[engine](Path(folder))
    if verb == "load":
        began = time.perf_counter()
        rival.load(Path(parquet))
        found: dict[str, object] = {"seconds": time.perf_counter() - began}
    else:
        found = {name: _asked(rival, rival.questions[name], int(rest[0])) for name in rest[1:]}
    found["memory"] = peak_memory()
    print(json.dumps(found))


def _asked(rival: ClickHouse | DuckDB, sql: str, runs: int) -> dict[str, object]:
    times, answer = [], []
    for _ in range(runs):
        began = time.perf_counter()
        answer = rival.ask(sql)
        times.append(time.perf_counter() - began)
    return {"seconds": min(times), "answer": answer}


if __name__ == "__main__":
    main()
