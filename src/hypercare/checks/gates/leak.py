"""GATE-LEAK: units that a flag assigns to one group see the other one as well."""

from datetime import datetime

from hypercare.analysis.contamination import Contamination, ContaminationOf
from hypercare.analysis.launch_scope import everyone_exposed, is_assigned
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw
from hypercare.stats.arguments import Alternative
from hypercare.stats.proportion import beta_binomial_p

CHECK = Check(
    id="GATE-LEAK",
    title="Groups leak into each other",
    looks_for=(
        "on any day, where a flag hands units out to groups: exposed units whose events carry more than one of its "
        "values, credibly more than 1 % of them (an always-valid p < 0.001)"
    ),
    why=(
        "who saw both sides is counted on the first one and behaves like the second: the groups grow alike, and what "
        "the feature does is lost between them"
    ),
    trips="60 of 1,000 accounts carry both upload = on and upload = off",
    passes="3 of 1,000 do, who logged in on an old version once",
    source="docs/lift.md, the control; Kohavi, Tang & Xu 2020, Trustworthy Online Controlled Experiments, chapter 22",
)
TOLERATED = 0.01
"""Devices that are shared and versions that lag mix a few units everywhere; one in a hundred moves a difference by less
than a hundredth of itself."""
LEAK_P = 0.001
"""As for a sample-ratio mismatch: a broken measurement is no matter of one launch in twenty."""


def contamination(launch: Launch, at: datetime, ask: Ask) -> Contamination | None:
    """The exposed units, and those that saw more than one value; None where no flag hands units out to groups."""
    if launch.segment.exposure.flag is None or not is_assigned(launch):
        return None
    return ask(question("contamination", at), ContaminationOf(everyone_exposed(launch), to_micros(at)))


def find(seen: Contamination | None) -> tuple[Flaw, ...]:
    """A flaw where credibly more units than are tolerated saw both sides."""
    if seen is None or not is_leaking(seen):
        return ()
    return (Flaw(CHECK.id, Text("gate-leak", {"mixed": seen.mixed, "units": seen.units})),)


def is_leaking(seen: Contamination) -> bool:
    """Whether credibly more than `TOLERATED` of the units saw more than one value."""
    if not seen.units:
        return False
    p = beta_binomial_p(
        seen.mixed, seen.units, null=TOLERATED, prior_mean=TOLERATED, alternative=Alternative.GREATER
    )  # fmt: skip
    return p < LEAK_P
