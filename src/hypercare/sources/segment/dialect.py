"""Where vendors of the same shape differ: how much they take, and how they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypercare.sources.reasons import Reason, RequestProblem
from hypercare.sources.receiver import Answer

Code = Reason | RequestProblem
Words = tuple[int, str]
"""(HTTP status, sentence)."""


@dataclass(frozen=True)
class Dialect:
    """One vendor: `request_bytes` and `event_bytes` are the largest it takes, uncompressed, `accepted` is its yes.

    `words` are what it says to a refused request, `form` puts status, code and sentence into an answer.
    """

    vendor: str
    request_bytes: int
    event_bytes: int
    accepted: Answer
    words: Mapping[Code, Words]
    form: Callable[[int, Code, str], Answer]

    def refused(self, code: Code) -> Answer:
        """The answer to a request that is turned away."""
        status, sentence = self.words.get(code, (400, code.value.replace("_", " ")))
        return self.form(status, code, sentence)
