"""Cutting a block into sentences, by offsets.

Evidence is shown by the sentence, so a cut in the wrong place is a wrong quote.
Minutes are full of traps for general splitters ("Cllr. Day", "Insp. O. Carr",
"para. 4.1", "11.8%", a double full stop, "... view the full minutes"), and the
two well-known offset-keeping libraries have had no release for years; hence
rules of our own, each with a test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A terminator, closing quotes or brackets, then white space. What follows is
# looked at afterwards, and a run of stops is tried once, so that the search stays linear.
_END = re.compile(r"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<space>\s+)")

_ABBREVIATED = """
mr mrs ms miss dr prof rev revd hon sir cllr cllrs ald cdr cmdr col capt lt sgt insp supt ch det
con pc st no nos para paras p pp art s ss sec reg ref vol fig approx est min max dept govt inc ltd
co plc esq jr sr vs v cf e.g i.e eg ie etc viz al jan feb mar apr jun jul aug sept sep oct nov dec
mon tue tues wed thu thur thurs fri sat sun a.m p.m tel ext app appx
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
# These end sentences as often as not: a capital after them decides.
_MAY_END = frozenset({"etc", "a.m", "p.m", "co", "ltd", "plc", "inc", "st", "min", "no", "pc"})

_LAST_WORD = re.compile(r"[\w.’'/-]{1,24}$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]`` as half-open offsets into ``text``.

    Parameters
    ----------
    text
        A document's canonical text.
    start, end
        The block to cut (code points); the whole text by default.

    Returns
    -------
    list of (int, int)
        In order, not overlapping, without white space at either end; together
        they hold every character of the block that is not white space.

    Examples
    --------
    >>> text = "Cllr. Day asked about 101. It was agreed that Insp. O. Carr would reply."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Cllr. Day asked about 101.', 'It was agreed that Insp. O. Carr would reply.']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for cut, after in _cuts(text, start, stop):
        _append(spans, text, begin, cut)
        begin = after
    _append(spans, text, begin, stop)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _cuts(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, stop):
        following = match.end()
        if following >= stop:
            return
        if _ends_here(text, start, match, text[following : following + 2]):
            yield match.end("close"), following


_BRACKET = re.compile(r"\([^()]{1,30}\)(?=\s|$)")


def _ends_here(text: str, start: int, match: re.Match[str], after: str) -> bool:
    # "... the next quarter. (May 2018)": the bracket says when.
    if after[0] == "(" and _BRACKET.match(text, match.end()):
        return False
    first = after[0]
    if first in "\"'“‘«([" and len(after) > 1:
        first = after[1]
    capital = first.isupper() or first.isdigit() or first in "£•–-·"
    if match["stop"] == "." and not match["close"]:
        word = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
        last = word.group().lower() if word else ""
        if last in _ABBREVIATIONS:
            return capital and last in _MAY_END and not first.isdigit()
        # An initial ("O. Carr"), or a numbered label at the beginning ("4. Title").
        if len(last) == 1 and last.isalpha():
            return False
        if last and word and word.start() == start and re.fullmatch(r"[\d.]+", last):
            return False
    if "…" in match["stop"] or "..." in match["stop"]:
        return capital
    # Minutes begin sentences in lower case now and then ("the he was"); after
    # "?" or "!" and a clear stop only a lower-case letter keeps them together.
    return capital or not first.isalpha()
