# ruff: noqa: E501  the patterns read better whole
"""What a question asks of the register: kinds, owner, due, status, and the words left over."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.register import Kind, Status
from retrieval.kinds import bare_topic
from retrieval.records import QuestionKind

NOT_CLOSED = (Status.OPEN, Status.OVERDUE, Status.NO_LATER_RECORD)

_NOUNS: dict[str, tuple[Kind, ...]] = {
    "actions": (Kind.ACTION,),
    "undertakings": (Kind.UNDERTAKING,),
    "agreements": (Kind.AGREED,),
    "resolutions": (Kind.RESOLVED,),
    "requests": (Kind.REQUEST,),
    "recommendations": (Kind.RECOMMENDATION,),
    "targets": (Kind.TARGET,),
    "aspirations": (Kind.ASPIRATION,),
    "refusals": (Kind.REFUSAL,),
    "deferrals": (Kind.DEFERRAL,),
    "commitments": (),
    "promises": (),
    "pledges": (),
    "assurances": (),
}
_NOUN = "|".join(_NOUNS)
_LISTS = re.compile(
    rf"^\W*(?:which|what|list|show(?: me)?|are there(?: any)?|is there any|any|how many|all)\b(?: [\w’'/-]+){{0,4}}? (?P<noun>{_NOUN})\b"
    rf"|^\W*(?P<bare>(?:open |overdue |outstanding )?(?:{_NOUN}))\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"^\W*(?:was|is|were|are|has|have|had|did)\b.{0,60}\b(?:action|undertaking|commitment|promise|pledge|agreement|instruction|request|resolution|recommendation)\b(?! on\b)"
    r"|^\W*(?:what|whatever) (?:has |have )?(?:happened|became|become|come|came)\b"
    r"|^\W*(?:has|have|had|was|were|is|are|did) .{3,}\b(?:closed|completed?|done|delivered|carried out|shared|published|sent|kept|fulfilled|discharged|implemented|provided|produced)\W*$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:closed|complete[d]?|finished|done|carried out|happened|became|become|came of|still open|outstanding|"
    r"overdue|progress|fulfilled|delivered|kept|discharged|followed up|implemented|published|shared|sent|provided)\b",
    re.IGNORECASE,
)

_NO_LATER = re.compile(
    r"\b(?:(?:with |has |have |had )?no (?:later|further|subsequent|more) (?:mention|record|reference|update|trace)s?"
    r"|(?:has |have |had |was |were )?never (?:been )?(?:mentioned|followed up|heard of|reported back)(?: again| since| on)?"
    r"|(?:has |have |had |was |were |is |are )?not (?:been )?(?:mentioned|followed up|heard of)(?: again| since| later)?"
    r"|(?:with |has |have |had )?no follow[- ]?up)\b(?: found| recorded| in the archive)?",
    re.IGNORECASE,
)
_OVERDUE = re.compile(r"\b(?:overdue|past (?:its|their) due date|late)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:(?:is|are|was|were|remain(?:s|ed)?) (?:still )?(?:open|outstanding|unresolved|incomplete)|still (?:open|outstanding|to be done)"
    r"|(?:open|outstanding) (?=actions|undertakings|commitments|promises)|not (?:yet |been )*(?:closed|completed?|done|discharged|delivered|carried out))\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:now |since )?(?:closed|completed?|discharged|carried out|done|delivered|kept|fulfilled)"
    r"|(?:closed|completed) (?=actions|undertakings|commitments|promises))\b",
    re.IGNORECASE,
)

_MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
]
_SHORT_MONTH = re.compile(
    r"\b(?P<short>" + "|".join(month[:3] for month in _MONTHS) + r"|sept)\.?(?= (?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_DATE = (
    r"(?:(?:the )?(?:end|close) of )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?"
    r"(?:(?P<month>" + "|".join(_MONTHS) + r"),? )?(?P<year>(?:19|20)\d\d)(?![/\d-])"
    r"|(?P<iso>\d{4}-\d\d-\d\d)"
)
_DUE = re.compile(
    r"\b(?:fall(?:s|ing)? |fell )?due\b(?P<middle>[^.?!]{0,60}?)"
    rf"\s(?P<how>by|before|until|in|during|on|after|since|from)\s+(?:{_DATE})",
    re.IGNORECASE,
)
_SAYS_DUE = re.compile(r"\b(?:due|deadline)\b", re.IGNORECASE)

_FOR_WHOM = re.compile(
    rf"\b(?:{_NOUN})\b(?: (?:still|open|outstanding|that|which|are|is|were|overdue))* (?:(?:assigned|given|allocated|belonging|down) to|owned by|for|of|by|with|on) "
    r"(?P<who>(?:the )?[\w’'./& -]{2,60}?)(?=\s+(?:is|are|was|were|remains?|remained|has|have|had|still|not|to|that|which|on|about|due|since|by|in)\b|[?,.]|\s*$)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    rf"\b(?P<who>(?:the )?[\w./& -]{{2,40}}?)(?:['’]s|s['’]) (?:\w+ ){{0,3}}?(?:{_NOUN})\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:which|what|list|show|me|is|are|were|was|of|all)\b\s*)+", re.IGNORECASE
)
_FILLER = re.compile(
    r"\b(?:list|show|all|any|so far|currently|now|yet|register|fell|falls?|falling|later|since|again|"
    r"set|given|assigned|recorded|found|belong\w*|responsible|instruction|instructed|request(?:s|ed)?|resolutions?|agreements?|"
    r"recommendations?|targets?|aspirations?|refusals?|deferrals?|there|becam?e|become|came|come|carried|out|discharged|"
    r"fulfilled|kept|finished|delivered|progress|mention\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question asks of the register.

    Attributes
    ----------
    listed
        It asks for all that fit, not for one commitment that it describes.
    described
        It describes one commitment and asks what became of it.
    outcome
        It asks what became of something.
    kinds
        Named by the question ("undertakings"); empty where any that binds is meant.
    statuses, later, due_after, due_before
        As in :class:`retrieval.register_records.RegisterFilters`.
    owners
        Words that may name an owner, the likeliest first; the register tells.
    unread_due
        It speaks of a due date that was not understood.
    scope
        The question without its due phrase, whose date is no meeting's, months in full.
    rest
        What is left: what the commitment is about. Of the words that may name an owner
        none are left out yet.
    """

    listed: bool
    described: bool
    outcome: bool
    kinds: tuple[Kind, ...]
    statuses: tuple[Status, ...]
    later: bool | None
    due_after: date | None
    due_before: date | None
    owners: tuple[str, ...]
    unread_due: bool
    scope: str
    rest: str

    @property
    def filters_only(self) -> bool:
        """Whether it asks for a state of things, whatever they are about."""
        return bool(self.kinds or self.statuses or self.later is not None or self.has_due)

    @property
    def has_due(self) -> bool:
        """Whether it asks for a time by which something was due."""
        return bool(self.due_after or self.due_before)


