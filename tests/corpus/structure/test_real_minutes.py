"""Real minutes beside the checkout, when they are there; read, never copied."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.model import MeetingStatus, Reading, Structure
from corpus.readers import read
from corpus.structure import is_conflict, is_cut_short, recognise, records_several
from tests.corpus.structure.pages import outline

_ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "archive"
_SEEDS = _ARCHIVE / "seeds"
_GOVUK = _ARCHIVE / "govuk"

pytestmark = pytest.mark.skipif(not _SEEDS.is_dir(), reason="no real minutes beside the checkout")


def _read(path: Path) -> Reading:
    return read(path.read_bytes(), path.name)


def _seed(number: int) -> Structure:
    (path,) = _SEEDS.glob(f"{number:03}_*.txt")
    return recognise(_read(path))


def test_the_web_page_of_an_accountability_meeting() -> None:
    structure = _seed(0)
    assert structure.date == date(2025, 3, 10)
    assert structure.body == "Police Assurance and Accountability Meeting"
    assert structure.force is None
    titles = [t for _, _, t in outline(structure)]
    assert titles[0].startswith("Welcome") if titles[0] else False
    assert titles[1:] == ["Performance Review", "Victim Satisfaction", "Knife Crime", "AOB"]
    assert len([a for a in structure.attendees if a.present]) == 9
    assert {a.initials for a in structure.attendees if a.present} >= {"DS", "PF", "IB", "AT"}
    assert len([a for a in structure.attendees if not a.present]) == 2


@pytest.mark.parametrize("number", [1, 4])
def test_item_pages_say_neither_body_nor_date(number: int) -> None:
    structure = _seed(number)
    assert (structure.body, structure.force, structure.date) == (None, None, None)
    assert structure.attendees == ()
    assert outline(structure)[0][2] is not None


def test_an_issue_page_says_body_date_and_item() -> None:
    structure = _seed(2)
    assert structure.body == "Northamptonshire Police, Fire and Crime Panel"
    assert structure.force == "Northamptonshire"
    assert structure.date == date(2021, 9, 9)
    assert outline(structure) == [(1, "18", "Police & Crime Plan Delivery Update")]


def test_the_table_of_a_monthly_assurance_meeting() -> None:
    structure = _seed(3)
    assert structure.date == date(2017, 12, 19)
    assert structure.body == "Monthly Assurance Meeting"
    assert structure.force is None
    found = outline(structure)
    assert [n for _, n, _ in found if n] == [
        "1", "2", "3", "4", "4a", "1", "2", "3", "5b", "5c", "5", "6",
    ]  # fmt: skip
    by_title = {t: (level, n) for level, n, t in found}
    assert by_title["HOLDING TO ACCOUNT"] == (1, "4")
    level, number = by_title["Domestic Burglary"]
    assert number == "2"
    assert level > 2
    assert by_title["Hate crime"][0] == level
    roles = {a.name: a.role for a in structure.attendees}
    assert roles["Amanda Blakeman"] == "Deputy Chief Constable (DCC)"
    assert roles["Andy Champness"] is not None
    assert roles["Andy Champness"].endswith("(CEx)")


@pytest.mark.skipif(not _GOVUK.is_dir(), reason="no real minutes beside the checkout")
@pytest.mark.parametrize("suffix", ["*.html", "*.pdf"])
def test_every_published_page_and_pdf_has_its_date(suffix: str) -> None:
    paths = sorted(_GOVUK.glob(suffix))
    structures = [recognise(_read(p)) for p in paths]
    assert [p.name for p, s in zip(paths, structures, strict=True) if s.date is None] == []
    assert all(2010 <= s.date.year <= 2014 for s in structures if s.date)
    assert all(s.force is None for s in structures)
    drafts = [p.name for p, s in zip(paths, structures, strict=True) if s.status]
    assert all("draft" in name for name in drafts)
    assert all(s.status in {None, MeetingStatus.DRAFT} for s in structures)


def test_the_page_that_its_publisher_cut_short_says_so() -> None:
    assert [n for n in _seed(2).notes if is_cut_short(n)] != []
    assert [n for number in (0, 1, 3, 4) for n in _seed(number).notes if is_cut_short(n)] == []


@pytest.mark.skipif(not _GOVUK.is_dir(), reason="no real minutes beside the checkout")
def test_no_published_file_is_taken_for_a_pack_or_contradicts_its_name() -> None:
    # The .doc files need a converter, which takes its time; their twins are here as .odt.
    for path in sorted(p for p in _GOVUK.iterdir() if p.suffix.lower() != ".doc"):
        try:
            reading = _read(path)
        except ReadError:
            continue
        structure = recognise(reading, path.name)
        doubtful = [n for n in structure.notes if is_conflict(n) or records_several(n)]
        assert (path.name, doubtful) == (path.name, [])
        assert (path.name, structure.date is None) == (path.name, False)
        assert "In summary" not in {i.title for i in structure.items}
