"""Rendering: the templates, with escaping always on, and the stylesheet's address."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.pages import wording
from api.pages.notice import notice
from api.register import wording as words
from corpus.register import Kind, Status

HERE = Path(__file__).parent
STYLESHEET = (HERE / "static" / "minuted.css").read_bytes()
ICON = (HERE / "static" / "minuted.svg").read_bytes()


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=wording.day,
        month=wording.month,
        paragraphs=wording.paragraphs,
        meeting_status=wording.meeting_status,
        kind=Kind,
        commitment_status=Status,
        iso_day=lambda text: wording.day(date.fromisoformat(text)),
    )
    made.globals.update(
        archive_notice=notice,
        count=wording.count,
        span=wording.span,
        item_name=wording.item_name,
        web_address=wording.web_address,
        kind_words=words.kind_words,
        owner_text=words.owner_text,
        due_text=words.due_text,
        request_text=words.request_text,
        register_status=words.STATUSES.__getitem__,
        review_state=words.REVIEW_STATES.__getitem__,
        # A new stylesheet gets a new address, so that no browser shows pages in an old one.
        stylesheet="/assets/minuted.css?v=" + hashlib.sha256(STYLESHEET).hexdigest()[:12],
    )
    return made


_templates = _environment()


def render(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page.

    Parameters
    ----------
    template
        The template's file name.
    status
        HTTP status.
    values
        What the template names; a name it lacks is an error, never blank.
    """
    return HTMLResponse(_templates.get_template(template).render(**values), status)
