"""Forced line breaks inside a paragraph: a new block, or a sentence that goes on."""

from __future__ import annotations

from corpus.readers import headings
from corpus.readers.characters import collapse, marker_length

BREAK = "\n\x00"
"""Stands for a forced line break among pieces of text; decoded text holds no NUL."""


def split_lines(text: str) -> list[str]:
    """Cut text at its breaks, unless the sentence plainly goes on behind one."""
    if BREAK not in text:
        only = collapse(text)
        return [only] if only else []
    lines: list[str] = []
    ended = True
    for raw in text.split(BREAK):
        line = collapse(raw)
        if not line:
            ended = True
            continue
        if not ended and lines and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        ended = False
    return lines


def _goes_on(line: str, after: str) -> bool:
    """Tell a sentence broken in two: no stop before the break, lower case behind it."""
    if headings.ends_sentence(line) or line.endswith((":", ";")) or marker_length(after):
        return False
    return after[0].islower() and len(line) >= 25
