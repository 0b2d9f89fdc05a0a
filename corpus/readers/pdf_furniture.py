"""Page headers, footers and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import defaultdict

from corpus.readers.pdf_lines import line_from, lines_of
from corpus.readers.pdf_spans import Page, Span

_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I
)
_EDGE = 0.13
"""Share of the text's height, at either end, in which furniture stands."""

_REPEATS = 0.4
"""Share of the pages that must repeat a line (left and right pages may differ)."""


def set_furniture_apart(pages: list[Page]) -> list[tuple[list[str], list[str]]]:
    """Take the furniture out of the pages' spans; return each page's header and footer lines."""
    candidates = [_edge_lines(page) for page in pages]
    places: dict[str, dict[int, list[float]]] = defaultdict(dict)
    for index, lines in enumerate(candidates):
        for key, y, _, _, _ in lines:
            places[key].setdefault(index, []).append(y)
    needed = max(2, _REPEATS * sum(bool(page.spans) for page in pages))
    result: list[tuple[list[str], list[str]]] = []
    for page, lines in zip(pages, candidates, strict=True):
        above: list[str] = []
        below: list[str] = []
        taken: set[int] = set()
        for key, y, text, is_top, spans in lines:
            alike = sum(
                any(abs(other - y) <= 12 for other in heights) for heights in places[key].values()
            )
            outermost = _PAGE_NUMBER.fullmatch(text) is not None
            if alike >= needed or outermost:
                (above if is_top else below).append(text)
                taken.update(map(id, spans))
        if len(taken) < len(page.spans):
            page.spans = [span for span in page.spans if id(span) not in taken]
            result.append(([*above, *page.asides], below))
        else:
            # A page of nothing but repeated lines is a form or a divider: keep its text.
            result.append((list(page.asides), []))
    return result


def _edge_lines(page: Page) -> list[tuple[str, float, str, bool, list[Span]]]:
    """Return key, height, text, whether at the top, and spans of the lines at both edges."""
    if not page.spans:
        return []
    groups = lines_of(page.spans)
    high = max(page.height, groups[0][0].y) if page.height else groups[0][0].y
    low = min(0.0, groups[-1][0].y)
    edge = _EDGE * (high - low)
    found: list[tuple[str, float, str, bool, list[Span]]] = []
    for index, group in enumerate(groups):
        is_top = index < 5 and group[0].y > high - edge
        is_bottom = index >= len(groups) - 5 and group[0].y < low + edge
        if is_top or is_bottom:
            line = line_from(group)
            key = re.sub(r"\d+", "#", line.text.casefold())
            found.append((key, line.y, line.text, is_top, group))
    return found
