"""What the page for connecting a source shows."""

from typing import Final

from ninja import Field, Schema

from hypercare.app.usecases import tokens
from hypercare.app.usecases.tokens import NewToken
from hypercare.model.errors import Unreachable
from hypercare.web.asked import Asked

PATIENCE_SECONDS: Final = 1.5


class MadeSource(Schema):
    """A token that was made, shown this once, and what to paste where."""

    token_id: str = Field(description="Its id.")
    source: str = Field(description="What its events are said to come from.")
    secret: str = Field(description="The token itself, which nobody can show again.")
    url: str = Field(description="Where clients send to.")
    lines: dict[str, str] = Field(description="The line for each client, by language.")
    try_line: str = Field(description="A command that sends one event.")
    after: str = Field(description="The cursor after which its first event will come.")


class Connect(Schema):
    """The vendors whose clients can send here, and the token where one was just made."""

    vendors: list[str] = Field(description="The vendors, by name.")
    vendor: str = Field(description="The one that is chosen.")
    name: str = Field(default="", description="What the source is to be called; empty for the vendor's name.")
    problem: str = Field(default="", description="The id of what is wrong with the form; empty where nothing is.")
    made: MadeSource | None = Field(default=None, description="The token that was just made.")


def connect_of(vendor: str = "", name: str = "") -> Connect:
    """The form."""
    known = tokens.vendors()
    return Connect(vendors=known, vendor=vendor if vendor in known else known[0], name=name)


def made_of(made: NewToken, after: str) -> MadeSource:
    """What to paste, and from where on to look for the first event."""
    return MadeSource(
        token_id=made.token.token_id,
        source=made.token.source,
        secret=made.secret,
        url=made.url,
        lines=dict(made.lines),
        try_line=made.try_line,
        after=after,
    )


def newest_cursor(asked: Asked) -> str:
    """Up to where everything has arrived now; empty where that cannot be said at once."""
    try:
        tail = asked.here.studio.ask("tail", patience=PATIENCE_SECONDS, limit=1)
    except Unreachable:
        return ""
    cursor: str = tail["cursor"]
    return cursor
