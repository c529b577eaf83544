"""What the page of tokens shows."""

from datetime import datetime

from ninja import Field, Schema

from hypercare.app.usecases.access import tokens
from hypercare.app.usecases.access.tokens import NewToken, TokenView
from hypercare.web.asked import Asked
from hypercare.web.person import Person, Role


class TokenRow(Schema):
    """One token, without its secret, which nobody has."""

    id: str = Field(description="The token's id.")
    kind: str = Field(description="source, which brings data; or api, by which a program asks.")
    vendor: str = Field(description="Whose clients send with it; api for a program.")
    source: str = Field(description="What its events are said to come from; of a program, its name.")
    role: str = Field(description="What a program may do; empty for a source.")
    owner: str = Field(description="The address of the person whose it is; empty where nobody's.")
    created_at: datetime = Field(description="When it was made.")
    created_by: str = Field(description="Who made it.")
    last_used_at: datetime | None = Field(description="When it was used last; null for never.")
    revoked_at: datetime | None = Field(description="When it was revoked; null while it is valid.")
    may_revoke: bool = Field(description="Whether who asks may end it.")
    may_rotate: bool = Field(description="Whether who asks may give it a new secret now.")
    scope: list[str] = Field(description="The kinds of facts that it may bring; empty for any.")
    rate: int | None = Field(description="Records a second that it may bring; null for any number.")
    old_secret_until: datetime | None = Field(description="Until when its secret before the last rotation holds.")


class Tokens(Schema):
    """The tokens, valid ones first, latest first."""

    tokens: list[TokenRow]
    vendors: dict[str, str] = Field(description="The vendors that need be told nothing else, as they write themselves.")


class MadeToken(Schema):
    """A form that was sent: what is wrong with it, or the token that was made, shown this once."""

    problem: str = ""
    secret: str = ""
    name: str = ""
    url: str = ""
    lines: dict[str, str] = Field(default_factory=dict)


def tokens_of(asked: Asked) -> Tokens:
    """The page."""
    rows = [_row(view, asked.person) for view in reversed(tokens.listing(asked.here.house))]
    return Tokens(tokens=sorted(rows, key=lambda row: row.revoked_at is not None), vendors=_plain_vendors())


def _plain_vendors() -> dict[str, str]:
    """The vendors for which a name is enough."""
    told = {name: any(each.needed for each in tokens.needed_settings(name)) for name in tokens.vendors()}
    return {name: title for name, title in tokens.vendors().items() if not told[name]}


def made_of(made: NewToken) -> MadeToken:
    """The token that was made, to be shown this once."""
    return MadeToken(secret=made.secret, name=made.token.source, url=made.url, lines=dict(made.lines))


def may_revoke(view: TokenView, person: Person) -> bool:
    """Whether somebody may end a token: admins all, contributors their own."""
    own = person.role.may(Role.CONTRIBUTOR) and bool(person.email) and person.email in (view.owner, view.created_by)
    return view.revoked_at is None and (own or person.role.may(Role.ADMIN))


def _row(view: TokenView, person: Person) -> TokenRow:
    return TokenRow(
        id=view.token_id,
        kind="api" if view.vendor == tokens.API else "source",
        vendor=view.vendor,
        source=view.source,
        role=view.role.value if view.role else "",
        owner=view.owner,
        created_at=view.created_at,
        created_by=view.created_by,
        last_used_at=view.last_used_at,
        revoked_at=view.revoked_at,
        may_revoke=may_revoke(view, person),
        may_rotate=may_revoke(view, person) and view.vendor != tokens.API and tokens.old_until(view) is None,
        scope=list(view.scope),
        rate=view.rate,
        old_secret_until=tokens.old_until(view),
    )
