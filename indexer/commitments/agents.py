"""Who can act: the stretches of a sentence that name people, offices and bodies.

A small grammar over words, read from the left, so that no input makes it slow. "The
Commissioner’s Chief Executive", "TS/SC", "T/ACC Rory Tench", "a sub-group of members"
and "Home Office and NPIA team" name somebody; "the report", "Court Outcomes" do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Attendee
from corpus.structure.names import looks_like_name
from indexer.commitments.agent_words import (
    BODY_NOUNS,
    DETERMINERS,
    FUNCTION,
    MODIFIERS,
    NOT_CODES,
    PERSON_NOUNS,
    RANK_PREFIXES,
    THINGS,
    TITLES,
)
from indexer.commitments.printed_words import Token

_CODE: Final = re.compile(r"(?=[A-Za-z]{2,6}$)[A-Z][A-Za-z]*[A-Z][a-z]?")
_JOINERS: Final = frozenset({"/", "&", "+", "and"})
PRONOUNS: Final = frozenset({"he", "she", "they", "we", "i"})


@dataclass(frozen=True, slots=True)
class Agent:
    """A stretch of tokens that names who can act: half-open indices.

    ``single`` is True where it names one person: a code, an office, a name.
    """

    first: int
    end: int
    single: bool
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a document's list of people adds: their initials, and the words of their names."""

    initials: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, people: Sequence[Attendee]) -> Known:
        """Read a list of attendees."""
        return cls(
            frozenset(p.initials for p in people if p.initials),
            frozenset(
                w.casefold() for p in people for w in p.name.replace("’", "'").split() if len(w) > 2
            )
            - TITLES,
        )


