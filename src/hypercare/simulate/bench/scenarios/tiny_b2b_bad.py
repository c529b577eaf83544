"""A pilot of thirty accounts, bad."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.tiny import tiny
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="tiny_b2b_bad",
    title="Thirty accounts, bad",
    teaches="that thirty accounts can show a large effect, and no small one",
    ranges="truth 5 to 40 points below success; weekly or monthly accounts, goals and funnels",
    sizes=(30,),
)


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    return tiny(brief, good=False)
