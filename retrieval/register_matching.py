"""Whether a commitment is of a topic, is somebody's, or speaks of some words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from corpus.model import Attendee
from corpus.reference import Topic, acronyms, topics
from corpus.register import Owner
from indexer.analysis import phrase_tokens, query_terms

Words = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+")
_RANKS = frozenset({"deputy", "assistant", "vice", "sub", "former", "information"})
"""Before an office, they make another one of it; "acting" and "temporary" do not."""

_SAME_OFFICE: tuple[frozenset[Words], ...] = tuple(
    frozenset(tuple(form.split()) for form in forms)
    for forms in (
        (
            "pcc",
            "pfcc",
            "commissioner",
            "police and crime commissioner",
            "police fire and crime commissioner",
        ),
        ("dpcc", "dpfcc", "deputy commissioner", "deputy police and crime commissioner"),
        ("cc", "chief constable"),
        ("dcc", "deputy chief constable"),
        ("acc", "assistant chief constable"),
        ("opcc", "opfcc", "office of the police and crime commissioner"),
        ("force", "constabulary"),
        ("chair", "chairman", "chairwoman", "chairperson"),
    )
)


def topics_meant(given: str, held: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of the topics that a name or a term means; none where it means none.

    Parameters
    ----------
    given
        As typed: an id, a name ("domestic abuse") or a term ("hare coursing").
    held
        Ids that the register holds besides those of the reference data.
    """
    wanted = given.casefold().strip()
    known = _topic_ways()
    tokens = tuple(phrase_tokens(given))
    found = [
        key
        for key, (names, terms) in known.items()
        if key == wanted or tokens in names or tokens in terms
    ]
    own = [key for key in held if key.casefold() == wanted]
    return tuple(dict.fromkeys([*found, *own]))


def topics_in(words: str) -> list[tuple[Words, tuple[str, ...]]]:
    """Return the topics that a stretch of a question names, each with the tokens that do.

    A topic is named by its name, or by what its name is short for. Narrower words are not
    enough: who asks about hare coursing does not ask about all rural crime.
    """
    line = tuple(phrase_tokens(words))
    found: dict[Words, dict[str, None]] = {}
    for key, (names, _) in _topic_ways().items():
        for way in names:
            if _stands_in(way, line):
                found.setdefault(way, {})[key] = None
    ordered = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
    return [(way, tuple(keys)) for way, keys in ordered]


def _stands_in(way: Words, line: Words) -> bool:
    width = len(way)
    return any(line[i : i + width] == way for i in range(len(line) - width + 1))


def _topic_ways() -> dict[str, tuple[frozenset[Words], frozenset[Words]]]:
    """Return, for each topic's id, the tokens of its names and of its other words."""
    return _ways_of(topics())


@lru_cache(maxsize=4)
def _ways_of(
    known: tuple[Topic, ...],
) -> dict[str, tuple[frozenset[Words], frozenset[Words]]]:
    long_form = {a.short.casefold(): a.expansions for a in acronyms() if not a.ambiguous}
    found = {}
    for topic in known:
        if topic.search_only:
            continue
        names = [topic.name, *long_form.get(topic.name.casefold(), ())]
        others = [*topic.terms, *topic.also]
        found[topic.id] = (
            frozenset(tuple(phrase_tokens(way)) for way in names) - {()},
            frozenset(tuple(phrase_tokens(way)) for way in others) - {()},
        )
    return found


class OwnerTest:
    """Whether a commitment is somebody's.

    Parameters
    ----------
    given
        Words of a code, a name, a role or a body.
    forces
        Those asked about: a short form is read as theirs.
    """

    def __init__(self, given: str, forces: Collection[str] = ()) -> None:
        self.forms = owner_forms(given, tuple(sorted(forces)))

    def fits(self, owner: Owner, attendees: Sequence[Attendee] = ()) -> bool:
        """Tell whether an owner is meant.

        Parameters
        ----------
        owner
            As the register has it.
        attendees
            Of its document: a person named there by the role that is asked for is meant too.
        """
        told = [owner.raw, owner.person, owner.role]
        if owner.person:
            people = {name.strip().casefold() for name in owner.person.split(";")}
            told += [a.role for a in attendees if a.name.casefold() in people]
        return any(self._named(_tokens(text)) for text in told if text)

    def _named(self, line: Words) -> bool:
        for form in self.forms:
            for start in range(len(line) - len(form) + 1):
                before = line[start - 1] if start else ""
                if line[start : start + len(form)] == form and before not in _RANKS:
                    return True
        return False


def _tokens(text: str) -> Words:
    return tuple(_TOKEN.findall(text.casefold()))


@lru_cache(maxsize=512)
def owner_forms(given: str, forces: Words = ()) -> frozenset[Words]:
    """Return the ways to write an owner: as given, its long and its short form, its office.

    >>> ("deputy", "chief", "constable") in owner_forms("DCC")
    True
    """
    tokens = _tokens(given)
    tokens = tokens[1:] if tokens[:1] == ("the",) else tokens
    if not tokens:
        return frozenset()
    found = {tokens}
    for acronym in acronyms():
        short = _tokens(acronym.short)
        if not short:
            continue
        for reading in acronym.readings(forces):
            words = _tokens(reading)
            if tokens == short and not acronym.ambiguous:
                found.add(words)
            elif tokens == words:
                found.add(short)
    for office in _SAME_OFFICE:
        if found & office:
            found |= office
    return frozenset(found)


def holds_words(tokens: Collection[str], words: str) -> bool:
    """Tell whether all content words stand among the tokens of a text."""
    wanted = query_terms(words) or phrase_tokens(words)
    return bool(wanted) and set(wanted) <= set(tokens)


def speaks_of(speaker: str, texts: Iterable[str | None]) -> bool:
    """Tell whether some words name a speaker."""
    wanted = _tokens(speaker)
    width = len(wanted)
    return any(
        line[i : i + width] == wanted
        for text in texts
        if text
        for line in (_tokens(text),)
        for i in range(len(line) - width + 1)
    )
