"""Damages files for fuzzing: bytes flipped, cut, moved, repeated, and parts of zips and OLE2 alike.

Everything follows from a seed, so that a file that does harm can be made again.
"""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable, Sequence

import olefile
from lxml import etree

from eval.benchmarks.made_ole import Tree, ole_file

_WORDS = (
    b"<", b">", b"</", b"<!--", b"]]>", b"&#x110000;", b"&x;", b"<![CDATA[", b"\\", b"{", b"}",
    b"\\'", b"\\u-1?", b"\\bin99999999 ", b"{\\*\\x ", b"\\par", b"\\cell\\row", b"\xff\xfe",
    b"--", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n", b"=?utf-8?b?====?=",
    b"-1", b"0", b"4294967295", b"99999999999999999999", b"\x00", b"\xff\xff\xff\xff", b"%PDF-",
    b" obj<</Length -1>>stream", b"PK\x03\x04", b"PK\x05\x06", b"\xed\xa0\x80", b"\x1b[2J",
    b"<text:list><text:list-item>", b"<table:table-row>", b"<w:tbl><w:tr><w:tc>", b"<div><b>",
    b'text:c="999999999"', b'table:number-columns-repeated="999999999"', b"\\pard\\intbl\\ls1",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONGEST = 400_000
"""Bytes that one mutation may add: hostile files are small, for they are sent by mail."""


def mutated(data: bytes, seed: str, others: Sequence[bytes] = ()) -> bytes:
    """Return a damaged copy; the same ``seed`` always does the same damage.

    Parameters
    ----------
    data
        A sound file. Of a zip, half the time the members are damaged and packed again.
    seed
        Any text.
    others
        Files that pieces are borrowed from.
    """
    chance = random.Random(seed)
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.6:
        return _in_zip(data, chance, others)
    if data.startswith(_OLE) and len(data) < _LONGEST and chance.random() < 0.6:
        return _in_ole(data, chance, others)
    return _damaged(data, chance, others)


def _in_ole(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Damage some streams of an OLE2 file, and leave out or rename a few, and write it anew."""
    tree: Tree = {}
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        for path in sorted(ole.listdir()):
            folder = tree
            for name in path[:-1]:
                inner = folder.setdefault(name, {})
                assert isinstance(inner, dict)
                folder = inner
            content = ole.openstream(path).read()
            if content and chance.random() < 0.3:
                content = _damaged(content, chance, others)
            what = chance.random()
            if what < 0.03:
                continue
            name = (
                path[-1][:-4] + chance.choice(("001E", "0102", "000D")) if what < 0.06 else path[-1]
            )
            folder[name] = content
    return ole_file(tree)


def _tree_damaged(data: bytes, chance: random.Random) -> bytes:
    """Damage XML so that it still parses: elements moved, repeated, nested; attributes changed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        way = chance.randrange(6)
        if way == 0:
            one.getparent().remove(one)
        elif way == 1 and len(etree.tostring(one)) < 20_000:
            for _count in range(min(chance.choice((1, 3, 50, 2000)), 20_000_000 // len(data))):
                one.addnext(copy.deepcopy(one))
        elif way == 2 and one not in other.iterancestors() and other is not one:
            other.append(one)
        elif way == 3:
            name = chance.choice([*one.attrib, *other.attrib, "x"])
            values = ["", "0", "-1", "999999999", "none", "true", *other.attrib.values()]
            one.set(name, chance.choice(values))
        elif way == 4:
            for _count in range(chance.choice((1, 5, 100, 300))):
                inner = etree.SubElement(one, other.tag, dict(other.attrib))
                inner.text = one.text
                one = inner
        else:
            one.tag, one.text = other.tag, other.text
    return bytes(etree.tostring(root))


def _in_zip(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = old.namelist()
        inner = [name for name in names if name.endswith((".xml", ".odt", ".zip", ".txt"))]
        chosen = set(chance.sample(inner, min(len(inner), chance.randint(1, 2))))
        for name in names:
            content = old.read(name)
            if name in chosen:
                if name.endswith(".xml") and chance.random() < 0.7:
                    content = _tree_damaged(content, chance)
                else:
                    content = mutated(content, str(chance.random()), others)
            if chance.random() < 0.02:
                name = chance.choice(["../" + name, "/" + name, name + "\x00", "C:\\" + name])
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _damaged(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 20))):
        if not made:
            break
        chance.choice(_WAYS)(made, chance, others)
    return bytes(made)


_Way = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def _span(made: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(made))
    return start, min(len(made), start + int(2 ** chance.uniform(0, 12)))


def _flip(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    for _count in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] = chance.randrange(256)


def _cut(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    start, end = _span(made, chance)
    del made[start:end]


def _truncate(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    del made[chance.randrange(len(made)) :]


def _insert(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    place = chance.randrange(len(made) + 1)
    made[place:place] = chance.choice(_WORDS) * chance.choice((1, 1, 1, 3, 200))


def _repeat(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    start, end = _span(made, chance)
    piece = bytes(made[start:end])
    times = min(int(2 ** chance.uniform(1, 16)), _LONGEST // max(1, len(piece)))
    made[start:start] = piece * times


def _swap(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    start, end = _span(made, chance)
    piece = bytes(made[start:end])
    del made[start:end]
    place = chance.randrange(len(made) + 1)
    made[place:place] = piece


def _borrow(made: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    if others:
        other = bytearray(chance.choice(others))
        start, end = _span(other, chance)
        place = chance.randrange(len(made) + 1)
        made[place:place] = other[start:end]


def _number(made: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """Put a large number for one that stands there, as text or as four bytes."""
    digits = [i for i in range(len(made)) if 0x30 <= made[i] <= 0x39]
    if digits and chance.random() < 0.7:
        place = chance.choice(digits)
        made[place : place + 1] = chance.choice((b"0", b"-1", b"65536", b"2147483648", b"1e9"))
    else:
        place = chance.randrange(len(made))
        made[place : place + 4] = chance.choice(
            (b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", bytes(4))
        )


_WAYS: tuple[_Way, ...] = (
    _flip, _flip, _cut, _truncate, _insert, _insert, _repeat, _swap, _borrow, _number,
)  # fmt: skip
