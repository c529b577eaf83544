"""Tokens: made, listed, rotated, changed, revoked."""

import getpass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.usecases.access import tokens as book
from hypercare.cli.naming import naming
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table
from hypercare.model.errors import BadInput

TokenId = Annotated[str, typer.Argument(metavar="ID", help="The token's id: t-1a2b3c4d5e.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="What the receiver must be told: NAME=VALUE, NAME=@FILE, or NAME=- to be asked."),
]
Scope = Annotated[
    str | None, typer.Option("--scope", help=f"What it may bring: {', '.join(book.KINDS)}; else anything.")
]
Rate = Annotated[int | None, typer.Option("--rate", help="Records a second that it may bring at most.")]


def new(
    vendor: Annotated[
        str,
        typer.Argument(
            metavar="VENDOR",
            help=f"Whose client will send: {', '.join(sorted(book.vendors()))}; or api, for a program that asks.",
        ),
    ],
    source: Annotated[
        str | None, typer.Option("--source", help="What its events are said to come from; else the vendor's name.")
    ] = None,
    project: Annotated[
        str, typer.Option("--project", help="The number of the project, where the client asks for one.")
    ] = "",
    role: Annotated[
        book.Role,
        typer.Option("--role", metavar="viewer|contributor", help="Of a token for `api`: what a program may do by it."),
    ] = book.Role.VIEWER,
    settings: Settings = None,
    scope: Scope = None,
    rate: Rate = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here, by = house(data), getpass.getuser()
    if vendor == book.API:
        with naming({"role": "--role"}):
            made = book.new_api(here, source or "api", role=role, by=by)
    else:
        limits = book.Limits(_kinds(scope), rate or None)
        made = book.new(
            here, vendor, source=source, project=project, by=by, limits=limits, settings=_settings(settings)
        )
    _show(made, as_json=as_json)


def rotate(
    token: TokenId,
    keep_hours: Annotated[
        int, typer.Option("--keep-hours", help="For how many hours the old secret still holds; 0 ends it at once.")
    ] = 24,
    data: Data = None,
    as_json: Json = False,
) -> None:
    made = book.rotate(house(data), token, keep_old=timedelta(hours=keep_hours), by=getpass.getuser())
    _show(made, as_json=as_json)
    if not as_json and made.token.old_secret_until is not None:
        note(f"The old secret holds until {_moment(made.token.old_secret_until)}.")


def change(
    token: TokenId,
    settings: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Settings; =@FILE reads a file, =- asks.")
    ] = None,
    scope: Scope = None,
    rate: Annotated[int | None, typer.Option("--rate", help="Records a second at most; 0 for no limit.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    if not settings and scope is None and rate is None:
        raise BadInput("nothing is to be changed", where=token, expected="NAME=VALUE, --scope or --rate")
    here = house(data)
    limits = None
    if scope is not None or rate is not None:
        now = book.get(here, token)
        kinds = frozenset(now.scope) if scope is None else _kinds(scope)
        limits = book.Limits(kinds, now.rate if rate is None else rate or None)
    changed = book.change(here, token, settings=_settings(settings), limits=limits, by=getpass.getuser())
    if as_json:
        emit({"schema": "hypercare/token-changed.v1", "token": book.document(changed)})
        return
    say(f"{changed.token_id} ({changed.source}) is changed. A running gateway follows within a second.")


def _show(made: book.NewToken, *, as_json: bool) -> None:
    if as_json:
        emit(book.new_document(made))
        return
    say(f"Id      {made.token.token_id}")
    say(f"Token   {made.secret}")
    say(f"Source  {made.token.source}")
    say(f"URL     {made.url}")
    say("Paste into the client:")
    width = max(map(len, made.lines)) + 2
    for language, line in made.lines.items():
        say(f"  {language + ':':<{width}}{line}")
    if made.try_line:
        say("Try it now:")
        say(f"  {made.try_line}")
    note(f"The token is shown this once. To end it: hypercare token revoke {made.token.token_id}")


def _kinds(scope: str | None) -> frozenset[str]:
    return frozenset(filter(None, (each.strip() for each in (scope or "").split(","))))


def _settings(given: list[str] | None) -> dict[str, str]:
    """`NAME=VALUE` by name; `NAME=@FILE` is what the file holds, `NAME=-` is asked for, unseen."""
    pairs = {}
    for each in given or []:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise BadInput(f"{name[:60]!r} sets nothing", where="--set", expected="NAME=VALUE, NAME=@FILE or NAME=-")
        pairs[name] = _value(name, value)
    return pairs


def _value(name: str, value: str) -> str:
    if value == "-":
        return getpass.getpass(f"{name}: ")
    if not value.startswith("@"):
        return value
    try:
        return Path(value[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("the file cannot be read", where=value[1:], expected="a text file in UTF-8") from error


def tokens(data: Data = None, as_json: Json = False) -> None:
    found = book.listing(house(data))
    if as_json:
        emit({"schema": "hypercare/tokens.v1", "tokens": [book.document(each) for each in found]})
        return
    if not found:
        note("There is no token. Fix: hypercare token new mixpanel")
    columns = (
        "ID",
        "VENDOR",
        "SOURCE",
        "PROJECT",
        "ROLE",
        "SCOPE",
        "RATE",
        "SETTINGS",
        "CREATED",
        "LAST USED",
        "STATE",
    )
    table(columns, map(_row, found))


def _row(view: book.TokenView) -> tuple[str, ...]:
    settings = "cannot be read" if view.settings is None else ", ".join(view.settings)
    return (
        view.token_id,
        view.vendor,
        view.source,
        view.project or "-",
        view.role.value if view.role else "-",
        ", ".join(view.scope) or "-",
        f"{view.rate:,}/s" if view.rate else "-",
        settings or "-",
        _moment(view.created_at),
        _moment(view.last_used_at) if view.last_used_at else "never",
        _state(view),
    )


def _state(view: book.TokenView) -> str:
    if view.revoked_at:
        return "revoked"
    until = book.old_until(view)
    return f"active, old secret until {_moment(until)}" if until else "active"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def revoke(
    token: TokenId,
    data: Data = None,
    as_json: Json = False,
) -> None:
    ended = book.revoke(house(data), token, by=getpass.getuser())
    if as_json:
        emit({"schema": "hypercare/token-revoked.v1", "token": book.document(ended)})
        return
    say(f"{ended.token_id} ({ended.source}) is revoked. A running gateway refuses it within a second.")
