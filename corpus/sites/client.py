"""One GET request: streamed, capped, timed, and whole or not at all."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore2

from corpus.sites.addresses import host_of, shown
from corpus.sites.faults import FetchError
from corpus.sites.inflate import inflate
from corpus.sites.network import CheckedNetwork

_SMALL = 65_536
"""Bytes read of an answer whose body nobody wants, to keep the connection."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered to one request.

    ``whole`` tells whether its length was known, so that a body that ends early
    would have been noticed.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool


class Client:
    """Sends GET requests; follows nothing, retries nothing, keeps no cookies.

    Parameters
    ----------
    network
        The way out.
    agent
        The User-Agent.
    timeout
        Seconds for connecting and for each wait.
    longest_answer
        Seconds for one answer altogether.
    trust
        Which certificates are trusted; the system's by default.
    """

    def __init__(
        self,
        network: CheckedNetwork,
        agent: str,
        timeout: float,
        longest_answer: float,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._network = network
        self._agent = agent
        self._timeout = timeout
        self._longest_answer = longest_answer
        self._pool = httpcore2.ConnectionPool(
            ssl_context=trust, network_backend=network, max_connections=4, keepalive_expiry=15.0
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def get(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        """Ask once.

        Raises
        ------
        FetchError
            When there is no whole answer within the limits.
        """
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        address = httpcore2.URL(
            scheme=parts.scheme, host=host_of(url), port=parts.port, target=target or "/"
        )
        sent = {
            "Host": parts.netloc,
            "User-Agent": self._agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            **headers,
        }
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        self._network.deadline = time.monotonic() + self._longest_answer
        try:
            with self._pool.stream(
                "GET", address, headers=list(sent.items()), extensions={"timeout": seconds}
            ) as response:
                return _reply(url, response, max_bytes)
        except httpcore2.TimeoutException:
            raise FetchError(f"{shown(url)} did not answer in time.", again=True) from None
        except httpcore2.RemoteProtocolError as error:
            what = (
                "was cut short"
                if "incomplete" in str(error) or "complete message" in str(error)
                else f"is no proper answer ({str(error)[:100]})"
            )
            raise FetchError(f"The answer from {shown(url)} {what}.", again=True) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise _unreachable(url, error) from None


def _reply(url: str, response: httpcore2.Response, max_bytes: int) -> Reply:
    headers = _headers(response)
    wanted = response.status == 200
    limit = max_bytes if wanted else _SMALL
    declared = headers.get("content-length", "")
    if wanted and declared.isdigit() and int(declared) > limit:
        raise _too_large(url, limit)
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_stream():
        size += len(piece)
        if size > limit:
            if wanted:
                raise _too_large(url, limit)
            break
        pieces.append(piece)
    body = b"".join(pieces) if wanted else b""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if body and packing in ("gzip", "x-gzip", "deflate"):
        body = inflate(body, limit)
    elif body and packing not in ("identity", ""):
        raise FetchError(f"{shown(url)} is packed in a way that was not asked for ({packing}).")
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    return Reply(url, response.status, headers, body, declared.isdigit() or chunked)


def _headers(response: httpcore2.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        try:
            value = raw_value.decode("utf-8")  # some servers send a Location raw
        except UnicodeDecodeError:
            value = raw_value.decode("latin-1")
        name = raw_name.decode("latin-1").lower()
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(
        f"{shown(url)} has more than {limit / 1e6:,.0f} MB.",
        "Raise --max-file-mb if it really is minutes.",
    )


def _unreachable(url: str, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(
                f"The certificate of {host_of(url)} cannot be trusted ({cause.verify_message}).",
                "Open the page in a browser; if that complains too, tell the site's keeper.",
            )
        cause = cause.__cause__ or cause.__context__
    return FetchError(f"{shown(url)} cannot be reached: {str(error)[:200]}.", again=True)
