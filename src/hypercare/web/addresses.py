"""Addresses that came from outside, and where they may lead."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(asked: str) -> str:
    """The path if it is one of ours, else the portfolio's: nobody is led to another site."""
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if own else "/"
