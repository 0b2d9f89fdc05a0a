# ruff: noqa: E501  the patterns read better whole
"""Who is speaking in a sentence of reported speech, where the sentence says so.

Never guessed: a pronoun names nobody, and of a chain ("the Chair noted that the
officer had said") only the first speaker is known.
"""

from __future__ import annotations

import re

_SAID = (
    "stated|said|responded|replied|confirmed|advised|explained|added|noted|asked|reported|"
    "commented|queried|questioned|suggested|acknowledged|highlighted|informed|assured|agreed|"
    "undertook|outlined|raised|emphasised|clarified|requested|welcomed|considers|stressed|"
    "promised|offered|wondered|observed|argued|reminded|told|thanked|expressed|pointed out|"
    "indicated|remarked|felt|accepted|challenged|presented|introduced|updated|summarised"
)
_ROLE = (
    r"(?:Deputy |Assistant |Acting |Vice[- ]|Temporary )*(?:Police,? (?:Fire )?and Crime "
    r"Commissioner|Commissioner|Chief Constable|Chief Executive|Chief Finance Officer|Chairman|"
    r"Chair|PFCC|PCC|DPFCC|DPCC|DCC|ACC|CC|Mayor|Clerk|Superintendent|Chief Inspector|Inspector|"
    r"Chief Fire Officer|Monitoring Officer|Lead Officer)"
)
_WORD = r"[A-Z][\w’'-]*\.?"
_NAME = rf"(?:{_WORD})(?: (?:{_WORD}|of|de|van|O[’']{_WORD})){{0,5}}"
_WHO = rf"(?:[Tt]he )?(?P<who>{_ROLE}(?:,? {_NAME})?|{_NAME})(?: \([A-Za-z/]{{2,6}}\))?"
_SPEAKER = re.compile(
    rf"(?:^|^[^.]{{0,160}}?, |^.{{0,200}}?\b(?:question|query|response) (?:from|by|to) [^,]{{1,60}}, )"
    rf"{_WHO},? (?:then |also |further |both |again )?(?:{_SAID})\b"
)
_ROLE_ALONE = re.compile(rf"{_ROLE}\b")
_TITLED = re.compile(
    r"(?:Councillor|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Rev|Supt|Insp|"
    r"C/\w+|T/\w+|A/\w+|Sgt|PC|DI|DCI|DS|Det)\b\.?"
)
_INITIALS = re.compile(r"[A-Z]{2,4}")
_SPOKE = re.compile(
    r"\b(?:stated|said|responded|replied|confirmed|advised|explained|added|noted|asked|commented|"
    r"queried|questioned|suggested|acknowledged|informed|assured|undertook|outlined|emphasised|"
    r"clarified|stressed|promised|wondered|observed|argued|reminded|told|thanked|remarked)$"
)
# "Burglary reported to the police fell": what follows tells that nobody is speaking.
_REDUCED = re.compile(r"\W+(?:by|online|at|from|under|through)\b")
_NOBODY = frozenset(
    """
    he she they it we i members officers councillors there this that these those who which
    concern concerns the panel board committee force following during having however data
    figures performance members’
    """.split()  # noqa: SIM905
)
_LEAD_IN = re.compile(r"^In (?:response|reply|answer) to [^,]{1,160}, ")


def speaker_of(sentence: str) -> str | None:
    """Return who a sentence says is speaking, as printed, or None.

    Examples
    --------
    >>> speaker_of("In response to Councillor Day, the Commissioner stated that it would be so.")
    'Commissioner'
    >>> speaker_of("He said so.") is None
    True
    """
    text = " ".join(sentence[:600].split())
    lead = _LEAD_IN.match(text)
    if lead:
        # "In response to Councillor O'Day, the Chair said": the second speaks.
        text = text[lead.end() :]
        text = text[0].upper() + text[1:] if text else text
    match = _SPEAKER.match(text)
    if match is None:
        return None
    who = match["who"].strip()
    if who.split()[0].lower() in _NOBODY:
        return None
    known = _ROLE_ALONE.match(who) or _TITLED.match(who) or _INITIALS.fullmatch(who)
    # "Domestic Abuse raised concern" has the shape of a name: without a role or
    # title, two words that speak in so many words.
    spoken = len(who.split()) >= 2 and _SPOKE.search(match.group()) is not None
    return who if (known or spoken) and not _REDUCED.match(text[match.end() :]) else None
