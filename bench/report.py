"""What a benchmark found, as rows."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One figure. `bar` is what was promised, in words; empty where nothing was."""

    bench: str
    metric: str
    value: float | str
    unit: str
    bar: str


@dataclass
class Report:
    """Collects the rows of one run, and prints each as it comes."""

    bench: str = ""
    rows: list[Row] = field(default_factory=list)

    def row(self, metric: str, value: float | str, unit: str = "", bar: str | None = None) -> None:
        """Adds a figure."""
        row = Row(self.bench, metric, value, unit, bar or "")
        self.rows.append(row)
        print(line(row), flush=True)


def line(row: Row) -> str:
    """A figure in one line."""
    bar = f"   (bar: {row.bar})" if row.bar else ""
    return f"{row.bench:<18} {row.metric:<58} {shown(row):>12} {row.unit}{bar}"


def shown(row: Row) -> str:
    """The value as people read it: four digits of a measurement, counts as they are."""
    return f"{row.value:,.4g}" if isinstance(row.value, float) else str(row.value)


def markdown(rows: list[Row]) -> str:
    """The rows as a table for the README."""
    head = "| Benchmark | What | Measured | Bar |\n|---|---|---|---|\n"
    body = (f"| {row.bench} | {row.metric} | {shown(row)} {row.unit} | {row.bar} |" for row in rows)
    return head + "\n".join(body) + "\n"
