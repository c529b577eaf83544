"""The word of a comparison as it came and with the mix of before: what is decided has to stand in both."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypercare.checks.gates.levels import number
from hypercare.checks.gates.thresholds import Ruling, rule
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Threshold
from hypercare.model.text import Text
from hypercare.model.verdict import Word

MIX_SHIFT = "mix_shift"


@dataclass(frozen=True)
class Ruled:
    """The ruling, the answer that it speaks of, and what is said beside it. `by` names the property with whose fixed
    mix the answer is, "" for the number as it came. `open_at` is the level that a shifted mix leaves open, where the
    answer lies on the side that the number as it came decided for: told from it, both would agree.
    """

    ruling: Ruling
    answer: Estimate
    notes: tuple[Text, ...] = ()
    by: str = ""
    open_at: float | None = None


def with_mix(threshold: Threshold, plain: Estimate, fixed_mix: Mapping[str, Estimate]) -> Ruled:
    """The ruling of a comparison, given what it is with the mix of before by property.

    Where a segment is declared, the number with its mix of before is judged and shown: who came is taken off, and what
    each did is left. It decides unless the number as it came decides otherwise, or other properties do: then nobody
    knows whether the mix is a part of the effect, and the word is INCONCLUSIVE, whichever of them is the better one.
    """
    raw = _ruled(threshold, plain)
    if not fixed_mix:
        return Ruled(raw, plain)
    by_property = {by: _ruled(threshold, each) for by, each in fixed_mix.items()}
    shifted = [
        by for by, each in by_property.items() if raw.word is not Word.INCONCLUSIVE and each.word is not raw.word
    ]
    # The widest says the least: what it decides, the others do as well, or it is no decision.
    shown = max(shifted or fixed_mix, key=lambda by: fixed_mix[by].interval.high - fixed_mix[by].interval.low)
    beside = Text("gate-mix-plain", {"percent": round(100 * plain.value)})
    if shifted:
        texts = (
            Text(
                "gate-mix-shift" if raw.word is Word.PASS else "gate-mix-shift-short",
                {"metric": threshold.metric, "segment": by},
            )
            for by in shifted
        )
        open_at = _open_at(threshold, raw.word, fixed_mix[shown].value)
        return Ruled(Ruling(Word.INCONCLUSIVE, MIX_SHIFT), fixed_mix[shown], (*texts, beside), shown, open_at)
    agreed = len({each.word for each in by_property.values()}) == 1
    ruling = by_property[shown] if agreed else Ruling(Word.INCONCLUSIVE, "straddles_success")
    notes = (Text("gate-mix-fixed", {"segment": shown}), beside)
    return Ruled(ruling, fixed_mix[shown], notes, shown)


def _open_at(threshold: Threshold, word: Word, value: float) -> float | None:
    """Success, where a value lies on the side of the word; None where it lies on the other, and more of the same would
    only make the two differ for sure.
    """
    success = number(threshold.success)
    would_pass = (value > success) == threshold.higher_is_better
    return success if would_pass == (word is Word.PASS) else None


def _ruled(threshold: Threshold, answer: Estimate) -> Ruling:
    failure = None if threshold.failure is None else number(threshold.failure)
    return rule(answer.interval, number(threshold.success), failure, higher_is_better=threshold.higher_is_better)
