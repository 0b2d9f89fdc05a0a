"""How deep each item stands: by its number, its heading level and what it continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import BlockKind
from corpus.structure.titles import Number, capitals


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block (or two: number and title apart) that heads an item.

    ``rank`` orders unnumbered headings among themselves: the heading level where
    the format gives one, else 20 (capitals), 30 (plain) or 40 (ending in a colon).
    """

    block: int
    end: int
    number: Number | None
    title: str
    kind: BlockKind
    rank: int


@dataclass(frozen=True, slots=True)
class _Open:
    """An item that later items may stand under."""

    candidate: Candidate
    level: int


def levels_of(found: Sequence[Candidate]) -> list[int]:
    """Give every heading its level, from 1, in order."""
    levels: list[int] = []
    stack: list[_Open] = []
    seen: dict[tuple[str, str], int] = {}
    for candidate in found:
        key = (candidate.number.printed if candidate.number else "", candidate.title.casefold())
        if candidate.number is not None and key in seen:
            # An agenda first lists its items and then minutes them: the same item again.
            level = seen[key]
            stack = [o for o in stack if o.level < level]
        elif candidate.number is not None:
            stack, level = _place_numbered(candidate, candidate.number, stack)
        else:
            stack, level = _place_unnumbered(candidate, stack)
        seen.setdefault(key, level)
        stack.append(_Open(candidate, level))
        levels.append(level)
    return levels


def _place_numbered(
    candidate: Candidate, number: Number, stack: list[_Open]
) -> tuple[list[_Open], int]:
    parts = number.parts
    for depth in range(len(stack) - 1, -1, -1):
        known = stack[depth].candidate.number
        if known is None:
            continue
        if len(parts) > 1 and known.parts == parts[:-1]:
            return stack[: depth + 1], stack[depth].level + 1
        if known.parts[:-1] == parts[:-1] and _follows(known.parts[-1], parts[-1]):
            if depth and len(parts) == 1 and _outer_fits_better(candidate, stack, depth):
                continue
            return stack[:depth], stack[depth].level
    if len(parts) == 1:
        for depth, opened in enumerate(stack):
            known = opened.candidate.number
            if known is not None and int(known.parts[0]) <= int(parts[0]):
                return stack[:depth], opened.level
    else:
        # "5b" with no item 5 before it still comes after all of item 4.
        for depth, opened in enumerate(stack):
            known = opened.candidate.number
            if known is not None and known.parts[0].isdigit():
                if int(known.parts[0]) < int(parts[0]):
                    return stack[:depth], opened.level
                break
    return _under_heading(candidate, stack)


def _follows(last: str, this: str) -> bool:
    if last.isdigit() and this.isdigit():
        return int(this) == int(last) + 1
    return not last.isdigit() and not this.isdigit() and ord(this[0]) == ord(last[0]) + 1


def _outer_fits_better(candidate: Candidate, stack: list[_Open], depth: int) -> bool:
    """Tell whether an outer row of numbers goes on here too, and is set in the same way."""
    number = candidate.number
    if number is None:
        return False
    inner = stack[depth].candidate
    if _style(inner) == _style(candidate):
        return False
    return any(
        o.candidate.number is not None
        and len(o.candidate.number.parts) == 1
        and _follows(o.candidate.number.parts[0], number.parts[0])
        and _style(o.candidate) == _style(candidate)
        for o in stack[:depth]
    )


def _style(candidate: Candidate) -> tuple[bool, BlockKind]:
    return capitals(candidate.title), candidate.kind


def _under_heading(candidate: Candidate, stack: list[_Open]) -> tuple[list[_Open], int]:
    """Place a numbered item that begins a row of its own."""
    numbered = any(o.candidate.number is not None for o in stack)
    while (
        stack
        and not numbered
        and stack[-1].candidate.number is None
        and candidate.kind is BlockKind.HEADING
        and stack[-1].candidate.kind is BlockKind.HEADING
        and stack[-1].candidate.rank >= candidate.rank
    ):
        stack = stack[:-1]
    return stack, stack[-1].level + 1 if stack else 1


def _place_unnumbered(candidate: Candidate, stack: list[_Open]) -> tuple[list[_Open], int]:
    heading = candidate.kind is BlockKind.HEADING
    while stack:
        top = stack[-1].candidate
        if heading:
            under = top.kind is BlockKind.HEADING and top.rank < candidate.rank
        elif top.number is not None or top.kind is BlockKind.HEADING:
            under = True
        else:
            under = top.rank < candidate.rank and candidate.rank == 40
        if under:
            break
        stack = stack[:-1]
    return stack, stack[-1].level + 1 if stack else 1
