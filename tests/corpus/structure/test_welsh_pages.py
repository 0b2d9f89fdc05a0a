"""Bilingual sites and Welsh minutes: their furniture, labels and resolutions; all made up."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import MeetingStatus
from corpus.readers import read
from corpus.structure import PartKind, parts_of, recognise
from tests.corpus.structure.pages import outline, page

_WELSH = """<html lang="cy"><body><main><p><a href="/cy/">Cymraeg</a> | <a href="/">English</a></p>
<h1>Cofnodion drafft</h1>
<h2>Panel Heddlu a Throseddu Gogledd Cymru - Dydd Iau, 16 Tachwedd 2017</h2>
<p>Presennol: Y Cynghorydd Alun Bryn</p>
<h3>4. Troseddau gwledig</h3><p>Derbyn adroddiad y Comisiynydd.</p>
<p>PENDERFYNWYD derbyn yr adroddiad.</p>
<h3>5. Rhaglen waith</h3><p>Cofnodion:</p><p>Cytunwyd ar y rhaglen.</p></main></body></html>"""


def test_a_page_of_welsh_minutes() -> None:
    structure = recognise(read(_WELSH.encode(), "cofnodion.html"))
    assert structure.body == "North Wales Police and Crime Panel"
    assert structure.force == "North Wales"
    assert structure.date == date(2017, 11, 16)
    assert structure.status is MeetingStatus.DRAFT
    assert outline(structure) == [(1, "4", "Troseddau gwledig"), (1, "5", "Rhaglen waith")]
    assert [a.name for a in structure.attendees] == ["Y Cynghorydd Alun Bryn"]


@pytest.mark.parametrize(
    "toggle", ["Cymraeg", "English", "Cymraeg | English", "English / Cymraeg", "cymraeg english"]
)
def test_the_link_to_the_other_language_heads_no_item_and_hides_no_date(toggle: str) -> None:
    structure = recognise(
        page(
            f"""
            {toggle}
            # Eastmoor Police and Crime Panel - 16 November 2017
            ## 4. Rural crime
            The Commissioner said that thefts of plant had fallen.
            """
        )
    )
    assert structure.date == date(2017, 11, 16)
    assert outline(structure) == [(1, "4", "Rural crime")]


@pytest.mark.parametrize(
    "title",
    [
        "Eastmoor Police and Crime Panel / Panel Heddlu a Throseddu Eastmoor",
        "Panel Heddlu a Throsedd Eastmoor / Eastmoor Police and Crime Panel",
        "Eastmoor Police and Crime Panel | Panel Heddlu a Throseddu Eastmoor",
    ],
)
def test_a_body_under_both_its_names_is_one(title: str) -> None:
    structure = recognise(page(f"# {title} - 16 November 2017\n## 4. Rural crime\nAll was said."))
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert structure.date == date(2017, 11, 16)


def test_a_welsh_panel_that_no_table_holds_keeps_its_name() -> None:
    structure = recognise(page("# Panel Heddlu a Throseddu Eryr\n## 4. Troseddau\nNodwyd hynny."))
    assert structure.body == "Panel Heddlu a Throseddu Eryr"
    assert structure.force is None


def test_a_welsh_resolution_is_a_decision_and_no_title() -> None:
    reading = page(
        """
        # 4. Troseddau gwledig
        To receive the report of the Commissioner.
        PENDERFYNWYD derbyn yr adroddiad
        """
    )
    structure = recognise(reading)
    assert outline(structure) == [(1, "4", "Troseddau gwledig")]
    assert [p.kind for p in parts_of(reading, structure.items)] == [
        PartKind.AGENDA,
        PartKind.DECISION,
    ]


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Cofnodion drafft", MeetingStatus.DRAFT),
        ("Agenda a chofnodion drafft", MeetingStatus.DRAFT),
        ("Agenda a chofnodion", MeetingStatus.APPROVED),
        ("Cofnodion", None),
    ],
)
def test_how_far_a_welsh_record_has_come(heading: str, status: MeetingStatus | None) -> None:
    structure = recognise(
        page(f"# {heading}\n## Panel Eryr - 16 Tachwedd 2017\n### 4. Tai\nNodwyd.")
    )
    assert structure.status is status
    assert structure.date == date(2017, 11, 16)
