"""A launch that works, in whatever it is measured by."""

from dataclasses import replace

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.ordinary import (
    GOALS_AT,
    LIMIT,
    TICKET_RATE,
    WATCHED,
    any_kind,
    calm_tickets,
    lift_drawn,
)
from hypercare.simulate.bench.stage import SIZES, stage, trial
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="great",
    title="A launch that works",
    teaches="to scale what is good: refusing everything is no judgement",
    ranges="truth above success by 0.6 to 30 points, or 1 to 40 % of the reference; tickets at 80 to 108 % of before",
    sizes=SIZES,
)
WATCHING = 0.3
"""Share of launches that must see a peak first."""


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    choices = replace(
        any_kind(brief, level=lift_drawn(brief)),
        troubles=calm_tickets(brief),
        metrics={"tickets": TICKET_RATE},
        guardrails={"tickets": LIMIT},
        peaks=WATCHED if brief.chance(WATCHING) else "",
    )
    staged = stage(brief, choices).fitted(*GOALS_AT)
    return trial(staged, staged.placed(good=True), "The feature works; nothing else changed.")
