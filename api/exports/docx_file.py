"""A briefing for a meeting: commitments by meeting, with their quotes and what came of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from api.exports.cells import absolute, carried
from api.exports.facts import (
    Export,
    asked_lines,
    count_lines,
    coverage_lines,
    reading_lines,
    sections,
    verified_text,
)
from api.register.wording import (
    KINDS,
    OUTCOMES,
    STATUSES,
    due_text,
    kind_text,
    moment,
    owner_text,
    request_text,
    review_text,
    topic_names,
    yes_no,
)
from corpus.errors import UsageError
from corpus.model import Citation
from retrieval.register_records import EntryFollowUp, RegisterEntry
from retrieval.register_status import spelled

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MOST_ENTRIES = 2_000
"""More is no briefing: at 30 ms an entry it would take a minute to write, and days to read."""

_INK = RGBColor(0x12, 0x43, 0x6D)
_NO_DATE = "date not stated in the record"


def docx_file(export: Export) -> bytes:
    """Return the briefing.

    Raises
    ------
    UsageError
        When more entries fit than a briefing can hold.
    """
    if len(export.entries) > MOST_ENTRIES:
        raise UsageError(
            f"A briefing holds {MOST_ENTRIES:,} commitments; {len(export.entries):,} fit.",
            "Narrow it down by topic, body or date, or write CSV or XLSX.",
        )
    return _Briefing(export).whole()


def title_of(export: Export) -> str:
    """Return the briefing's title: what was asked for, in a few words."""
    page = export.listing.page
    parts = ["Commitments"]
    if page.asked.topic:
        parts.append(f"on {topic_names(page.topics) or page.asked.topic}")
    if page.asked.owner:
        parts.append(f"of {page.asked.owner}")
    if page.filters.body:
        parts.append(f"in the minutes of {' and '.join(page.filters.body)}")
    elif page.filters.force:
        parts.append(f"in the minutes of {' and '.join(page.filters.force)}")
    return " ".join(parts)