class Agents:
    """The agents of one sentence.

    Parameters
    ----------
    tokens
        Of the sentence.
    known
        Of its document.
    """

    def __init__(self, tokens: Sequence[Token], known: Known) -> None:
        self.tokens = tokens
        self._known = known

    def among(self, tokens: Sequence[Token]) -> Agents:
        """Return the same grammar over other words of the same document."""
        return Agents(tokens, self._known)

    def all(self) -> list[Agent]:
        """Return every agent, the longest at each place, none within another."""
        found: list[Agent] = []
        index = 0
        while index < len(self.tokens):
            agent = self.at(index)
            if agent is None:
                index += 1
            else:
                found.append(agent)
                index = agent.end
        return found

    def at(self, index: int) -> Agent | None:
        """Return the agent that begins at a token, or None."""
        tokens = self.tokens
        if index >= len(tokens):
            return None
        if tokens[index].low in PRONOUNS:
            if tokens[index].text == "I" or tokens[index].low != "i":
                return Agent(index, index + 1, tokens[index].low in ("he", "she"), True)
            return None
        made = self._part(index)
        if made is None or self._within_a_noun(index):
            return None
        end, single, _ = made
        parts = 1
        while end < len(tokens):
            joiner = tokens[end]
            tight = joiner.text == "." and self._tight(end)
            if joiner.low not in _JOINERS and not tight and not self._listed(end):
                break
            further = self._part(end + 1)
            if further is None:
                break
            # "said the Chair and the Clerk would": joined only where both can act.
            end, parts = further[0], parts + 1
        return Agent(index, end, single and parts == 1)

    def _within_a_noun(self, index: int) -> bool:
        """Tell "sergeant" in "a detective sergeant": its first words are no agent's."""
        token = self.tokens[index]
        if index == 0 or not token.text[0].islower() or token.low in DETERMINERS:
            return False
        before = self.tokens[index - 1]
        bare = token.low in PERSON_NOUNS or (
            token.low in BODY_NOUNS and not token.low.endswith(("s", "all", "staff"))
        )
        return bare and before.text.isalpha() and before.low not in FUNCTION - {"no"}

    def _tight(self, at: int) -> bool:
        """Tell whether a full stop joins two codes: "PF.SM"."""
        before, mark = self.tokens[at - 1], self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            after is not None
            and before.end == mark.start
            and mark.end == after.start
            and bool(_CODE.fullmatch(before.text))
            and bool(_CODE.fullmatch(after.text))
        )

    def _listed(self, at: int) -> bool:
        """Tell whether a comma joins: "A, B and C"."""
        index, steps = at, 0
        while index < len(self.tokens) and self.tokens[index].text == "," and steps < 6:
            part = self._part(index + 1)
            if part is None:
                return False
            index, steps = part[0], steps + 1
            if index < len(self.tokens) and self.tokens[index].low in ("and", "&"):
                return self._part(index + 1) is not None
        return False

    def _part(self, index: int, depth: int = 0) -> tuple[int, bool, bool] | None:
        """Read one agent without joiners: its end, whether one person, whether plural."""
        tokens = self.tokens
        at, begin = index, index
        while at < len(tokens) and tokens[at].low in DETERMINERS and at - begin < 2:
            at += 1
        first = at
        names = 0
        head: str | None = None
        while at < len(tokens) and at - first < 9:
            token = tokens[at]
            low = token.low
            if low in RANK_PREFIXES and at + 2 < len(tokens) and tokens[at + 1].text == "/":
                at += 2
                names += 1
                continue
            if not token.text[0].isalpha():
                break
            bare = re.sub(r"(?:'s|s')$", "", low)
            owned = bare != low and low.endswith(("'s", "s'"))
            if self._is_code(token.text) or (owned and self._is_code(token.text[:-2])):
                names += 1
            elif low in PERSON_NOUNS or low in BODY_NOUNS or low in TITLES:
                pass
            elif token.text[0].isupper():
                if low in FUNCTION:
                    break
                names += 1
            elif low not in MODIFIERS and not (owned and bare in PERSON_NOUNS | BODY_NOUNS):
                break
            if low in DETERMINERS and low != "all":
                break
            head = low
            at += 1
            if low.endswith(("'s", "s'")) and at < len(tokens) and tokens[at].text == "(":
                break
        joined = begin > 0 and tokens[begin - 1].text in ("/", ",", "&", "+")
        if head is None and at > begin and tokens[at - 1].low == "all" and joined:
            # "RB/all": by itself "all" may be of anything.
            return at, False, True
        if head is None or head.endswith(("'s", "s'")):
            return None
        # "Task and finish group", "Police, Fire and Crime Panel": the noun comes last.
        if head in MODIFIERS and head not in BODY_NOUNS | PERSON_NOUNS and names == 0:
            return self._across(at, begin, depth)
        span = [t.text for t in tokens[first:at]]
        if not self._names_somebody(span):
            return self._across(at, begin, depth)
        single = head not in BODY_NOUNS
        if single and begin < first and tokens[begin].low in ("all", "both", "two", "three"):
            single = False
        at = self._bracketed(at)
        if at + 1 < len(tokens) and tokens[at].low == "of" and depth < 2:
            under = self._part(at + 1, depth + 1) or self._capitals(at + 1)
            if under is not None:
                at = under[0]
        return at, single, head in BODY_NOUNS

    def _across(self, at: int, begin: int, depth: int) -> tuple[int, bool, bool] | None:
        """Read on over an "and" or a comma within the name of a body."""
        tokens = self.tokens
        if depth < 2 and at + 1 < len(tokens) and tokens[at].low in ("and", "&", ","):
            low = tokens[at - 1].low
            joins = ("police", "fire") if tokens[at].text == "," else MODIFIERS | {"home"}
            if at > begin and low in joins:
                return self._part(at + 1, depth + 1)
        return None

    def _capitals(self, at: int) -> tuple[int, bool, bool] | None:
        """Read what an office is of: "Head of Housing", "Director of Public Health"."""
        end = at
        while end < len(self.tokens) and end - at < 4:
            token = self.tokens[end]
            if not (token.text[0].isupper() or (end == at and token.low == "the")):
                break
            end += 1
        return (end, False, False) if end > at else None

    def _bracketed(self, at: int) -> int:
        """Step over "(SP)" or "(Hanrick)" after a name."""
        tokens = self.tokens
        for length in (1, 2, 3):
            close = at + length + 1
            if close < len(tokens) and tokens[at].text == "(" and tokens[close].text == ")":
                inside = [t.text for t in tokens[at + 1 : close]]
                if all(w[0].isupper() or w == "/" for w in inside) and not any(
                    w.casefold() in ("action", "decision") for w in inside
                ):
                    return close + 1
        return at

    def _is_code(self, text: str) -> bool:
        if text in self._known.initials:
            return True
        return bool(_CODE.fullmatch(text)) and text not in NOT_CODES

    def _names_somebody(self, words: Sequence[str]) -> bool:
        low = [w.casefold().replace("’", "'") for w in words]
        head = low[-1]
        if head in PERSON_NOUNS or head in BODY_NOUNS:
            return head != "home" or len(words) > 1
        if self._is_code(words[-1]) or head in self._known.names:
            return True
        if head in THINGS or head in TITLES:
            return False
        titled = any(w in TITLES or w in PERSON_NOUNS for w in low[:-1])
        if titled or (len(words) > 1 and any(w in self._known.names for w in low)):
            return words[-1][0].isupper()
        capitals = [w for w in words if w[0].isupper()]
        return (
            len(capitals) >= 2
            and not any(w in THINGS for w in low)
            and looks_like_name(" ".join(words))
        )
