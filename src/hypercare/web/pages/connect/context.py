"""What the page for connecting a source shows."""

from collections.abc import Mapping
from typing import Final

from ninja import Field, Schema

from hypercare.app.usecases.access import tokens
from hypercare.app.usecases.access.tokens import NewToken, Setting
from hypercare.app.words import render
from hypercare.model.errors import Unreachable
from hypercare.model.text import Text
from hypercare.web.asked import Asked
from hypercare.web.reader import reader

PATIENCE_SECONDS: Final = 1.5
CLIENTS: Final = {"python": "Python", "node": "Node.js", "browser": "Browser"}
"""How clients are called that vendors name in short; other names are shown as they are."""


class MadeSource(Schema):
    """A token that was made, shown this once, and what to paste where."""

    token_id: str = Field(description="Its id.")
    source: str = Field(description="What its events are said to come from.")
    secret: str = Field(description="The token itself, which nobody can show again.")
    url: str = Field(description="Where clients send to.")
    lines: dict[str, str] = Field(description="The line for each client, by what it is called.")
    try_line: str = Field(description="A command that sends one event.")
    after: str = Field(description="The cursor after which its first event will come.")


class SettingField(Schema):
    """Something that the vendor's receiver must be told."""

    name: str = Field(description="Its name.")
    help: str = Field(description="What it is, in English.")
    secret: bool = Field(description="Whether it is shown nowhere again.")
    needed: bool = Field(description="Whether there is no token without it.")
    long: bool = Field(description="Whether it has several lines.")
    value: str = Field(default="", description="What was typed; empty for a secret.")
    words: str = Field(description="The id of what it is, in words.")

    @property
    def told(self) -> str:
        """What it is in the reader's language; in the vendor's own words where the catalogue has none."""
        said = render(Text(self.words), reader().language, prose=True)
        return self.help if said == self.words else said


class Connect(Schema):
    """The vendors whose clients can send here, and the token where one was just made."""

    vendors: dict[str, str] = Field(description="The vendors as they write themselves, by name.")
    vendor: str = Field(description="The one that is chosen.")
    name: str = Field(default="", description="What the source is to be called; empty for the vendor's name.")
    settings: list[SettingField] = Field(default_factory=list, description="What this vendor's receiver can be told.")
    problem: str = Field(default="", description="The id of what is wrong with the name; empty where nothing is.")
    setting_problem: str = Field(default="", description="What is wrong with a setting; empty where nothing is.")
    made: MadeSource | None = Field(default=None, description="The token that was just made.")


def connect_of(vendor: str = "", name: str = "", typed: Mapping[str, str] | None = None) -> Connect:
    """The form, with what was typed into the settings by name."""
    known = tokens.vendors()
    chosen = vendor if vendor in known else next(iter(known))
    settings = [_field(chosen, each, (typed or {}).get(each.name, "")) for each in tokens.needed_settings(chosen)]
    return Connect(vendors=known, vendor=chosen, name=name, settings=settings)


def _field(vendor: str, setting: Setting, typed: str) -> SettingField:
    return SettingField(
        name=setting.name,
        help=setting.help,
        secret=setting.secret,
        needed=setting.needed,
        long=setting.long,
        value="" if setting.secret else typed,
        words=f"connect-setting-{vendor}-{setting.name}".replace("_", "-"),
    )


def made_of(made: NewToken, after: str) -> MadeSource:
    """What to paste, and from where on to look for the first event."""
    return MadeSource(
        token_id=made.token.token_id,
        source=made.token.source,
        secret=made.secret,
        url=made.url,
        lines={CLIENTS.get(client, client): line for client, line in made.lines.items()},
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
