"""What the sign-in pages show."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from hypercare.app.documents.texts import text_document
from hypercare.app.usecases.access.sign_in import LinkView, Purpose
from hypercare.model.text import Text
from hypercare.web.installation import here


class SignIn(Schema):
    """How one can sign in here, and what went wrong just now."""

    provider: str = Field(description="The name of the OpenID Connect provider; empty where there is none.")
    next: str = Field(description="The path to which one goes afterwards.")
    email: str = Field(description="The address that was given, if any.")
    problem: dict[str, Any] | None = Field(description="What went wrong, as a text; null where nothing did.")


class Link(Schema):
    """A sign-in link that can be used."""

    email: str = Field(description="Whose it is; empty where its holder says who they are.")
    role: str = Field(description="What they may do.")
    purpose: str = Field(description="first-admin, invite, sign-in or demo.")
    expires_at: datetime = Field(description="Until when it can be used.")
    given_email: str = Field(description="The address that its holder gave, if any.")
    given_name: str = Field(description="The name that its holder gave, if any.")
    problem: str = Field(description="The id of the sentence that says what went wrong; empty where nothing did.")

    @property
    def names_nobody(self) -> bool:
        """Whether its holder has to say who they are."""
        return self.purpose == Purpose.FIRST_ADMIN


def sign_in_of(following: str, *, email: str = "", problem: Text | None = None) -> SignIn:
    """The page at which one signs in."""
    oidc = here().house.settings.oidc
    told = None if problem is None else text_document(problem)
    return SignIn(provider=oidc.name if oidc else "", next=following, email=email, problem=told)


def link_of(view: LinkView, *, email: str = "", name: str = "", problem: str = "") -> Link:
    """The page of a link."""
    return Link(
        email=view.email,
        role=view.role.value,
        purpose=view.purpose.value,
        expires_at=view.expires_at,
        given_email=email,
        given_name=name,
        problem=problem,
    )
