"""GATE-SRM: a flag's values were not handed out in the declared shares."""

from collections.abc import Mapping

from hypercare.checks.check import Check
from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw
from hypercare.stats.sample_ratio import sample_ratio

CHECK = Check(
    id="GATE-SRM",
    title="Sample-ratio mismatch",
    looks_for=(
        "on any day, exposed units by flag value against the declared split: an always-valid p < 0.001, and a share "
        "off by at least 0.1 points"
    ),
    why=(
        "when the split is off, something decided who gets the feature that is not chance, and comparisons are "
        "worthless"
    ),
    trips="declared 90 % / 10 %, seen 1,000 / 200",
    passes="declared 90 % / 10 %, seen 905 / 95",
    source=(
        "Fabijan et al. 2019, Diagnosing Sample Ratio Mismatch in Online Controlled Experiments, KDD; Lindon & Malek "
        "2022 for looking on any day"
    ),
)


def find(split: Mapping[str, float], seen: Mapping[str, int]) -> tuple[Flaw, ...]:
    """A flaw if the units seen do not fit the declared split. Values that were not declared do not count."""
    if not split:
        return ()
    observed = {value: seen.get(value, 0) for value in split}
    ratio = sample_ratio(observed, split)
    if isinstance(ratio, Insufficient) or not ratio.mismatch:
        return ()
    shown = ", ".join(f"{value} {count}" for value, count in sorted(observed.items()))
    return (Flaw(CHECK.id, Text("gate-sample-ratio", {"seen": shown, "p": ratio.p})),)
