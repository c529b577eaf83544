"""The page of the bench, generated from what each scenario says of itself."""

from hypercare.simulate.bench.registry import all_scenarios
from hypercare.simulate.bench.traits import CADENCES, EXPLAINED, RATES, SHARES
from hypercare.simulate.bench.trial import Scenario

HEAD = """\
# Launchbench: is the judgement any good?

`hypercare launchbench` simulates launches whose truth is known and runs each through the same code as a real launch:
launch file, facts, sequences, gates, recommendation. Beside it stand two dashboards as people read them: on day 30
and on day 90. The scenarios and their ranges were committed before the judge was tuned, and are not changed to please
it.

```
hypercare launchbench                     200 launches, every scenario in turn
hypercare launchbench --launches 1000 --seed TEXT --json
hypercare launchbench --scenario seasonal_mask --launches 50
```

## What a launch is drawn from

Shops order at rates of their own, on days that are as busy as the calendar makes them, and the launch changes that or
does not. The parts:

- **The calendar.** Sundays, paydays, double dates, Harbolnas, Ramadan, the days before Eid and the quiet ones after,
  with sizes that are drawn anew for every launch and day: a big double date has median 3 and log sd 0.6. How much a
  business feels the calendar at all is drawn as well. The dates are facts; the sizes are never read from the judge's
  own tables.
- **Dates.** Launches go live in 2025 and 2026 in Asia/Jakarta, with shops in WIB, WITA and WIT, so that peaks and
  troughs fall before go-live and into the first, second and third month.
- **Metrics.** Funnels, goals in a calendar month, quarter or N days from activation, retention by bracket and by
  cadence, ratios, rates against before and against a control.
- **Thresholds** are put around the truth: from a hair's breadth (0.6 points, or 1 % of the reference) to overwhelming
  (30 points, 40 %), evenly on the log scale, good ones above success and bad ones between the gates or below failure.

**The truth** of a metric is its expectation given the drawn parameters, in the scope of its deciding gate: a formula,
or the share in a sample of 30,000 to 200,000 other units of the same scene, counted by plain arithmetic instead of
the analyses that are judged. Thresholds keep four standard errors from it. Where a number is compared with before or
with a control the truth is what the launch does, not what the calendar does.

**What is right** follows from the truth: scale what is good, roll back or change what fails in everything, change the
rest. Where the measurement is broken, holding until it is mended is right too; where nothing can be known, holding or
calling it not shown. Such launches are not *decidable*: scaling a bad one still counts as false, but not scaling a
good one is no miss.

**Outside of the models.** Estimators assume gamma-mixed Poisson events on calendar weights, independent units,
log-normal cadences. At least a third of all launches has a trait that none of them knows:

| Trait | What it is | Of |
|---|---|---|
"""
SCENARIOS_HEAD = """
## The scenarios

| Scenario | What it is | Sizes |
|---|---|---|
"""
SEEDS = """
## Seeds

A launch is drawn from the text `SCENARIO/SEED/SIZE` by SHA-256 into numpy's PCG64, in three independent streams: the
parameters, the large sample of the truth, and the facts. `--seed` sets the text; left out it comes from the version
of the code, so that nobody tunes against the launches that he will be measured by. A run prints its seed, by which it
can be repeated.

## What is scored

| Score | What it is |
|---|---|
| false Scale | bad launches told to scale at any look, of all bad ones; exact interval (Clopper & Pearson) |
| missed Scale | good, decidable ones at or above the point of 90 % power for their size that are not scaled |
| days to the right verdict | to the first recommendation but Hold, where it is right: median, 90th percentile |
| false fail | good, decidable launches that were called a failure |
| wrong | launches whose decision is none of the right ones; a good one without power may be called not shown |
| coverage | deciding intervals that hold the truth, where the measurement is sound; a truth from a sample of others \
widens the interval by that sample's error, in squares |
| forecasts | made when the cohort has come: Brier, coverage, and whether they abstain where something changes |
| PASS before maturity | gates that pass before their date: never |
| power curve | good, decidable launches that are scaled, by size |

**The point of 90 % power** is computed, where a formula fits, from the size and the thresholds alone: for a share
that is judged once, from which truth on nine in ten binomial samples have a Clopper-Pearson interval at success; for
one that is looked at daily the same under the confidence sequence; for a lift against a control, a confidence
sequence over the spread of independent units. For ratios and comparisons with before no formula fits: they count in
the power curve alone.

**The dashboards** read what was counted by the end of day 30 and of day 90: conversion of everybody so far, the pace
of a goal, who was active lately, raw totals against the days before or the control. They scale if every primary
metric is above success, roll back if every one is below failure, and change something otherwise.
"""


def manual() -> str:
    """The page `docs/launchbench.md`."""
    scenarios = all_scenarios()
    traits = "".join(f"| `{name}` | {text} | {_of(name)} |\n" for name, text in EXPLAINED.items())
    table = "".join(f"| [{each.id}](#{each.id}) | {each.title} | {_sizes(each)} |\n" for each in scenarios)
    return HEAD + traits + SCENARIOS_HEAD + table + "".join(map(_section, scenarios)) + SEEDS


def _of(trait: str) -> str:
    kinds = {"how often": RATES, "who converts": SHARES, "rhythm": CADENCES}
    return ", ".join(name for name, traits in kinds.items() if trait in traits)


def _sizes(scenario: Scenario) -> str:
    first, last = (f"{size:,}" for size in (scenario.sizes[0], scenario.sizes[-1]))
    return first if first == last else f"{first} to {last}"


def _section(scenario: Scenario) -> str:
    return f"\n### {scenario.id}\n\n- **Teaches** {scenario.teaches}.\n- **Ranges**: {scenario.ranges}.\n"
