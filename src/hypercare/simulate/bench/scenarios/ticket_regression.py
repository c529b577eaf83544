"""Usage is up, and so are the tickets."""

from dataclasses import replace

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.ordinary import GOALS_AT, TICKET_RATE, any_kind, lift_drawn
from hypercare.simulate.bench.stage import SIZES, STOP, stage, trial
from hypercare.simulate.bench.trial import Scenario, Trial
from hypercare.simulate.bench.trouble import Trouble

SCENARIO = Scenario(
    id="ticket_regression",
    title="Tickets behind a good number",
    teaches="that a guardrail is not traded against a success metric",
    ranges=(
        "good primaries; tickets 1.6 to 4.5 times those of before per active account, limit 120 to 150 %; "
        "three in ten stay at 80 to 105 %"
    ),
    sizes=SIZES[2:],
)
TICKETS = (6.0, 20.0)
"""Per 1000 active account-days before: often enough to be a guardrail at all."""
TIMES, CALM, LIMITS = (1.6, 4.5), (0.8, 1.05), (120, 130, 150)
GOOD = 0.3


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    limit = LIMITS[brief.whole(0, len(LIMITS) - 1)]
    times = brief.between(*(CALM if good else TIMES))
    choices = replace(
        any_kind(brief, level=lift_drawn(brief)),
        troubles=(Trouble("support_ticket", brief.between(*TICKETS), times),),
        metrics={"tickets": TICKET_RATE},
        guardrails={"tickets": f"{{at most: {limit}% of before, rollback: 300% of before}}"},
    )
    staged = stage(brief, choices).fitted(*GOALS_AT)
    placed = staged.placed(good=True)
    note = f"Tickets per active account are {times:.2f} times those of before; {limit / 100:g} is the limit."
    return trial(staged, placed, note) if good else trial(staged, placed, note, good=False, right=STOP)
