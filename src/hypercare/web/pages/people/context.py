"""What the page of people shows."""

from datetime import datetime

from ninja import Field, Schema

from hypercare.app.usecases.access import people
from hypercare.app.usecases.access.people import NewLink, PersonView, Role
from hypercare.web.asked import Asked


class PersonRow(Schema):
    """One person."""

    id: int = Field(description="The person's id.")
    email: str = Field(description="The address by which they are known.")
    name: str = Field(description="What they are called.")
    role: str = Field(description="viewer, contributor, approver or admin.")
    state: str = Field(description="active; invited, who never signed in; or deactivated.")
    created_at: datetime = Field(description="When they were added.")
    signed_in_at: datetime | None = Field(description="When they signed in last; null for never.")
    is_you: bool = Field(description="Whether it is who asks.")


class People(Schema):
    """Who may do what."""

    people: list[PersonRow] = Field(description="All people by name, deactivated ones last.")
    roles: list[str] = Field(description="The roles, each of which may do what the one before may, too.")


class Invitation(Schema):
    """A form that was sent: what was written, what is wrong with it, or the link that was made, shown this once."""

    email: str = ""
    name: str = ""
    role: str = Role.VIEWER.value
    problem: str = ""
    link: str = ""
    until: datetime | None = None


def people_of(asked: Asked) -> People:
    """The page."""
    rows = [_row(person, asked) for person in people.listing(asked.here.house)]
    return People(people=sorted(rows, key=lambda row: row.state == "deactivated"), roles=[role.value for role in Role])


def made(link: NewLink) -> Invitation:
    """The link that was made, to be shown this once."""
    return Invitation(email=link.link.email, link=link.url, until=link.link.expires_at)


def _row(person: PersonView, asked: Asked) -> PersonRow:
    state = "deactivated" if not person.is_active else "active" if person.signed_in_at else "invited"
    return PersonRow(
        id=person.id,
        email=person.email,
        name=person.name,
        role=person.role.value,
        state=state,
        created_at=person.created_at,
        signed_in_at=person.signed_in_at,
        is_you=person.id == asked.person.id,
    )
