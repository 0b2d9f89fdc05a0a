"""The first page: one question, and the answer with its citations."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages import wording
from api.pages.form import FieldError, Form, read_form
from api.pages.rendering import render
from api.problems import from_error
from api.routes.held import Holdings
from api.routes.state import engine_of, held_of
from corpus.errors import MinutedError
from retrieval.records import Answer

router = APIRouter()

_FIELDS = ("q", "force", "body", "since", "until", "item", "speaker", "document")
_EXAMPLES = (
    "What was committed on burglary?",
    "What did the Chief Constable say about 101 call times?",
    "What was decided about the council tax precept?",
    "What became of the action on stop and search?",
)


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """Show the question box and, with ``?q=``, the answer."""
    held = held_of(request).now()
    form = read_form(request.query_params, _FIELDS)
    errors = list(form.errors)
    if "q" in request.query_params and "q" not in form.typed:
        errors.append(FieldError("q", "Enter a question."))
    if errors or "q" not in form.typed:
        return _page(held, form, errors, None, 422 if errors else 200)
    engine = engine_of(request)
    try:
        answer = engine.ask(form.typed["q"], form.filters)
    except MinutedError as error:
        found = from_error(error, engine.archive.root)
        field = "q" if found.status == 422 else None
        errors.append(FieldError(field, found.detail, found.mend))
        return _page(held, form, errors, None, found.status)
    return _page(held, form, errors, answer, 200)


def _page(
    held: Holdings, form: Form, errors: list[FieldError], answer: Answer | None, status: int
) -> HTMLResponse:
    return render(
        "home.html",
        status,
        held=held,
        form=form,
        errors=errors,
        errors_by_field={e.field: e.message for e in reversed(errors) if e.field},
        answer=answer,
        examples=_EXAMPLES,
        kind=wording.KINDS[answer.kind] if answer else None,
        heading=wording.STATUSES[answer.status] if answer else None,
        meaning=wording.MEANINGS[answer.status] if answer else None,
        filters=wording.filters_in_words(answer.filters) if answer else [],
    )
