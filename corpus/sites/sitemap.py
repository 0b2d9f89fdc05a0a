"""Sitemaps: the addresses a site lists of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.sites.addresses import normalise, shown
from corpus.sites.faults import FetchError
from corpus.sites.inflate import GZIP, inflate
from corpus.sites.safe_xml import local_name, parse_xml, text_of

_MOST_ADDRESSES = 50_000
"""What one sitemap may hold, says its standard."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap lists: pages, and further sitemaps; ``left`` counts what was too much."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]
    left: int = 0


def read_sitemap(data: bytes, url: str, max_bytes: int) -> Sitemap | None:
    """Read a sitemap, packed or not; None when the data is something else.

    Raises
    ------
    FetchError
        When it is a sitemap that is damaged, hostile or too large.
    """
    if data.startswith(GZIP):
        data = inflate(data, max_bytes)
    head = data[:2_000].lower()
    if b"<urlset" not in head and b"<sitemapindex" not in head:
        return None
    root = parse_xml(data, shown(url))
    kind = local_name(root)
    if kind not in ("urlset", "sitemapindex"):
        return None
    found, left = _addresses(root, url)
    if kind == "sitemapindex":
        return Sitemap((), found, left)
    return Sitemap(found, (), left)


def _addresses(root: Any, url: str) -> tuple[tuple[str, ...], int]:
    found: dict[str, None] = {}
    left = 0
    for entry in root:
        if local_name(entry) not in ("url", "sitemap"):
            continue
        if len(found) >= _MOST_ADDRESSES:
            left += 1
            continue
        try:
            found.setdefault(normalise(text_of(entry, "loc"), url))
        except FetchError:
            left += 1
    return tuple(found), left
