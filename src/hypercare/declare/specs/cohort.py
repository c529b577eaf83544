"""Cohorts as declared: by what units did, how often, and when."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import Field, StrictInt

from hypercare.cycles.day import DAY, date_start
from hypercare.declare.reading.complaints import Complaint, one_of, place, shown
from hypercare.declare.reading.yaml_lines import Document, Path
from hypercare.declare.specs.filters import EventSpec
from hypercare.declare.specs.metric import Finding
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.dates import LocalDate
from hypercare.declare.values.durations import PositiveDuration
from hypercare.model.cohorts import PREFIX, CohortRule, InSequence, Period, Times, cohort_name

MOST_COHORTS = 50
FEWEST_STEPS, MOST_STEPS = 2, 32
MOST_TIMES = 1_000_000
HowOften = Annotated[StrictInt, Field(ge=0, le=MOST_TIMES, title="whole number")]
RULES = ("did", "did_not", "sequence")
PROPERTY_KEYS = ("by", "property")
"""Keys whose value is the key of a property."""
PROPERTY_LISTS = ("segments", "properties")
"""Keys of a file with a list of such."""


class CohortSpec(Spec):
    """Units that did something so often, that did not, or that did things in sequence. In a filter and wherever else
    a property may stand, `cohort.NAME` is true for them and false for all others.
    """

    example: ClassVar[str] = "{did: order_created, at_least: 3, last: 30 days}"

    did: EventSpec | None = Field(default=None, description="The event that they did.", examples=["order_created"])
    at_least: HowOften | None = Field(
        default=None, description="How often at least; with `did`. Left out: once.", examples=[3]
    )
    at_most: HowOften | None = Field(default=None, description="How often at most; with `did`.", examples=[10])
    did_not: EventSpec | None = Field(
        default=None, description="The event that they did not do.", examples=["order_created"]
    )
    sequence: Annotated[tuple[EventSpec, ...], Field(min_length=FEWEST_STEPS, max_length=MOST_STEPS)] | None = Field(
        default=None, description="The events that they did in this order.", examples=[["bulk_opened", "order_created"]]
    )
    within: PositiveDuration | None = Field(
        default=None, description="Longest time from the first of a sequence to the last.", examples=["7 days"]
    )
    first: LocalDate | None = Field(
        default=None, alias="from", description="The first local day that counts.", examples=["2026-09-22"]
    )
    until: LocalDate | None = Field(
        default=None, alias="to", description="The last local day that counts, inside.", examples=["2026-10-22"]
    )
    last: PositiveDuration | None = Field(
        default=None, description="Only so long before the instant that is asked for.", examples=["30 days"]
    )

    def rule(self, zone: ZoneInfo) -> CohortRule:
        """The rule meant, its days those of a zone."""
        period = Period(
            None if self.first is None else date_start(self.first, zone),
            None if self.until is None else date_start(self.until + DAY, zone),
            self.last,
        )
        if self.sequence is not None:
            return InSequence(tuple(step.ref() for step in self.sequence), self.within, period)
        if self.did is not None:
            return Times(self.did.ref(), 1 if self.at_least is None else self.at_least, self.at_most, period)
        assert self.did_not is not None  # `findings` refuse a cohort without a rule
        return Times(self.did_not.ref(), 0, 0, period)

    def findings(self) -> Iterator[Finding]:
        """No rule or several, options of another rule, and bounds that leave nobody or everybody."""
        written = [rule for rule in RULES if getattr(self, rule) is not None]
        if len(written) != 1:
            what = f"it says {' and '.join(written)}" if written else "it says nothing that units did"
            yield Finding((), what, f"exactly one of {', '.join(RULES)}")
        yield from self._foreign(written)
        yield from self._counts()
        yield from self._times()

    def _foreign(self, written: list[str]) -> Iterator[Finding]:
        for key, rule in (("at_least", "did"), ("at_most", "did"), ("within", "sequence")):
            if written and getattr(self, key) is not None and rule not in written:
                yield Finding((key,), f"{key} goes with {rule}, not with {written[0]}", f"{rule}, or no {key}")

    def _counts(self) -> Iterator[Finding]:
        least = 1 if self.at_least is None else self.at_least
        if self.at_most is not None and self.at_most < least:
            what = f"at most {self.at_most} is less than at least {least}"
            yield Finding(("at_most",), what, "at_most no less than at_least; did_not for those that never did")
        if self.at_least == 0 and self.at_most is None:
            yield Finding(("at_least",), "everybody did it at least 0 times", "1 or more, or at_most beside it")

    def _times(self) -> Iterator[Finding]:
        if self.last is not None and (self.first is not None or self.until is not None):
            yield Finding(("last",), "last stands beside from or to", "either last, or from and to")
        if self.first is not None and self.until is not None and self.first > self.until:
            yield Finding(("to",), f"to {self.until} is before from {self.first}", "a day on or after from")


Cohorts = Annotated[dict[Name, CohortSpec], Field(max_length=MOST_COHORTS)]


def cohort_rules(cohorts: Mapping[str, CohortSpec], zone: ZoneInfo) -> Mapping[str, CohortRule]:
    """The rules of sound cohorts by name."""
    return {name: spec.rule(zone) for name, spec in cohorts.items()}


def cohort_complaints(cohorts: Mapping[str, CohortSpec], document: Document) -> Iterator[Complaint]:
    """What does not fit together inside the cohorts, and keys of a document that name a cohort which is not there."""
    for name, spec in cohorts.items():
        for finding in spec.findings():
            path = ("cohorts", name, *finding.path)
            yield Complaint(path, f"{place(path)}: {finding.what}", finding.expected)
    declared = document.value.get("cohorts")
    known = tuple(f"{PREFIX}{name}" for name in declared) if isinstance(declared, dict) else ()
    for path, key in _named((), document.value):
        if path[0] == "cohorts":
            yield Complaint(path, f"{place(path[:2])} rests on another cohort", "properties of the event itself")
        elif key not in known:
            what = f"cohort {shown(cohort_name(key))} is not declared"
            expected = one_of(known) if known else "a cohort of that name under cohorts"
            yield Complaint(path, what, expected, key, known)


def _named(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """The keys of properties in a document that name a cohort, by their path."""
    if isinstance(value, dict):
        for key, part in value.items():
            if path and path[-1] == "where" and key.startswith(PREFIX):
                yield (*path, key), key
            yield from _named((*path, key), part)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _named((*path, number), item)
    elif isinstance(value, str) and value.startswith(PREFIX) and _stands_alone(path):
        yield path, value


def _stands_alone(path: Path) -> bool:
    """Whether a property's key may stand at a path as a value."""
    return path[0] in PROPERTY_LISTS or path[-1] in PROPERTY_KEYS
