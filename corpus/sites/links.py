"""The links of a web page: where each leads, what it says, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import ReadError
from corpus.readers.encoding import declared_charset, decode
from corpus.readers.html_depth import flatten_if_deep
from corpus.sites.addresses import normalise
from corpus.sites.faults import FetchError

_MOST_LINKS = 5_000
_LONGEST_TEXT = 300
_AROUND = frozenset({"li", "tr", "p", "dd", "dt", "td", "article"})
_NO_PAGE = re.compile(r"\s*(?:#|mailto:|tel:|javascript:|data:|sms:|whatsapp:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page.

    Attributes
    ----------
    url
        Normalised.
    text
        Its own words, or its title where it has none.
    around
        The words of the list entry, table row or paragraph it stands in.
    rel
        How the page says it is related ("next").
    """

    url: str
    text: str
    around: str = ""
    rel: str = ""


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """A page as a list of links: its title, its headings, and the links.

    ``headings`` are those of the first level, ``below`` those of the second;
    ``broken`` the addresses that cannot be understood or asked for, with the reason.
    """

    title: str
    headings: tuple[str, ...]
    links: tuple[Link, ...]
    broken: tuple[tuple[str, str], ...] = ()
    below: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title and the first heading, as one line."""
        return " - ".join(part for part in (self.title, *self.headings[:1]) if part)


def read_links(data: bytes, url: str) -> LinkedPage:
    """Read the links of a page; each address once, with the first words that say anything.

    Raises
    ------
    FetchError
        When the page has more tags than can be parsed safely.
    """
    markup, _ = decode(data, declared_charset(data))
    try:
        markup, _ = flatten_if_deep(markup)
    except ReadError as error:
        raise FetchError(error.message, error.mend) from None
    tree = LexborHTMLParser(markup)
    base_node = tree.css_first("base[href]")
    base = url
    if base_node is not None:
        base = _normalised(base_node.attributes.get("href") or "", url)[0] or url
    found: dict[str, Link] = {}
    broken: dict[str, str] = {}
    for node in tree.css("a[href], link[rel~=next][href]")[:_MOST_LINKS]:
        href = node.attributes.get("href") or ""
        if not href.strip() or _NO_PAGE.match(href):
            continue
        there, reason = _normalised(href, base)
        if there is None:
            broken.setdefault(href[:_LONGEST_TEXT], reason)
            continue
        link = Link(there, _words(node), _around(node), (node.attributes.get("rel") or "").lower())
        before = found.get(there)
        if before is None or (link.text and not before.text):
            found[there] = link
    title = tree.css_first("title")
    headings, below = (
        tuple(filter(None, (_text(h) for h in tree.css(level)[:20]))) for level in ("h1", "h2")
    )
    return LinkedPage(
        _text(title) if title is not None else "",
        headings,
        tuple(found.values()),
        tuple(broken.items()),
        below,
    )


def _normalised(href: str, base: str) -> tuple[str | None, str]:
    try:
        return normalise(href, base), ""
    except FetchError as error:
        return None, error.message


def _words(node: LexborNode) -> str:
    attributes = node.attributes
    return (
        _text(node)
        or _collapse(attributes.get("aria-label") or "")
        or _collapse(attributes.get("title") or "")
    )


def _around(node: LexborNode) -> str:
    parent = node.parent
    for _ in range(4):
        if parent is None:
            break
        if parent.tag in _AROUND:
            text = _text(parent)
            if parent.tag != "td" or len(text) > len(_text(node)):
                return text
        parent = parent.parent
    return ""


def _text(node: LexborNode) -> str:
    return _collapse(node.text(deep=True, separator=" "))


def _collapse(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TEXT]
