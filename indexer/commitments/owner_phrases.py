"""Which words of a sentence say who has to act.

The surest shape goes first: a code in the record's own brackets, "X to do", whoever is
asked, the subject of "will" or of a promise, "by X" after a passive, whoever is speaking.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.commitments.clauses import Clauses, Found
from indexer.commitments.owner_labels import (
    bracket_at_end,
    codes_at_end,
    leading,
    own_brackets,
)
from indexer.commitments.owner_verbs import (
    MODALS,
    Verb,
    is_base_verb,
    is_passive_verb,
    is_subjunctive,
    verb_after,
)

_RESOLVED: Final = re.compile(r"\W{0,2}(?:resolved|agreed|decided)\b", re.IGNORECASE)
_HELPFUL: Final = frozenset({"helpful", "useful", "beneficial", "good"})
_DECIDED: Final = frozenset({"agreed", "decided", "resolved", "proposed"})
_DONE: Final = frozenset({"made", "sent", "given", "brought", "done", "led", "written", "held"})


class Sentence(Clauses):
    """One unit's text, read for who has to act."""

    def owner(self, *, action: bool) -> Found | None:
        """Return the words that say who has to act; None where none do.

        Parameters
        ----------
        action
            The unit is labelled or listed as an action, where "RT send", a name in
            brackets at the end and codes after a dash name the owner too.
        """
        return (
            own_brackets(self)
            or leading(self, action)
            or self._asked()
            or codes_at_end(self, action)
            or self._subject()
            or self._by_whom()
            or (bracket_at_end(self) if action else None)
            or self._spoken()
        )

    def _asked(self) -> Found | None:
        """Return who is asked, recommended or required to act."""
        tokens = self.tokens
        wish = self._helpful_if()
        if wish is not None:
            return wish
        for clause in self.clauses:
            # "The clerk was asked to": to be asked is no verb of its own.
            told = [t.low for t in self.tokens[clause.after : clause.after + 2]]
            if clause.verb is Verb.OTHER and told == ["asked", "to"] and not clause.agent.pronoun:
                return self.found(clause.agent)
            if clause.verb is Verb.ASKS and not clause.conditional:
                asked = self._asked_after(clause.after)
                if asked is not None:
                    return asked
        if not _RESOLVED.match(self.text):
            return None
        for at, token in enumerate(tokens):
            if token.low in ("asks", "requests", "requires", "recommends"):
                asked = self._asked_after(at + 1)
                if asked is not None:
                    return asked
            if token.low == "to":
                agent = self.grammar.at(at + 1)
                rest = [t.low for t in tokens[agent.end : agent.end + 6]] if agent else []
                if agent is not None and "with" in rest and "request" in rest:
                    return self.found(agent)
        return None

    def _helpful_if(self) -> Found | None:
        """Return whom "it would be helpful if the Force recorded" is put to."""
        for at in range(1, len(self.tokens)):
            if self.tokens[at].low == "if" and self.tokens[at - 1].low in _HELPFUL:
                agent = self.grammar.at(at + 1)
                if agent is not None and not agent.pronoun:
                    return self.found(agent)
        return None

    def _asked_after(self, at: int) -> Found | None:
        """Return whom "asked (that) X provide" or "asks X to report" asks."""
        for begin in range(at, min(at + 12, len(self.tokens))):
            low = self.tokens[begin].low
            if low in ("whether", "if", "what", "why", "how", "when", "where", "for", "about"):
                return None
            agent = self.grammar.at(begin)
            if agent is None:
                continue
            after = agent.end
            if agent.pronoun:
                return None
            to = self.mark(after) == "to" and is_base_verb(self.tokens, after + 1)
            that = self.mark(begin - 1) in ("that", ",") and (
                is_subjunctive(self.tokens, after)
                or (self.mark(after) != "be" and verb_after(self.tokens, after) is not None)
            )
            told = self.mark(begin - 1) == "to" and self.mark(after) == "that"
            of = self.mark(begin - 1) == "of" and self.mark(begin - 2) in ("support", "help")
            if to or that or told or of:
                return self.found(agent)
            if low == "that":
                continue
            return None
        return None

    def _subject(self) -> Found | None:
        """Return who will act, or promises: the subject that stands nearest to its verb."""
        decided = _RESOLVED.match(self.text) is not None or self._decided()
        own = self.clauses
        for clause in own:
            body = decided and not clause.agent.single and clause.verb is Verb.PROMISES
            if clause.verb is Verb.ACTS and not clause.conditional and not body:
                return self.found(clause.agent)
        settled = self._settled()
        for clause in own:
            # "The Panel agreed that a group of members should meet": the group.
            if clause.verb is Verb.MAY and settled is not None and clause.after > settled:
                return self.found(clause.agent)
        if decided:
            for agent in self.agents:
                before = self.mark(agent.first - 1).casefold() if agent.first else ""
                if before in ("that", ":", "and") and is_subjunctive(self.tokens, agent.end):
                    return self.found(agent)
        elided = self._elided()
        if elided is not None:
            return elided
        for verb in (Verb.PROMISES, Verb.MAY):
            for clause in own:
                if clause.verb is verb and not clause.conditional:
                    return self.found(clause.agent)
        return None

    def _settled(self) -> int | None:
        """Return where "agreed that" ends, or None."""
        for at in range(len(self.tokens) - 1):
            if self.tokens[at].low in _DECIDED and self.tokens[at + 1].low == "that":
                return at + 2
        return None

    def _decided(self) -> bool:
        low = [t.low for t in self.tokens]
        return any(
            low[i] == "it" and low[i + 1] in ("was", "is") and low[i + 2] in _DECIDED
            for i in range(len(low) - 2)
        )

    def _elided(self) -> Found | None:
        """Return the subject of "and will bring", which stands before an earlier verb."""
        for at in range(2, len(self.tokens)):
            if self.tokens[at].low not in MODALS or is_passive_verb(self.tokens, at + 1):
                continue
            if self.tokens[at - 1].low in ("and", "but"):
                before = [c for c in self.clauses if c.after < at and not c.conditional]
                if before:
                    return self.found(before[-1].agent)
        return None

    def _by_whom(self) -> Found | None:
        for agent in self.agents:
            before = self.tokens[agent.first - 1].low if agent.first else ""
            verb = self.tokens[agent.first - 2].low if agent.first > 1 else ""
            if before == "by" and not agent.pronoun and (verb.endswith("ed") or verb in _DONE):
                near = [t.low for t in self.tokens[max(0, agent.first - 5) : agent.first - 2]]
                if "be" in near:
                    return self.found(agent)
        return None

    def _spoken(self) -> Found | None:
        """Return who says that something will be: "The Clerk said that it would be sent"."""
        if any(t.low in _HELPFUL for t in self.tokens):
            return None
        if self.agents and self.agents[0].first == 0 and self.mark(self.agents[0].end) == ":":
            return self.found(self.agents[0], spoken=True)
        for clause in self.clauses:
            if clause.verb is Verb.SAYS and any(
                t.low in MODALS for t in self.tokens[clause.after :]
            ):
                return self.found(clause.agent, spoken=True)
        return None
