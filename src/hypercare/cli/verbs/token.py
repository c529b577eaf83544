"""Tokens: made, listed, revoked."""

import getpass
from typing import Annotated

import typer

from hypercare.app.usecases import tokens as book
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table


def new(
    vendor: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="Whose client will send: mixpanel; or `api`, for a program that asks."),
    ],
    source: Annotated[str | None, typer.Option("--source", help="What its events are said to come from.")] = None,
    project: Annotated[
        str, typer.Option("--project", help="The number of the project, where the client asks for one.")
    ] = "",
    role: Annotated[
        book.Role,
        typer.Option("--role", help="Of a token for `api`: what a program may do by it, viewer or contributor."),
    ] = book.Role.VIEWER,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here, by = house(data), getpass.getuser()
    if vendor == book.API:
        made = book.new_api(here, source or "api", role=role, by=by)
    else:
        made = book.new(here, vendor, source=source, project=project, by=by)
    if as_json:
        emit(book.new_document(made))
        return
    say(f"Token   {made.secret}")
    say(f"Source  {made.token.source}")
    say(f"URL     {made.url}")
    say("Paste into the client:")
    for language, line in made.lines.items():
        say(f"  {language + ':':<9}{line}")
    note(f"The token is shown this once. To end it: hypercare token revoke {made.token.token_id}")


def tokens(data: Data = None, as_json: Json = False) -> None:
    found = book.listing(house(data))
    if as_json:
        emit({"schema": "hypercare/tokens.v1", "tokens": [book.document(each) for each in found]})
        return
    if not found:
        note("There is no token. Fix: hypercare token new mixpanel")
    table(
        ("ID", "VENDOR", "SOURCE", "PROJECT", "ROLE", "CREATED", "LAST USED", "STATE"),
        [
            (
                each.token_id,
                each.vendor,
                each.source,
                each.project or "-",
                each.role.value if each.role else "-",
                f"{each.created_at:%Y-%m-%d %H:%M} UTC",
                f"{each.last_used_at:%Y-%m-%d %H:%M} UTC" if each.last_used_at else "never",
                "revoked" if each.revoked_at else "active",
            )
            for each in found
        ],
    )


def revoke(
    token: Annotated[str, typer.Argument(metavar="ID", help="The token's id: t-1a2b3c4d5e.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    ended = book.revoke(house(data), token, by=getpass.getuser())
    if as_json:
        emit({"schema": "hypercare/token-revoked.v1", "token": book.document(ended)})
        return
    say(f"{ended.token_id} ({ended.source}) is revoked. A running gateway refuses it within a second.")
