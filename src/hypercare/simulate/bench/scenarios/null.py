"""A launch with nothing behind it."""

from dataclasses import replace

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.ordinary import GOALS_AT, LIMIT, TICKET_RATE, any_kind, calm_tickets
from hypercare.simulate.bench.stage import SIZES, stage, trial
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="null",
    title="A launch with nothing behind it",
    teaches="not to scale noise, however often one looks",
    ranges=(
        "truth below success by 0.6 to 30 points, or 1 to 40 % of the reference: between the gates and below failure"
    ),
    sizes=SIZES,
)


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    choices = replace(
        any_kind(brief, level=1.0),
        troubles=calm_tickets(brief),
        metrics={"tickets": TICKET_RATE},
        guardrails={"tickets": LIMIT},
    )
    staged = stage(brief, choices).fitted(*GOALS_AT)
    return trial(staged, staged.placed(good=False), "At least one primary metric misses its success level.")
