"""Answers to PostHog's surveys as feedback: which question was asked is told by its words, not by its type.

`survey sent` names no types: a rating and a choice are told apart by the answer, a score from 0 to 10 and one of
satisfaction by what was asked.
"""

import re
from collections.abc import Iterator
from typing import Any

from hypercare.model.facts import Event, Feedback
from hypercare.sources.identifiers import LONGEST
from hypercare.sources.posthog.identity import Properties
from hypercare.sources.properties import value_text

ANSWERED = "survey sent"
SURVEY, NPS, CSAT = "survey", "nps", "csat"
RESPONSE = "$survey_response"
# What people write is kept whole up to here; a survey's field holds a few hundred characters.
BODY_CHARACTERS = 20_000
_MOST_QUESTIONS = 100
_TOP_RATING = 10
_NPS = re.compile(r"\bnps\b|net.?promoter|recommend|rekomendasi", re.IGNORECASE)
_CSAT = re.compile(r"\bcsat\b|satisf|\bpuas|kepuasan", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,6})?")
_KEPT = ("$survey_id", "$survey_name", "$survey_iteration", "$survey_questions", "$survey_completed")
Answered = tuple[str, Any]
"""(question, response)."""


def feedback(event: Event, properties: Properties, uuid: str | None) -> Feedback:
    """What somebody said in a `survey sent`, whose other facts are in `event`.

    Answers of one submission share its id: surveys that are sent question by question are one conversation.
    """
    answers = list(_answers(properties))
    title = _text(properties.get("$survey_name"))
    channel, score = _rated(title or "", answers)
    return Feedback(
        source=event.source,
        channel=channel,
        id=_text(properties.get("$survey_submission_id")) or uuid or event.key.hex(),
        ts_event=event.ts_event,
        ts_opened=event.ts_event,
        ts_received=event.ts_received,
        ts_known=event.ts_known,
        key=event.key,
        own_key=event.own_key,
        user_key=event.user_key,
        anon_key=event.anon_key,
        groups=event.groups,
        title=title,
        body=_body(answers),
        state=_state(properties.get("$survey_completed")),
        score=score,
        language=_text(properties.get("$survey_language")),
        props=value_text({name: properties[name] for name in _KEPT if name in properties}, "properties"),
    )


def _answers(properties: Properties) -> Iterator[Answered]:
    """The answers in the order of the questions; of older clients in that of their properties."""
    questions = properties.get("$survey_questions")
    told = False
    for question in questions[:_MOST_QUESTIONS] if isinstance(questions, list) else ():
        if isinstance(question, dict):
            response = question.get("response", properties.get(f"{RESPONSE}_{question.get('id')}"))
            if response is not None:
                told = True
                yield _text(question.get("question")) or "", response
    if not told:
        found = [value for name, value in properties.items() if name == RESPONSE or name.startswith(f"{RESPONSE}_")]
        yield from (("", value) for value in found[:_MOST_QUESTIONS] if value is not None)


def _rated(title: str, answers: list[Answered]) -> tuple[str, float | None]:
    """(channel, score): the rating whose question, else whose survey, tells what it rates; else the first rating."""
    ratings = [(question, score) for question, response in answers if (score := _score(response)) is not None]
    for channel, words in ((NPS, _NPS), (CSAT, _CSAT)):
        for question, score in ratings:
            if words.search(question) and score <= _TOP_RATING:
                return channel, score
    if not ratings:
        return SURVEY, None
    score = ratings[0][1]
    named = next((channel for channel, words in ((NPS, _NPS), (CSAT, _CSAT)) if words.search(title)), SURVEY)
    return (named if score <= _TOP_RATING else SURVEY), score


def _score(response: Any) -> float | None:
    if isinstance(response, bool):
        return None
    if isinstance(response, int | float):
        return float(response) if 0 <= response < 1000 else None
    return float(response) if isinstance(response, str) and _NUMBER.fullmatch(response.strip()) else None


def _body(answers: list[Answered]) -> str | None:
    said = [text for _, response in answers if _score(response) is None and (text := _words(response))]
    return "\n".join(said)[:BODY_CHARACTERS] or None


def _words(response: Any) -> str:
    if isinstance(response, list):
        return ", ".join(item for item in response if isinstance(item, str) and item)
    return response.strip() if isinstance(response, str) else ""


def _state(completed: Any) -> str | None:
    return None if not isinstance(completed, bool) else "completed" if completed else "partial"


def _text(value: Any) -> str | None:
    return value[:LONGEST] if isinstance(value, str) and value else None
