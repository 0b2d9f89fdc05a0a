"""The verbs that tell who has to act: promises, modals, requests, reports of speech."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from indexer.commitments.printed_words import Token


class Verb(IntEnum):
    """What the verb after a subject makes of the subject."""

    ACTS = 1
    """Will, would, shall, is to: the subject acts, unless something is done to it."""
    PROMISES = 2
    ASKS = 3
    SAYS = 4
    MAY = 5
    """Should, could, may: the subject is wanted to act."""
    OTHER = 6
    """Any other verb; the subject may go on to act ("He expects ... and will ask")."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODALS: Final = _words("will would shall")
_MAY: Final = _words("should could may might must can cannot")
_PROMISES: Final = _words(
    """
    agreed agrees undertook undertakes promised promises offered offers committed commits
    pledged accepted accepts volunteered declined declines refused refuses intends intended
    plans plan aims aim hopes hoped expects expected aspires aspire means meant assured
    guaranteed wishes wanted wants proposes decided resolves
    """
)
_ASKS: Final = _words(
    """
    asked asks requested requests requires recommended recommends suggested suggests urged
    urges invited invites instructed instructs directed directs sought seeks tasked
    questioned queried wondered
    """
)
_SAYS: Final = _words(
    """
    said says stated responded replied answered confirmed confirms advised explained added
    noted reported commented acknowledged highlighted informed outlined clarified reassured
    thought considered felt told indicated emphasised stressed observed announced
    """
)
_BE: Final = _words("is are was were be been being")
_READY: Final = _words(
    "confident content willing prepared happy minded pleased ready going unable unwilling"
)
_SKIPPED: Final = _words(
    """
    also then further now therefore again still both each instead subsequently not never
    themselves himself herself only therefore accordingly jointly formally kindly all ever
    """
)
_WISHES: Final = _words("like welcome appreciate")
_SHORT_ING: Final = 5
_AHEAD: Final = 9
_HAVE: Final = _words("has have had")
_NOT_DOING: Final = _words("wish intend think agree support accept propose plan")
_IRREGULAR: Final = _words(
    """
    sent put brought made given held shown done laid built told kept seen taken written set
    drawn found paid met read known lost cut let run sought rung met left spent split begun
    """
)
NOT_VERBS: Final = _words(
    """
    the a an this that these those their his her its our no all any each every some more
    and or of in on at by for from with to as than but if when where while which who whose
    whom so such other another both either neither not be
    """
)
_NOT_SUBJECTIVE: Final = _words(
    """
    supports notes receives endorses welcomes approves thanks congratulates accepts agrees
    resolves notes considers confirms
    """
)


def verb_after(tokens: Sequence[Token], at: int) -> tuple[Verb, int] | None:
    """Return what the words after a subject do, and the index after them; None for no verb.

    A subject to whom something is done ("the university would be asked") has no verb here.
    """
    at = _skip(tokens, at)
    if at >= len(tokens):
        return None
    low = tokens[at].low
    had = low in _HAVE
    if had:
        at = _skip(tokens, at + 1)
        if at >= len(tokens):
            return None
        low = tokens[at].low
    if low == "set" and at + 1 < len(tokens) and tokens[at + 1].low == "out":
        return Verb.SAYS, at + 2
    if low in MODALS and not had:
        if at + 1 < len(tokens) and tokens[at + 1].low == "prefer":
            return Verb.PROMISES, at + 2
        if at + 1 < len(tokens) and tokens[at + 1].low in _WISHES:
            return Verb.ASKS, at + 2
        return None if _is_passive(tokens, at + 1) else (Verb.ACTS, at + 1)
    if low in _MAY and not had:
        return None if _is_passive(tokens, at + 1) else (Verb.MAY, at + 1)
    if low in _BE and not had:
        after = _skip(tokens, at + 1)
        if after >= len(tokens):
            return Verb.OTHER, after
        if tokens[after].low == "to":
            return None if _is_passive(tokens, after + 1) else (Verb.ACTS, after + 1)
        if tokens[after].low in _READY:
            return Verb.PROMISES, after + 1
        return Verb.OTHER, after
    if low in ("did", "does", "do"):
        rest = [t.low for t in tokens[at + 1 : at + 3]]
        firm = rest[:1] == ["not"] and rest[-1] in _NOT_DOING
        return (Verb.PROMISES if firm else Verb.OTHER), at + 1
    if low in ("wishing", "attending", "interested"):
        for later in range(at + 1, min(at + _AHEAD, len(tokens))):
            if tokens[later].low in MODALS | _MAY:
                return Verb.MAY, later + 1
        return None
    if low == "gave" or low == "gives":
        near = {t.low for t in tokens[at : at + 6]}
        return (Verb.PROMISES, at + 1) if near & {"assurance", "undertaking"} else (Verb.OTHER, at)
    if low in _PROMISES:
        return Verb.PROMISES, at + 1
    if low in _ASKS:
        return (Verb.OTHER if had else Verb.ASKS), at + 1
    if low in _SAYS:
        return Verb.SAYS, at + 1
    if had or (low[:1].isalpha() and low.endswith("ed") and low not in NOT_VERBS):
        return Verb.OTHER, at
    return None


def is_base_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word may be a verb's bare form: "DCC to provide", "RT send"."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    return (
        token.text.isalpha()
        and token.text.islower()
        and len(token.text) > 1
        and token.low not in NOT_VERBS | MODALS | _MAY | _BE | {"has", "had"}
        and not token.low.endswith("ly")
        and not (token.low.endswith("ing") and len(token.low) > _SHORT_ING)
    )


def is_subjunctive(tokens: Sequence[Token], at: int) -> bool:
    """Tell "that the Commissioner provide(s)" from "that the Panel notes"."""
    if not is_base_verb(tokens, at):
        return False
    return tokens[at].low not in _NOT_SUBJECTIVE and not tokens[at].low.endswith("ed")


def is_passive_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell "be provided", "be sent", from "be attending"."""
    return _is_passive(tokens, at)


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    at = _skip(tokens, at)
    if at < len(tokens) and tokens[at].low == "have":
        at += 1
    if at >= len(tokens) or tokens[at].low not in ("be", "been"):
        return False
    after = _skip(tokens, at + 1)
    if after >= len(tokens):
        return True
    low = tokens[after].low
    return (low.endswith("ed") and low not in _READY) or low in _IRREGULAR


def _skip(tokens: Sequence[Token], at: int) -> int:
    """Step over adverbs."""
    while at < len(tokens) and tokens[at].low in _SKIPPED:
        at += 1
    return at
