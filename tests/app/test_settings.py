"""Settings from the environment."""

from pathlib import Path

import pytest

from hypercare.app.settings import SETTINGS, read_settings
from hypercare.model.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]


def test_the_default_install_runs_with_none_set() -> None:
    settings = read_settings({})
    assert settings.data == Path(".hypercare").absolute()
    assert (settings.port, settings.gateway_port, settings.host) == (8700, 8701, "127.0.0.1")
    assert (settings.database_url, settings.lake_url, settings.clock) == (None, None, None)
    assert settings.lake_root == str(settings.data / "lake")


def test_an_empty_variable_is_not_set() -> None:
    assert read_settings({each.name: "" for each in SETTINGS}) == read_settings({})


def test_what_a_verb_was_told_goes_first(tmp_path: Path) -> None:
    assert read_settings({"HYPERCARE_DATA": "/elsewhere"}, data=tmp_path).data == tmp_path
    assert read_settings({"HYPERCARE_DATA": "/elsewhere"}).data == Path("/elsewhere")
    assert read_settings({"HYPERCARE_LAKE_URL": "s3://bucket/lake"}).lake_root == "s3://bucket/lake"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8700.0", "⑧"])
@pytest.mark.parametrize("name", ["HYPERCARE_PORT", "HYPERCARE_GATEWAY_PORT"])
def test_a_port_that_is_none_is_named(name: str, port: str) -> None:
    with pytest.raises(BadInput, match=f"{name}: .* is no port; expected a number from 1 to 65535"):
        read_settings({name: port})


def test_the_pages_are_where_the_settings_say() -> None:
    assert read_settings({}).origin == "http://127.0.0.1:8700"
    assert read_settings({"HYPERCARE_HOST": "0.0.0.0", "HYPERCARE_PORT": "80"}).origin == "http://localhost:80"
    assert read_settings({"HYPERCARE_HOST": "::1"}).origin == "http://[::1]:8700"
    assert read_settings({"HYPERCARE_PUBLIC_URL": "https://HC.example.com/"}).origin == "https://hc.example.com"


@pytest.mark.parametrize(
    "address",
    [
        "hc.example.com",
        "ftp://hc.example.com",
        "https://",
        "https://hc.example.com/deep",
        "https://hc.example.com?x=1",
        "https://user@hc.example.com",
        "https://hc.example.com:port",
        "https://[::1",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(BadInput, match="HYPERCARE_PUBLIC_URL"):
        read_settings({"HYPERCARE_PUBLIC_URL": address})


@pytest.mark.parametrize("visitors", ["on", "yes", "read-write", "OFF"])
def test_pages_are_open_for_reading_or_not_at_all(visitors: str) -> None:
    assert not read_settings({}).has_visitors
    assert read_settings({"HYPERCARE_VISITORS": "read-only"}).has_visitors
    with pytest.raises(BadInput, match="HYPERCARE_VISITORS"):
        read_settings({"HYPERCARE_VISITORS": visitors})


@pytest.mark.parametrize(
    ("issuer", "client", "missing"),
    [
        ("http://accounts.example.com", "hypercare", "HYPERCARE_OIDC_ISSUER"),
        ("accounts.example.com", "hypercare", "HYPERCARE_OIDC_ISSUER"),
        ("https://[::1", "hypercare", "HYPERCARE_OIDC_ISSUER"),
        ("https://accounts.example.com", "", "HYPERCARE_OIDC_CLIENT_ID"),
    ],
    ids=["not encrypted", "no address", "unreadable", "without a client"],
)
def test_a_provider_that_cannot_be_used_is_named(issuer: str, client: str, missing: str) -> None:
    with pytest.raises(BadInput, match=missing):
        read_settings({"HYPERCARE_OIDC_ISSUER": issuer, "HYPERCARE_OIDC_CLIENT_ID": client})


def test_a_provider_is_read() -> None:
    found = {"HYPERCARE_OIDC_ISSUER": "https://accounts.example.com/", "HYPERCARE_OIDC_CLIENT_ID": "hc"}
    oidc = read_settings(found | {"HYPERCARE_OIDC_DOMAIN": "@AntarKilat.example"}).oidc
    assert oidc is not None
    assert (oidc.issuer, oidc.domain) == ("https://accounts.example.com", "antarkilat.example")


def test_every_setting_says_what_it_is() -> None:
    assert all(each.sentence.endswith(".") and each.name.startswith("HYPERCARE_") for each in SETTINGS)
    assert len({each.name for each in SETTINGS}) == len(SETTINGS)


def test_what_may_be_probed_is_read() -> None:
    settings = read_settings({
        "HYPERCARE_PROBE_PRIVATE": "10.0.0.0/8, staging.internal",
        "HYPERCARE_PROBE_SECRET_BULK": "example.com Bearer s3cr3t",
    })  # fmt: skip
    assert settings.probe_allowed.hosts == {"staging.internal"}
    assert settings.probe_secrets["BULK"].value == "Bearer s3cr3t"
    assert "s3cr3t" not in repr(settings)
    assert read_settings({}).probe_secrets == {}
