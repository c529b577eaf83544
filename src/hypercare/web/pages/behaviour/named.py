"""Lists that name units: held in memory for as long as a page that waits for one takes to fetch it, never on disk."""

from functools import cache
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.model.errors import Unreachable
from hypercare.web.asked import LaunchAsked
from hypercare.web.installation import Installation
from hypercare.web.latest import Latest
from hypercare.web.pages.behaviour.kept import LONGEST_WAIT, moment_params

FRESH_SECONDS: Final = 5.0
"""A page that waits fetches itself every two or three seconds: it must find the answer that came in between."""


def named(asked: LaunchAsked, question: str, patience: float | None, **params: Any) -> Document | None:
    """What the studio says to a question that names units, at the moment of a request.

    It may take long, so it holds up nothing that is urgent. None where there is no answer within `patience` seconds;
    with None it is waited for, and raises `Unreachable` instead. Raises what the question raises.
    """
    seconds = LONGEST_WAIT if patience is None else patience
    found = _lists(asked.here, question).read(seconds, launch=asked.launch.id, **params, **moment_params(asked))
    if found is None and patience is None:
        raise Unreachable(f"no answer within {LONGEST_WAIT:g} s", where=question, fix="try again")
    return None if found is None else found.document


@cache
def _lists(place: Installation, question: str) -> Latest:
    return Latest(place.studio.asking_long, place.house.clock.now, question, fresh=FRESH_SECONDS)
