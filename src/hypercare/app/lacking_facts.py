"""What the facts lack that a query asks about: events that never came, and events of nobody whom it counts."""

from collections.abc import Iterable, Mapping, Sequence

from hypercare.app.documents.texts import Document
from hypercare.declare.query import Query
from hypercare.declare.reading.complaints import closest
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket


def events_asked(query: Query) -> tuple[str, ...]:
    """The names of the events that a query asks about, each once."""
    refs = [ref for metric in query.metrics.values() for ref in metric.refs]
    refs += [query.paths.start] if query.paths else []
    refs += [ref for cohort in query.cohorts.values() for ref in cohort.refs]
    return tuple(dict.fromkeys(ref.event for ref in refs))


def lacking(asked: Iterable[str], buckets: Mapping[Unit, Sequence[Bucket]], events: int) -> Document:
    """`unseen` events with the nearest names that there are, and how many of all `events` are `unowned`, by unit.

    `buckets` hold the facts by unit. An event is seen if any unit has it, at whatever time.
    """
    seen = {name for found in buckets.values() for bucket in found for name in bucket.names}
    unseen = [name for name in dict.fromkeys(asked) if name not in seen]
    rest = {unit: events - sum(int(bucket.offsets[-1]) for bucket in found) for unit, found in buckets.items()}
    return {
        "unseen": [{"event": name, "nearest": list(closest(name, sorted(seen)))} for name in unseen],
        "unowned": [
            {"unit": {"kind": unit.kind.value, "key": unit.key}, "events": count}
            for unit, count in sorted(rest.items(), key=lambda each: (each[0].kind.value, each[0].key))
            if count > 0
        ],
    }
