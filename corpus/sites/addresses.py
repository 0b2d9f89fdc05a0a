"""Web addresses: one written form for each, and a key that outlives a change to https."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from corpus.errors import UsageError
from corpus.sites.faults import Fault, FetchError

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}")
_SESSION = re.compile(r"/\(S\([^()/]{0,100}\)\)", re.IGNORECASE)
_SECRET = re.compile(
    r"(?i)([?&][^=&]*(?:pass|token|secret|key|sig|auth)[^=&]*=)[^&]+",
)
_USER = re.compile(r"(?<=//)[^/?#]*@")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"


def normalise(address: str, base: str | None = None) -> str:
    """Return the one form in which an address is asked for and kept.

    The host is in lower case and in ASCII, the usual port, the fragment and a
    ModernGov session part are left out, and what is not plain is escaped.

    Raises
    ------
    FetchError
        When it is no address of a page (refused): another scheme, no host, a
        user name or password in it, or too long.
    """
    written = re.sub(r"[\t\r\n]", "", address).strip()
    try:
        parts = urlsplit(urljoin(base, written) if base else written)
        port = parts.port
        host = _host(parts.hostname or "")
    except (ValueError, UnicodeError):
        raise _refused(f"The address {shown(written)} cannot be understood.") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _refused(f"{shown(written)} is not an http or https address.")
    if parts.username is not None or parts.password is not None:
        raise _refused(
            f"The address {shown(written)} holds a user name or password.",
            "Take it out: only what is published to everyone is fetched.",
        )
    if not host or "\\" in written:
        raise _refused(f"The address {shown(written)} cannot be understood.")
    place = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[scheme]:
        place += f":{port}"
    path = quote(_SESSION.sub("", parts.path) or "/", safe=_PATH_SAFE)
    made = urlunsplit((scheme, place, path, quote(parts.query, safe=_QUERY_SAFE), ""))
    if len(made) > _LONGEST:
        raise _refused(f"The address {shown(made)[:100]}... is longer than {_LONGEST} characters.")
    return made


def given_address(address: str) -> str:
    """Return an address that a person typed; one without a scheme is taken as https.

    Raises
    ------
    UsageError
        When it is no address of a page.
    """
    written = address.strip()
    if "://" not in written:
        written = f"https://{written}"
    try:
        return normalise(written)
    except FetchError as error:
        raise UsageError(error.message, error.mend) from None


def key_of(url: str) -> str:
    """Return what an address is known by: itself without its scheme.

    A site that moves from http to https publishes no second set of minutes. The
    ``web:`` in its place keeps an address from being taken for a path.
    """
    return "web:" + url.partition(":")[2]


def host_of(url: str) -> str:
    """Return the host of a normalised address, without brackets or port."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Return scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def site_name(host: str) -> str:
    """Return a host without its ``www.``: both are one site."""
    return host.removeprefix("www.")


def path_of(url: str) -> str:
    """Return the path of an address, unescaped."""
    return unquote(urlsplit(url).path)


def file_name(url: str) -> str:
    """Return the last part of the path, unescaped; empty for a folder."""
    return path_of(url).rpartition("/")[2]


def suffix_of(url: str) -> str:
    """Return the ending of the file name, in lower case ('' where there is none)."""
    return PurePosixPath(file_name(url)).suffix.lower()


def parameters(url: str) -> dict[str, str]:
    """Return the query's parameters by their names in lower case; the first of each."""
    found: dict[str, str] = {}
    try:
        pairs = parse_qsl(urlsplit(url).query, max_num_fields=100)
    except ValueError:  # more fields than any page of ours has
        return {}
    for name, value in pairs:
        found.setdefault(name.lower(), value)
    return found


def shown(url: str) -> str:
    """Return an address as it may be printed: without passwords and tokens."""
    return _SECRET.sub(r"\1***", _USER.sub("", url))[:_LONGEST]


def _host(host: str) -> str:
    plain = host.rstrip(".").lower()
    if not plain.isascii():
        plain = plain.encode("idna").decode("ascii")
    return plain if _HOST.fullmatch(plain) else ""


def _refused(message: str, mend: str | None = None) -> FetchError:
    return FetchError(message, mend, fault=Fault.REFUSED)
