"""People: listed, invited, changed, deactivated."""

import getpass
from typing import Annotated

import typer

from hypercare.app.usecases.access import people as book
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table

Email = Annotated[str, typer.Argument(help="The e-mail address.")]
RoleName = Annotated[book.Role, typer.Option("--role", help="What they may do: look, write, sign, or govern.")]


def people(data: Data = None, as_json: Json = False) -> None:
    found = book.listing(house(data))
    if as_json:
        emit({"schema": "hypercare/people.v1", "people": [book.document(each) for each in found]})
        return
    if not found:
        note("Nobody is known yet. Fix: hypercare people invite you@example.com --role admin")
    table(
        ("EMAIL", "NAME", "ROLE", "STATE", "LAST SIGNED IN"),
        [
            (
                each.email,
                each.name,
                each.role.value,
                _state(each),
                f"{each.signed_in_at:%Y-%m-%d %H:%M} UTC" if each.signed_in_at else "never",
            )
            for each in found
        ],
    )


def invite(
    email: Email,
    role: RoleName = book.Role.VIEWER,
    name: Annotated[str, typer.Option("--name", help="What they are called; else their address.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    _tell(book.invite(house(data), email=email, name=name, role=role, by=getpass.getuser()), as_json=as_json)


def link(email: Email, data: Data = None, as_json: Json = False) -> None:
    here = house(data)
    _tell(book.new_link(here, book.find(here, email).id, by=getpass.getuser()), as_json=as_json)


def role(
    email: Email,
    role: Annotated[book.Role, typer.Argument(metavar="ROLE", help="viewer, contributor, approver or admin.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data)
    changed = book.change_role(here, book.find(here, email).id, role, by=getpass.getuser())
    _show(changed, f"{changed.email} is {changed.role.value} from now on.", as_json=as_json)


def deactivate(email: Email, data: Data = None, as_json: Json = False) -> None:
    here = house(data)
    ended = book.deactivate(here, book.find(here, email).id, by=getpass.getuser())
    _show(ended, f"{ended.email} is deactivated: sessions, links and tokens have ended.", as_json=as_json)


def reactivate(email: Email, data: Data = None, as_json: Json = False) -> None:
    here = house(data)
    person = book.reactivate(here, book.find(here, email).id, by=getpass.getuser())
    _show(person, f"{person.email} may sign in again. Next: hypercare people link {person.email}", as_json=as_json)


def _state(person: book.PersonView) -> str:
    if not person.is_active:
        return "deactivated"
    return "active" if person.signed_in_at else "invited"


def _tell(made: book.NewLink, *, as_json: bool) -> None:
    if as_json:
        emit(book.link_document(made))
        return
    say(made.url)
    note(f"For {made.link.email}, once, until {made.link.expires_at:%Y-%m-%d %H:%M} UTC. It is shown this once.")


def _show(person: book.PersonView, sentence: str, *, as_json: bool) -> None:
    if as_json:
        emit({"schema": "hypercare/person.v1", "person": book.document(person)})
    else:
        say(sentence)
