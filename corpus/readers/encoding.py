"""From bytes to text: which encoding a page or text file is in.

In this order: a byte-order mark; UTF-8 where every byte fits (text in another
encoding hardly ever does by accident); the encoding that the page declares; then
either UTF-8 with a few damaged bytes, or Windows-1252, whichever explains more.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)

# Encodings that a page may declare; the web reads "latin-1" as Windows-1252.
# Others (UTF-7 among them) are left alone: they can be used to smuggle markup.
_KNOWN = frozenset(
    {"cp1252", "iso8859-2", "iso8859-15", "cp1250", "cp1251", "cp1257", "koi8-r"}
    | {"shift_jis", "euc_jp", "big5", "gb18030", "gbk", "euc_kr", "mac-roman"}
)


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML page declares in its first 4,096 bytes."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def looks_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a byte-order mark by its zero bytes: nearly every other one."""
    head = data[: 4096 - (4096 % 2)]
    if len(head) < 8 or len(data) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of ``data`` and notes on what was not plain.

    The text holds no byte-order mark at its start, no lone surrogate and no NUL
    (each NUL stands as U+FFFD, so that no offset moves). Never raises for any bytes.
    """
    notes: list[str] = []
    text = _decode(data, declared, notes)
    if nuls := text.count("\0"):
        text = text.replace("\0", "\ufffd")
        notes.append(f"{nuls} NUL character{'s' * (nuls > 1)} replaced by \ufffd.")
    return text, tuple(notes)


def _decode(data: bytes, declared: str | None, notes: list[str]) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name, notes)
    unmarked = looks_utf16(data)
    if unmarked:
        notes.append(f"Read as {unmarked.upper()}, though it does not say so.")
        return _lenient(data, unmarked, notes)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    codec = _codec(declared)
    if codec and codec != "utf-8":
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            notes.append(f"The page declares {declared}, but its bytes do not fit that.")
    kept = data.decode("utf-8", errors="ignore")
    damaged = len(data) - len(kept.encode("utf-8"))
    wide = sum(map(len, re.findall(r"[^\x00-\x7f]+", kept)))
    if wide >= damaged or _only_cut_short(data):
        return _lenient(data, "utf-8", notes)
    notes.append("The bytes are not UTF-8; read as Windows-1252.")
    return _lenient(data, "cp1252", notes)


def _codec(declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if name in _KNOWN else None


def _only_cut_short(data: bytes) -> bool:
    """Tell whether the only damage is a character cut in two at the very end."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(data)
    return False


def _lenient(data: bytes, name: str, notes: list[str]) -> str:
    text = data.decode(name, errors="replace")
    kept = data.decode(name, errors="ignore")
    damaged = len(data) - len(kept.encode(name))
    if damaged:
        plural = "bytes were" if damaged > 1 else "byte was"
        label = "Windows-1252" if name == "cp1252" else name.upper()
        notes.append(f"{damaged} {plural} not valid {label}; each such place stands as \ufffd.")
    return text
