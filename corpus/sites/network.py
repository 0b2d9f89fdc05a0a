"""Connecting only to addresses that are public, and to the very one that was checked.

A name is resolved here, every address it has is checked, and the connection goes
to a checked address: a name that resolves to something else a moment later (DNS
rebinding) changes nothing. There is no way round it: the HTTP client has no other
means of connecting. No proxy is used, so that none can connect elsewhere for us.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from corpus.sites.faults import Fault, FetchError

Resolve = Callable[[str, int], list[str]]
"""From a host and port to its addresses, as text."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def why_not_public(address: str) -> str | None:
    """Return in a word why an address may not be connected to, or None if it may.

    >>> why_not_public("10.1.2.3"), why_not_public("::ffff:8.8.8.8"), why_not_public("8.8.8.8")
    ('private', 'IPv6-mapped', None)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "not an address"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return "IPv6-mapped"
        if found.sixtofour is not None or found.teredo is not None:
            return "tunnelled"
        if found in _NAT64:  # how a network without IPv4 reaches IPv4 hosts
            return why_not_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found.is_site_local:
            return "private"
    for is_so, what in (
        (found.is_unspecified, "unspecified"),
        (found.is_loopback, "loopback"),
        (found.is_link_local, "link-local"),
        (found.is_multicast, "multicast"),
        (found.is_private, "private"),
        (found.is_reserved, "reserved"),
        (not found.is_global, "not public"),  # carrier-grade NAT, among others
    ):
        if is_so:
            return what
    return None


def system_resolve(host: str, port: int) -> list[str]:
    """Return every address that the system's resolver gives, in its order.

    Raises
    ------
    OSError
        When there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedNetwork(httpcore2.NetworkBackend):
    """The only way out: resolves, checks, connects, and keeps to a deadline.

    Parameters
    ----------
    private_hosts
        Hosts that may lie at addresses that are not public.
    resolve
        How names become addresses.
    """

    def __init__(
        self, private_hosts: frozenset[str] = frozenset(), resolve: Resolve = system_resolve
    ) -> None:
        self._private_hosts = private_hosts
        self._resolve = resolve
        self._sockets = httpcore2.SyncBackend()
        self.deadline = float("inf")
        """When the answer that is under way must have come (``time.monotonic``)."""

    def left(self, timeout: float | None) -> float:
        """Return how long the next step may take.

        Raises
        ------
        httpcore2.ReadTimeout
            When the deadline has passed.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first checked address that answers.

        Raises
        ------
        FetchError
            When one of the host's addresses is not public (refused).
        httpcore2.ConnectError, httpcore2.ConnectTimeout
            When nothing answers.
        """
        last: Exception = httpcore2.ConnectError("the name has no address")
        for address in self._checked(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options or ()
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
            else:
                return _TimedStream(stream, self)
        raise last

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host} cannot be resolved") from error
        if host.strip("[]") in self._private_hosts:
            return addresses
        for address in addresses:
            reason = why_not_public(address)
            if reason:
                raise FetchError(
                    f"{host} lies at {address}, which is not a public address ({reason}).",
                    "If you mean a site of your own network, name it yourself and add "
                    "--allow-private.",
                    fault=Fault.REFUSED,
                )
        return addresses


class _TimedStream(httpcore2.NetworkStream):
    """A connection on which every wait is cut to what is left of the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, network: CheckedNetwork) -> None:
        self._inner = inner
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _TimedStream(inner, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
