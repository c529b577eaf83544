"""Names as they are said in a sentence."""

from hypercare.model.launch import Squad
from hypercare.model.metrics import CycleMetric, Metric


def spoken(name: str) -> str:
    """A declared name without the marks that a file needs: `pro_accounts` is said "pro accounts"."""
    return name.replace("_", " ")


def headed(name: str) -> str:
    """A declared name as a title: `pro_accounts` is headed "Pro accounts"."""
    said = spoken(name)
    return said[:1].upper() + said[1:]


def called(squad: Squad, who: str) -> str:
    """Somebody of the squad, who signed in by an address, by name; anybody else as the ledger has them."""
    return next((person.name for person in squad.members if person.email.casefold() == who.casefold()), who)


def spoken_by_day(metric: Metric) -> str:
    """What is read of a metric by day: of a goal that a unit reaches once in a cycle, the event that counts towards it;
    of any other the metric itself.
    """
    return f"“{spoken(metric.event.event)}”" if isinstance(metric, CycleMetric) else spoken(metric.name)
