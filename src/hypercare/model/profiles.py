"""Profiles: the rules of other tools by which a metric can be counted, so that one sees why their numbers differ."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from hypercare.model.errors import BadInput
from hypercare.model.metrics import FunnelMetric, Metric, RetentionMetric

CLICKHOUSE, MIXPANEL, POSTHOG = "clickhouse", "mixpanel", "posthog"

STRICT_DEDUPLICATION, STRICT_ORDER, STRICT_INCREASE = "strict_deduplication", "strict_order", "strict_increase"
STRICT_ONCE, ALLOW_REENTRY = "strict_once", "allow_reentry"
WHOLE_SECONDS, RETENTION = "whole_seconds", "retention"
OPTIMIZED_REENTRY = "optimized_reentry"
NEAR_SIMULTANEOUS = "near_simultaneous"

MIXPANEL_GRACE = timedelta(seconds=2)
"""Consecutive steps this close together are interchangeable (Mixpanel's documentation, "simultaneous events")."""


@dataclass(frozen=True)
class Profile:
    """What a funnel may say under a tool's rules: its orders and the tool's own switches, and whether events may be
    excluded.
    """

    orders: tuple[str, ...]
    modes: tuple[str, ...]
    excludes: bool


PROFILES: dict[str, Profile] = {
    CLICKHOUSE: Profile(
        ("ordered",),
        (STRICT_DEDUPLICATION, STRICT_ORDER, STRICT_INCREASE, STRICT_ONCE, ALLOW_REENTRY, WHOLE_SECONDS, RETENTION),
        excludes=False,
    ),
    MIXPANEL: Profile(("ordered",), (OPTIMIZED_REENTRY,), excludes=True),
    POSTHOG: Profile(("ordered", "strict", "any"), (NEAR_SIMULTANEOUS,), excludes=True),
}
RETENTION_PROFILES = (POSTHOG,)
MODES = tuple(dict.fromkeys(mode for profile in PROFILES.values() for mode in profile.modes))


@dataclass(frozen=True)
class Objection:
    """Something that a profile has no rule for: its path below the metric, what it is, and what is expected."""

    path: tuple[str | int, ...]
    what: str
    expected: str


def objections(metric: FunnelMetric) -> Iterator[Objection]:
    """What in a funnel, as it was declared, does not go with its profile."""
    if not metric.profile:
        if metric.modes:
            yield Objection(("modes",), "modes belong to another tool's rules, and no profile is named", "a profile")
        return
    yield from _of_modes(metric)
    yield from _of_order(metric)
    yield from _of_steps(metric)
    yield from _of_exclusions(metric)


def as_profiled(metric: FunnelMetric) -> FunnelMetric:
    """The funnel with all that its profile implies: which entries count, the grace, what an exclusion does."""
    if metric.profile == MIXPANEL:
        entry = "best" if OPTIMIZED_REENTRY in metric.modes else "first"
        return replace(metric, grace=MIXPANEL_GRACE, entry=entry)
    if metric.profile == POSTHOG:
        return replace(metric, exclusions=tuple(replace(each, drop=True) for each in metric.exclusions))
    return metric


def with_profile(metric: Metric, profile: str, modes: tuple[str, ...] = ()) -> Metric:
    """A metric counted by another tool's rules, with that tool's switches; as it is where no profile is named, or the
    one that it has itself.

    Raises BadInput where the tool has no rules for such a metric, or for something that it says.
    """
    if not profile or (profile_of(metric) == profile and not modes):
        return metric
    if isinstance(metric, FunnelMetric) and profile in PROFILES:
        profiled = replace(_without_profile(metric), profile=profile, modes=modes)
        for objection in objections(profiled):
            raise BadInput(objection.what, where=_place(metric.name, objection), expected=objection.expected)
        return as_profiled(profiled)
    if isinstance(metric, RetentionMetric) and profile in RETENTION_PROFILES and not modes:
        return replace(metric, profile=profile)
    raise BadInput(
        f"no rules of {profile} are known for a {metric.kind}",
        where=metric.name,
        expected=f"a funnel under {', '.join(PROFILES)}, or a retention under {', '.join(RETENTION_PROFILES)}",
    )


def profile_of(metric: Metric) -> str:
    """The tool whose rules a metric names; empty where none."""
    return metric.profile if isinstance(metric, FunnelMetric | RetentionMetric) else ""


def _without_profile(metric: FunnelMetric) -> FunnelMetric:
    """The funnel without what its profile implies."""
    if metric.profile == MIXPANEL:
        metric = replace(metric, grace=timedelta(0), entry="best")
    if metric.profile == POSTHOG:
        metric = replace(metric, exclusions=tuple(replace(each, drop=False) for each in metric.exclusions))
    return replace(metric, profile="", modes=())


def _place(name: str, objection: Objection) -> str:
    words = "".join(f" item {part + 1}" if isinstance(part, int) else f".{part}" for part in objection.path)
    return f"{name}{words}"


def _of_modes(metric: FunnelMetric) -> Iterator[Objection]:
    known = PROFILES[metric.profile].modes
    for index, mode in enumerate(metric.modes):
        if mode not in known:
            yield Objection(("modes", index), f"{metric.profile} has no mode {mode!r}", f"one of {', '.join(known)}")
    if ALLOW_REENTRY in metric.modes and STRICT_ORDER not in metric.modes:
        yield Objection(("modes",), "allow_reentry says how strict_order goes on, and is refused alone", STRICT_ORDER)
    if RETENTION in metric.modes and len(metric.modes) > 1:
        yield Objection(("modes",), "retention is a function of its own, without modes", "retention alone")
    if NEAR_SIMULTANEOUS in metric.modes and metric.order != "ordered":
        yield Objection(("modes",), "near_simultaneous is for funnels in order only", "order: ordered")


def _of_order(metric: FunnelMetric) -> Iterator[Objection]:
    orders = PROFILES[metric.profile].orders
    if metric.order not in orders:
        instead = " (mode strict_order is near to strict)" if metric.profile == CLICKHOUSE else ""
        what = f"{metric.profile} has no rules here for the order {metric.order}"
        yield Objection(("order",), what, f"order: {' or '.join(orders)}{instead}")
    if metric.entry == "first" and (metric.profile != MIXPANEL or OPTIMIZED_REENTRY in metric.modes):
        yield Objection(("entry",), f"{metric.profile} tries every entry here", "no entry")
    usual = (timedelta(0), MIXPANEL_GRACE) if metric.profile == MIXPANEL else (timedelta(0),)
    if metric.grace not in usual:
        yield Objection(("grace",), f"the grace of {metric.profile} cannot be changed", "no grace")


def _of_steps(metric: FunnelMetric) -> Iterator[Objection]:
    for index, step in enumerate(metric.steps):
        if step.optional:
            what = f"{metric.profile} has no rules here for optional steps"
            yield Objection(("funnel", index, "optional"), what, "a step that counts")
        if step.within is not None:
            what = f"{metric.profile} has one window, and none for each step"
            yield Objection(("funnel", index, "within"), what, "within on the whole funnel")


def _of_exclusions(metric: FunnelMetric) -> Iterator[Objection]:
    if metric.exclusions and not PROFILES[metric.profile].excludes:
        yield Objection(("exclusions",), f"{metric.profile} excludes no events", "no exclusions")
    for index, exclusion in enumerate(metric.exclusions):
        if exclusion.drop and metric.profile == MIXPANEL:
            what = "mixpanel ends the attempt at an exclusion, and takes nobody out of the funnel"
            yield Objection(("exclusions", index, "drop"), what, "no drop")
