"""Scripts of the sample archive rendered as Word documents, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument

from corpus.sample.script import Line, Mark, Script, Table

_FIXED = datetime(2020, 1, 1)
_STYLES = {Mark.HEADING: "Heading 1", Mark.SUBHEADING: "Heading 2", Mark.BULLET: "List Bullet"}


def render_word(script: Script) -> bytes:
    """Render a script as a .docx file.

    Settings read: ``title``, ``author``, ``headings`` (``bold`` writes lower
    headings as bold ordinary paragraphs, which is how most clerks make them),
    ``footer`` (in the page footer, and once more as the last paragraph, since
    many readers leave page footers out).
    """
    document = Document()
    properties = document.core_properties
    properties.title = script.setting("title")
    properties.author = script.setting("author")
    properties.last_modified_by = ""
    properties.comments = ""
    properties.created = properties.modified = _FIXED
    document.sections[0].footer.paragraphs[0].text = script.setting("footer")
    bold = script.setting("headings") == "bold"
    for block in script.blocks:
        if isinstance(block, Table):
            _add_table(document, block)
        else:
            _add_line(document, block, bold_subheading=bold)
    document.add_paragraph(script.setting("footer"))
    raw = BytesIO()
    document.save(raw)
    return _fixed_zip(raw.getvalue())


def _add_line(document: WordDocument, line: Line, *, bold_subheading: bool) -> None:
    # A tab after the minute number is what Word's own minutes have.
    number, space, rest = line.text.partition(" ")
    text = f"{number}\t{rest}" if space and number[:1].isdigit() else line.text
    if line.mark is Mark.SUBHEADING and bold_subheading:
        document.add_paragraph().add_run(text).bold = True
    else:
        document.add_paragraph(text, style=_STYLES.get(line.mark))


def _add_table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(rows=len(table.rows), cols=len(table.rows[0]), style="Table Grid")
    for row, cells in zip(grid.rows, table.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            first, *others = text.split(" ¶ ")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)


def _fixed_zip(data: bytes) -> bytes:
    """Write the package again without clock times and without compression.

    Both would make the bytes depend on when, and with which zlib, it was built.
    """
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_STORED) as target:
        for name in source.namelist():
            info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            target.writestr(info, source.read(name))
    return out.getvalue()
