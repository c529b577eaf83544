"""Listening sockets. The supervisor opens them before anything starts and keeps them while children come and go."""

import errno
import socket

from hypercare.model.errors import BadInput, Busy, Unreachable

# Connections that may wait while a gateway is started anew: a second of a busy fleet of clients.
BACKLOG = 2048


def listen(host: str, port: int, flag: str) -> socket.socket:
    """A socket that listens there. Raises `Busy` for a port in use, `BadInput` or `Unreachable` where that cannot be.

    `flag` is the option by which another port is named.
    """
    family, address = _address(host, port)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _unusable(host, port, flag, error) from error
    return listener


def _address(host: str, port: int) -> tuple[int, tuple[object, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise BadInput(
            f"{host!r} is no address of this machine ({error.strerror})",
            where="--host",
            expected="an address or a name, as 127.0.0.1 or 0.0.0.0",
        ) from error
    return found[0][0], found[0][4]


def _unusable(host: str, port: int, flag: str, error: OSError) -> Unreachable:
    if error.errno == errno.EADDRINUSE:
        return Busy(
            f"port {port} is in use by another program",
            where=f"{host}:{port}",
            fix=f"stop that program, or choose another port with {flag}",
        )
    return Unreachable(
        f"port {port} cannot be listened on ({error.strerror})",
        where=f"{host}:{port}",
        fix=f"choose another port with {flag}, or another address with --host",
    )