def wish_of(question: str) -> Wish:
    """Return what a question asks of the register.

    Examples
    --------
    >>> wish = wish_of("which actions for the DCC are still open")
    >>> wish.listed, wish.owners, [s.value for s in wish.statuses]
    (True, ('the DCC',), ['open', 'overdue', 'no-later-record'])
    >>> wish_of("what was due by March 2018").due_before.isoformat()
    '2018-03-31'
    """
    text = _SHORT_MONTH.sub(_whole_month, " ".join(question.split()))
    due = _DUE.search(text)
    after = before = None
    scope = text
    if due:
        after, before = _due_dates(due)
        if after or before:
            scope = f"{text[: due.start()]} due {due['middle']} {text[due.end() :]}"
    unread = bool(_SAYS_DUE.search(text)) and not (after or before)
    listed = _LISTS.search(text)
    noun = (listed["noun"] or listed["bare"]).split()[-1].lower() if listed else None
    one = _ONE.search(text) is not None and listed is None
    rest = scope
    statuses: tuple[Status, ...] = ()
    later: bool | None = None
    if found := _NO_LATER.search(rest):
        later = False
        rest = _without(rest, found)
    elif not one and (found := _OVERDUE.search(rest)):
        statuses = (Status.OVERDUE,)
        rest = _without(rest, found)
    elif not one and (found := _OPEN.search(rest)):
        statuses = NOT_CLOSED
        rest = _without(rest, found)
    elif listed and (found := _CLOSED.search(rest)):
        statuses = (Status.CLOSED,)
        rest = _without(rest, found)
    owners = [m["who"] for p in (_FOR_WHOM, _WHOSE) for m in p.finditer(rest)]
    wanted_kinds = _NOUNS.get(noun or "", ())
    if listed:
        rest = re.sub(rf"\b(?:{_NOUN})\b", " ", rest, flags=re.IGNORECASE)
    return Wish(
        listed=bool(listed or statuses or later is not None or after or before),
        described=one,
        outcome=bool(_OUTCOME.search(text)),
        kinds=wanted_kinds,
        statuses=statuses,
        later=later,
        due_after=after,
        due_before=before,
        owners=tuple(dict.fromkeys(_cleaned(who) for who in owners)),
        unread_due=unread,
        scope=" ".join(scope.split()),
        rest=about(rest),
    )


def about(rest: str) -> str:
    """Return the words of a question that say what a commitment is about; there may be none."""
    return " ".join(_FILLER.sub(" ", bare_topic(rest, QuestionKind.COMMITMENTS)).split())


def _cleaned(who: str) -> str:
    return _LEADING.sub("", who)


def _whole_month(found: re.Match[str]) -> str:
    short = found["short"][:3].lower()
    return next(month for month in _MONTHS if month.startswith(short)).capitalize()


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _due_dates(found: re.Match[str]) -> tuple[date | None, date | None]:
    """Return the first and the last day that are meant, both included."""
    period = _period(found)
    if period is None:
        return None, None
    first, last = period
    how = found["how"].lower()
    if how in ("by", "until"):
        return None, last
    if how == "before":
        return None, first - timedelta(days=1)
    if how == "after":
        return last + timedelta(days=1), None
    if how in ("since", "from"):
        return first, None
    return first, last


def _period(found: re.Match[str]) -> tuple[date, date] | None:
    try:
        if found["iso"]:
            day = date.fromisoformat(found["iso"])
            return day, day
        year = int(found["year"])
        if not found["month"]:
            return (date(year, 1, 1), date(year, 12, 31)) if not found["day"] else None
        month = _MONTHS.index(found["month"].lower()) + 1
        if found["day"]:
            day = date(year, month, int(found["day"]))
            return day, day
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
