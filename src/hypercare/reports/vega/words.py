"""Looks of verdicts and thresholds: never by colour alone, always with a shape, a dash or a word."""

from hypercare.model.text import Text
from hypercare.model.verdict import Word
from hypercare.reports.chart import Against, Threshold
from hypercare.reports.palette import BAD, EARLY, OK, WARN
from hypercare.reports.voice import Voice

WORD_COLOR = {
    Word.PASS: OK,
    Word.FAIL: BAD,
    Word.HARM: BAD,
    Word.INVALID: BAD,
    Word.INCONCLUSIVE: WARN,
    Word.TOO_EARLY: EARLY,
}
WORD_SHAPE = {
    Word.PASS: "circle",
    Word.FAIL: "square",
    Word.HARM: "square",
    Word.INVALID: "square",
    Word.INCONCLUSIVE: "triangle-up",
    Word.TOO_EARLY: "circle",
}
"""As on the pages; the circle of what is too early is hollow."""
LEVEL_COLOR = {Against.SUCCESS: OK, Against.FAILURE: BAD, Against.LIMIT: BAD, Against.ROLLBACK: BAD}
LEVEL_DASH = {Against.SUCCESS: [6, 3], Against.FAILURE: [2, 3], Against.LIMIT: [6, 3], Against.ROLLBACK: [2, 3]}


def level_words(threshold: Threshold, scale: str, voice: Voice) -> str:
    """A threshold in words: "success 42 %"."""
    return voice.say(Text(f"chart-level-{threshold.against}", {"value": voice.level(threshold.value, scale)}))
