"""Writes small OLE2 files ([MS-CFB]) and Outlook messages ([MS-OXMSG]), for fuzzing and tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

Tree = dict[str, "bytes | Tree"]

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END


@dataclass
class _Sectors:
    """Chains of equal sectors."""

    size: int
    table: list[int] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)

    def add(self, data: bytes) -> int:
        if not data:
            return _END
        first = len(self.table)
        count = -(-len(data) // self.size)
        self.table += [*range(first + 1, first + count), _END]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def ole_file(tree: Tree) -> bytes:
    """A file with these folders and streams."""
    entries = [_Entry("Root Entry", 5)]
    _fill(entries, 0, tree)
    big, small = _Sectors(_SECTOR), _Sectors(_SMALL)
    for entry in entries:
        if entry.kind == 2:
            entry.start = (big if len(entry.data) >= _CUTOFF else small).add(entry.data)
    entries[0].data = bytes(small.data)
    entries[0].start = big.add(entries[0].data)
    small_table = b"".join(struct.pack("<I", link) for link in small.table)
    small_start = big.add(small_table.ljust(-(-len(small_table) // _SECTOR) * _SECTOR, b"\xff"))
    directory = b"".join(map(_directory_entry, entries))
    directory_start = big.add(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    # The table of sectors has to hold itself.
    own = 1
    while own * (_SECTOR // 4) < len(big.table) + own:
        own += 1
    fat_start = len(big.table)
    links = big.table + [_FAT] * own
    fat = b"".join(struct.pack("<I", link) for link in links).ljust(own * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        own,
        directory_start,
        0,
        _CUTOFF,
        small_start,
        -(-len(small_table) // _SECTOR),
        _END,
        0,
        *(),
        fat_start,
    )
    header += b"".join(struct.pack("<I", fat_start + i) for i in range(1, own))
    return header.ljust(_SECTOR, b"\xff") + bytes(big.data) + fat


def _fill(entries: list[_Entry], parent: int, tree: Tree) -> None:
    made = []
    for name, content in sorted(tree.items(), key=lambda pair: (len(pair[0]), pair[0].upper())):
        index = len(entries)
        made.append(index)
        if isinstance(content, bytes):
            entries.append(_Entry(name, 2, content))
        else:
            entries.append(_Entry(name, 1))
            _fill(entries, index, content)
    entries[parent].child = _balanced(entries, made)


def _balanced(entries: list[_Entry], made: list[int]) -> int:
    if not made:
        return _NONE
    middle = len(made) // 2
    entries[made[middle]].left = _balanced(entries, made[:middle])
    entries[made[middle]].right = _balanced(entries, made[middle + 1 :])
    return made[middle]


def _directory_entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ",
        name,
        len(name) + 2,
        entry.kind,
        1,
        entry.left,
        entry.right,
        entry.child,
        0,
        entry.start,
        len(entry.data),
    )


def outlook_message(
    *,
    subject: str = "Minutes of the panel",
    body: str = "",
    html: bytes = b"",
    rtf: bytes = b"",
    sender: str = "Committee Services",
    attachments: dict[str, bytes | Tree] | None = None,
    unicode: bool = True,
    top: bool = True,
) -> Tree:
    """The streams of a message; an attachment that is a tree is a message inside it."""
    tree: Tree = {}

    def text(which: str, value: str) -> None:
        if value:
            data = value.encode("utf-16-le") if unicode else value.encode("cp1250")
            tree[f"__substg1.0_{which}{'001F' if unicode else '001E'}"] = data

    text("0037", subject)
    text("1000", body)
    text("0C1A", sender)
    if html:
        tree["__substg1.0_10130102"] = html
    if rtf:
        tree["__substg1.0_10090102"] = rtf
    for number, (name, content) in enumerate((attachments or {}).items()):
        inner: Tree = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
        if isinstance(content, bytes):
            inner["__substg1.0_37010102"] = content
        else:
            inner["__substg1.0_3701000D"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = inner
    page = struct.pack("<HHIQ", 3, 0x3FFD, 6, 1250)
    sent = struct.pack("<HHIQ", 0x40, 0x0039, 6, 133_500_000_000_000_000)
    tree["__properties_version1.0"] = bytes(32 if top else 24) + page + sent
    return tree
