"""Parsing XML from strangers: no entities, no document types, no huge trees."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from corpus.sites.faults import FetchError

_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Word leaves control characters behind that XML does not allow, plain or as references.
_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));",
    re.I,
)


def parse_xml(data: bytes, where: str) -> Any:
    """Return the root element.

    Raises
    ------
    FetchError
        When it is no whole XML, or declares a document type: no answer that we
        ask for needs one, and entities are how a few bytes become gigabytes.
    """
    if _DECLARES.search(data):
        raise FetchError(f"The XML from {where} declares a document type; it is not read.")
    plain = data if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _CONTROL.sub(b"", data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError(
            f"The answer from {where} is not whole XML ({str(error)[:120]})."
        ) from None
    if root.getroottree().docinfo.doctype:
        raise FetchError(f"The XML from {where} declares a document type; it is not read.")
    return root


def local_name(element: Any) -> str:
    """Return an element's name without its namespace, in lower case."""
    tag = element.tag
    return etree.QName(tag).localname.lower() if isinstance(tag, str) else ""


def text_of(element: Any, name: str) -> str:
    """Return the text of the first child of that name, white space collapsed; else ''."""
    for child in element:
        if local_name(child) == name:
            return " ".join("".join(child.itertext()).split())
    return ""
