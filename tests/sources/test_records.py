"""Cutting a body into records, mending what clients do to text, and blanking secrets."""

import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.sources.keys import RetryKeys, vendor_key
from hypercare.sources.mixpanel.form import form_of
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Request
from hypercare.sources.records import SALVAGE_TOKENS, check_nested, recombined, split, without_secrets

CUTS = {
    "array": (b'[{"a":1}, 2 ,"x,]"]', [b'{"a":1}', b"2", b'"x,]"']),
    "object": (b' {"a":1} ', [b'{"a":1}']),
    "empty array": (b"[]", []),
    "one bad": (b'[{"a":NaN},{"b":"\\"]"}]', [b'{"a":NaN}', b'{"b":"\\"]"}']),
    "bad and empty places": (b"[NaN,,]", [b"NaN", b"", b""]),
}


@pytest.mark.parametrize(("body", "records"), CUTS.values(), ids=CUTS)
def test_split(body: bytes, records: list[bytes]) -> None:
    assert split(body) == records


@pytest.mark.parametrize("body", [b"", b"{", b"[", b"[1", b"[1]]", b'["', b"[1] 2", b"nan", b"[" * 10, b"{NaN}"])
def test_no_records(body: bytes) -> None:
    with pytest.raises(Unfit) as caught:
        split(body)
    assert caught.value.reason is Reason.INVALID_JSON


def test_cutting_by_hand_has_an_end() -> None:
    assert len(split(b"[NaN," + b"1," * (SALVAGE_TOKENS - 10) + b"1]")) == SALVAGE_TOKENS - 8
    with pytest.raises(Unfit):
        split(b"[NaN," + b"1," * SALVAGE_TOKENS + b"1]")


@given(st.lists(st.recursive(st.none() | st.text(), st.lists, max_leaves=5), max_size=5))
def test_cutting_by_hand_agrees_with_the_parser(values: list[Any]) -> None:
    plain = json.dumps(values).encode()
    with_bad = json.dumps([float("nan"), *values]).encode()
    assert [json.loads(raw) for raw in split(plain)] == values
    assert [json.loads(raw) for raw in split(with_bad)][1:] == values


TEXTS = {
    "plain": ("ümlaut", "ümlaut".encode()),
    "emoji in UTF-8": ("😺", "😺".encode()),
    "emoji in two surrogates": ("😺", b"\xed\xa0\xbd\xed\xb8\xba"),
    "half an emoji": ("a\ufffdb", b"a\xed\xa0\xbdb"),
    "both": ("ü😺", "ü".encode() + b"\xed\xa0\xbd\xed\xb8\xba"),
}


@pytest.mark.parametrize(("text", "sent"), TEXTS.values(), ids=TEXTS)
def test_surrogates_are_recombined(text: str, sent: bytes) -> None:
    assert recombined(sent).decode() == text


def test_what_is_not_utf8_at_all_stays() -> None:
    assert recombined(b"\xff\xed\xa0\xbd") == b"\xff\xed\xa0\xbd"


@given(st.binary(max_size=40) | st.text(alphabet="%=0aFg+ {&.\n", max_size=20).map(str.encode))
def test_forms_are_unquoted_as_the_standard_library_does(value: bytes) -> None:
    value = value.replace(b"&", b"")
    form = form_of(Request("POST", "track", {}, {}, b"data=" + value, 0))
    assert form.data == unquote_to_bytes(value.replace(b"+", b" "))


SECRETS = {
    "token": ('{"token":"s3cret","a":1}', '{"token":"","a":1}'),
    "profile's": ('{"$token" : "s3cret"}', '{"$token" : ""}'),
    "escaped quote": (r'{"token":"s3\"cret"}', '{"token":""}'),
    "torn": ('{"token":"s3cr', '{"token":""'),
    "secret of an old client": ('{"api_secret":"s3cret"}', '{"api_secret":""}'),
}


@pytest.mark.parametrize(("raw", "shown"), SECRETS.values(), ids=SECRETS)
def test_secrets_are_blanked(raw: str, shown: str) -> None:
    assert without_secrets(raw.encode()) == shown


def test_nesting_is_counted_per_branch() -> None:
    check_nested({"a": [[[1]]], "b": {"c": 1}}, "p", items=3, depth=3)
    with pytest.raises(Unfit, match="deeper than 3"):
        check_nested({"a": 1, "b": [[[[1]]]]}, "p", items=3, depth=3)
    with pytest.raises(Unfit, match="more than 3"):
        check_nested({"a": {"b": [1, 2, 3, 4]}}, "p", items=3, depth=3)


def test_parts_of_a_key_cannot_run_together() -> None:
    keys = {
        vendor_key("shop", "ab", 1, "c", "d"),
        vendor_key("shop", "a", 1, "bc", "d"),
        vendor_key("shop", "ab", 1, "", "cd"),
        vendor_key("shopa", "b", 1, "c", "d"),
        vendor_key("shop", "ab", None, "c", "d"),
    }
    assert len(keys) == 5


@given(st.lists(st.sampled_from([b"a", b"b"]), max_size=6), st.binary(max_size=3), st.binary(max_size=3))
def test_retry_keys_are_one_to_one(records: list[bytes], scope: bytes, other: bytes) -> None:
    def keys(named: bytes) -> list[bytes]:
        retry = RetryKeys(named)
        return [retry.key(record) for record in records]

    assert keys(scope) == keys(scope)
    assert len(set(keys(scope))) == len(records)
    if scope != other:
        assert not set(keys(scope)) & set(keys(other))
