"""Forget: takes a person out of all facts."""

import getpass
from typing import Annotated

import typer

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.care import forget as forgetting
from hypercare.app.usecases.care.forget import Asked, Outcome
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table
from hypercare.model.errors import BadInput


def forget(
    user: Annotated[
        list[str] | None, typer.Option("--user", help="A user key or an anonymous key; all keys joined with it count.")
    ] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", metavar="KEY=VALUE", help="An account: company_id=acme.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, for the record; without the key.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else only say what would be done.")] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="Who was forgotten, by digest; with --user, this person.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    asked = Asked(tuple(user or ()), tuple(_account(each) for each in account or ()), reason)
    if list_:
        _list(forgetting.listing(here, asked if user or account else None), as_json=as_json)
        return
    done = forgetting.forget(here, asked, by=getpass.getuser()) if yes else forgetting.find(here, asked)
    if as_json:
        emit(forgetting.document(done))
        return
    _tell(done)
    if not yes:
        note("Nothing was changed. To do it: the same line with --yes. It cannot be undone.")
        if forgetting.unfinished(here):
            note("An earlier run was cut short; the next one with --yes begins with the rest of it.")
        return
    note("Backups still hold the person: removing or rewriting them is your duty. See docs/erasure.md.")


def _account(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise BadInput(f"{text[:80]!r} names no account", where="--account", expected="KEY=VALUE: company_id=acme")
    return key, value


def _tell(done: Outcome) -> None:
    named = "1 key names" if len(done.keys) == 1 else f"{len(done.keys)} keys name"
    say(f"{named} this person: {', '.join(done.keys)}" if done.keys else "No user is named.")
    if not any(done.gone.values()) and not any(done.blanked.values()):
        say("No loaded fact holds any of it.")
    rows = [(name, f"{done.gone[name]:,}", f"{done.blanked[name]:,}") for name in done.gone]
    table(("TABLE", "ROWS REMOVED", "ROWS BLANKED"), rows)
    verb = "removed" if done.record else "to remove, what stays of them rewritten first"
    say(f"{len(done.files)} data files {verb}; sequences, looks and charts are made anew.")
    for path in done.files:
        say(f"  lake/{path}")
    if done.presences:
        say(f"{done.presences} presences at launches {'removed' if done.record else 'to remove'}.")
    if done.waiting:
        say(f"{done.waiting} segments of the log are not loaded yet; they are loaded first.")
    if done.record:
        say(f"On record as {done.record}.")


def _list(found: Document, *, as_json: bool) -> None:
    if as_json:
        emit(found)
        return
    if not found["erasures"]:
        note("Nobody was forgotten here.")
    rows = [
        (
            each["record"],
            each["at"][:19],
            str(sum(each["gone"].values())),
            each["by"],
            each["digests"][0][:16],
            each["reason"],
        )
        for each in found["erasures"]
    ]
    table(("RECORD", "AT", "ROWS", "BY", "DIGEST", "REASON"), rows)
