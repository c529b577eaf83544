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


def test_every_setting_says_what_it_is() -> None:
    assert all(each.sentence.endswith(".") and each.name.startswith("HYPERCARE_") for each in SETTINGS)
    assert len({each.name for each in SETTINGS}) == len(SETTINGS)