class _Briefing:
    def __init__(self, export: Export) -> None:
        self._export = export
        self._document: Any = Document()
        self._set_up()

    def whole(self) -> bytes:
        export = self._export
        self._heading(title_of(export), 0)
        self._text(f"Made with Minuted on {moment(export.at)}.")
        if export.notice:
            self._pairs([("About this archive", export.notice)])
        self._heading("What was asked", 1)
        self._pairs(asked_lines(export))
        self._heading("What was found", 1)
        self._pairs(count_lines(export))
        self._heading("What was looked through", 1)
        self._pairs(coverage_lines(export))
        self._heading("How to read this", 1)
        for line in reading_lines(export):
            self._text(line, "List Bullet")
        found = sections(export)
        for name, entries in found:
            self._heading(name, 1)
            for meeting, group in groupby(sorted(entries, key=_when), key=_meeting):
                self._heading(meeting, 2)
                for entry in group:
                    self._entry(entry)
        if not found:
            self._heading("Commitments", 1)
            self._text(
                "The register holds nothing that fits. That the archive says nothing of it does "
                "not mean that nothing was promised."
            )
        self._heading("About the quotations", 1)
        self._text(verified_text(export))
        return _packed(self._document, export.at)

    # One entry -----------------------------------------------------------

    def _entry(self, entry: RegisterEntry) -> None:
        if entry.context:
            said = self._labelled("Stands under", entry.context)
            said.paragraph_format.keep_with_next = True
            said.paragraph_format.space_before = Pt(14)
        self._quote(entry.citation)
        self._pairs(_facts(entry))
        if entry.follow_ups:
            self._pairs([("Later records", "")])
        for later in entry.follow_ups:
            self._follow_up(later)
        self._review(entry)

    def _quote(self, citation: Citation) -> None:
        quote = self._text("", "Quote")
        quote.paragraph_format.keep_with_next = True
        quote.add_run("\u201c")
        quote.add_run(carried(citation.quote))
        quote.add_run("\u201d")
        self._place(citation)

    def _follow_up(self, later: EntryFollowUp) -> None:
        when = later.citation.meeting_date
        line = self._text("", "List Bullet")
        line.add_run(f"{spelled(when) if when else _NO_DATE}: ").bold = True
        line.add_run(carried(f"{OUTCOMES[later.outcome]}. "))
        line.add_run("\u201c")
        line.add_run(carried(later.citation.quote)).italic = True
        line.add_run("\u201d ")
        line.add_run(carried(f"({place_text(later.citation)}; joined by: {later.why}) "))
        self._link(line, later.citation)

    def _review(self, entry: RegisterEntry) -> None:
        said = review_text(entry.review)
        if said is None:
            return
        self._labelled("Review by a person", said)
        if entry.machine is None:
            self._labelled("The program", "did not find it")
        elif entry.machine != entry.facts:
            self._labelled("The program found", machine_text(entry))

    def _place(self, citation: Citation) -> None:
        line = self._text("")
        line.add_run(carried(place_text(citation)) + " ").font.size = Pt(10)
        self._link(line, citation)

    # Parts of a page -----------------------------------------------------

    def _set_up(self) -> None:
        document, export = self._document, self._export
        about = document.core_properties
        about.author, about.last_modified_by = "Minuted", "Minuted"
        about.title, about.comments = carried(title_of(export)), f"Generation {export.generation}."
        about.language = "en-GB"
        about.created = about.modified = export.at.replace(tzinfo=None)
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(11)
        normal.paragraph_format.space_after = Pt(4)
        for run in document.styles.element.iter(qn("w:lang")):
            run.set(qn("w:val"), "en-GB")
        for name in ("Title", "Heading 1", "Heading 2"):
            style = document.styles[name]
            style.font.name, style.font.color.rgb = "Arial", _INK
            fonts = style.element.rPr.find(qn("w:rFonts"))
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        quote = document.styles["Quote"]
        quote.font.italic, quote.font.size = False, Pt(12)
        quote.font.color.rgb = RGBColor(0, 0, 0)
        quote.paragraph_format.left_indent = Cm(0.8)
        quote.paragraph_format.space_before = Pt(8)
        footer = document.sections[0].footer.paragraphs[0]
        footer.text = f"Minuted, index generation {export.generation}, {moment(export.at)}. Page "
        _page_number(footer)

    def _heading(self, text: str, level: int) -> None:
        self._document.add_heading(carried(" ".join(text.split())), level)

    def _text(self, text: str, style: str | None = None) -> Any:
        return self._document.add_paragraph(carried(text), style)

    def _labelled(self, name: str, value: str) -> Any:
        line = self._document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(carried(value))
        return line

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Write names and values on lines of one paragraph."""
        line = self._document.add_paragraph()
        for number, (name, value) in enumerate(pairs):
            if number:
                line.add_run().add_break(WD_BREAK.LINE)
            line.add_run(carried(f"{name}: ")).bold = True
            line.add_run(carried(value))

    def _link(self, line: Any, citation: Citation) -> None:
        """Add a link to the record; without the server's address there is nowhere to lead."""
        address = absolute(citation.link, self._export.base)
        if not address.startswith(("http://", "https://")):
            return
        part = self._document.part
        key = part.relate_to(carried(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        run = line.add_run("Read it in the minutes")
        run.font.underline, run.font.color.rgb = True, _INK
        link.append(run._element)
        line._p.append(link)


def place_text(citation: Citation) -> str:
    """Return where a quote stands: body, date, item, page, and the document."""
    item = citation.item
    named = " ".join(part for part in (item.number, item.title) if part) if item else ""
    parts = (
        citation.body or "body not stated in the record",
        spelled(citation.meeting_date) if citation.meeting_date else _NO_DATE,
        f"item {named}" if named else None,
        f"page {citation.page}" if citation.page is not None else None,
        f"text recognised from a picture, confidence {citation.ocr} %"
        if citation.ocr is not None
        else None,
        "draft minutes" if citation.status and citation.status.value == "draft" else None,
        f"document {citation.document.id}, characters {citation.start} to {citation.end}",
    )
    return " ".join(", ".join(part for part in parts if part).split())


def machine_text(entry: RegisterEntry) -> str:
    """Return what the program says of an entry, for setting beside what a person says."""
    found = entry.machine
    if found is None:
        return "nothing"
    return (
        f"{KINDS[found.kind].lower()}; binding {yes_no(found.binding)}; "
        f"owner {owner_text(found.owner)}; due {due_text(found.due)}; "
        f"topics {topic_names(found.topics) or 'none'}; status {STATUSES[found.status].lower()}"
    )


def _facts(entry: RegisterEntry) -> list[tuple[str, str]]:
    number = " ".join((entry.commitment.number or "").split())
    found = [
        ("What it is", kind_text(entry.facts) + (f" ({number})" if number else "")),
        ("Owner", owner_text(entry.facts.owner)),
        ("Due", due_text(entry.facts.due)),
    ]
    asked = request_text(entry)
    if asked:
        found.append(("Request", asked))
    found.append(("Status", entry.status_text))
    if entry.withheld:
        found.append(("Withheld", f"{entry.withheld} quotations, since their text was altered"))
    return found


def _meeting(entry: RegisterEntry) -> str:
    when = entry.citation.meeting_date
    body = entry.citation.body or "Body not stated in the record"
    return f"{body}, {spelled(when) if when else _NO_DATE}"


def _when(entry: RegisterEntry) -> tuple[bool, date, str]:
    """Return what puts entries together by meeting; within one they keep their order."""
    when = entry.citation.meeting_date
    return when is None, when or date.max, _meeting(entry)


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()._element
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.append(mark)


def _packed(document: Any, at: datetime) -> bytes:
    """Return the file with one time on all its parts: the same list makes the same bytes."""
    raw, made = io.BytesIO(), io.BytesIO()
    document.save(raw)
    moment_of = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, moment_of)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            after.writestr(part, before.read(name))
    return made.getvalue()
