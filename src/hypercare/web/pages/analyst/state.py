"""What the address of the analyst's page asks: its text, or the digest of one that was kept."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from hypercare.app.sql.asking import LONGEST
from hypercare.app.stored_questions import SPEC, SQL, Question, StoredQuestions
from hypercare.declare.reading.yaml_lines import MOST_BYTES
from hypercare.model.errors import BadInput
from hypercare.web.asked import Asked

ROUTES: Final = {SPEC: "analyst", SQL: "analyst-sql"}
FILES: Final = {SPEC: "analyst-file", SQL: "analyst-sql-file"}
MOST: Final = {SPEC: MOST_BYTES, SQL: LONGEST}
LONGEST_ADDRESS: Final = 6_000
"""Characters of a question that stands in an address: what every browser, proxy and chat lets through."""


@dataclass(frozen=True)
class State:
    """The question: `spec` or `sql`, its text (empty for none), the digest under which it is kept, else empty."""

    kind: str
    text: str
    kept: str = ""

    @property
    def query(self) -> str:
        """The question as a query string."""
        if self.kept:
            return urlencode({"q": self.kept})
        return urlencode({self.kind: self.text}) if self.text else ""

    @property
    def address(self) -> str:
        """The address of the page with the question."""
        return address(self.kind, self.query)

    def file(self, kind: str, figure: str = "") -> str:
        """The address of a file of the answer, or of one of its charts."""
        more = f"&{urlencode({'figure': figure})}" if figure else ""
        return f"{reverse(FILES[self.kind], args=[kind])}?{self.query}{more}"


def address(kind: str, query: str = "") -> str:
    """The address of a tab, with a query string."""
    return reverse(ROUTES[kind]) + (f"?{query}" if query else "")


def asked_of(kind: str, text: str) -> str:
    """The address that asks a question."""
    return State(kind, text).address


def state_of(request: HttpRequest, asked: Asked, kind: str) -> State:
    """The question of an address. Raises `NotFound` for one that is not kept, `BadInput` for one that is too long."""
    if digest := request.GET.get("q", ""):
        found = questions(asked).find(digest)
        return State(found.kind, found.text, found.digest)
    return State(kind, plain(kind, request.GET.get(kind, "")))


def plain(kind: str, text: str) -> str:
    """A question as it was typed, with the line ends that browsers change. Raises `BadInput` for one too long."""
    text = text.replace("\r\n", "\n").strip("\n")
    if len(text.encode(errors="replace")) > MOST[kind]:
        raise BadInput("the question is too long", where=kind, expected=f"at most {MOST[kind]:,} bytes")
    return text


def questions(asked: Asked) -> StoredQuestions:
    """The questions that are kept."""
    return StoredQuestions(asked.here.house.data / "questions")


def keep(asked: Asked, kind: str, text: str) -> Question:
    """Keeps a question."""
    return questions(asked).keep(kind, text, by=asked.person.by, at=asked.here.house.clock.now())
