"""A decision that a reader typed into a commitment's page, checked kindly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from starlette.requests import Request

from api.pages.form import DATE_HELP, FieldError, read_date
from api.register.deciding import topic_ids
from api.register.wording import KINDS, STATUSES
from api.routes.commitment_parameters import COMMITMENT_ID
from corpus.register import Corrections, Kind, ReviewAction, Status
from corpus.review_checks import LONGEST_WORDS
from corpus.reviews import LONGEST_BY, LONGEST_REASON

FIELDS: Mapping[str, tuple[str, int]] = {
    "token": ("Token", 200),
    "decision": ("Your decision", 40),
    "by": ("Your name", LONGEST_BY),
    "reason": ("Why", LONGEST_REASON),
    "kind": ("Kind", 40),
    "binding": ("Whether somebody is bound", 40),
    "owner": ("Owner", LONGEST_WORDS),
    "due": ("Due, in words", LONGEST_WORDS),
    "due_date": ("Due date", 40),
    "topics": ("Topics", LONGEST_WORDS),
    "status": ("Status", 40),
    "into": ("The commitment it is the same as", 40),
}
WITHDRAW = "withdraw-"
NO_TOPICS = "none"
_LEFT = ("", "Leave as it is")
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "kind": (_LEFT, *((kind.value, said) for kind, said in KINDS.items())),
    "binding": (_LEFT, ("yes", "Somebody is bound"), ("no", "Nobody is bound")),
    "status": (_LEFT, *((status.value, said) for status, said in STATUSES.items())),
}
_DECISIONS = (
    ReviewAction.CONFIRM,
    ReviewAction.CORRECT,
    ReviewAction.MERGE,
    ReviewAction.REJECT,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was typed, what it means, and what is wrong with it."""

    typed: Mapping[str, str]
    action: ReviewAction
    withdraws: int | None
    corrections: Corrections
    into: str | None
    errors: tuple[FieldError, ...]


async def posted(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form that was sent; what is no form has none."""
    try:
        body = (await request.body()).decode("ascii")
        return parse_qsl(body, keep_blank_values=True, errors="replace", max_num_fields=50)
    except ValueError:
        return []


def read_decision(fields: list[tuple[str, str]]) -> Decision:
    """Read a review form; what it does not know is an error, never ignored."""
    errors: list[FieldError] = []
    typed: dict[str, str] = {}
    for name, value in fields:
        value = value.strip()
        if name not in FIELDS or (value and name in typed):
            errors.append(FieldError(None, "The form that was sent is not this page's."))
            continue
        said, longest = FIELDS[name]
        if len(value) > longest:
            errors.append(FieldError(name, f"{said} must be {longest:,} characters or fewer."))
        if value:
            typed[name] = value
    for name, message in (
        ("decision", "Choose what you decide."),
        ("by", "Enter your name."),
        ("reason", "Enter why you decide so."),
    ):
        if name not in typed:
            errors.append(FieldError(name, message))
    action, withdraws = _action(typed.get("decision", ""), errors)
    for name, pairs in CHOICES.items():
        if typed.get(name, "") not in {value for value, _ in pairs}:
            errors.append(FieldError(name, f"{FIELDS[name][0]}: choose one of the list."))
            del typed[name]
    return Decision(
        typed, action, withdraws, _corrections(typed, errors), _into(typed, errors), tuple(errors)
    )


def _action(typed: str, errors: list[FieldError]) -> tuple[ReviewAction, int | None]:
    number = typed.removeprefix(WITHDRAW)
    if typed.startswith(WITHDRAW) and number.isascii() and number.isdigit():
        return ReviewAction.WITHDRAW, int(number)
    found = next((action for action in _DECISIONS if action.value == typed), None)
    if found is None and typed:
        errors.append(FieldError("decision", "Choose one of the decisions."))
    return found or ReviewAction.CONFIRM, None


def _corrections(typed: Mapping[str, str], errors: list[FieldError]) -> Corrections:
    due_date: date | None = None
    if "due_date" in typed:
        try:
            due_date = read_date(typed["due_date"])
        except ValueError:
            errors.append(FieldError("due_date", f"Due date: {DATE_HELP}"))
    topics = typed.get("topics")
    if topics is not None:
        named = [] if topics.casefold() == NO_TOPICS else topics.split(",")
    return Corrections(
        kind=Kind(typed["kind"]) if "kind" in typed else None,
        binding={"yes": True, "no": False}.get(typed.get("binding", "")),
        owner=typed.get("owner"),
        due=typed.get("due"),
        due_date=due_date,
        topics=None if topics is None else topic_ids(named),
        status=Status(typed["status"]) if "status" in typed else None,
    )


def _into(typed: Mapping[str, str], errors: list[FieldError]) -> str | None:
    into = typed.get("into")
    if into is not None and not re.fullmatch(COMMITMENT_ID, into):
        errors.append(FieldError("into", "Give the other commitment's id: k- and 16 characters."))
        return None
    return into
