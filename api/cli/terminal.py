"""What reaches the terminal: results on stdout, all else on stderr, nothing raw from documents.

A document can hold the bytes that clear a screen, recolour it or turn the
reading order round. Everything shown to a person passes through `visible`;
JSON passes through `json_text`, which escapes the same characters.
"""

from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_CONTROLS = (
    "\x7f-\x9f"  # DEL and C1: U+009B alone begins a terminal escape sequence
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the reading order round
    "\u2028\u2029"  # end a line for some programs and not for others
    "\ud800-\udfff"  # halves of characters, from file names that are not UTF-8
    "\U000e0000-\U000e007f"  # invisible tags
)
_HIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f{_CONTROLS}]")
_HIDDEN_IN_LINE = re.compile(f"[\x00-\x1f{_CONTROLS}]")
_HIDDEN_IN_JSON = re.compile(f"[{_CONTROLS}]")


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"


def visible(text: str) -> str:
    r"""Write out control characters, leaving line breaks and tabs as they are.

    >>> visible("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _HIDDEN.sub(_escape, text)


def one_line(text: str) -> str:
    r"""Write out control characters, line breaks too: for names, titles and paths.

    >>> one_line("minutes\n.pdf")
    'minutes\\x0a.pdf'
    """
    return _HIDDEN_IN_LINE.sub(_escape, text)


def _escape_json(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def json_text(value: Any, *, ascii_only: bool = False) -> str:
    r"""Return a JSON document in which no control character stands raw.

    >>> print(json_text({"quote": "a\x1b\x9b"}))
    {
      "quote": "a\u001b\u009b"
    }
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2, allow_nan=False)
    return text if ascii_only else _HIDDEN_IN_JSON.sub(_escape_json, text)


def is_unicode(stream: TextIO) -> bool:
    """Tell whether a stream can carry any character."""
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return encoding.startswith("utf")


def prepare_streams() -> None:
    """Make stdout and stderr able to take whatever a command prints.

    A terminal that knows only ASCII shows a stand-in rather than stop the
    command. An unbuffered stdout (``PYTHONUNBUFFERED``) drops the rest of a
    write that a full disk or a closed pipe has cut short, without an error; it
    is given a buffer, which does not.
    """
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.FileIO):
        sys.stdout = io.TextIOWrapper(
            open(raw.fileno(), "wb", closefd=False),  # noqa: SIM115  the process's own
            encoding=sys.stdout.encoding,
            line_buffering=sys.stdout.isatty(),
        )
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_json(value: Any) -> None:
    """Print the one JSON document of a command on stdout."""
    sys.stdout.write(json_text(value, ascii_only=not is_unicode(sys.stdout)) + "\n")


def result_console() -> Console:
    """Return a console on stdout; colours only on a terminal and without ``NO_COLOR``."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def notice_console() -> Console:
    """Return a console on stderr."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False, markup=False, emoji=False)


def notice(text: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(visible(text) + "\n")
    sys.stderr.flush()
