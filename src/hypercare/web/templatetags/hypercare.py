"""Words, figures, dates and files in templates: available in all of them.

Filters write for the reader of the page. What has no value is `–`; where it stands alone, `|shown` adds a word for
those who listen: `{{ answer.value|number:answer.scale|shown }}`. Filters compose:
`{% say "gates-judged" date=gate.judged_at|moment %}`.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from hashlib import sha256
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from hypercare.app import formats
from hypercare.app.django_settings import WEB_FOLDER
from hypercare.app.documents.texts import Document, text_of
from hypercare.app.words import channel as channel_named
from hypercare.app.words import render
from hypercare.cycles.peaks import peak_text
from hypercare.model.outcome_act import OutcomeActKind
from hypercare.model.text import Text
from hypercare.web.reader import reader, zone_of

register = template.Library()
DIGEST_CHARACTERS = 12


@register.simple_tag(takes_context=True)
def say(context: template.Context, text_id: str, **params: Any) -> str:
    """`{% say "portfolio-title" day=60 %}`: the words of an id in the reader's language, escaped."""
    return render(Text(text_id, params), context["language"], prose=True)


@register.simple_tag(takes_context=True)
def words(context: template.Context, text: Document | Text) -> str:
    """`{% words reason %}`: the words of a text, escaped."""
    return render(text if isinstance(text, Text) else text_of(text), context["language"], prose=True)


@register.filter(name="words")
def in_words(text: Document | Text | None) -> str:
    """`{{ reason|words }}`: the words of a text; nothing for no text."""
    if not text:
        return ""
    return render(text if isinstance(text, Text) else text_of(text), reader().language, prose=True)


@register.filter
def channel(name: str) -> str:
    """`{{ name|channel }}`: what a channel of feedback is called."""
    return channel_named(name, reader().language)


@register.filter
def peak(name: str) -> str:
    """`{{ name|peak }}`: what a watched peak is called."""
    return in_words(peak_text(name))


@register.filter
def subjects(act: Document) -> str:
    """`{{ act|subjects }}`: what somebody said something of at the exit: channels of feedback, or peaks."""
    named = channel if act["kind"] == OutcomeActKind.SYNTHESISED else peak
    return ", ".join(named(each) for each in act["subjects"])


@register.filter
def shown(text: str) -> SafeString:
    """`{{ value|count|shown }}`: a figure as page content; one without a value with a word for those who listen."""
    if text != formats.UNDEFINED:
        return SafeString(escape(text))
    said = render(Text("formats-undefined"), reader().language)
    return format_html('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', text, said)


@register.filter
def moment(value: datetime | str | None, zone: str | tzinfo | None = None) -> str:
    """`{{ gate.judgeable|moment }}`: an instant (or its ISO 8601) in the reader's zone, or in the one that is named."""
    return formats.instant(_instant(value), reader().language, _zone(zone))


@register.filter
def clock_time(value: datetime | str | None, zone: str | tzinfo | None = None) -> str:
    """`07:30 WIB` of an instant."""
    found = _instant(value)
    return formats.UNDEFINED if found is None else formats.clock_time(found, reader().language, _zone(zone))


@register.filter
def day(value: date | str | None, zone: str | tzinfo | None = None) -> str:
    """`23 Oct 2026` of a date, or of an instant in the zone."""
    return formats.day(_date(value, zone), reader().language)


@register.filter
def short_day(value: date | str | None, zone: str | tzinfo | None = None) -> str:
    """`23 Oct` of a date, or of an instant in the zone."""
    return formats.short_day(_date(value, zone), reader().language)


@register.filter
def weekday(value: date | str | None, zone: str | tzinfo | None = None) -> str:
    """`Fri 23 Oct` of a date, or of an instant in the zone."""
    return formats.day_of_week(_date(value, zone), reader().language)


@register.filter
def ago(value: datetime | str | None, now: datetime | None = None) -> str:
    """`3 days ago`, `in 2 hours`: how far an instant is from now."""
    found, who = _instant(value), reader()
    if found is None:
        return formats.UNDEFINED
    return in_words(formats.relative(found, now or who.now, who.zone or found.tzinfo or UTC))


@register.filter
def number(value: float | None, scale: str = "value") -> str:
    """`{{ answer.value|number:answer.scale }}`: the digits that the command line shows."""
    return formats.number(value, scale, reader().language)


@register.filter
def percent(value: float | None) -> str:
    """`{{ 0.42|percent }}`: a share as it was declared."""
    return formats.percent(value, reader().language)


@register.filter
def interval(value: Any, scale: str = "value") -> str:
    """`{{ answer.interval|interval:answer.scale }}`: both ends of something with `low` and `high`."""
    if not value:
        return formats.UNDEFINED
    low, high = (value["low"], value["high"]) if isinstance(value, dict) else (value.low, value.high)
    return formats.interval(low, high, scale, reader().language)


@register.filter
def count(value: int | None) -> str:
    """`1,284`."""
    return formats.count(value, reader().language)


@register.filter
def size(value: int | None) -> str:
    """Bytes: `1.4 MB`."""
    return formats.size(value, reader().language)


@register.filter
def duration(value: timedelta | float | None) -> str:
    """`3 min 20 s`, of seconds."""
    return formats.UNDEFINED if value is None else in_words(formats.duration(value))


@register.filter
def rupiah(value: float | None) -> str:
    """`Rp1.234.567`."""
    return formats.rupiah(value, reader().language)


@register.simple_tag
def asset(name: str) -> str:
    """The address of one of our static files, which changes with its content, so that it can be cached for good."""
    return f"{static(f'hypercare/{name}')}?v={_digest(name)}"


def _instant(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _date(value: date | str | None, zone: str | tzinfo | None) -> date | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value.astimezone(_zone(zone)).date() if isinstance(value, datetime) else value


def _zone(zone: str | tzinfo | None) -> tzinfo | None:
    return zone_of(zone) if isinstance(zone, str) else zone or reader().zone


@cache
def _digest(name: str) -> str:
    return sha256((WEB_FOLDER / f"static/hypercare/{name}").read_bytes()).hexdigest()[:DIGEST_CHARACTERS]
