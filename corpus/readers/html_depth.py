"""Guards an HTML parser against pages built to exhaust it.

A tree builder walks its stack of open elements for many tags, so nesting n deep
costs n squared: 100,000 nested ``div`` took lexbor 22 s. It also opens unclosed
``b`` or ``font`` anew in every paragraph. Browsers stop at a depth of 512; here such
a page loses its nesting tags before it is parsed, and keeps its words.
"""

from __future__ import annotations

import re

from corpus.errors import ReadError

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_WHOLE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>?")

_NEVER_DEEP = frozenset(
    {
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
        "title",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
        "wbr",
        "script",
        "style",
    }
)
_FORMATTING = frozenset(
    {
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    }
)
_FLAT = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "title", "script", "style", "br"})
_INLINE = _FORMATTING | frozenset(
    {"span", "sup", "sub", "abbr", "cite", "q", "label", "mark", "time", "ins", "del"}
)

# One whole tag with its quoted values; possessive, so that no input makes it back up.
_TAG_WITH_ATTRIBUTES = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_SCRIPT = re.compile(r"<(script|style)\b", re.I)
_MAX_ATTRIBUTES = 2_000
"""Of one tag; lexbor compares each with all before it (200,000 took 146 s)."""

MAX_DEPTH = 512
MAX_TAGS = 500_000
"""About five seconds of work; a large meeting's page has some 20,000."""
_MAX_DEPTH_WORK = 50_000_000
_MAX_FORMATTING_WORK = 3_000_000
"""Open elements times tags: about a second of lexbor's time, or 300 MB of copied elements."""


def flatten_if_deep(markup: str) -> tuple[str, str | None]:
    """Return markup that parses in linear time, and a note when it had to be flattened.

    Raises
    ------
    ReadError
        When there are more than half a million tags.
    """
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise ReadError(
            f"The page has {tags:,} tags; pages of up to {MAX_TAGS:,} are read.",
            "Save the minutes in it as text or PDF and add that.",
        )
    depth, formatting = _depths(markup)
    if (
        depth <= MAX_DEPTH
        and depth * tags <= _MAX_DEPTH_WORK
        and formatting * tags <= _MAX_FORMATTING_WORK
        and not _has_attribute_bomb(markup)
    ):
        return markup, None
    flat = _WHOLE_TAG.sub(_flatten, markup)
    return flat, "The page is nested too deeply to be laid out; read as plain paragraphs."


def _flatten(tag: re.Match[str]) -> str:
    name = tag.group(2).lower()
    if name in _FLAT:
        return f"<{tag.group(1)}{name}>"
    return "" if name in _INLINE else "<br>"


def _depths(markup: str) -> tuple[int, int]:
    """Return the most elements, and the most formatting elements, open at once (an estimate)."""
    open_by_name: dict[str, int] = {}
    deepest = deepest_formatting = depth = formatting = 0
    for closing, name in _TAG.findall(markup):
        name = name.lower()
        if name in _NEVER_DEEP:
            continue
        count = open_by_name.get(name, 0)
        if closing:
            if count:
                open_by_name[name] = count - 1
                depth -= 1
                formatting -= name in _FORMATTING
            continue
        open_by_name[name] = count + 1
        depth += 1
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formatting += 1
            deepest_formatting = max(deepest_formatting, formatting)
    return deepest, deepest_formatting


def _has_attribute_bomb(markup: str) -> bool:
    for part in _without_scripts(markup):
        for tag in _TAG_WITH_ATTRIBUTES.finditer(part):
            if tag.end() - tag.start() > 2 * _MAX_ATTRIBUTES:
                names = re.findall(r"[\s/\"']+", tag.group())
                if len(names) > _MAX_ATTRIBUTES:
                    return True
    return False


def _without_scripts(markup: str) -> list[str]:
    """Cut scripts and style sheets out, whose ``<`` begins no tag."""
    parts: list[str] = []
    lowered = markup.lower()
    position = 0
    while found := _SCRIPT.search(markup, position):
        parts.append(markup[position : found.start()])
        closing = lowered.find(f"</{found.group(1).lower()}", found.end())
        if closing < 0:
            return parts
        position = closing
    parts.append(markup[position:])
    return parts
