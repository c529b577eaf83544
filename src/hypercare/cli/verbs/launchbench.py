"""Is the judgement any good?"""

from typing import Annotated

import typer

from hypercare.app.code_version import code_version
from hypercare.app.launchbench.batch import LARGEST, run, wanted
from hypercare.app.launchbench.report import HEADINGS, Run, document, forecast_text, rows, share_text
from hypercare.app.launchbench.scores import coverage, early_passes, forecast_score, power_curve
from hypercare.app.progress import Progress
from hypercare.cli.options import Json
from hypercare.cli.progress import progress
from hypercare.cli.show import emit, note, say, table
from hypercare.model.errors import NotFound
from hypercare.simulate.bench.registry import all_scenarios

USUAL = 200
"""Launches that take about two minutes on two cores."""
MOST_SEED_CHARACTERS = 200


def launchbench(
    launches: Annotated[int, typer.Option("--launches", help="How many launches.", min=1, max=100_000)] = USUAL,
    scenario: Annotated[str, typer.Option("--scenario", help="Only this scenario: docs/launchbench.md.")] = "",
    seed: Annotated[str, typer.Option("--seed", help="Text that they are drawn from; else the code's version.")] = "",
    largest: Annotated[int, typer.Option("--largest", help="Units of the largest launch.", min=30)] = LARGEST,
    processes: Annotated[int | None, typer.Option("--processes", help="How many at a time.", min=1, max=64)] = None,
    as_json: Json = False,
) -> None:
    known = [each.id for each in all_scenarios()]
    if scenario and scenario not in known:
        raise NotFound(f"there is no scenario {scenario!r}", where="--scenario", expected=", ".join(known))
    text = (seed or code_version())[:MOST_SEED_CHARACTERS]
    chosen = wanted(text, launches, scenario=scenario, largest=largest)
    with progress("launches", quiet=as_json) as told:
        outcomes = run(chosen, processes=processes, told=lambda done: told(Progress(done, len(chosen))))
    found = Run(text, largest, tuple(outcomes))
    if as_json:
        emit(document(found))
        return
    table(HEADINGS, rows(found))
    say()
    say(f"intervals that hold the truth: {share_text(coverage(found.outcomes))}")
    say(f"gates that passed too early: {share_text(early_passes(found.outcomes))}")
    for steady, name in ((True, "steady launches"), (False, "launches that change")):
        say(f"forecasts of cycles, {name}: {forecast_text(forecast_score(found.outcomes, steady=steady))}")
    for size, scaled in power_curve(found.outcomes).items():
        say(f"good launches of {size:,} units that were scaled: {share_text(scaled)}")
    note(f"drawn from --seed {text}")
