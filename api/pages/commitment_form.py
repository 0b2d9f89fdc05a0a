"""What a reader typed into the register's form, checked kindly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.pages.form import DATE_HELP, FieldError, read_date, read_form
from api.register.wording import KINDS, PLURALS, STATUSES
from api.routes.parameters import FILTER_LENGTH
from corpus.register import Kind, Status
from retrieval.register_records import RegisterFilters, Sort

NAMES = {
    "topic": "Topic",
    "owner": "Owner",
    "status": "Status",
    "kind": "Kind",
    "due_after": "Due on or after",
    "due_before": "Due on or before",
    "later": "Later record",
    "review": "Review",
    "words": "Words",
    "sort": "Order",
}
_SHARED = ("force", "body", "since", "until", "item", "speaker", "document", "page")

EVERY = "all"
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "kind": (
        ("", "Promises, with requests told apart"),
        (EVERY, "Every kind"),
        *((kind.value, PLURALS[kind].capitalize()) for kind in KINDS),
    ),
    "status": (("", "All"), *((status.value, said) for status, said in STATUSES.items())),
    "later": (("", "All"), ("yes", "Later minutes speak of it"), ("no", "No later record")),
    "review": (("", "All"), ("yes", "Reviewed by a person"), ("no", "Not reviewed")),
    "sort": (("", "By meeting"), (Sort.DUE.value, "By the day it is due")),
}
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """What was typed, what it means, and what is wrong with it."""

    typed: Mapping[str, str]
    asked: RegisterFilters
    every_kind: bool
    errors: tuple[FieldError, ...]

    @property
    def filtered(self) -> bool:
        """Whether anything was typed, right or wrong."""
        return any(name != "page" for name in self.typed)

    def address(self, page: int) -> str:
        """Return the address of another page of the same list."""
        kept = {name: value for name, value in self.typed.items() if name != "page"}
        return "/commitments?" + urlencode({**kept, "page": page})

    def file(self, suffix: str) -> str:
        """Return the address of the same list as a file, with the HTTP interface's names."""
        asked, scope = self.asked, self.asked.scope
        given: dict[str, object] = {
            **{name: getattr(scope, name) for name in _SHARED if name != "page"},
            "topic": asked.topic,
            "owner": asked.owner,
            "words": asked.words,
            "due_after": asked.due_after,
            "due_before": asked.due_before,
            "status": [status.value for status in asked.statuses] or None,
            "kind": [kind.value for kind in asked.kinds] or None,
            "all": "true" if self.every_kind else None,
            "later": None if asked.later is None else str(asked.later).lower(),
            "reviewed": None if asked.reviewed is None else str(asked.reviewed).lower(),
            "sort": asked.sort.value if asked.sort is not Sort.DATE else None,
        }
        query = urlencode({k: v for k, v in given.items() if v is not None}, doseq=True)
        return f"/api/v1/commitments.{suffix}" + (f"?{query}" if query else "")


def read_register_form(query: QueryParams) -> RegisterForm:
    """Read the register's form; what it does not know is an error, never ignored."""
    own = [(name, value.strip()) for name, value in query.multi_items() if name in NAMES]
    rest = QueryParams([pair for pair in query.multi_items() if pair[0] not in NAMES])
    shared = read_form(rest, _SHARED)
    errors = list(shared.errors)
    typed: dict[str, str] = {}
    for name, value in own:
        if value and name in typed:
            errors.append(FieldError(name, f"{NAMES[name]} is given more than once."))
        elif len(value) > FILTER_LENGTH:
            errors.append(
                FieldError(name, f"{NAMES[name]} must be {FILTER_LENGTH} characters or fewer.")
            )
        elif value:
            typed[name] = value
    for name, pairs in CHOICES.items():
        if typed.get(name, "") not in {value for value, _ in pairs}:
            errors.append(FieldError(name, f"{NAMES[name]}: choose one of the list."))
            del typed[name]
    days = {name: _day(name, typed, errors) for name in ("due_after", "due_before")}
    after, before = days["due_after"], days["due_before"]
    if after and before and after > before:
        errors.append(FieldError("due_after", "The first due day comes after the last; swap them."))
        after = before = None
    kind = typed.get("kind")
    asked = RegisterFilters(
        scope=shared.filters,
        topic=typed.get("topic"),
        owner=typed.get("owner"),
        statuses=(Status(typed["status"]),) if "status" in typed else (),
        kinds=(Kind(kind),) if kind and kind != EVERY else (),
        due_after=after,
        due_before=before,
        later=_YES_NO.get(typed.get("later", "")),
        reviewed=_YES_NO.get(typed.get("review", "")),
        words=typed.get("words"),
        sort=Sort(typed.get("sort", Sort.DATE.value)),
    )
    return RegisterForm({**shared.typed, **typed}, asked, kind == EVERY, tuple(errors[:10]))


def _day(name: str, typed: Mapping[str, str], errors: list[FieldError]) -> date | None:
    if name not in typed:
        return None
    try:
        return read_date(typed[name])
    except ValueError:
        errors.append(FieldError(name, f"{NAMES[name]}: {DATE_HELP}"))
        return None
