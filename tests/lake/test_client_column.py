"""The platform of each event's client: told by whatever the client writes, bounded whatever is sent."""

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.launch_scope import client_key, properties
from hypercare.lake.client_column import clients_of
from hypercare.model.clients import CLIENTS
from hypercare.model.sequences import CLIENT
from hypercare.model.tracking import TrackedEvent

GATE = gate(30, asks("completion", 0.5, 0.4))


def read(props: list[str | None], libs: list[str | None]) -> list[str | None]:
    found = clients_of(pa.chunked_array([props], pa.string()), pa.chunked_array([libs], pa.string()))
    return [None if text is None else json.loads(text) for text in found.to_pylist()]


@pytest.mark.parametrize(
    ("properties", "lib", "client"),
    [
        ({"platform": "Android"}, None, "android"),
        ({"platform": "", "$os": "iPhone OS"}, None, "ios"),
        ({"$lib": "web", "$os": "Android"}, None, "web"),
        ({"context.library.name": "analytics-kotlin"}, None, "android"),
        ({"context.library.name": "analytics-java"}, None, None),
        ({"context.library.name": "com.rudderstack.android.sdk"}, None, "android"),
        ({"$lib": "posthog-node", "$os": "Android"}, None, None),
        ({"$lib": "python", "$os": "iOS"}, "posthog-ios", None),
        ({"platform": 3}, "amplitude-ios 8.1", "ios"),
        ({}, "posthog-js", "web"),
        ({}, None, None),
    ],
    ids=str,
)
def test_how_clients_tell_their_platform(properties: dict[str, Any], lib: str | None, client: str | None) -> None:
    text = json.dumps(properties)
    assert read([text, None], [lib, None]) == [client, None]
    coded = clients_of(
        pa.chunked_array([pa.array([text, text, None]).dictionary_encode()]),
        pa.chunked_array([pa.array([lib, lib, None], pa.string()).dictionary_encode()]),
    )
    assert [None if each is None else json.loads(each) for each in coded.to_pylist()] == [client, client, None]


@settings(max_examples=60)
@given(st.lists(st.text() | st.builds(lambda value: json.dumps({"platform": value}), st.text()), max_size=20))
def test_whatever_is_sent_there_are_three(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    found = read([*texts], [None] * len(texts))
    assert len(found) == len(texts)
    assert set(found) <= {None, *CLIENTS}


def test_sequences_hold_it_though_nobody_declares_it() -> None:
    launch = a_launch(GATE)
    assert client_key(launch) == CLIENT in properties(launch)
    told = Told().add("u", "opened", day(0), platform="iOS").add("u", "order", day(1), **{"$lib": "web"})
    (bucket,) = Facts(launch, told).buckets(launch.unit)
    column = bucket.columns[CLIENT]
    assert [column.values[code] for code in column.codes] == ["ios", "web"]


def test_what_is_declared_goes_first() -> None:
    assert client_key(a_launch(GATE, segments=("platform",))) == "platform"
    planned = {"opened": TrackedEvent("opened", platform_in="till")}
    assert client_key(a_launch(GATE, segments=("platform",), tracking=planned)) == "till"
    assert "till" in properties(a_launch(GATE, tracking=planned))
