"""Real published minutes, read where they lie; skipped where they are not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import BlockKind
from corpus.readers import SUFFIXES, read
from corpus.readers.converters import find_converters
from tests.corpus.readers.shapes import bullets, cells, check, headings

ARCHIVE = Path(__file__).parents[4] / "shared" / "archive"
FILES = sorted(path for path in ARCHIVE.rglob("*") if path.suffix.lower() in SUFFIXES)
OLD_WORD = [path for path in FILES if path.suffix.lower() == ".doc"]

pytestmark = pytest.mark.skipif(not FILES, reason="no archive of real minutes beside the project")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[-40:])
def test_a_real_file_is_read(path: Path) -> None:
    if path.name == "README.md":
        pytest.skip("a note on the archive, not minutes")
    if path in OLD_WORD and not find_converters():
        pytest.skip("neither LibreOffice nor antiword is installed")
    if path in OLD_WORD[3:]:
        pytest.skip("each conversion takes seconds: three stand for all")
    reading = read(path.read_bytes(), path.name)
    check(reading)
    assert not reading.pages_without_text
    assert not [note for note in reading.notes if "could not be read" in note]
    if path.suffix == ".pdf":
        covered = sum(block.end - block.start for block in reading.blocks)
        assert covered > 0.9 * len(reading.text)
        assert headings(reading)


def test_an_opendocument_text_has_the_numbers_that_are_printed() -> None:
    path = next(path for path in FILES if path.name.startswith("February Transparency Board"))
    entries = bullets(read(path.read_bytes(), path.name))
    assert [e[:3] for e in entries if e[:1].isdigit()][:5] == ["1. ", "2. ", "3. ", "4. ", "5. "]


def seed(number: str) -> Path:
    return next(path for path in FILES if path.name.startswith(number) and path.suffix == ".txt")


def test_the_flattened_table_has_no_owner_code_inside_a_sentence() -> None:
    path = seed("003")
    reading = read(path.read_bytes(), path.name)
    assert cells(reading).count("DCC") == 2
    assert "DCC CC" in cells(reading)
    assert cells(reading).count("ALL") == 2
    for block in reading.blocks:
        if block.kind is not BlockKind.CELL:
            assert not reading.text[block.start : block.end].endswith((" DCC", "\tALL"))


def test_the_web_page_minutes_have_their_bullets_and_topics() -> None:
    path = seed("000")
    reading = read(path.read_bytes(), path.name)
    assert sum(block.kind is BlockKind.BULLET for block in reading.blocks) == 41
    assert {"Performance Review", "Victim Satisfaction", "Knife Crime", "AOB"} <= set(
        headings(reading)
    )
