"""The launch file of a trial, as text, and the dates that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypercare.cycles.business import first_full_cycle, next_cycle, unit_cycle
from hypercare.cycles.cohort import cohort, cycle_complete
from hypercare.cycles.day import day_n
from hypercare.cycles.judgeable import judgeable
from hypercare.declare.launch_file import read_launch
from hypercare.model.launch import Launch
from hypercare.model.metrics import Cycle
from hypercare.simulate.bench.gauges import Gauge, cycle_text
from hypercare.simulate.bench.trial import UNIT_KEY
from hypercare.simulate.bench.world import JAKARTA

FLAG = "bulk_upload"
TAIL_WITHOUT_CYCLE = 30
"""Days that facts go on after the last judgement where there is no cycle to wait for."""
PLACEHOLDER = 0.5, 0.4
"""Levels of a file that is read for its dates alone."""


@dataclass(frozen=True)
class Declaration:
    """What a launch file says, but for its thresholds. `split` is the declared share of units that get the feature,
    None where no flag hands it out; `controlled` names the control. `metrics` are further ones by name, as YAML;
    `extra` are thresholds of theirs by gate and metric, as YAML.
    """

    scenario: str
    live: datetime
    cycle: Cycle
    gauges: tuple[Gauge, ...]
    size: int
    flagged: bool = False
    split: float | None = None
    controlled: bool = False
    before: int = 28
    lateness: str = "6 hours"
    metrics: Mapping[str, str] = field(default_factory=dict)
    guardrails: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[tuple[str, str, str], ...] = ()
    segments: tuple[str, ...] = ()
    peaks: str = ""

    def text(self, thresholds: Mapping[str, str]) -> str:
        """The file with thresholds by metric, as YAML."""
        return "\n".join([*self._head(), *self._metrics(), *self._gates(thresholds), *self._limits(), ""])

    def launch(self) -> Launch:
        """The launch with placeholders for thresholds: its dates are right."""
        success, failure = PLACEHOLDER
        levels = {gauge.name: _levels(gauge, success, failure) for gauge in self.gauges}
        return read_launch(self.text(levels), file=self.scenario)

    def _head(self) -> list[str]:
        exposure = f"{{flag: {FLAG}}}" if self.flagged else "{event: bulk_opened}"
        lines = [
            f"launch: bench-{self.scenario.replace('_', '-')}",
            f'title: "Simulated: {self.scenario.replace("_", " ")}"',
            f"live: {self.live:%Y-%m-%dT%H:%M}",
            "timezone: Asia/Jakarta",
            f"unit: {{account: {UNIT_KEY}}}",
            f"before: {self.before} days",
            f"lateness: {self.lateness}",
            "segment:",
            "  name: Simulated shops",
            f"  expected_units: {self.size}",
            f"  exposure: {exposure}",
        ]
        if self.split is not None:
            lines.append(f"  split: {{on: {100 * self.split:g}%, off: {100 * (1 - self.split):g}%}}")
        if self.controlled:
            lines.append(f"control: {{where: {{flag.{FLAG}: off}}}}")
        return lines

    def _metrics(self) -> list[str]:
        listed = {gauge.name: gauge.metric() for gauge in self.gauges} | dict(self.metrics)
        return [
            "metrics:",
            *(f"  {name}: {metric}" for name, metric in listed.items()),
            f"primary: [{', '.join(gauge.name for gauge in self.gauges)}]",
            f"business_cycle: {cycle_text(self.cycle)}",
        ]

    def _gates(self, thresholds: Mapping[str, str]) -> list[str]:
        rows = [(gauge.gate, gauge.name, thresholds[gauge.name]) for gauge in self.gauges] + list(self.extra)
        lines = ["gates:"]
        for gate in dict.fromkeys(row[0] for row in rows):
            lines.append(f"  {gate}:")
            lines += [f"    {name}: {levels}" for where, name, levels in rows if where == gate]
        return lines

    def _limits(self) -> list[str]:
        lines = ["guardrails:"] if self.guardrails else []
        lines += [f"  {name}: {limit}" for name, limit in self.guardrails.items()]
        lines += [f"segments: [{', '.join(self.segments)}]"] if self.segments else []
        return lines + ([f"peaks: {self.peaks}"] if self.peaks else [])


def _levels(gauge: Gauge, success: float, failure: float) -> str:
    of = f" of {gauge.base}" if gauge.base else ""
    return f"{{success: {100 * success:g}%{of}, failure: {100 * failure:g}%{of}{gauge.beside}}}"


def judged_by(launch: Launch) -> datetime:
    """When the last gate can be judged and the business cycle is over, data in."""
    dates = [judgeable(launch, gate) for gate in launch.gates]
    over = cycle_complete(launch, launch.cycle)
    return max(dates if over is None else [*dates, over + launch.lateness])


def last_day(launch: Launch, *, tail: int | None = None) -> int:
    """The last day with facts: one cycle after the last judgement, or `tail` days."""
    judged = judged_by(launch)
    end = judged + timedelta(days=tail) if tail is not None else _one_cycle_later(launch, judged)
    return day_n(end, launch.live, launch.zone) + 1


def cohort_days(launch: Launch, gauges: tuple[Gauge, ...], cycle: Cycle) -> int:
    """Days in which units may be reached and still be counted: of a calendar cycle that a metric has, to its third."""
    has_cycle = any(gauge.gate == "cycle end" for gauge in gauges)
    window = cohort(launch, cycle if has_cycle else None)
    return day_n(window.end, launch.live, JAKARTA)


def _one_cycle_later(launch: Launch, judged: datetime) -> datetime:
    window = first_full_cycle(launch.cycle, launch.live, launch.zone)
    while window is not None and window.end + launch.lateness <= judged:
        window = next_cycle(launch.cycle, window, launch.zone)
    if window is not None:
        return window.end + launch.lateness
    return judged + (unit_cycle(launch.cycle) or timedelta(days=TAIL_WITHOUT_CYCLE))
