"""Which addresses and ports may be probed: public ones, and what the installation allows beside them.

Whoever may declare a launch decides what this server requests. Without a limit they could look into its own network:
at services that trust their neighbours, and at the address where a cloud hands out credentials.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from hypercare.model.errors import BadInput
from hypercare.model.probe import ProbeFailure

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
SETTING: Final = "HYPERCARE_PROBE_PRIVATE"
OFF: Final = "off"
PORTS: Final = frozenset({80, 443, *range(8000, 9001)})
"""The web's own ports, and those where services of it usually stand: no mail, no database, no shell."""
NOT_PUBLIC: Final[tuple[Network, ...]] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""Networks of special use, by the registries of IANA. `ipaddress` knows other ones in every release of Python."""
EMBEDDING: Final = ((ip_network("::ffff:0:0/96"), 0), (ip_network("64:ff9b::/96"), 0), (ip_network("2002::/16"), 80))
"""Networks of IPv6 whose addresses hold one of IPv4 (mapped, NAT64, 6to4), and by how many bits it is shifted."""
LOCAL: Final = (ip_network("169.254.0.0/16"), ip_network("fe80::/10"), ip_network("fd00:ec2::/32"),
                ip_network("100.100.100.200/32"))  # fmt: skip
"""Where clouds hand out credentials: a name that is allowed does not lead there, only a network that is."""


@dataclass(frozen=True)
class Allowed:
    """What may be probed beside public addresses: networks, and names of hosts in small letters."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    def refusal(self, host: str, address: Address, port: int) -> ProbeFailure | None:
        """Why an address of a host must not be asked at a port; None where it may. What is named here has any port."""
        if self._is_named(host, address):
            return None
        if not is_public(address):
            return ProbeFailure.PRIVATE
        return None if port in PORTS else ProbeFailure.PORT

    def _is_named(self, host: str, address: Address) -> bool:
        plain = embedded(address) or address
        if any(plain in network for network in self.networks):
            return True
        return host in self.hosts and not any(plain in network for network in LOCAL)


def is_public(address: Address) -> bool:
    """Whether an address is anybody's to ask. One of IPv6 that holds one of IPv4 is as public as that."""
    inner = embedded(address)
    return not any((inner or address) in network for network in NOT_PUBLIC)


def embedded(address: Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 holds."""
    for network, shift in EMBEDDING:
        if address in network:
            return IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
    return None


def read_allowed(text: str) -> Allowed:
    """What `off`, or a list such as `10.0.0.0/8, 127.0.0.1, staging.internal`, allows. Raises `BadInput`."""
    if text.strip().lower() in ("", OFF):
        return Allowed()
    networks: list[Network] = []
    hosts: set[str] = set()
    for item in filter(None, (part.strip().lower() for part in text.split(","))):
        try:
            networks.append(ip_network(item))
        except ValueError:
            hosts.add(_host(item))
    return Allowed(tuple(networks), frozenset(hosts))


def _host(item: str) -> str:
    if "/" in item or ":" in item or "*" in item or not item.isascii() or item == "on":
        raise BadInput(
            f"{item[:80]!r} is no network and no host",
            where=SETTING,
            expected="off, or networks and hosts with commas between, such as 10.0.0.0/8, staging.internal",
        )
    return item


def parsed(text: str) -> Address:
    """An address as the resolver wrote it, without the interface that one of IPv6 may name."""
    return ip_address(text.partition("%")[0])
