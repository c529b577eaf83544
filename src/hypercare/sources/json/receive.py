"""The door for whoever has no vendor's client: our own shapes as JSON."""

from hypercare.model.facts import Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.credentials import blanked, first_known, secrets_in
from hypercare.sources.json.decode import LINES, are_lines, read_all
from hypercare.sources.own_form import Tally, refused, tallied, turned_away
from hypercare.sources.pushed import ADDERS
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Outcome, Request
from hypercare.sources.records import split

VENDOR_NAME = "json"
RECORDS_PER_REQUEST = 5_000
"""So many are read in 50 ms, during which the gateway answers nobody else."""


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/json/<kind>`. Pure: nothing is kept here."""
    kind = request.path.removesuffix("/")
    if kind not in ADDERS:
        return turned_away(RequestProblem.PATH_UNKNOWN, fix=f"send to {', '.join(ADDERS)}")
    if request.method != "POST":
        return turned_away(RequestProblem.METHOD_NOT_ALLOWED)
    header = request.headers.get("authorization", "")
    found = first_known(secrets_in(header), VENDOR_NAME, tokens)
    if found is None:
        return turned_away(Reason.TOKEN_UNKNOWN if header else RequestProblem.TOKEN_MISSING)
    return _received(request, kind, *found)


def _received(request: Request, kind: str, owner: Credential, secret: str) -> Outcome:
    body = blanked(request.body, secret)
    lines = are_lines(body, request.headers.get("content-type", ""))
    try:
        raws = split(body, lines=lines) if body.strip() else []
    except Unfit as unfit:
        return turned_away(unfit.reason, unfit.message, "send a JSON object, a list of them, or JSON lines")
    if not raws:
        return turned_away(RequestProblem.BODY_EMPTY)
    if len(raws) > RECORDS_PER_REQUEST:
        return turned_away(RequestProblem.TOO_MANY_RECORDS, f"at most {RECORDS_PER_REQUEST} records go in a request")
    query = {LINES: "1"} if lines else {}
    payload = Payload(VENDOR_NAME, kind, owner.source, request.received, body, query=query)
    failures = read_all(kind, raws, Reading(payload))
    tally = Tally(len(raws), len(raws) - len(failures), failures=failures)
    kept = refused(RequestProblem.OVERLOADED)
    return Outcome(tallied(tally), (payload,), kept, tally.accepted, tally.reasons)


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a body that could not be read, or that is not let in."""
    return refused(problem)
