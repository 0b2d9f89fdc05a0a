"""Rich text (.rtf): paragraphs, lists and tables, with the numbers the file itself spells out.

Tracked insertions count, deletions do not; hidden text, comments and footnotes are
left out and counted; page headers and footers stay in the text, where they are never
quoted.
"""

from __future__ import annotations

from corpus.errors import ReadError
from corpus.model import Reading
from corpus.readers.characters import collapse
from corpus.readers.paragraphs import Paragraph, lay_out
from corpus.readers.rtf_walk import Walk

NAME = "rtf"
VERSION = 1  # raise whenever the same bytes would read differently

SIGNATURE = b"{\\rtf"


def read_rtf(data: bytes) -> Reading:
    """Read a rich text file.

    Raises
    ------
    ReadError
        When it is nested deeper or has more marks of layout than can be read safely.
    """
    walk = Walk()
    try:
        walk.over(data)
    except RecursionError as error:  # pragma: no cover - the walk keeps a stack of its own
        raise ReadError("The rich text file is nested too deeply to be read.") from error
    headers = [Paragraph(text, furniture=True) for text in dict.fromkeys(walk.headers)]
    footers = [Paragraph(text, furniture=True) for text in dict.fromkeys(walk.footers)]
    text, blocks = lay_out([*headers, *walk.paragraphs, *footers])
    return Reading(text, blocks, title=collapse(walk.title) or None, notes=tuple(walk.notes()))
