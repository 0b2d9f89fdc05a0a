"""Walks a parsed page in reading order, without recursion, and feeds `HtmlBlocks`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from corpus.readers import furniture
from corpus.readers.breaks import BREAK
from corpus.readers.html_blocks import HtmlBlocks, Place, Run

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "label",
    }
)
_BOLD = frozenset({"b", "strong"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_TITLE_CLASSES = frozenset({"mgAiTitleTxt", "mgSubTitleTxt", "mgSubSubTitleTxt"})

# Names that ModernGov, CMIS and plain council pages give the furniture around a meeting.
_FURNITURE_IDS = frozenset({"footer", "header", "breadcrumb", "breadcrumbs", "topnav", "leftnav"})
_FURNITURE_CLASSES = frozenset(
    {"mgBreadcrumb", "mgBreadCrumb", "mgBreadCrumbs", "mgFooter", "mgHeader", "mgLeftNav"}
)

_NOTED = 200
"""Characters of dropped furniture worth a note; a menu's few words are not."""


@dataclass(slots=True)
class _Open:
    """An element whose end matters: what held before it began."""

    node: int
    place: Place
    bold: bool
    block: bool
    row: bool


class Walk:
    """One pass over a page's body."""

    def __init__(self, *, keep_furniture: bool = False) -> None:
        self.blocks = HtmlBlocks()
        self.dropped: list[tuple[str, int]] = []
        self._keep = keep_furniture
        self._run = Run()
        self._place = Place()
        self._bold = False
        self._main_depth = 0
        self._failed_checks = 0

    def over(self, root: LexborNode) -> None:
        """Visit everything under ``root``."""
        stack: list[_Open] = []
        top = root.mem_id
        node: LexborNode | None = root
        while node is not None:
            descend = self._enter(node, stack)
            following = node.child if descend else None
            # A text node closes nothing; every element entered is closed here.
            while following is None:
                self._leave(node, stack)
                if node.mem_id == top:
                    self._flush()
                    return
                following = node.next
                if following is None:
                    parent = node.parent
                    if parent is None:
                        self._flush()
                        return
                    node = parent
            node = following

    def _enter(self, node: LexborNode, stack: list[_Open]) -> bool:
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        if not node.is_element_node:
            return False
        tag = node.tag or ""
        if tag == "br":
            self._run.pieces.append(BREAK)
            return False
        if tag in furniture.SILENT_TAGS:
            return False
        attributes = node.attributes
        if attributes and furniture.is_hidden(attributes):
            return False
        if not self._keep and self._is_furniture(node, tag, attributes):
            length = len(node.text(deep=True))
            self.dropped.append((tag, length))
            self._flush()
            return False
        self._open(node, tag, attributes, stack)
        return True

    def _text(self, text: str) -> None:
        if self._place.preformatted:
            text = text.replace("\n", BREAK)
        self._run.text(text, bold=self._bold)

    def _open(
        self,
        node: LexborNode,
        tag: str,
        attributes: dict[str, str | None],
        stack: list[_Open],
    ) -> None:
        style = attributes.get("style") if attributes else None
        bold = tag in _BOLD or bool(style and _BOLD_STYLE.search(style[:1000]))
        if tag in _INLINE:
            if bold:
                stack.append(_Open(node.mem_id, self._place, self._bold, False, False))
                self._bold = True
            return
        self._flush()
        stack.append(_Open(node.mem_id, self._place, self._bold, True, tag in ("tr", "table")))
        if tag in furniture.MAIN_TAGS:
            self._main_depth += 1
        self._bold = self._bold or bold
        self._place = self._place_in(tag, attributes)

    def _place_in(self, tag: str, attributes: dict[str, str | None]) -> Place:
        place = self._place
        names = (attributes.get("class") or "") if attributes else ""
        if names and any(name in _TITLE_CLASSES for name in names.split()):
            place = replace(place, title=True)
        if tag in _HEADINGS:
            return replace(place, heading=_HEADINGS[tag])
        if tag in ("ul", "ol", "menu", "dir"):
            return replace(place, list_depth=min(place.list_depth + 1, 9))
        if tag == "li" and not place.list_depth:
            return replace(place, list_depth=1)
        if tag in ("td", "th"):
            return replace(place, cell=True, header_cell=tag == "th", list_depth=0)
        if tag == "pre":
            return replace(place, preformatted=True)
        return place

    def _leave(self, node: LexborNode, stack: list[_Open]) -> None:
        if not stack or stack[-1].node != node.mem_id:
            return
        left = stack.pop()
        if left.block:
            self._flush()
            if left.row:
                self.blocks.end_row()
            if (node.tag or "") in furniture.MAIN_TAGS:
                self._main_depth -= 1
        self._place, self._bold = left.place, left.bold

    def _flush(self) -> None:
        self.blocks.flush(self._run, self._place)

    def _is_furniture(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in ("html", "body") or tag in furniture.MAIN_TAGS:
            return False
        by_tag = tag in furniture.SITE_TAGS or (tag == "header" and not self._main_depth)
        framed = bool(attributes) and _is_council_furniture(attributes)
        if not (by_tag or framed or (attributes and furniture.is_named_furniture(attributes))):
            return False
        if self._failed_checks > 50:
            # Each check looks through a whole subtree; nested ones would cost n squared.
            return False
        content = "main, article" if tag == "header" else "main, article, h1"
        if framed:
            # An old page may print its title in what it calls its header.
            content = "main, article, h1, h2, h3, table"
        if node.css_first(content) is not None:
            self._failed_checks += 1
            return False
        return True

    def notes(self) -> list[str]:
        """Return what of the page was left out, where it held more than a menu's few words."""
        return [
            f"Left out as page furniture: {length:,} characters in <{tag}>."
            for tag, length in self.dropped
            if length > _NOTED
        ]


def _is_council_furniture(attributes: dict[str, str | None]) -> bool:
    """Tell the frame that council systems set around their pages."""
    names = (attributes.get("class") or "").split()
    return (attributes.get("id") or "").casefold() in _FURNITURE_IDS or any(
        name in _FURNITURE_CLASSES for name in names
    )
