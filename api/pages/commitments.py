"""The register of commitments as a list that can be narrowed down and taken away as a file."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages import wording
from api.pages.commitment_form import CHOICES, RegisterForm, read_register_form
from api.pages.form import FieldError
from api.pages.rendering import render
from api.problems import from_error
from api.register.listing import Listing, is_promises_only, look_up
from api.register.wording import (
    NOT_DONE,
    STATUSES,
    asked_in_words,
    kinds_counted,
)
from api.routes.state import engine_of, held_of
from corpus.errors import MinutedError
from corpus.register import Kind
from retrieval.register import Register
from retrieval.register_records import RegisterEntry

router = APIRouter()

_A_PAGE = 50
"""Entries on one page: each has a quote and four lines."""
_OWNERS_OFFERED = 200


@router.get("/commitments")
def commitments(request: Request) -> HTMLResponse:
    """List the commitments that the filters let through."""
    form = read_register_form(request.query_params)
    errors = list(form.errors)
    engine = engine_of(request)
    register: Register | None = None
    listing: Listing | None = None
    page, status = 1, 422 if errors else 200
    try:
        register = engine.register()
        if not errors:
            page = _page_number(form.typed.get("page"))
            listing = _look_up(register, form, page)
            if listing is None:
                errors.append(FieldError(None, "This list has no page of that number."))
                status = 422
    except MinutedError as error:
        found = from_error(error, engine.archive.root)
        errors.append(FieldError(None, found.detail, found.mend))
        status = found.status
    return _shown(request, form, errors, register, listing, page, status)


def _look_up(register: Register, form: RegisterForm, page: int) -> Listing | None:
    """Return a page of the list, or None where it has no such page."""
    if page < 1:
        return None
    listing = look_up(
        register,
        form.asked,
        every_kind=form.every_kind,
        limit=_A_PAGE,
        offset=(page - 1) * _A_PAGE,
        with_requests=page == 1,
    )
    return listing if page <= max(1, -(-listing.page.total // _A_PAGE)) else None


def _shown(
    request: Request,
    form: RegisterForm,
    errors: list[FieldError],
    register: Register | None,
    listing: Listing | None,
    page: int,
    status: int,
) -> HTMLResponse:
    held = held_of(request).now()
    last = max(1, -(-listing.page.total // _A_PAGE)) if listing else 1
    return render(
        "commitments.html",
        status,
        held=held,
        form=form,
        choices=CHOICES,
        topics=_topics(register, form),
        owners=[name for name, _ in register.owners()[:_OWNERS_OFFERED]] if register else [],
        errors=errors,
        errors_by_field={e.field: e.message for e in reversed(errors) if e.field},
        listing=listing,
        meetings=_by_meeting(listing.page.entries) if listing else [],
        requests=_by_meeting(listing.requests) if listing else [],
        requests_total=listing.left_out.get(Kind.REQUEST, 0) if listing else 0,
        left_out=_left_out(listing),
        asked=_asked(listing) if listing else [],
        stands=_stands(register, form) if register and listing and listing.page.total else [],
        not_done=NOT_DONE,
        page=page,
        last=last,
        before=form.address(page - 1) if listing and page > 1 else None,
        after=form.address(page + 1) if listing and page < last else None,
    )


def _topics(register: Register | None, form: RegisterForm) -> list[tuple[str, str]]:
    """Return the topics to choose from; a word that was typed elsewhere stays chosen."""
    counts = register.topics() if register else ()
    pairs = [("", "All"), *((one.id, f"{one.name} ({one.count:,})") for one in counts)]
    typed = form.typed.get("topic")
    if typed and typed not in {key for key, _ in pairs}:
        pairs.append((typed, typed))
    return pairs


def _by_meeting(
    entries: tuple[RegisterEntry, ...],
) -> list[tuple[str, str, list[RegisterEntry]]]:
    """Return the entries under their meetings: heading, address, entries."""
    found = []
    for key, group in groupby(entries, key=lambda e: e.commitment.meeting_id):
        together = list(group)
        cited = together[0].citation
        body = cited.body or "Body not stated in the record"
        found.append((f"{body}, {wording.day(cited.meeting_date)}", f"/meetings/{key}", together))
    return found


def _left_out(listing: Listing | None) -> str:
    if listing is None:
        return ""
    shown = Kind.REQUEST if listing.requests else None
    return kinds_counted({k: n for k, n in listing.left_out.items() if k is not shown})


def _asked(listing: Listing) -> list[tuple[str, str]]:
    return asked_in_words(listing.page, promises_only=listing.promises_only)


def _stands(register: Register, form: RegisterForm) -> list[tuple[str, int]]:
    """Return how many of all that fit stand how."""
    asked = form.asked
    if is_promises_only(asked, form.every_kind):
        asked = replace(asked, binding=True)
    by_status = register.counts(asked).by_status
    return [(said, by_status[status]) for status, said in STATUSES.items() if status in by_status]


def _page_number(typed: str | None) -> int:
    """Return the page that is asked for; 0 where that is no number."""
    if typed is None:
        return 1
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 0
