"""Many launches: which are drawn, and each judged and read beside two dashboards."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from hypercare.app.launchbench.baselines import DASHBOARDS, read_dashboard
from hypercare.app.launchbench.course import Course, course_of
from hypercare.app.launchbench.power import has_power
from hypercare.declare.launch_file import read_launch
from hypercare.model.verdict import Action
from hypercare.simulate.bench.registry import all_scenarios, draw
from hypercare.simulate.bench.trial import Scenario, Trial, Truth

COMMON: dict[int, float] = {30: 2, 100: 3, 300: 4, 1_000: 4, 3_000: 4, 10_000: 3, 100_000: 1, 1_000_000: 0.25}
"""How often a size is drawn where a scenario has it: most launches reach hundreds or thousands of accounts."""
LARGEST = 10_000
"""The largest size of a run that is not told otherwise: ten times as many units take ten times as long."""


@dataclass(frozen=True)
class Wanted:
    """A launch to be drawn."""

    scenario: str
    seed: str
    size: int


@dataclass(frozen=True)
class Outcome:
    """What became of one launch. `powered`: good and at or above the point of 90 % power for its size; None where no
    formula says. `dashboards` are what two dashboards recommend, by their day.
    """

    wanted: Wanted
    trait: str
    truth: Truth
    course: Course
    powered: bool | None
    dashboards: dict[int, Action]


def wanted(seed: str, launches: int, *, scenario: str = "", largest: int = LARGEST) -> list[Wanted]:
    """The launches of a run: every scenario in turn, each of a size drawn from those it has."""
    chosen = [each for each in all_scenarios() if scenario in ("", each.id)]
    return [_numbered(seed, number, chosen[number % len(chosen)], largest) for number in range(launches)]


def _numbered(seed: str, number: int, scenario: Scenario, largest: int) -> Wanted:
    text = f"{seed}/{number}"
    sizes = [size for size in scenario.sizes if size <= largest] or [scenario.sizes[0]]
    weights = [COMMON[size] for size in sizes]
    place = int.from_bytes(hashlib.sha256(f"size/{text}".encode()).digest()[:6]) / 2**48 * sum(weights)
    for size, weight in zip(sizes, weights, strict=True):
        place -= weight
        if place < 0:
            return Wanted(scenario.id, text, size)
    return Wanted(scenario.id, text, sizes[-1])


def outcome_of(each: Wanted, *, threads: int | None = None) -> Outcome:
    """Draws a launch, judges it at every look, and reads the dashboards."""
    trial = draw(each.scenario, each.seed, each.size)
    return Outcome(
        wanted=each,
        trait=trial.trait,
        truth=trial.truth,
        course=course_of(trial, threads=threads),
        powered=_powered(trial),
        dashboards=_dashboards(trial),
    )


def _powered(trial: Trial) -> bool | None:
    return has_power(trial) if trial.truth.good and trial.truth.decidable else False


def _dashboards(trial: Trial) -> dict[int, Action]:
    launch = read_launch(trial.launch_text, file=trial.scenario)
    return {day: read_dashboard(trial.facts, launch, day) for day in DASHBOARDS}


def run(
    launches: list[Wanted], *, processes: int | None = None, told: Callable[[int], None] = lambda _done: None
) -> list[Outcome]:
    """The outcomes of launches in their order; `told` hears after each how many are done."""
    count = min(processes or os.cpu_count() or 1, len(launches))
    if count <= 1:
        return list(_one_by_one(launches, told))
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        places = {pool.submit(_single, each): place for place, each in enumerate(launches)}
        found: dict[int, Outcome] = {}
        for done in as_completed(places):
            found[places[done]] = done.result()
            told(len(found))
    return [found[place] for place in range(len(launches))]


def _single(each: Wanted) -> Outcome:
    return outcome_of(each, threads=1)


def _one_by_one(launches: list[Wanted], told: Callable[[int], None]) -> Iterator[Outcome]:
    for done, each in enumerate(launches, start=1):
        yield outcome_of(each)
        told(done)
