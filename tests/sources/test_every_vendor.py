"""What holds for every vendor that there is, and for every decoder: whatever comes is borne and answered."""

import json
import re
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.model.facts import Decoded, Payload
from hypercare.model.role import Role
from hypercare.sources.debug import DEBUG
from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.registry import decoders, exports, receivers, vendors
from hypercare.sources.webhook.declared import check_mapping
from sources.doors import NOW, SETTINGS, Door, ask, served, token_of

VENDORS = sorted(receivers())
DECODERS = sorted(decoders())
BODIES_A_VENDOR = 40
KEYS = st.sampled_from(
    [
        "event",
        "events",
        "batch",
        "d",
        "type",
        "evtName",
        "evtData",
        "profileData",
        "identity",
        "userId",
        "anonymousId",
        "distinct_id",
        "properties",
        "traits",
        "timestamp",
        "sentAt",
        "messageId",
        "api_key",
        "token",
        "uuid",
        "name",
        "params",
        "client_id",
        "user_id",
        "time",
        "insert_id",
        "ts",
        "key",
        "user",
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["", "u1", "track", "event", "profile", "$identify", "2026-09-22T02:00:00Z", "\u0000", "😺", "NaN"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=14,
)
BODIES = st.binary(max_size=80) | VALUES.map(lambda value: json.dumps(value).encode()) | st.just(b"[" * 5_000)
PATHS = st.sampled_from(
    [
        "track",
        "import",
        "engage",
        "v1/batch",
        "v1/track",
        "v1/identify",
        "batch/",
        "capture/",
        "e/",
        "flags/",
        "decide",
        "2/httpapi",
        "batch",
        "identify",
        "mp/collect",
        "g/collect",
        "1/upload",
        "1/events.json",
        "events",
        "feedback",
        "traits",
        "hook",
        "i/v1/analytics/events",
    ]
) | st.text(max_size=20)
QUERIES = st.dictionaries(
    st.sampled_from(["v", "verbose", "api_secret", "compression", "data", "strict"]), st.text(max_size=8)
)


def headers_of(vendor: str) -> dict[str, str]:
    """A request that may come in: the token in each of the places where a vendor's clients put it."""
    token = token_of(vendor)
    return {"authorization": f"Bearer {token}", "x-clevertap-passcode": token, "x-hypercare-token": token}


@pytest.mark.parametrize("vendor", VENDORS)
@settings(max_examples=BODIES_A_VENDOR)
@given(path=PATHS, body=BODIES, query=QUERIES, method=st.sampled_from(["POST", "GET", "PUT"]))
def test_anything_is_answered_and_what_is_kept_can_be_read(
    vendor: str, path: str, body: bytes, query: dict[str, str], method: str
) -> None:
    outcome = ask(vendor, path, body, query=query, headers=headers_of(vendor), method=method)
    assert 200 <= outcome.answer.status < 600
    assert outcome.events >= 0
    for payload in outcome.payloads:
        assert payload.decoder in decoders()
        assert token_of(vendor).encode() not in payload.body
        assert token_of(vendor) not in json.dumps([payload.headers, payload.query, payload.path])
        rows = decoders()[payload.decoder](payload)
        assert rows == decoders()[payload.decoder](payload)
    if outcome.answer.status >= 400 and not outcome.payloads:
        assert outcome.rejected, "what is turned away is counted by its reason"


@pytest.mark.parametrize("name", DECODERS)
@settings(max_examples=BODIES_A_VENDOR)
@given(body=BODIES, path=PATHS)
def test_every_decoder_bears_anything(name: str, body: bytes, path: str) -> None:
    payload = Payload(name, path, "shop", NOW, body)
    rows = decoders()[name](payload)
    assert isinstance(rows, Decoded)
    assert rows == decoders()[name](payload)
    for row in [*rows.events, *rows.feedback]:
        assert len(row.key) == 16
        json.loads(row.props)


@pytest.mark.parametrize("problem", list(RequestProblem))
@pytest.mark.parametrize("vendor", VENDORS)
def test_every_problem_has_an_answer_that_says_no(vendor: str, problem: RequestProblem) -> None:
    answer = receivers()[vendor].refuse(Request("POST", "track", {}, {}, b"", NOW), problem)
    assert isinstance(answer, Answer)
    # GA4 never says no: its clients would not hear it.
    assert answer.status >= 400 or vendor == "ga4"


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_debug_form_keeps_nothing(vendor: str) -> None:
    door = Door()
    reply = door.ask("POST", f"/ingest/{vendor}/{DEBUG}track", [b"{}"], headers=headers_of(vendor))
    assert reply is not None
    assert reply.status in (200, 204)
    assert door.shelf.payloads == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_vendor_says_what_to_paste(vendor: str) -> None:
    receiver, token = receivers()[vendor], token_of(vendor)
    url = receiver.address(f"http://127.0.0.1:8701/ingest/{vendor}", "shop")
    lines = receiver.client_lines(url, token)
    assert lines
    assert any(url in line or "127.0.0.1:8701" in line for line in lines.values())
    assert token in receiver.try_line(url, token)


@pytest.mark.slow
@pytest.mark.parametrize("vendor", VENDORS)
def test_the_command_to_try_brings_one_record_as_it_is_printed(vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "webhook", {"mapping": check_mapping("event: opened\nuser: id\n")})
    monkeypatch.setitem(SETTINGS, "zendesk", {"signing_secret": "s3cret"})
    receiver = receivers()[vendor]
    with served() as gateway:
        url = receiver.address(f"{gateway.base}/{vendor}", vendor)
        # Zendesk's asks for the signing secret, the others for nothing.
        ran = subprocess.run(
            ["sh", "-c", receiver.try_line(url, token_of(vendor))], input=b"s3cret\n", capture_output=True, check=True
        )
    found = gateway.shelf.decoded()
    assert ran.stderr == b""
    assert (len(found.events) + len(found.feedback), found.rejected) == (1, [])
    if vendor not in SETTINGS:  # whoever tries it again sees another event, not a duplicate
        assert re.fullmatch(r"curl \d{10}", json.loads(found.events[0].props)["from"])


def test_names_are_told_apart() -> None:
    assert len({each.decoder for each in exports().values()}) == len(exports())
    assert all(name == vendor.name for name, vendor in vendors().items())
    assert not {role.value for role in Role} & set(receivers())
