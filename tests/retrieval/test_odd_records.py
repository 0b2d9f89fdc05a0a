"""What records do to a reader: corrections later on, promises in odd places, words misspelt.

Each text is made up, in a shape that real minutes have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.records import Answer, Filters
from tests.conftest import add

PANEL = "Harrowdale Police and Crime Panel"
FEBRUARY = f"""# {PANEL}

Date: 4 February 2021

## 1. Minutes of the last meeting

RESOLVED that the minutes be agreed as a correct record and that the Commissioner provide an update
on victims who live alone to the June meeting.

[The Commissioner undertook to write to the parishes about lorry parking and update the Panel.]

## 2. Precept

The Panel heard that the precept would rise by £5 per week for a house in band D.

## 3. Hare coursing

- Farmers on the wolds had reported lamping at night in numbers not seen before.
- Two of the vehicles had been stopped near Tarrow with dogs in them.
- It was agreed that Ms Hale would monitor this through the performance board.

## 4. Control room

The Chief Constable said that call handing had been slower on Sundays, and that 99 calls were not
all emergencies.

Members asked about re- offending by those released early, and were told that reoffending was level.

The average wait was [redacted] seconds.

## 5. Any other business

None.

POST MEETING NOTE: the force would provide the list of closed front desks by the end of March.
"""
JUNE = f"""# {PANEL}

Date: 3 June 2021

## 1. Minutes of the meeting held on 4 February 2021

The minutes were agreed as a correct record subject to an amendment: under Precept, the rise for a
house in band D should read £5 per year, not per week.

## 2. Road safety

The Commissioner said that fewer people had been hurt on the coast road.
"""
DECISIONS_FIRST = f"""<html><body><h1>{PANEL}</h1><p>Date: 9 September 2021</p>
<table><tr><th>Item</th><th>Description</th><th>Decision</th></tr>
<tr><td>PCP 27/20</td><td>Drone unit</td><td>AGREED that the drone unit trial go on.</td></tr>
<tr><td>PCP 28/20</td><td>Cadets</td><td>AGREED that the cadets be thanked.</td></tr></table>
<h2>Preamble</h2><h3>PCP 27/20 Drone unit</h3>
<p>Members asked what nine flights over the quarry had cost, and were told four thousand pounds.</p>
<h3>PCP 28/20 Cadets</h3><p>Members heard that forty cadets had helped at the show.</p>
</body></html>"""
WELSH = """# Panel Heddlu a Throseddu Gogledd Cymru - 16 Tachwedd 2017

## 4. Troseddau gwledig

PENDERFYNWYD derbyn yr adroddiad am droseddau gwledig.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("odd-records")
    (folder / "february.md").write_text(FEBRUARY, encoding="utf-8")
    (folder / "june.md").write_text(JUNE, encoding="utf-8")
    (folder / "september.html").write_text(DECISIONS_FIRST, encoding="utf-8")
    (folder / "tachwedd.md").write_text(WELSH, encoding="utf-8")
    root = tmp_path_factory.mktemp("odd-records-archive") / "archive"
    add(root, folder, embedder=embedder)
    made = Engine(root, IndexSettings())
    yield made
    made.close()


def quotes(engine: Engine, query: str, k: int = 5) -> list[str]:
    hits = engine.search(query, Filters(), k).hits
    for hit in hits:
        text = engine.archive.text(hit.citation.document.id)
        assert text[hit.citation.start : hit.citation.end] == hit.citation.quote
    return [hit.citation.quote for hit in hits]


def said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


def test_a_correction_in_the_next_minutes_is_found_beside_what_it_corrects(engine: Engine) -> None:
    hits = engine.search("how much would the precept rise for a house in band D", Filters(), 3).hits
    found = {
        h.citation.meeting_date: h.citation.quote for h in hits if "band D" in h.citation.quote
    }
    assert "£5 per week" in found[date(2021, 2, 4)]
    assert "not per week" in found[date(2021, 6, 3)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did the Commissioner undertake on lorry parking", "write to the parishes"),
        ("what was promised on closed front desks", "the list of closed front desks"),
    ],
)
def test_a_promise_in_an_odd_place_is_told(engine: Engine, question: str, words: str) -> None:
    assert words in " ".join(said(engine.ask(question)).split())


def test_a_promise_whose_topic_stands_in_the_title_above_is_told(engine: Engine) -> None:
    answer = engine.ask("what was agreed on hare coursing")
    assert "Ms Hale would monitor this" in said(answer)
    (cited,) = [c for c in answer.citations if "Ms Hale" in c.quote]
    assert cited.item is not None
    assert cited.item.title == "Hare coursing"


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("call handling", "call handing"),
        ("reoffending", "re- offending"),
        ("average wait in seconds", "[redacted] seconds"),
        ("PENDERFYNWYD", "PENDERFYNWYD derbyn"),
        ("update on victims who live alone", "the Commissioner provide an update on victims"),
    ],
)
def test_what_is_printed_oddly_is_found_and_quoted_as_it_is(
    engine: Engine, query: str, printed: str
) -> None:
    assert any(printed in " ".join(quote.split()) for quote in quotes(engine, query))


def test_a_decision_and_its_discussion_are_found_under_one_item(engine: Engine) -> None:
    hits = engine.search("drone unit trial flights over the quarry", Filters(), 4).hits
    of_item = [
        h.citation for h in hits if h.citation.item and h.citation.item.number == "PCP 27/20"
    ]
    together = " ".join(c.quote for c in of_item)
    assert "AGREED that the drone unit trial" in together
    assert "nine flights over the quarry" in together
    assert {c.item.title for c in of_item if c.item} == {"Drone unit"}
