"""Owners that the print sets apart: brackets, "X to do", codes after a dash."""

from __future__ import annotations

import re
from typing import Final

from indexer.commitments.agents import Agent
from indexer.commitments.clauses import Clauses, Found
from indexer.commitments.owner_verbs import is_base_verb

_OWN: Final = re.compile(
    r"\((?:new\s)?action(?:\spoint|\sno\.?)?s?\s?(?:\d[\w./]{0,12})?\s?[-–—:]?\s?"
    r"(?P<who>[A-Z][\w’'./&,+ -]{1,60}?)\)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\W{0,3}(?:(?:new|agreed|further)\s)?actions?(?:\spoints?)?\s?(?:\d[\w./]{0,8})?\s?"
    r"(?:\((?P<bracketed>[A-Za-z][^()]{1,38})\)|(?P<plain>for\s[^:]{2,38}))?\s?[:–—-]\s?",
    re.IGNORECASE,
)
# "Action RB/all to ..." and "Action Point HH to ...", without a mark after the label.
_BARE_LABEL: Final = re.compile(r"actions?(?:\spoints?)?(?:\s\d{1,3})?\s(?=[A-Z])", re.IGNORECASE)
_FOR: Final = re.compile(r"for\s(?P<who>[^:]{2,38})\s?:\s", re.IGNORECASE)
_CODES_AT_END: Final = re.compile(
    r"\s[-–—]\s?(?P<who>[A-Z]{1,4}(?:\s?[./,&]\s?[A-Za-z]{2,4}){0,8})\W{0,2}$"
)
_BRACKET_AT_END: Final = re.compile(r"\((?P<who>[^()]{2,80})\)\W{0,2}$")


def own_brackets(line: Clauses) -> Found | None:
    """Read the record's own brackets: "(Action 16 - RC)"."""
    return line.whole(_OWN.search(line.text))


def leading(line: Clauses, action: bool) -> Found | None:
    """Read "X to do" at the beginning, after a label, a dash, a colon or a semicolon."""
    label = _LABEL.match(line.text) if action else None
    begin = label.end() if label is not None else 0
    if label is not None and (label["bracketed"] or label["plain"]):
        found = line.whole(label, "bracketed" if label["bracketed"] else "plain")
        if found is not None:
            return found
    found = line.whole(_FOR.match(line.text)) if action else None
    if found is not None:
        return found
    bare = _BARE_LABEL.match(line.text)
    begin = bare.end() if bare is not None and label is None else begin
    starts = {begin} | {t.end for t in line.tokens if t.text in ":;,–—-"}
    for agent in line.agents:
        start = line.tokens[agent.first].start
        fresh = any(0 <= start - s <= 2 for s in starts)
        if agent.pronoun or not (fresh and _to_do(line, agent, action)):
            continue
        # After a comma only a code: "a suggestion that ..., KO to progress".
        if start > begin and line.mark(agent.first - 1) == ",":
            words = line.words(agent)
            if not words.replace("/", "").isupper():
                continue
        return line.found(agent)
    return None


def _to_do(line: Clauses, agent: Agent, action: bool) -> bool:
    at = agent.end
    mark = line.mark(at)
    if mark == "to":
        return is_base_verb(line.tokens, at + 1)
    if mark.casefold() == "not" and line.mark(at + 1) == "to":
        return is_base_verb(line.tokens, at + 2)
    before = line.mark(agent.first - 1).casefold() if agent.first else ""
    first = before in ("", ":", "–", "—", "-", "action", "point")
    if not (action and first):
        return False
    if mark in ("-", "–", "—"):
        return is_base_verb(line.tokens, at + 1) or line.mark(at + 1) == "to"
    return line.words(agent).replace("/", "").isupper() and is_base_verb(line.tokens, at)


def codes_at_end(line: Clauses, action: bool) -> Found | None:
    """Read codes after a dash at the end: "Meeting on the vans - TS.SC.RC"."""
    match = _CODES_AT_END.search(line.text)
    if match is None or not (action or len(match["who"]) > 2):
        return None
    return line.whole(match)


def bracket_at_end(line: Clauses) -> Found | None:
    """Read names in brackets at the end: "Confirm the date (Ann Day)."."""
    return line.whole(_BRACKET_AT_END.search(line.text))
