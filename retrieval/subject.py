# ruff: noqa: E501  the patterns read better whole
"""Whose words or promises a question asks for, and whether a sentence is theirs.

"What did the Home Office promise" is not answered by what others promised to
do with the Home Office. A sentence is somebody's when it names them before the
verb that says, promises or is to do something, in its owner's column, or when
it goes on with "he" or "she" after a sentence that does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Attendee
from indexer.analysis import phrase_tokens

_ASKED = re.compile(
    r"\bwhat (?:else )?(?:did|has|have|does|do|will|is|was|were|are) (?:the )?(?P<who>[\w’'./& -]{2,60}?) "
    r"(?:say|said|says|ask|asked|tell|told|think|reply|replied|claim|argue|suggest|suggested|"
    r"commit(?:ted)?|promised?|undert(?:ake|ook|aken)|agreed?|pledged?|owe|raise|raised|report|reported|"
    r"want|wanted|down to do|doing about|do about|propose|proposed)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {"it", "they", "he", "she", "anyone", "anybody", "been", "we", "minutes", "record"}
)
_VERB = re.compile(
    r"\b(?:to|will|would|shall|agree[sd]?|undert\w+|promise[sd]?|confirm(?:s|ed)|said|says|stated|asked|"
    r"responded|replied|noted|reported|explained|added|suggested|raised|outlined|welcomed|requests?|"
    r"requested|advised|felt|thought|accepted|proposed|has|had|have|was|were|is|are|stressed|reiterated|"
    r"made|wanted|wants|expressed|recognised|remains|thanked|offered|queried|considers?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^\W*(?:he|she|they|it)\b", re.IGNORECASE)

# What different documents call the same office.
_OFFICES: tuple[frozenset[tuple[str, ...]], ...] = tuple(
    frozenset(tuple(phrase_tokens(form)) for form in forms)
    for forms in (
        ("commissioner", "PCC", "PFCC", "police and crime commissioner"),
        ("police fire and crime commissioner", "commissioner", "PFCC"),
        ("chief constable", "CC"),
        ("deputy chief constable", "DCC"),
        ("assistant chief constable", "ACC"),
        ("chair", "chairman"),
        ("force", "police"),
        ("home office", "HO"),
        ("ministry of justice", "MoJ"),
    )
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose words or promises are asked for.

    Attributes
    ----------
    name
        As the question has it.
    forms
        The ways to name them anywhere: tokens of the name and of their office.
    """

    name: str
    forms: tuple[tuple[str, ...], ...]

    def forms_in(self, attendees: Sequence[Attendee]) -> tuple[tuple[str, ...], ...]:
        """Return the ways one document may name them: its initials and roles too."""
        found = dict.fromkeys(self.forms)
        wanted = set(self.forms[0])
        for attendee in attendees:
            listed = phrase_tokens(f"{attendee.role or ''} {attendee.name}")
            if not wanted <= set(listed):
                continue
            found.setdefault(tuple(phrase_tokens(attendee.name)[-1:]))
            if attendee.initials:
                found.setdefault(tuple(phrase_tokens(attendee.initials)))
            for office in _OFFICES:
                if any(_stands_in(form, phrase_tokens(attendee.role or "")) for form in office):
                    found.update(dict.fromkeys(office))
        return tuple(form for form in found if form)


def subject_of(question: str, without: Sequence[str] = ()) -> Subject | None:
    """Return whose words or promises a question asks for, or None.

    Parameters
    ----------
    question
        The question.
    without
        Names that filters already see to; a question about "Kent" alone, filtered
        to Kent, asks for nobody's in particular.

    Examples
    --------
    >>> subject_of("What did the Home Office promise on crime data?").name
    'Home Office'
    >>> subject_of("What was promised on crime data?") is None
    True
    """
    match = _ASKED.search(question)
    if match is None:
        return None
    name = match["who"]
    for scope in without:
        name = re.sub(rf"\b{re.escape(scope)}(?:['’]s)?\b", " ", name, flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(" .,'’")
    tokens = tuple(phrase_tokens(name))
    if not tokens or len(tokens) > 6 or name.lower() in _NOBODY:
        return None
    forms = dict.fromkeys([tokens])
    for office in _OFFICES:
        if tokens in office:
            forms.update(dict.fromkeys(office))
    return Subject(name, tuple(forms))


def is_theirs(
    forms: Sequence[tuple[str, ...]], sentence: str, owner: str | None, before: str | None
) -> bool:
    """Tell whether a sentence is somebody's own.

    Parameters
    ----------
    forms
        The ways their document may name them (tokens).
    sentence
        The sentence.
    owner
        What stands in the owner's column beside it.
    before
        The sentence before it in the same item, if any.
    """
    if owner and _named(forms, phrase_tokens(owner)):
        return True
    if _named(forms, phrase_tokens(_until_verb(sentence))):
        return True
    return bool(
        before and _GOES_ON.match(sentence) and _named(forms, phrase_tokens(_until_verb(before)))
    )


def _until_verb(sentence: str) -> str:
    """Return what stands before the verb: who does it, with any opening clause.

    Of "In response to Councillor Day, the Chair said" the opening clause is
    left out: Day is spoken to.
    """
    text = re.sub(
        r"^\W*in (?:response|reply|answer) to [^,]{1,120}, ", "", sentence, flags=re.IGNORECASE
    )
    match = _VERB.search(text)
    return text[: match.start()] if match else ""


def _named(forms: Sequence[tuple[str, ...]], tokens: list[str]) -> bool:
    return any(_stands_in(form, tokens) for form in forms)


def _stands_in(form: tuple[str, ...], tokens: list[str]) -> bool:
    width = len(form)
    return any(tuple(tokens[i : i + width]) == form for i in range(len(tokens) - width + 1))
