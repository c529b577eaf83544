"""Promises that come with a decision, or later: read from a line, and held to what somebody can keep."""

from datetime import date

from hypercare.app.usecases.acts.named import SHOWN, bounded
from hypercare.model.decision import LONGEST_OWNER, LONGEST_PROMISE, MOST_PROMISES, Promise
from hypercare.model.errors import BadInput


def kept(promises: tuple[Promise, ...], today: date) -> tuple[Promise, ...]:
    """Promises that somebody can keep. Raises `BadInput` (`where`: commitments) for others."""
    if len(promises) > MOST_PROMISES:
        raise BadInput(f"there are {len(promises)}", where="commitments", expected=f"at most {MOST_PROMISES}")
    return tuple(_kept(each, today) for each in promises)


def promise(line: str) -> Promise:
    """The promise that a line tells: what; who; by when. Raises `BadInput`."""
    parts = [part.strip() for part in line.rsplit(";", 2)]
    example = "what; who; by when, such as: Open it to all shops; rahma@example.com; 2026-09-30"
    if len(parts) != len(("what", "who", "when")):
        raise BadInput(f"{line[:SHOWN]!r} is no commitment", where="commitments", expected=example)
    return Promise(parts[0], parts[1], due(parts[2]))


def due(text: str) -> date:
    """The day that somebody wrote. Raises `BadInput`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(
            f"{text[:SHOWN]!r} is no day", where="commitments", expected="a day such as 2026-09-30"
        ) from None


def _kept(told: Promise, today: date) -> Promise:
    text = bounded(told.text, LONGEST_PROMISE, where="commitments", needed="what will be done")
    owner = bounded(told.owner, LONGEST_OWNER, where="commitments", needed="who will do it")
    if told.due < today:
        raise BadInput(f"{told.due} is past", where="commitments", expected=f"{today} or later")
    return Promise(text, owner, told.due)
