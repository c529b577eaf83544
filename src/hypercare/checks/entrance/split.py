"""Whether the flag is handed out in the shares that were declared: an item of ENTRY-LIVE."""

from collections.abc import Mapping
from datetime import datetime

from hypercare.checks.entrance.owners import engineer
from hypercare.model.entrance import EntranceItem, EntranceState, Evidence
from hypercare.model.estimate import Insufficient
from hypercare.model.launch import Launch
from hypercare.model.text import Parameter, Text
from hypercare.stats.sample_ratio import SampleRatio, sample_ratio

ID, SUBJECT = "live/split", "split"
MOST_NEEDED = 1 << 40


def split_item(launch: Launch, variants: Mapping[str, int], seen_at: datetime | None) -> EntranceItem:
    """Where the split stands. Passed only with so many units that a value that is never handed out would show."""
    split = launch.segment.split
    observed = {value: variants.get(value, 0) for value in split}
    ratio, needed = sample_ratio(observed, split), units_needed(split)
    state, reason, todo = _standing(observed, ratio, needed)
    evidence = tuple(_share(value, observed, share) for value, share in split.items())
    others = sum(units for value, units in variants.items() if value not in split)
    if others:
        evidence = (*evidence, Evidence(Text("entry-live-split-others", {"units": others}), seen_at))
    return EntranceItem(ID, SUBJECT, state, reason, seen_at, todo, owner=engineer(launch), evidence=evidence)


def _standing(
    observed: Mapping[str, int], ratio: SampleRatio | Insufficient, needed: int
) -> tuple[EntranceState, Text, Text | None]:
    total = sum(observed.values())
    shown: dict[str, Parameter] = {"seen": ", ".join(f"{value} {units}" for value, units in sorted(observed.items()))}
    if isinstance(ratio, SampleRatio) and ratio.mismatch:
        return EntranceState.FAIL, Text("entry-live-split-off", shown | {"p": ratio.p}), Text("entry-live-split-mend")
    if isinstance(ratio, Insufficient) or total < needed:
        return EntranceState.UNKNOWN, Text("entry-live-split-few", {"units": total, "needed": needed}), None
    return EntranceState.PASS, Text("entry-live-split-fits", shown), None


def _share(value: str, observed: Mapping[str, int], share: float) -> Evidence:
    """One value: how many have it, beside the declared share."""
    total = sum(observed.values())
    units = observed[value]
    figures: dict[str, Parameter] = {"value": value, "units": units, "declared": share}
    if not total:
        return Evidence(Text("entry-live-split-none", figures))
    return Evidence(Text("entry-live-split-share", figures | {"share": units / total}))


def units_needed(split: Mapping[str, float]) -> int:
    """The fewest units among which it is a mismatch that the rarest value is never handed out."""
    rarest = min(split, key=lambda value: split[value])

    def shows(units: int) -> bool:
        rest = 1 - split[rarest]
        observed = {value: 0 if value == rarest else round(units * share / rest) for value, share in split.items()}
        found = sample_ratio(observed, split)
        return isinstance(found, SampleRatio) and found.mismatch

    enough = 1
    while not shows(enough) and enough < MOST_NEEDED:
        enough *= 2
    low = enough // 2
    while enough - low > 1:
        middle = (low + enough) // 2
        low, enough = (low, middle) if shows(middle) else (middle, enough)
    return enough
