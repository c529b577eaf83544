"""`hypercare/launchbench.v1`: the scores of a run as a document, and as rows of a table for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypercare.app.code_version import code_version
from hypercare.app.documents.texts import Document
from hypercare.app.launchbench.batch import Outcome
from hypercare.app.launchbench.scores import (
    ForecastScore,
    Reader,
    Score,
    Share,
    coverage,
    early_passes,
    forecast_score,
    is_right,
    power_curve,
    readers,
    score,
)

SCHEMA = "hypercare/launchbench.v1"
HEADINGS = ("scenario", "reader", "false Scale", "missed Scale", "false fail", "wrong", "days to right")
ALL = "all"


@dataclass(frozen=True)
class Run:
    """What was run: the seed text, the largest size, and what became of each launch."""

    seed: str
    largest: int
    outcomes: tuple[Outcome, ...]

    @property
    def scenarios(self) -> tuple[str, ...]:
        return tuple(sorted({each.wanted.scenario for each in self.outcomes}))

    def of(self, scenario: str) -> tuple[Outcome, ...]:
        """The outcomes of a scenario."""
        return tuple(each for each in self.outcomes if each.wanted.scenario == scenario)


def document(run: Run) -> Document:
    """The document of a run."""
    judge, *_ = readers(run.outcomes)
    inside, outside = (tuple(each for each in run.outcomes if bool(each.trait) is is_out) for is_out in (False, True))
    return {
        "schema": SCHEMA,
        "seed": run.seed,
        "code": code_version(),
        "launches": len(run.outcomes),
        "largest": run.largest,
        "total": _group(None, run.outcomes),
        "scenarios": [_group(name, run.of(name)) for name in run.scenarios],
        "models": {"inside": _group(None, inside), "outside": _group(None, outside)},
        "power": [{"size": size, "scaled": _share(found)} for size, found in power_curve(run.outcomes).items()],
        "early_passes": _share(early_passes(run.outcomes)),
        "forecasts": [_forecasts(forecast_score(run.outcomes, steady=steady)) for steady in (True, False)],
        "wrong": [_case(each) for each in run.outcomes if not _is_right(judge, each) or _is_false(each)],
    }


def _is_right(judge: Reader, each: Outcome) -> bool:
    return is_right(judge.action(each), each, failed=judge.failed(each))


def _is_false(each: Outcome) -> bool:
    """Whether a bad launch was told to scale at some look, whatever was decided first."""
    return each.course.scaled and not each.truth.good


def _group(scenario: str | None, outcomes: Sequence[Outcome]) -> Document:
    return {
        "scenario": scenario,
        "launches": len(outcomes),
        "good": sum(each.truth.good for each in outcomes),
        "outside": sum(bool(each.trait) for each in outcomes),
        "coverage": _share(coverage(outcomes)),
        "readers": [_score(score(reader, outcomes)) for reader in readers(outcomes)],
    }


def _score(found: Score) -> Document:
    return {
        "reader": found.reader,
        "false_scale": _share(found.false_scale),
        "missed_scale": _share(found.missed_scale),
        "false_fail": _share(found.false_fail),
        "wrong": _share(found.wrong),
        "days": {"median": found.days_median, "p90": found.days_p90},
    }


def _forecasts(found: ForecastScore) -> Document:
    return {
        "steady": found.steady,
        "abstained": _share(found.abstained),
        "covered": _share(found.covered),
        "brier": found.brier,
    }


def _share(found: Share) -> Document:
    interval = found.interval
    return {
        "hits": found.hits,
        "of": found.of,
        "value": found.value,
        "interval": None if interval is None else {"low": interval.low, "high": interval.high},
    }


def _case(each: Outcome) -> Document:
    """A launch that the judge was wrong about, with what it takes to draw it again."""
    decision, wanted, truth = each.course.decision, each.wanted, each.truth
    return {
        "scenario": wanted.scenario,
        "seed": wanted.seed,
        "size": wanted.size,
        "trait": each.trait or None,
        "good": truth.good,
        "decidable": truth.decidable,
        "powered": each.powered,
        "scaled": each.course.scaled,
        "right": sorted(action.value for action in truth.right),
        "action": decision.action.value,
        "day": decision.day,
        "row": decision.row,
        "reasons": list(decision.reasons),
        "readings": [
            {
                "metric": read.metric,
                "word": read.word,
                "code": read.code,
                "truth": truth.values[read.metric],
                "value": read.value,
                "low": read.low,
                "high": read.high,
            }
            for read in each.course.readings
        ],
        "note": truth.note,
    }


def rows(run: Run) -> Iterator[tuple[str, ...]]:
    """The rows of a table for people: everybody on all launches, then the judge beside the dashboards by scenario."""
    yield from _rows(ALL, run.outcomes)
    for name in run.scenarios:
        yield from _rows(name, run.of(name))


def _rows(name: str, outcomes: Sequence[Outcome]) -> Iterator[tuple[str, ...]]:
    for place, reader in enumerate(readers(outcomes)):
        found = score(reader, outcomes)
        shown = (found.false_scale, found.missed_scale, found.false_fail, found.wrong)
        yield (name if place == 0 else "", reader.name, *map(share_text, shown), days_text(found))


def share_text(found: Share) -> str:
    """`3 of 120, 2.5 %`; a dash for a share of nothing."""
    return "-" if found.value is None else f"{found.hits} of {found.of}, {100 * found.value:.1f} %"


def forecast_text(found: ForecastScore) -> str:
    """`abstained in 3 of 30, 10.0 %; covered 25 of 27, 92.6 %; Brier 0.040`."""
    brier = "-" if found.brier is None else f"{found.brier:.3f}"
    return f"abstained in {share_text(found.abstained)}; covered {share_text(found.covered)}; Brier {brier}"


def days_text(found: Score) -> str:
    """`87, 90th 152`: median and 90th percentile."""
    return "-" if found.days_median is None else f"{found.days_median:.0f}, 90th {found.days_p90:.0f}"
