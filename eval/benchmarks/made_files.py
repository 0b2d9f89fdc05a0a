"""Small made-up files in every format that is read, for fuzzing and tests.

The same words in each: a title, a numbered item, bullets, an action with its owner in a
table, so that every path of a reader is walked.
"""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx

from corpus.sample.pdf import render_pdf
from corpus.sample.script import read_script
from eval.benchmarks.made_ole import ole_file, outlook_message

TITLE = "Harrowdale Police and Crime Panel"
SENTENCE = "The Commissioner undertook to provide the detection rate for the Westerby area."
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
    f'xmlns:style="{_ODF}:style:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" '
    f'xmlns:manifest="{_ODF}:manifest:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
LISTS = (
    '<text:list-style style:name="N">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" '
    'text:bullet-char="\u2022"/></text:list-style>'
    '<style:style style:name="Bold" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Hidden" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)
_ODT_BODY = (
    f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>Date: Tuesday 4 June 2024</text:p>'
    '<text:list text:style-name="N"><text:list-item><text:p>'
    '<text:span text:style-name="Bold">Burglary</text:span></text:p></text:list-item></text:list>'
    f"<text:p>{SENTENCE}<text:note><text:note-body><text:p>a</text:p></text:note-body>"
    "</text:note></text:p>"
    '<text:list text:style-name="B"><text:list-item><text:p>One patrol<text:tab/>more.</text:p>'
    "</text:list-item><text:list-item><text:p>Another<text:line-break/>line.</text:p>"
    "</text:list-item></text:list>"
    "<table:table><table:table-row><table:table-cell><text:p>To write to the panel.</text:p>"
    "</table:table-cell><table:table-cell><text:p>CC</text:p></table:table-cell>"
    "</table:table-row></table:table>"
    "<text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
    "</text:p>"
)
RTF = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset2 Symbol;}}"
    "{\\stylesheet{\\s1 heading 1;}}{\\info{\\title Minutes}}{\\header\\pard Restricted\\par}"
    f"\\pard\\s1\\b {TITLE}\\b0\\par\n\\pard Date: 4 June 2024\\line caf\\'e9 \\u8211?\\par\n"
    "{\\listtext\\f0 1.\\tab}\\pard\\ls1\\ilvl0\\b Burglary\\b0\\par\n"
    f"\\pard\\plain {SENTENCE}{{\\footnote a note}}\\par\n"
    "{\\listtext\\f1\\'b7\\tab}\\pard\\ls2 One patrol more.\\par\n"
    "\\trowd\\pard\\intbl To write to the panel.\\cell CC\\cell\\row\n"
    "\\pard{\\deleted gone }kept {\\v hidden }"
    "{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt link}}\\par}"
).encode("ascii")


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these members, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def odt(
    body: str = _ODT_BODY,
    automatic: str = LISTS,
    styles: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """An OpenDocument text with this body, these automatic and common styles, further parts."""
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {ODF_NAMES}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        ).encode(),
    }
    if styles:
        members["styles.xml"] = (
            f"<office:document-styles {ODF_NAMES}>{styles}</office:document-styles>"
        ).encode()
    members.update(parts or {})
    return zipped(members)


def html() -> bytes:
    """A web page."""
    return (
        f"<!doctype html><html><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>"
        f"<h2>1. Burglary</h2><p>{SENTENCE}</p><ul><li>One patrol more.</li></ul><table><tr>"
        "<td>To write to the panel.</td><td>CC</td></tr></table></main></body></html>"
    ).encode()


def word() -> bytes:
    """A Word file (.docx)."""
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("One patrol more.", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "To write to the panel.", "CC"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf() -> bytes:
    """A PDF of two columns."""
    script = (
        f"title: {TITLE}\nheader: {TITLE}\nfooter: Page\nlayout: portrait\nauthor: Clerk\n\n"
        f"# {TITLE}\n\n## 1. Burglary\n\n{SENTENCE}\n\n- One more.\n\n"
        "|! No. | Minute | ACTION |\n| 1 | To write to the panel. | CC |\n"
    )
    return render_pdf(read_script(script, "fuzz"))


def mail(attachments: dict[str, bytes] | None = None, text: str = SENTENCE) -> bytes:
    """A message with a text, the same as a web page, and these attachments."""
    message = EmailMessage()
    message["From"] = "Committee Services <clerk@harrowdale.example>"
    message["To"] = "members@harrowdale.example"
    message["Date"] = "Wed, 05 Jun 2024 09:00:00 +0000"
    message["Subject"] = "Minutes of the panel"
    message["MIME-Version"] = "1.0"
    message.set_content(text)
    message.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    for name, data in (attachments or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_part_{number}")
    return message.as_bytes()


def outlook(attachments: dict[str, bytes] | None = None, text: str = SENTENCE) -> bytes:
    """An Outlook message with a text and these attachments."""
    return ole_file(outlook_message(body=text, attachments=dict(attachments or {})))


def old_word() -> bytes:
    """An OLE2 file with the stream of an old Word file, of which no converter makes anything."""
    return ole_file({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(5000), "1Table": bytes(5000)})


def seeds() -> dict[str, tuple[str, bytes]]:
    """Return for every format the name and the bytes of a small file."""
    text = f"{TITLE}\n\nDate: 4 June 2024\n\n1. Burglary\n\n{SENTENCE}\n\n- One patrol more.\n"
    inner = {"june.txt": text.encode(), "june.odt": odt()}
    return {
        "plain": ("a.txt", text.encode()),
        "markdown": ("a.md", f"# {TITLE}\n\n**Action** {SENTENCE}\n\n- One more.\n".encode()),
        "html": ("a.html", html()),
        "pdf": ("a.pdf", pdf()),
        "word": ("a.docx", word()),
        "odt": ("a.odt", odt()),
        "rtf": ("a.rtf", RTF),
        "doc": ("a.doc", old_word()),
        "mail": ("a.eml", mail(inner)),
        "outlook": ("a.msg", outlook(inner)),
        "zip": ("a.zip", zipped({**inner, "inner.zip": zipped(inner)})),
    }
