"""Launch files in the API: looked over before they are registered, and registered."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.usecases.launches.launch_form import Draft, from_text, next_version, register
from hypercare.app.usecases.launches.launches import Registered, registered_document
from hypercare.app.usecases.launches.second_thoughts import second_thoughts
from hypercare.declare.reading.yaml_lines import MOST_BYTES
from hypercare.web.asked import Asked, asked
from hypercare.web.pages.new_launch.arrived import arrived_at, needed_by
from hypercare.web.pages.new_launch.context import NewLaunch, new_launch_of

router = Router(tags=["launch files"])


class LaunchText(Schema):
    """A launch file."""

    text: str = Field(max_length=MOST_BYTES, description="The file: YAML in UTF-8, at most 256 KiB.")
    replaces: str = Field("", description="The launch whose next version it is; empty for a new launch.")


@router.post("/preview", response=NewLaunch, url_name="launch-preview", summary="Look a launch file over")
def preview(request: HttpRequest, file: LaunchText) -> dict[str, Any]:
    """What the page of a new launch shows of a file: problems, gates in sentences with their dates, warnings."""
    question = asked(request)
    page = new_launch_of(question, _draft(question, file), shows_errors=True)
    spoken: dict[str, Any] = with_words(page.model_dump(), question.language)
    return spoken


@router.post("", url_name="launch-register", summary="Register a launch file")
def register_file(request: HttpRequest, file: LaunchText) -> Document:
    """`hypercare/launch.v1`: the version that holds from now on. The record names the person or the token."""
    question = asked(request)
    done = register(question.here.house, _draft(question, file), by=question.person.by)
    return registered_document(done) | {"warnings": _thoughts(question, file.text, done) if done.is_new else []}


def _thoughts(question: Asked, text: str, done: Registered) -> list[Document]:
    """What is worth a second thought, in words."""
    arrived = arrived_at(question.here)
    found = second_thoughts(
        done.launch,
        text,
        at=done.registered_at,
        is_first=done.number == 1,
        seen=frozenset(arrived.events) if arrived is not None else None,
        needed=needed_by(question.here),
    )
    spoken: list[Document] = with_words(found, question.language)
    return spoken


def _draft(question: Asked, file: LaunchText) -> Draft:
    over = next_version(question.here.house, file.replaces) if file.replaces else Draft()
    return from_text(file.text, over)
