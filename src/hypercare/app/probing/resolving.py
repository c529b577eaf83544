"""From the name of a host to its addresses: a port, so that tests can stand in for the network."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from hypercare.app.probing.addresses import Address, parsed

Resolver = Callable[[str, int], Awaitable[tuple[Address, ...]]]
"""The addresses of a host, in the order in which they are to be tried. Raises `OSError` where there is none."""
LOOK_UPS = 8
"""Names that are looked up at a time: the system's resolver holds a thread for as long as it waits."""


async def resolve(host: str, port: int) -> tuple[Address, ...]:
    """What the system's resolver says."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), _look_up, host, port)


def _look_up(host: str, port: int) -> tuple[Address, ...]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(parsed(str(place[0])) for *_, place in found))


@cache
def _threads() -> ThreadPoolExecutor:
    """Threads of our own: those of a loop would keep it from ending while a name server is silent."""
    return ThreadPoolExecutor(LOOK_UPS, thread_name_prefix="resolve")
