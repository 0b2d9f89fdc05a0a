"""The clauses of a sentence: who stands before which verb.

Read from the left, once; a subject that "if" or "whether" opens is conditional.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from indexer.commitments.agents import Agent, Agents, Known
from indexer.commitments.owner_verbs import Verb, verb_after
from indexer.commitments.printed_words import LONGEST, tokens_of

_CONDITION: Final = frozenset(
    "if whether when once until unless what how why which who where after before".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the legible text that say who acts.

    Attributes
    ----------
    span
        Half-open offsets into the text.
    pronoun
        It is "he" or "she" and has to be followed back.
    spoken
        It is who speaks, not who is said to act.
    """

    span: tuple[int, int]
    pronoun: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject and what its verb makes of it; ``after`` is the index after the verb."""

    agent: Agent
    verb: Verb
    after: int
    conditional: bool


class Clauses:
    """The clauses of one unit's text.

    Parameters
    ----------
    text
        The legible text.
    known
        The people of the document.
    """

    def __init__(self, text: str, known: Known) -> None:
        self.text = text[:LONGEST]
        self.tokens = tokens_of(text)
        self.grammar = Agents(self.tokens, known)
        self.agents = self.grammar.all()
        self.clauses = self._read_clauses()

    def speaker(self) -> Found | None:
        """Return who speaks or acts in the sentence, were it read alone."""
        for clause in self.clauses:
            if clause.verb in (Verb.SAYS, Verb.PROMISES, Verb.ACTS):
                return self.found(clause.agent, spoken=True)
        return None

    def people(self) -> list[Agent]:
        """Return the single people that the sentence names, each once, pronouns left out."""
        once: dict[str, Agent] = {}
        for agent in self.agents:
            if self.mark(agent.end) == "," and self._apposed(agent) is not None:
                continue
            # "The director", in small letters, is somebody who is spoken of.
            head = self.tokens[agent.end - 1].text
            office = agent.first == 0 or any(
                t.text[0].isupper() for t in self.tokens[agent.first + 1 : agent.end]
            )
            if agent.single and not agent.pronoun and (office or head[0].isupper()):
                once.setdefault(self.words(agent).casefold().removeprefix("the "), agent)
        return list(once.values())

    def subject(self) -> Agent | None:
        """Return whom the first clause is about that no "if" opens, a pronoun among them."""
        return next((c.agent for c in self.clauses if not c.conditional), None)

    def asks(self) -> bool:
        """Tell whether its first clause asks somebody something."""
        return bool(self.clauses) and self.clauses[0].verb is Verb.ASKS

    def words(self, agent: Agent) -> str:
        """Return the words of an agent."""
        return self.text[self.tokens[agent.first].start : self.tokens[agent.end - 1].end]

    def _read_clauses(self) -> list[Clause]:
        made = []
        for agent in self.agents:
            at, name = agent.end, agent
            before = self.tokens[agent.first - 1].low if agent.first else ""
            if before in ("by", "to", "with", "from", "of", "for") and not agent.pronoun:
                # "In answer to the Chair ...": no subject.
                continue
            other = self._apposed(agent)
            if other is not None:
                # "The Head of Housing, Ms Jane Day, stated": the name is kept.
                at, name = other.end + 1, self._named(agent, other)
            verb = verb_after(self.tokens, at)
            if verb is not None:
                conditional = before in _CONDITION
                made.append(Clause(name, verb[0], verb[1], conditional))
        return made

    def _apposed(self, agent: Agent) -> Agent | None:
        """Return what stands between commas after an agent, if that is one too."""
        if self.mark(agent.end) != ",":
            return None
        other = self.grammar.at(agent.end + 1)
        return other if other is not None and self.mark(other.end) == "," else None

    def _named(self, one: Agent, other: Agent) -> Agent:
        return other if self.tokens[other.end - 1].text[0].isupper() else one

    def mark(self, at: int) -> str:
        """Return the word or mark at an index; "" after the last."""
        return self.tokens[at].text if at < len(self.tokens) else ""

    def found(self, agent: Agent, *, spoken: bool = False) -> Found:
        """Return where an agent stands in the text."""
        span = (self.tokens[agent.first].start, self.tokens[agent.end - 1].end)
        return Found(span, agent.pronoun, spoken)

    def whole(self, match: re.Match[str] | None, group: str = "who") -> Found | None:
        """Return a group of a match, if what it holds is an agent to its end."""
        if match is None or not match[group]:
            return None
        start, end = match.span(group)
        inside = Clauses._agents_of(self.text[start:end], self.grammar)
        if inside is None:
            return None
        return Found((start, start + inside))

    @staticmethod
    def _agents_of(text: str, like: Agents) -> int | None:
        """Return how far agents joined by commas reach, if they fill a short text."""
        tokens = tokens_of(text)
        agents = like.among(tokens)
        at = 0
        while True:
            agent = agents.at(at)
            if agent is None or agent.pronoun:
                return None
            at = agent.end
            if at >= len(tokens):
                return tokens[-1].end
            if tokens[at].text in ("-", "–", "—"):
                return tokens[at - 1].end
            if tokens[at].text != ",":
                return None
            at += 1
