"""The household in the API: people, tokens, the audit, and who asks."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from hypercare.web.asked import asked, person_of
from hypercare.web.pages.audit.context import Audit, Chain, audit_of, chain_of
from hypercare.web.pages.me.context import Me, me_of
from hypercare.web.pages.people.context import People, people_of
from hypercare.web.pages.tokens.context import Tokens, tokens_of

router = Router(tags=["household"])
Kind = Annotated[str, Query("", description="Only records of this kind.")]
Subject = Annotated[str, Query("", description="Only records about a launch, person or token whose name holds this.")]
Below = Annotated[int | None, Query(None, ge=1, description="Only records before this place in the chain.")]


@router.get("/people", response=People, url_name="people", summary="Who may do what")
def people(request: HttpRequest) -> People:
    """All people."""
    return people_of(asked(request))


@router.get("/tokens", response=Tokens, url_name="tokens", summary="The tokens, without their secrets")
def tokens(request: HttpRequest) -> Tokens:
    """All tokens."""
    return tokens_of(asked(request))


@router.get("/audit", response=Audit, url_name="audit", summary="Who did what, when")
def audit(request: HttpRequest, kind: Kind = "", subject: Subject = "", below: Below = None) -> Audit:
    """Records, latest first, 50 at a time; `older` is the next `below`."""
    del kind, subject, below  # read by `audit_of`, as for the page
    return audit_of(asked(request), request.GET)


@router.get("/audit/chain", response=Chain, url_name="audit-chain", summary="Whether the chain of records is whole")
def audit_chain(request: HttpRequest) -> Chain | None:
    """The audit of the whole chain, at most five minutes old."""
    return chain_of(asked(request), patient=True)


@router.get("/me", response=Me, url_name="me", summary="Who asks")
def me(request: HttpRequest) -> Me:
    """Who asks, and how they want the pages."""
    return me_of(person_of(request), request.session)
