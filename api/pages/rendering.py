"""Rendering: the templates, with escaping always on, and the stylesheet's address."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.pages import wording
from api.pages.notice import notice

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
    )
    made.globals.update(
        archive_notice=notice,
        count=wording.count,
        span=wording.span,
        item_name=wording.item_name,
        web_address=wording.web_address,
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
