"""The portfolio as a table for spreadsheets."""

from datetime import datetime
from typing import Final

from hypercare.app.voice import Speaker
from hypercare.reports.table import Cell, Column, Table, csv_text
from hypercare.web.pages.portfolio.context import Portfolio, PortfolioRow

COLUMNS: Final = (
    "launch", "title", "live", "day", "last_day", "health", "gates", "recommendation", "until", "signed_by", "ritual",
    "ritual_at", "commitments_open", "commitments_overdue", "commitments_next_due", "looked_at_again", "computed_at",
)  # fmt: skip


def portfolio_csv(page: Portfolio, language: str) -> str:
    """The rows as CSV; what is not known is an empty cell."""
    table = Table(tuple(Column(name, name) for name in COLUMNS), tuple(_cells(row) for row in page.rows))
    return csv_text(table, Speaker(language))


def _cells(row: PortfolioRow) -> tuple[Cell, ...]:
    said, ritual, after = row.recommended, row.ritual, row.goes_on
    return (
        row.launch,
        row.title,
        datetime.fromisoformat(row.live),
        row.day,
        row.last_day,
        row.health.word if row.health else None,
        "; ".join(f"{point.gate}: {point.word}" for point in row.ribbon.points if point.word),
        said.action if said else None,
        datetime.fromisoformat(said.until) if said and said.until else None,
        said.signed_by if said else None,
        ritual.kind if ritual else None,
        datetime.fromisoformat(ritual.at) if ritual else None,
        after.open if after else None,
        after.overdue if after else None,
        after.next_due.isoformat() if after and after.next_due else None,
        datetime.fromisoformat(after.following) if after else None,
        datetime.fromisoformat(row.computed_at) if row.computed_at else None,
    )
