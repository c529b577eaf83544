"""Which addresses may be probed: public ones, and what the installation allows."""

from ipaddress import IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.app.probing.addresses import PORTS, Allowed, is_public, read_allowed
from hypercare.app.probing.secrets import read_secrets
from hypercare.model.errors import BadInput
from hypercare.model.probe import ProbeFailure

PUBLIC = ["93.184.216.34", "1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
          "2002:808:808::1", "172.15.255.255", "172.32.0.1", "192.167.255.255", "100.63.255.255"]  # fmt: skip
NOT_PUBLIC = ["127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
              "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "203.0.113.9",
              "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "fc00::1",
              "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "2001::1",
              "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::",
              "2002:a00:1::1"]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_nobodys_to_ask(address: str) -> None:
    assert not is_public(ip_address(address))
    assert Allowed().refusal("example.com", ip_address(address), 443) is ProbeFailure.PRIVATE


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_an_embedded_address_is_as_public_as_itself(address: object, network: str) -> None:
    inside = IPv6Address(int(IPv6Address(network)) + int(address))  # type: ignore[call-overload]  # one of IPv4
    assert is_public(inside) == is_public(address)  # type: ignore[arg-type]  # as above


@given(st.ip_addresses(v=4))
def test_nothing_that_python_knows_as_local_is_public(address: object) -> None:
    told = ip_address(str(address))
    local = told.is_private or told.is_loopback or told.is_link_local or told.is_multicast or told.is_reserved
    assert not (local and is_public(told))


@pytest.mark.parametrize(
    ("allowed", "host", "address", "port", "refusal"),
    [
        ("off", "example.com", "8.8.8.8", 443, None),
        ("off", "example.com", "8.8.8.8", 8443, None),
        ("off", "example.com", "8.8.8.8", 22, "port"),
        ("off", "example.com", "8.8.8.8", 6379, "port"),
        ("off", "example.com", "10.0.0.1", 22, "private"),
        ("10.0.0.0/8", "staging", "10.0.0.1", 22, None),
        ("10.0.0.0/8", "staging", "::ffff:10.0.0.1", 80, None),
        ("10.0.0.0/8", "staging", "192.168.0.1", 80, "private"),
        ("staging.internal", "staging.internal", "192.168.0.1", 3000, None),
        ("staging.internal", "other.internal", "192.168.0.1", 80, "private"),
        ("staging.internal", "staging.internal", "169.254.169.254", 80, "private"),
        ("staging.internal", "staging.internal", "fd00:ec2::254", 80, "private"),
        ("169.254.169.254", "metadata", "169.254.169.254", 80, None),
        ("::1", "localhost", "::1", 5000, None),
    ],
)
def test_what_is_allowed(allowed: str, host: str, address: str, port: int, refusal: str | None) -> None:
    assert read_allowed(allowed).refusal(host, ip_address(address), port) == refusal


def test_the_ports_are_those_of_the_web() -> None:
    assert {80, 443, 8000, 8443, 9000} <= PORTS
    assert not {22, 25, 3306, 5432, 6379, 9001, 9200} & PORTS


@pytest.mark.parametrize("text", ["10.0.0.1/8", "10.0.0.0/33", "http://staging", "*.internal", "on", "stagíng"])
def test_what_allows_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="HYPERCARE_PROBE_PRIVATE"):
        read_allowed(text)


def test_nothing_is_allowed_by_default() -> None:
    assert read_allowed("") == read_allowed(" OFF ") == Allowed()


def test_secrets_are_bound_to_hosts_and_not_shown() -> None:
    found = read_secrets({"HYPERCARE_PROBE_SECRET_BULK": "a.example.com,B.example.com Bearer s3cr3t", "HOME": "/"})
    assert found["BULK"].hosts == {"a.example.com", "b.example.com"}
    assert found["BULK"].value == "Bearer s3cr3t"
    assert "s3cr3t" not in f"{found} {found['BULK']}"


@pytest.mark.parametrize(
    "text", ["s3cr3t", "https://example.com s3cr3t", "example.com s3c\nr3t", "example.com s3cr3t…"]
)
def test_a_secret_without_a_host_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(BadInput, match="HYPERCARE_PROBE_SECRET_BULK") as refused:
        read_secrets({"HYPERCARE_PROBE_SECRET_BULK": text})
    assert "s3c" not in str(refused.value)
