"""A commitment's page: its quote in its place, what became of it, and what people decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from api.pages.errors import respond
from api.pages.form import FieldError
from api.pages.rendering import render
from api.pages.review_form import CHOICES, WITHDRAW, Decision, posted, read_decision
from api.problems import from_error, problem
from api.register import deciding
from api.register import wording as words
from api.routes.commitment_parameters import COMMITMENT_ID
from api.routes.same_site import FORM, ReviewGate, gate_of
from api.routes.state import engine_of
from corpus.archive import Archive
from corpus.errors import MinutedError, NotFoundError
from corpus.model import BlockKind
from corpus.register import Review, ReviewAction
from corpus.reviews import standing
from retrieval.register import Register
from retrieval.register_records import RegisterEntry, TimelineStep

router = APIRouter()

_OLD_FORM = (
    "This page was open for too long: the server was started again meanwhile. Send it again."
)

_UNDECIDED = Decision({}, ReviewAction.CONFIRM, None, deciding.NOTHING, None, ())


@dataclass(frozen=True, slots=True)
class Around:
    """A quote in the text around it: the blocks before, its own in three pieces, those after."""

    before: tuple[str, ...]
    lead: str
    quote: str
    rest: str
    after: tuple[str, ...]


@router.get("/commitments/{id}")
def commitment(request: Request, id: str) -> Response:
    """Show a commitment with its timeline."""
    found = _entry(request, id)
    if found is None:
        return _missing(request)
    return _page(request, *found, _UNDECIDED)


@router.post("/commitments/{id}")
def review(
    request: Request, id: str, fields: Annotated[list[tuple[str, str]], Depends(posted)]
) -> Response:
    """Take a decision about a commitment, where the server was started with reviews."""
    gate = gate_of(request)
    refused = gate.refusal(request, FORM)
    if refused is not None:
        return respond(request.url.path, refused)
    found = _entry(request, id)
    if found is None:
        return _missing(request)
    register, entry = found
    decision = read_decision(fields)
    errors = list(decision.errors)
    status = 422
    if not gate.holds(entry.id, decision.typed.get("token", "")):
        errors.insert(0, FieldError(None, _OLD_FORM))
    if not errors:
        try:
            made = _decide(request, entry, decision)
        except MinutedError as error:
            told = from_error(error, engine_of(request).archive.root)
            errors.append(FieldError(_field(error, decision), told.detail, told.mend))
            status = told.status
        else:
            return RedirectResponse(_where(register, made), 303)
    return _page(request, register, entry, decision, errors, status)


def _decide(request: Request, entry: RegisterEntry, decision: Decision) -> Review:
    engine, typed = engine_of(request), decision.typed
    if decision.withdraws is not None:
        own = {one.id for one in entry.review.reviews}
        if decision.withdraws not in own:
            raise NotFoundError(f"This commitment has no review {decision.withdraws}.")
        return deciding.withdraw(engine, decision.withdraws, by=typed["by"], reason=typed["reason"])
    return deciding.decide(
        engine,
        entry.id,
        decision.action,
        by=typed["by"],
        reason=typed["reason"],
        corrections=decision.corrections,
        into=decision.into,
    )


def _field(error: MinutedError, decision: Decision) -> str:
    """Return the field that an error is most likely about."""
    if decision.action is ReviewAction.MERGE and isinstance(error, NotFoundError):
        return "into"
    return "decision"


def _where(register: Register, made: Review) -> str:
    """Return where to go on: an addition that was taken back has no page any more."""
    try:
        register.entry(made.commitment_id)
    except MinutedError:
        return "/commitments"
    return f"/commitments/{made.commitment_id}?kept={made.id}#reviews"


def _entry(request: Request, key: str) -> tuple[Register, RegisterEntry] | None:
    if not re.fullmatch(COMMITMENT_ID, key):
        return None
    register = engine_of(request).register()
    try:
        return register, register.entry(key)
    except NotFoundError:
        return None


def _missing(request: Request) -> Response:
    return respond(
        request.url.path,
        problem("not-found", "The register holds no commitment of that id."),
    )


def _page(
    request: Request,
    register: Register,
    entry: RegisterEntry,
    decision: Decision,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> Response:
    gate: ReviewGate = gate_of(request)
    told = errors or []
    reviews = entry.review.reviews
    kept = next((r for r in reviews if str(r.id) == request.query_params.get("kept")), None)
    response = render(
        "commitment.html",
        status,
        entry=entry,
        steps=[step for step in register.timeline(entry.id) if _of_the_record(step)],
        around=around(engine_of(request).archive, entry),
        why=words.why_text(entry),
        topics=words.topic_names(entry.facts.topics),
        machine_topics=words.topic_names(entry.machine.topics) if entry.machine else None,
        review_line=words.review_text(entry.review),
        decision_text=words.decision_text,
        step_name=lambda step: _NAMES.get(step.what, step.what.capitalize()),
        apart=entry.machine is not None and entry.machine != entry.facts,
        not_done=words.NOT_DONE,
        generation=register.generation,
        kept=kept,
        typed=decision.typed,
        errors=told,
        errors_by_field={e.field: e.message for e in reversed(told) if e.field},
        open=gate.open,
        token=gate.token(entry.id),
        choices=CHOICES,
        withdraw=WITHDRAW,
        standing=standing(reviews),
    )
    if gate.open:
        response.headers["Cache-Control"] = "no-store"
    return response


_NAMES = {"found": "Recorded", **{outcome.value: said for outcome, said in words.OUTCOMES.items()}}


def _of_the_record(step: TimelineStep) -> bool:
    """Tell whether the record says it; what people decided is shown apart."""
    return step.citation is not None


def around(archive: Archive, entry: RegisterEntry) -> Around:
    """Return a quote in the text that stands next to it in its document."""
    cited = entry.citation
    text = archive.text(cited.document.id)
    blocks = [b for b in archive.blocks(cited.document.id) if b.kind is not BlockKind.FURNITURE]
    own = [i for i, b in enumerate(blocks) if b.start < cited.end and b.end > cited.start]
    if not own:
        return Around((), "", cited.quote, "", ())
    first, last = blocks[own[0]], blocks[own[-1]]
    before = blocks[max(0, own[0] - 2) : own[0]]
    after = blocks[own[-1] + 1 : own[-1] + 2]
    return Around(
        tuple(text[b.start : b.end] for b in before),
        text[min(first.start, cited.start) : cited.start],
        text[cited.start : cited.end],
        text[cited.end : max(last.end, cited.end)],
        tuple(text[b.start : b.end] for b in after),
    )
