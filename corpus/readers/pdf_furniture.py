"""Page headers, footers and page numbers: what stands at the edge of page after page.

Furniture is known by repetition: the same text, figures aside, at about the same height
on many of the pages. The first page may differ, and so may left and right pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from corpus.readers import headings
from corpus.readers.characters import marker_length
from corpus.readers.pdf_lines import line_from, lines_of
from corpus.readers.pdf_owners import Column, find_column
from corpus.readers.pdf_spans import Page, Span

_NUMBER = r"(?:\d{1,4}|[ivxl]{1,6})"
_PAGE_NUMBER = re.compile(
    rf"(?:page\s*)?[-–|]?\s*{_NUMBER}\s*[-–|]?(?:\s*(?:of|/)\s*\d{{1,4}})?\s*", re.I
)
_SAYS_PAGE = re.compile(rf"page\s*{_NUMBER}\b|\d{{1,4}}\s*(?:of|/)\s*\d{{1,4}}", re.I)
_ANY_NUMBER = re.compile(r"\d+")
_OWN_NUMBER = re.compile(r"^\d+|\d+$|(?<=page )\d+|\d+(?=(?: of |/)\d+$)")
_LONG = 70
"""Characters; headers and footers are seldom longer."""

_EDGE = 0.13
"""Share of the page's height, at either end, in which furniture stands."""

_MARGIN = 0.09
"""Share of the page's height in which a number by itself is the page's, if set apart."""

_DEEPEST = 6
"""Lines of a header or footer; a registered office's address takes four."""

_REPEATS = 0.4
"""Share of the pages that must repeat a line (left and right pages may differ)."""

_FEW_PAGES = 3
"""Up to here two pages alike are enough, so only what nothing stands outside of counts."""

_EVEN = 12.0
"""Points; how far a line may move from page to page."""


@dataclass(slots=True)
class Furniture:
    """What was set apart of one page.

    Attributes
    ----------
    above, below
        The lines of its header and footer, top to bottom.
    column
        The ACTION column, where the page repeats the titles of a table's columns.
    """

    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    column: Column | None = None


@dataclass(slots=True)
class _Edge:
    """A line at the edge of a page; ``depth`` is its distance (points) from that edge."""

    key: str
    text: str
    top: bool
    depth: float
    gap: float
    size: float
    spans: list[Span]
    column: Column | None


def set_furniture_apart(pages: list[Page]) -> list[Furniture]:
    """Take the furniture out of the pages' spans; return it page by page."""
    candidates = [_edges(page) for page in pages]
    places: dict[tuple[str, bool], dict[int, list[float]]] = defaultdict(dict)
    for index, lines in enumerate(candidates):
        for line in lines:
            places[line.key, line.top].setdefault(index, []).append(line.depth)
    filled = sum(bool(page.spans) for page in pages)
    needed = max(2, _REPEATS * filled)
    titles: set[str] = set()
    result: list[Furniture] = []
    for page, lines in zip(pages, candidates, strict=True):
        made = Furniture()
        taken: set[int] = set()
        outermost = {True: True, False: True}
        for line in lines:
            alike = sum(
                any(abs(other - line.depth) <= _EVEN for other in depths)
                for depths in places[line.key, line.top].values()
            )
            if _is_furniture(line, alike >= needed, page, titles) and (
                outermost[line.top] or filled > _FEW_PAGES
            ):
                (made.above if line.top else made.below).append(line.text)
                taken.update(map(id, line.spans))
                made.column = line.column or made.column
            else:
                outermost[line.top] = False
        made.below.reverse()
        if len(taken) < len(page.spans):
            page.spans = [span for span in page.spans if id(span) not in taken]
        else:
            # A page of nothing but repeated lines is a form or a divider: keep its text.
            made = Furniture()
        made.above += page.asides
        titles.update(_titles(page))
        result.append(made)
    return result


def _is_furniture(line: _Edge, repeated: bool, page: Page, titles: set[str]) -> bool:
    if line.column is not None:
        # The titles of a table's columns are furniture where they are printed again.
        return line.key in titles
    if line.spans[0].x > 0.6 * page.width and headings.is_owner(line.text):
        return False
    is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
    if marker_length(line.text) and not is_number:
        return False
    if repeated or not is_number:
        return repeated
    own = re.sub(r"\D", "", line.text) == str(page.number)
    alone = line.depth < _MARGIN * page.height and line.gap > 1.8 * line.size
    return own or alone or bool(_SAYS_PAGE.search(line.text))


def _edges(page: Page) -> list[_Edge]:
    """Return the lines at both edges of a page, at each the outermost first."""
    groups = lines_of(page.spans)
    if not groups:
        return []
    high, low = max(page.height, groups[0][0].y), min(0.0, groups[-1][0].y)
    reach = _EDGE * (high - low)
    found: list[_Edge] = []
    for top in (True, False):
        ordered = groups if top else groups[::-1]
        for index, group in enumerate(ordered[:_DEEPEST]):
            line = line_from(group)
            depth = high - line.y if top else line.y - low
            if depth >= reach or any(held.spans[0] is group[0] for held in found):
                break
            inner = ordered[index + 1][0].y if index + 1 < len(ordered) else None
            gap = abs(line.y - inner) if inner is not None else reach
            key = "#" if _PAGE_NUMBER.fullmatch(line.text) else _key(line.text)
            column = find_column(group, page.width)
            found.append(_Edge(key, line.text, top, depth, gap, line.size, group, column))
    return found


def _titles(page: Page) -> set[str]:
    """Return the keys of the page's lines that title the columns of an ACTION table."""
    return {
        _key(line_from(group).text)
        for group in lines_of(page.spans)
        if find_column(group, page.width) is not None
    }


def _key(text: str) -> str:
    # A line as long as prose is the same only with its numbers, but for the page's own.
    numbers = _OWN_NUMBER if len(text) > _LONG else _ANY_NUMBER
    return numbers.sub("#", text.casefold())
