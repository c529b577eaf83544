"""Who: which keys name one person."""

from typing import Annotated

import typer

from hypercare.app.usecases.access import who as people
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table


def who(
    key: Annotated[
        str | None, typer.Argument(help="A user key or an anonymous key; else all that is contested.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    found = people.who(house(data), key)
    if as_json:
        emit(found)
        return
    if key is None:
        say(f"{found['people']:,} people are known by more than one key.")
    else:
        say(f"{key} counts as {found['user']}, with {len(found['keys'])} keys: {', '.join(found['keys'])}")
    table(
        ("AT", "KIND", "KEY", "IS READ AS"),
        [(each["at"][:19], each["kind"], each["key"], each["user"]) for each in found["joined"]],
    )
    if found["contested"]:
        note(f"{found['contested']:,} keys are claimed by several people; the first claim counts:")
        rows = [
            (contest["key"], claim["user"], claim["at"][:19], "counts" if claim["counts"] else "does not count")
            for contest in found["contests"]
            for claim in contest["claims"]
        ]
        table(("KEY", "CLAIMED BY", "AT", ""), rows)
