"""The list of meetings, newest first, by year."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages import wording
from api.pages.form import FieldError, read_form
from api.pages.rendering import render
from api.routes.held import select
from api.routes.state import held_of
from corpus.model import Meeting

router = APIRouter()

_FIELDS = ("force", "body", "since", "until", "page")
_A_PAGE = 200
"""Meetings on one page: what still reads as a list, and renders in milliseconds."""


@router.get("/meetings")
def meetings(request: Request) -> HTMLResponse:
    """List the meetings that the filters let through."""
    held = held_of(request).now()
    form = read_form(request.query_params, _FIELDS)
    errors = list(form.errors)
    found, selection = select(held.meetings, form.filters, held)
    found.sort(key=_newest_first)
    last = max(1, -(-len(found) // _A_PAGE))
    page = _page_number(form.typed.get("page"), last)
    if page is None:
        errors.append(FieldError(None, f"The pages of this list are numbered from 1 to {last}."))
        page = 1
    shown = [] if errors else found[(page - 1) * _A_PAGE : page * _A_PAGE]
    kept = {name: value for name, value in form.typed.items() if name != "page"}
    return render(
        "meetings.html",
        422 if errors else 200,
        held=held,
        form=form,
        errors=errors,
        errors_by_field={e.field: e.message for e in reversed(errors) if e.field},
        total=len(found),
        years=[(year, list(group)) for year, group in groupby(shown, key=_year)],
        filters=wording.filters_in_words(selection.understood),
        undated_left_out=selection.undated_left_out,
        page=page,
        last=last,
        before=_address(kept, page - 1) if page > 1 else None,
        after=_address(kept, page + 1) if page < last else None,
    )


def _newest_first(meeting: Meeting) -> tuple[bool, int, str]:
    return (meeting.date is None, -meeting.date.toordinal() if meeting.date else 0, meeting.id)


def _year(meeting: Meeting) -> str:
    return str(meeting.date.year) if meeting.date else "Date not stated"


def _page_number(typed: str | None, last: int) -> int | None:
    if typed is None:
        return 1
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        return None
    number = int(typed)
    return number if 1 <= number <= last else None


def _address(kept: dict[str, str], page: int) -> str:
    return "/meetings?" + urlencode({**kept, "page": page})
