"""Words and files in templates: available in all of them."""

from functools import cache
from hashlib import sha256
from typing import Any

from django import template
from django.templatetags.static import static

from hypercare.app.django_settings import WEB_FOLDER
from hypercare.app.documents.texts import Document, text_of
from hypercare.app.words import render
from hypercare.model.text import Text

register = template.Library()
DIGEST_CHARACTERS = 12


@register.simple_tag(takes_context=True)
def say(context: template.Context, text_id: str, **params: Any) -> str:
    """`{% say "portfolio-title" day=60 %}`: the words of an id in the reader's language, escaped."""
    return render(Text(text_id, params), context["language"])


@register.simple_tag(takes_context=True)
def words(context: template.Context, text: Document | Text) -> str:
    """`{% words reason %}`: the words of a text, escaped."""
    return render(text if isinstance(text, Text) else text_of(text), context["language"])


@register.simple_tag
def asset(name: str) -> str:
    """The address of one of our static files, which changes with its content, so that it can be cached for good."""
    return f"{static(f'hypercare/{name}')}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return sha256((WEB_FOLDER / f"static/hypercare/{name}").read_bytes()).hexdigest()[:DIGEST_CHARACTERS]
