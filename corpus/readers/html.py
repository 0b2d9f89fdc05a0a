"""Web pages: council sites (ModernGov and others), commissioners' sites, gov.uk."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from corpus.model import Reading
from corpus.readers.characters import collapse
from corpus.readers.encoding import declared_charset, decode
from corpus.readers.html_depth import flatten_if_deep
from corpus.readers.html_walk import Walk

NAME = "html"
VERSION = 2  # raise whenever the same bytes would read differently


def read_html(data: bytes) -> Reading:
    """Read a web page.

    Menus, banners, forms and hidden parts are left out and, where they hold much
    text, noted; if nothing else is left, everything that shows is read instead.

    Raises
    ------
    ReadError
        When the page has more tags than can be parsed safely.
    """
    markup, notes = decode(data, declared_charset(data))
    markup, note = flatten_if_deep(markup)
    noted = [*notes, *([note] if note else [])]
    tree = LexborHTMLParser(markup)
    body = tree.body or tree.root
    walk = Walk()
    if body is not None:
        walk.over(body)
        if not len(walk.blocks.assembly) and walk.dropped:
            walk = Walk(keep_furniture=True)
            walk.over(body)
            noted.append("Nothing but menus and banners would be left, so all of it was read.")
    text, blocks = walk.blocks.assembly.build()
    return Reading(text, blocks, title=_title(tree), notes=(*noted, *walk.notes()))


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return (collapse(node.text(deep=True)) or None) if node is not None else None
