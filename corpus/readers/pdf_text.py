"""Follows a PDF page's operators and says where each run of text and ruled line stands.

pypdf decodes the fonts; the positions are computed here, with character and word
spacing, since spaces guessed from inexact widths cut words in two ("wo rk") and
would be quoted so. Operators as in ISO 32000-1, 9.3 and 9.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ContentStream
from pypdf.generic._font import Font

from corpus.readers.deadline import Deadline
from corpus.readers.pdf_rules import RulePen

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_MAX_DEPTH = 12
_MAX_OPERATORS = 500_000
"""Of one page, forms inside forms counted; a dense page of minutes has 10,000."""


_MAX_STREAM_BYTES = 6_000_000
"""Drawing operators of one page or form, unpacked; they are parsed before the first counts."""

_CLOCK_STEP = 2_000
"""Operators between two looks at the clock."""

_MAX_FORMS = 2_000
"""Forms drawn on one page; ten forms that each draw the next ten times make a million."""


class PageTooComplexError(Exception):
    """A page draws more than any page of minutes does; it is noted as unreadable."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A run of text as one operator shows it.

    ``advances`` are the distances (text space) from each character to the next;
    ``matrix`` takes text space at the run's origin to the page.
    """

    text: str
    advances: tuple[float, ...]
    matrix: Matrix
    size: float
    font: str


@dataclass(slots=True)
class _State:
    matrix: Matrix = _IDENTITY
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Budget:
    deadline: Deadline
    pen: RulePen
    operators: int = 0
    drawn: int = 0
    forms: set[int] = field(default_factory=set)


def shown_on(page: Any, reader: Any, pen: RulePen, deadline: Deadline) -> Iterator[Shown]:
    """Yield the text a page shows in the order it is drawn; ``pen`` gathers its ruled lines.

    Raises
    ------
    PageTooComplexError
        When it draws more than any page of minutes does.
    DeadlinePassedError
        When the time for the file is up.
    Exception
        Whatever pypdf raises on damage.
    """
    contents = page.get("/Contents")
    if contents is None:
        return
    resources = _resolved(page.get_inherited("/Resources", None))
    yield from _run(contents, resources, reader, _State(), _Budget(deadline, pen), 0)


def multiply(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies ``one`` and then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _resolved(value: Any) -> Any:
    return value.get_object() if value is not None else None


def _run(
    contents: Any, resources: Any, reader: Any, state: _State, budget: _Budget, depth: int
) -> Iterator[Shown]:
    budget.deadline.check()
    stream = ContentStream(_resolved(contents), reader, "bytes")
    if len(stream.get_data()) > _MAX_STREAM_BYTES:
        raise PageTooComplexError
    fonts: dict[str, Font | None] = {}
    saved: list[_State] = []
    text = line = _IDENTITY
    for operands, operator in stream.operations:
        budget.operators += 1
        if budget.operators > _MAX_OPERATORS or budget.drawn > _MAX_FORMS:
            raise PageTooComplexError
        if not budget.operators % _CLOCK_STEP:
            budget.deadline.check()
        try:
            if operator == b"q":
                saved.append(replace(state))
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"cm":
                state.matrix = multiply(_matrix(operands), state.matrix)
            elif operator == b"BT":
                text = line = _IDENTITY
            elif operator == b"Tm":
                text = line = _matrix(operands)
            elif operator in (b"Td", b"TD"):
                right, up = float(operands[0]), float(operands[1])
                if operator == b"TD":
                    state.leading = -up
                text = line = multiply((1, 0, 0, 1, right, up), line)
            elif operator == b"T*":
                text = line = multiply((1, 0, 0, 1, 0, -state.leading), line)
            elif operator in (b"'", b'"'):
                if operator == b'"':
                    state.word_spacing, state.spacing = float(operands[0]), float(operands[1])
                text = line = multiply((1, 0, 0, 1, 0, -state.leading), line)
                shown, text = _show([operands[-1]], state, text)
                yield from shown
            elif operator == b"Tj":
                shown, text = _show([operands[0]], state, text)
                yield from shown
            elif operator == b"TJ":
                shown, text = _show(operands[0], state, text)
                yield from shown
            elif operator == b"Tf":
                state.font = _font(str(operands[0]), resources, fonts)
                state.size = float(operands[1])
            elif operator in _SETTINGS:
                setattr(state, _SETTINGS[operator], float(operands[0]))
            elif operator == b"Tz":
                state.scale = float(operands[0]) / 100
            elif operator == b"Do" and depth < _MAX_DEPTH:
                yield from _form(str(operands[0]), resources, reader, state, budget, depth)
            else:
                budget.pen.draw(operator, operands, state.matrix)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            # An operator with wrong operands draws nothing; viewers go on, and so do we.
            continue


_SETTINGS = {b"Tc": "spacing", b"Tw": "word_spacing", b"TL": "leading", b"Ts": "rise"}


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands[:6])
    return a, b, c, d, e, f


def _font(name: str, resources: Any, fonts: dict[str, Font | None]) -> Font | None:
    if name not in fonts:
        try:
            fonts[name] = Font.from_font_resource(_resolved(_resolved(resources["/Font"])[name]))
        except (AttributeError, TypeError, KeyError, ValueError):
            fonts[name] = None
    return fonts[name]


def _form(
    name: str, resources: Any, reader: Any, state: _State, budget: _Budget, depth: int
) -> Iterator[Shown]:
    form = _resolved(_resolved(resources["/XObject"])[name])
    if form.get("/Subtype") != "/Form" or id(form) in budget.forms:
        return
    budget.forms.add(id(form))
    budget.drawn += 1
    inner = replace(state)
    if "/Matrix" in form:
        inner.matrix = multiply(_matrix(_resolved(form["/Matrix"])), state.matrix)
    own = _resolved(form.get("/Resources")) or resources
    yield from _run(form, own, reader, inner, budget, depth + 1)
    budget.forms.discard(id(form))


def _show(operands: Any, state: _State, text: Matrix) -> tuple[list[Shown], Matrix]:
    """Show strings and offsets; offsets move the next string, as kerning or as a space."""
    shown: list[Shown] = []
    font, scale = state.font, state.scale
    for operand in operands:
        if isinstance(operand, (int, float)):
            moved = -float(operand) / 1000 * state.size * scale
            text = multiply((1, 0, 0, 1, moved, 0), text)
            continue
        if font is None or not isinstance(operand, (bytes, str)):
            continue
        characters, widths, spaces = _decoded(operand, font)
        advances = tuple(
            (width / 1000 * state.size + state.spacing + (state.word_spacing if space else 0.0))
            * scale
            for width, space in zip(widths, spaces, strict=True)
        )
        if font.interpretable:
            placed = multiply(multiply((1, 0, 0, 1, 0, state.rise), text), state.matrix)
            shown.append(Shown(characters, advances, placed, state.size, font.name))
        text = multiply((1, 0, 0, 1, sum(advances), 0), text)
    return shown, text


def _decoded(operand: bytes | str, font: Font) -> tuple[str, list[float], list[bool]]:
    """Return the text, and for each of its characters the width and whether it is a space."""
    raw: list[str]
    decoded: list[str]
    if isinstance(operand, str):
        raw = decoded = list(operand)
    elif isinstance(font.encoding, str):
        try:
            raw = decoded = list(operand.decode(font.encoding, "surrogatepass"))
        except UnicodeDecodeError:
            raw = decoded = list(operand.decode(font.encoding, "replace"))
    else:
        raw = [chr(byte) for byte in operand]
        decoded = [font.encoding.get(byte, chr(byte)) for byte in operand]
    pieces: list[str] = []
    widths: list[float] = []
    spaces: list[bool] = []
    for code, character in zip(raw, decoded, strict=True):
        piece = str(font.character_map.get(character, character))
        if piece == "\x7f":
            piece = "\u2022"  # ISO 32000-1, D.2, note 3: unused codes show a bullet
        space = code == font.space_char
        width = float(font.space_width if space else font.get_text_width(code))
        pieces.append(piece)
        # One glyph may stand for several characters ("ffi"): the first takes the width.
        widths.extend([width] + [0.0] * (len(piece) - 1) if piece else [])
        spaces.extend([space] + [False] * (len(piece) - 1) if piece else [])
    return "".join(pieces), widths, spaces
