"""A launch file as a guided form holds it: every field a text as it is typed, so that a wrong one can stand as well.

`origin` says which part of the file a row was read from, so that what the form does not show stays with its row; it is
no part of what the row says.
"""

from dataclasses import dataclass, field

ROLES = ("driver", "engineering", "analyst", "support_lead", "designer", "fixer", "approvers")
SEVERAL = frozenset({"engineering", "approvers"})
"""Roles that more than one person may have."""
KINDS = ("funnel", "ratio", "rate", "count", "mean", "cycle", "retention", "activity")
AT_MOST, AT_LEAST = "at most", "at least"
NO_CYCLE = "none"


@dataclass(frozen=True)
class ConditionForm:
    """What must be true of one property. `value` is a list with commas for `is` and `not`; quotes make text of it."""

    key: str = ""
    op: str = "is"
    value: str = ""


@dataclass(frozen=True)
class SegmentForm:
    """The target segment. `exposure_kind` is "event", "flag" or empty."""

    name: str = ""
    where: tuple[ConditionForm, ...] = ()
    expected_units: str = ""
    exposure_kind: str = ""
    exposure_name: str = ""


@dataclass(frozen=True)
class PersonForm:
    """A member of the squad in one of `ROLES`. `until` is a day: `day 90`."""

    role: str = ""
    name: str = ""
    email: str = ""
    until: str = ""


@dataclass(frozen=True)
class StepForm:
    """An event of a metric. `optional` and `within` belong to the steps of a funnel alone."""

    event: str = ""
    optional: bool = False
    within: str = ""
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class MetricForm:
    """A metric of one of `KINDS`; of none where the file's own cannot be shown: it is then kept as it is.

    `steps` are a funnel's steps, a ratio's two events, else the one event. `within` is a funnel's window, `per` a
    rate's denominator or the period of activity, `of` a mean's property; `at_least` and `every` belong to a cycle;
    `by`, `period` and `cells` (with commas: `0-30, 31-60` or `60, 90`) to retention.
    """

    name: str = ""
    kind: str = ""
    steps: tuple[StepForm, ...] = ()
    within: str = ""
    per: str = ""
    of: str = ""
    at_least: str = ""
    every: str = ""
    by: str = ""
    period: str = ""
    cells: str = ""
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class ThresholdForm:
    """What a gate (`day 30`, `cycle end`) asks of a metric. `cell` names a retention's cell: `61-90` or `60`."""

    gate: str = ""
    metric: str = ""
    success: str = ""
    failure: str = ""
    cell: str = ""
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class GuardrailForm:
    """A metric that must not get worse; `side` is "at most" or "at least"."""

    metric: str = ""
    side: str = AT_MOST
    limit: str = ""
    rollback: str = ""
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class PeaksForm:
    """Which peaks of which calendar matter. `require` is "one", "all" or empty."""

    calendar: str = ""
    watch: tuple[str, ...] = ()
    require: str = ""


@dataclass(frozen=True)
class RitualsForm:
    """When the squad meets."""

    standup: str = ""
    weekly: str = ""
    mbr: str = ""


@dataclass(frozen=True)
class SupportForm:
    """How support is equipped."""

    guide: str = ""
    escalation: tuple[str, ...] = ()


@dataclass(frozen=True)
class SanityForm:
    """A request to production that must answer as expected; or, with `by`, what a person checks by hand."""

    name: str = ""
    get: str = ""
    expect: str = ""
    by: str = ""


@dataclass(frozen=True)
class LaunchForm:
    """Everything of a launch file that a guided form edits. `cycle` "none" needs its `cycle_reason`."""

    id: str = ""
    title: str = ""
    live: str = ""
    timezone: str = ""
    before: str = ""
    lateness: str = ""
    unit_kind: str = ""
    unit_key: str = ""
    segment: SegmentForm = SegmentForm()
    squad: tuple[PersonForm, ...] = ()
    metrics: tuple[MetricForm, ...] = ()
    primary: tuple[str, ...] = ()
    gates: tuple[ThresholdForm, ...] = ()
    guardrails: tuple[GuardrailForm, ...] = ()
    segments: tuple[str, ...] = ()
    cycle: str = ""
    cycle_reason: str = ""
    peaks: PeaksForm = PeaksForm()
    rituals: RitualsForm = RitualsForm()
    support: SupportForm = SupportForm()
    sanity: tuple[SanityForm, ...] = ()
