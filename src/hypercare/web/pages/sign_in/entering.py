"""The last step of every way to sign in."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect

from hypercare.app.usecases.access import sign_in
from hypercare.app.usecases.access.people import PersonView


def signed_in(request: HttpRequest, person: PersonView, following: str) -> HttpResponse:
    """Makes the browser that person's, under a new session and a new token for forms, and goes on."""
    sign_in.begin(request.session, person, request.headers.get("User-Agent", ""))
    rotate_token(request)
    return redirect(following)
