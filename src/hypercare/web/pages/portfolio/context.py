"""What the portfolio shows."""

from ninja import Field, Schema

from hypercare.app.usecases import launches
from hypercare.web.asked import Asked


class Row(Schema):
    """One launch."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")


class Portfolio(Schema):
    """Every registered launch."""

    rows: list[Row]


def portfolio_of(asked: Asked) -> Portfolio:
    """The portfolio as of now."""
    return Portfolio(
        rows=[Row(launch=each["launch"], title=each["title"]) for each in launches.listing(asked.here.house)]
    )
