"""Follows the tokens of rich text (RTF) and gathers its paragraphs in reading order."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from corpus.errors import ReadError
from corpus.readers import rtf_words
from corpus.readers.breaks import BREAK
from corpus.readers.cells import is_owner_title
from corpus.readers.characters import collapse
from corpus.readers.paragraphs import MAX_PARAGRAPHS, Paragraph, between_tabs
from corpus.readers.rtf_state import State, Target
from corpus.readers.rtf_tokens import Kind, Token, tokens

_DEEPEST = 2_000
_HEADING = re.compile(r"heading\s*([1-9])", re.I)
_SYMBOLS = "symbols"


@dataclass(slots=True)
class _Run:
    """The text of one paragraph as it is gathered."""

    pieces: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    plain: int = 0
    bold: int = 0


class Walk:
    """One pass over a file; afterwards its fields hold what was found."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.headers: list[str] = []
        self.footers: list[str] = []
        self.title = ""
        self._state = State()
        self._stack: list[State] = []
        self._boxes: list[tuple[int, _Run]] = []
        self._run = _Run()
        self._running: list[str] = []
        self._into: list[str] = self.headers
        self._bytes = bytearray()
        self._skip = 0
        self._page_codec = "cp1252"
        self._codecs: dict[int, str] = {}
        self._headings: dict[int, int] = {}
        self._named: list[str] = []
        self._rows = self._column = 0
        self._owners: set[int] = set()
        self._footnotes = self._comments = self._hidden = self._deleted = 0
        self._cut = False

    def over(self, data: bytes) -> None:
        """Read a whole file.

        Raises
        ------
        ReadError
            When its groups are nested too deeply, or there are too many tokens.
        """
        for token in tokens(data):
            if token.kind is Kind.TEXT:
                self._text(token.data)
                continue
            if self._bytes:
                self._decode()
            if token.kind is Kind.OPEN:
                self._open()
            elif token.kind is Kind.CLOSE:
                self._close()
                if not self._stack:
                    break
            else:
                self._word(token)
                if len(self.paragraphs) > MAX_PARAGRAPHS:
                    break  # what lays them out says that they are too many
        if self._bytes:
            self._decode()
        self._cut = bool(self._stack)
        self._end_paragraph()

    def notes(self) -> list[str]:
        """Return what of the file was left out."""
        found = ["The file is cut short: its last group is not closed."] if self._cut else []
        for count, one, many in (
            (self._footnotes, "footnote or endnote", "footnotes or endnotes"),
            (self._comments, "comment", "comments"),
            (self._deleted, "character of tracked deletions", "characters of tracked deletions"),
            (self._hidden, "character of hidden text", "characters of hidden text"),
        ):
            if count:
                found.append(f"{count:,} {one if count == 1 else many} not read.")
        return found

    # Groups ----------------------------------------------------------------

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise ReadError(
                "The rich text (.rtf) file is nested too deeply to be read.",
                "Open it in a word processor and save it as .docx or .pdf.",
            )
        self._skip = 0
        self._stack.append(self._state)
        self._state = copy.copy(self._state)
        self._state.starred = False
        if self._state.doubled:  # the first half of \upr is for programs without Unicode
            self._state.target, self._state.doubled = Target.SILENT, False

    def _close(self) -> None:
        self._skip = 0
        if not self._stack:
            return
        left = self._state
        self._state = self._stack.pop()
        if self._boxes and self._boxes[-1][0] == len(self._stack):
            self._end_paragraph(left)
            self._run = self._boxes.pop()[1]
        if left.target is Target.STYLES and self._named:
            found = _HEADING.fullmatch("".join(self._named).strip(" ;"))
            if found and left.style >= 0:
                self._headings[left.style] = min(6, int(found.group(1)))
            self._named = []
        if left.target is Target.RUNNING and self._state.target is not Target.RUNNING:
            self._end_running()

    # Words -----------------------------------------------------------------

    def _word(self, token: Token) -> None:
        name, value, state = token.name, token.value, self._state
        if name == "*":
            state.starred = True
            return
        if state.starred:
            state.starred = False
            if name not in rtf_words.KNOWN_STARRED:
                state.target = Target.SILENT
        if state.target is Target.SILENT and name != "ud":
            return
        if name not in rtf_words.KNOWN:
            return  # nearly all words: sizes, colours, languages, margins
        character = rtf_words.CHARACTERS.get(name)
        if character is not None:
            if self._skip:
                self._skip -= 1
            else:
                self._put(character)
        elif name == "u" and value is not None:
            self._put(chr(value % 0x10000))
            self._skip = state.fallback
        elif name in rtf_words.PARAGRAPH_ENDS:
            self._end(name)
        elif name in ("line", "lbr"):
            self._put(BREAK)
        elif not self._destination(name):
            if name in ("fcharset", "ansicpg") and value is not None:
                self._font(name, value)
            else:
                self._state.apply(name, value)

    def _destination(self, name: str) -> bool:
        state = self._state
        if name in rtf_words.SILENT:
            state.target = Target.SILENT
        elif name in ("footnote", "annotation"):
            if state.target is Target.BODY:
                self._footnotes += name == "footnote"
                self._comments += name == "annotation"
            state.target = Target.SILENT
        elif name in rtf_words.HEADERS or name in rtf_words.FOOTERS:
            if state.target is Target.BODY:
                state.target = Target.RUNNING
                self._running = []
                self._into = self.headers if name in rtf_words.HEADERS else self.footers
        elif name in rtf_words.LABELS:
            if state.target is Target.BODY:
                state.target = Target.LABEL
        elif name in ("fonttbl", "stylesheet", "title"):
            state.target = {
                "fonttbl": Target.FONTS,
                "stylesheet": Target.STYLES,
                "title": Target.TITLE,
            }[name]
        elif name == "shptxt" or name == "dptxbxtext":
            if state.target is Target.BODY and self._stack:
                self._boxes.append((len(self._stack) - 1, self._run))
                self._run = _Run()
        elif name == "upr":
            state.doubled = True
        elif name == "ud" and self._stack:
            state.target = self._stack[-1].target
        else:
            return False
        return True

    def _font(self, name: str, value: int) -> None:
        """Note what encoding a font, or all of the file, is in."""
        if name == "ansicpg":
            self._page_codec = rtf_words.codec_of_page(value)
        elif self._state.target is Target.FONTS:
            codec = _SYMBOLS if value == 2 else rtf_words.codec_of_charset(value)
            if codec:
                self._codecs[self._state.font] = codec

    # Text ------------------------------------------------------------------

    def _text(self, data: bytes) -> None:
        if self._skip:
            passed = min(self._skip, len(data))
            self._skip -= passed
            data = data[passed:]
        if self._state.target is not Target.SILENT:
            self._bytes += data

    def _decode(self) -> None:
        codec = self._codecs.get(self._state.font, self._page_codec)
        data = bytes(self._bytes)
        self._bytes.clear()
        if codec == _SYMBOLS:
            # Where Word keeps the glyphs of symbol fonts; a space stays a space.
            text = "".join(chr(0xF000 + byte) if byte > 0x20 else " " for byte in data)
        else:
            text = data.decode(codec, "replace")
        self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.wrapping or state.target in (Target.SILENT, Target.FONTS):
            return
        if state.target is Target.STYLES:
            self._named.append(text)
        elif state.target is Target.TITLE:
            self.title += text if len(self.title) < 1000 else ""
        elif state.target is Target.LABEL:
            self._run.label.append(text)
        elif state.hidden or state.deleted:
            shown = len(text.strip())
            self._deleted += shown if state.deleted else 0
            self._hidden += 0 if state.deleted else shown
        elif state.target is Target.RUNNING:
            self._running.append(text)
        else:
            self._run.pieces.append(text)
            shown = len(text.strip())
            if state.bold:
                self._run.bold += shown
            else:
                self._run.plain += shown

    def _end(self, name: str) -> None:
        if self._state.target is Target.RUNNING:
            self._end_running()
        if self._state.target is not Target.BODY:
            return
        self._end_paragraph()
        if name == "cell":
            self._column += 1
        elif name == "row":
            self._rows += 1
            self._column = 0

    def _end_running(self) -> None:
        text = collapse(_joined(self._running).replace(BREAK, " "))
        if text:
            self._into.append(text)
        self._running = []

    def _end_paragraph(self, ended: State | None = None) -> None:
        state, run, self._run = ended or self._state, self._run, _Run()
        text, label = _joined(run.pieces), collapse(_joined(run.label))
        if not collapse(text.replace(BREAK, " ")):
            return
        numbered = label != "o" and any(character.isalnum() for character in label)
        in_table = state.in_table
        if not in_table:
            self._owners = set()
        listed = state.in_list or bool(label)
        parts = between_tabs(f"{label} {text}" if numbered else text)
        for part in parts:
            self.paragraphs.append(
                Paragraph(
                    part,
                    state.outline or self._headings.get(state.style, 0),
                    state.depth + 1 if listed else 0,
                    run.bold > 0 and run.plain == 0,
                    self._rows if in_table else -1,
                    self._column if in_table else 0,
                    in_table and self._column in self._owners,
                    tabbed=len(parts) > 1,
                    numbered=numbered,
                    marked=listed and bool(label) and not numbered,
                )
            )
            if in_table and is_owner_title(collapse(part)):
                self._owners.add(self._column)


def _joined(pieces: list[str]) -> str:
    r"""Join pieces, making one character of each surrogate pair that ``\u`` gave in halves."""
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
