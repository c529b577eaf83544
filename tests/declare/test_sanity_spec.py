"""Sanity checks as declared: what is read, and what is refused in which words."""

from datetime import timedelta

import pytest

from hypercare.declare.launch_file import read_launch
from hypercare.model.errors import InvalidFile
from hypercare.model.probe import ManualCheck, Method, Probe, SanityCheck, Statuses

FILE = """\
launch: biza
title: Biza
live: 2026-09-22T02:00
timezone: UTC
segment: all
business_cycle: calendar month
sanity: [{}]
metrics: {{opens: {{count: opened}}}}
gates: {{day 30: {{opens: {{success: 1}}}}}}
"""
URL = "https://example.com/x"
PAGE = f'name: p, get: "{URL}"'


def declared(*checks: str) -> tuple[SanityCheck, ...]:
    return read_launch(FILE.format(", ".join(f"{{{each}}}" for each in checks)), file="biza.yaml").sanity


@pytest.mark.parametrize(
    ("written", "check"),
    [
        pytest.param(PAGE, Probe("p", URL), id="an address"),
        pytest.param(f'name: p, head: "{URL}"', Probe("p", URL, Method.HEAD), id="its head"),
        pytest.param(f"{PAGE}, expect: 204", Probe("p", URL, expect=Statuses(((204, 204),))), id="a status"),
        pytest.param(f"{PAGE}, expect: 200-299", Probe("p", URL, expect=Statuses(((200, 299),))), id="a range"),
        pytest.param(
            f'{PAGE}, expect: [200, "300 - 399"]',
            Probe("p", URL, expect=Statuses(((200, 200), (300, 399)))),
            id="a list",
        ),
        pytest.param(f"{PAGE}, within: 800 ms", Probe("p", URL, within=timedelta(milliseconds=800)), id="within"),
        pytest.param(f"{PAGE}, contains: on", Probe("p", URL, contains="on"), id="contains"),
        pytest.param(
            f'{PAGE}, json: {{data.items.0.id: 3, ok: true, "0": on}}',
            Probe("p", URL, json={"data.items.0.id": 3, "ok": True, "0": "on"}),
            id="json",
        ),
        pytest.param(
            f"{PAGE}, certificate: 2 weeks", Probe("p", URL, certificate=timedelta(days=14)), id="certificate"
        ),
        pytest.param(f"{PAGE}, every: 1 minute", Probe("p", URL, every=timedelta(minutes=1)), id="every"),
        pytest.param(f"{PAGE}, redirects: true", Probe("p", URL, follows=True), id="redirects"),
        pytest.param(
            f"{PAGE}, headers: {{X-Api-Key: $BULK_2}}", Probe("p", URL, headers={"X-Api-Key": "BULK_2"}), id="a secret"
        ),
        pytest.param("name: p, by: E. Lestari", ManualCheck("p", "E. Lestari"), id="by hand"),
    ],
)
def test_a_check(written: str, check: SanityCheck) -> None:
    assert declared(written) == (check,)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        pytest.param(
            "name: p", "names nothing to ask, expected get: ADDRESS, head: ADDRESS, or by: NAME", id="nothing"
        ),
        pytest.param(f"{PAGE}, by: E. Lestari", "names get and by", id="two things"),
        pytest.param(
            "name: p, by: E. Lestari, within: 1 second", "a check by hand asks for nothing", id="by hand, within"
        ),
        pytest.param("name: p, by: E, json: {a: 1}", "a check by hand asks for nothing", id="by hand, json"),
        pytest.param('name: p, get: "https://a:b@example.com/"', "without a user name in it", id="a password"),
        pytest.param('name: p, get: "https://example.com\\\\@evil.com/"', "is not an address", id="a backslash"),
        pytest.param('name: p, get: "ftp://example.com/"', "is not an address", id="another scheme"),
        pytest.param(f"{PAGE}, expect: 600", "600 is no HTTP status", id="no status"),
        pytest.param(f"{PAGE}, expect: 299-200", "is no HTTP status", id="a range backwards"),
        pytest.param(f"{PAGE}, expect: []", "the list has 0 statuses", id="no statuses"),
        pytest.param(f"{PAGE}, within: 11 seconds", "out of range, expected 1 ms to 10 seconds", id="too patient"),
        pytest.param(f"{PAGE}, every: 30 seconds", "out of range, expected 1 minute to 1 day", id="too often"),
        pytest.param(f"{PAGE}, every: 2 days", "out of range, expected 1 minute to 1 day", id="too seldom"),
        pytest.param(f"{PAGE}, certificate: 2 hours", "out of range, expected 1 day to 398 days", id="too late"),
        pytest.param(f"{PAGE}, json: {{$.data.status: ok}}", "nearest: data.status", id="another tool's path"),
        pytest.param(f"{PAGE}, json: {{a..b: ok}}", "is no path", id="a path with a hole"),
        pytest.param(f"{PAGE}, json: {{a: [1]}}", "is no single value", id="a list as value"),
        pytest.param(f"{PAGE}, json: {{}}", "names no values", id="no paths"),
        pytest.param(f'name: p, head: "{URL}", contains: x', "the head of an answer has no body", id="a head's body"),
        pytest.param(
            'name: p, get: "http://example.com/", certificate: 1 day', "only https:// has", id="no certificate"
        ),
        pytest.param(f"{PAGE}, headers: {{Host: $A}}", "cannot be sent", id="our own header"),
        pytest.param(f"{PAGE}, headers: {{Cookie: $A}}", "cannot be sent", id="a cookie"),
        pytest.param(
            'name: p, get: "http://example.com/", headers: {X: $A}', "for all to read", id="a secret in the open"
        ),
        pytest.param(f"{PAGE}, redirects: yes", "redirects", id="yes is text"),
    ],
)
def test_a_check_that_cannot_be(written: str, problem: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        declared(written)
    assert problem in str(refused.value)


def test_a_secret_that_stands_in_the_file_is_not_repeated() -> None:
    with pytest.raises(InvalidFile) as refused:
        declared(f"{PAGE}, headers: {{Authorization: Bearer s3cr3t}}")
    assert "no secret stands in this file" in str(refused.value)
    assert "s3cr3t" not in str(refused.value)


def test_names_are_told_apart() -> None:
    with pytest.raises(InvalidFile, match='sanity names "p" twice'):
        declared(PAGE, "name: p, by: E. Lestari")
