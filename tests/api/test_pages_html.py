"""The pages: what they say, that documents stay data, and that everybody can use them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.errors import IndexUnusableError, UsageError
from corpus.model import MeetingStatus
from corpus.renditions import settle
from retrieval.records import Filters, Status
from tests.corpus.made import prose, put

from .conftest import BURGLARY, DRAFT, HOSTILE_ONE, NEW, OLD, PANEL, HandEngine, Serve


def page(response: Any, status: int = 200) -> LexborHTMLParser:
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return LexborHTMLParser(response.text)


def first(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def words(tree: LexborHTMLParser, selector: str = "main") -> str:
    return " ".join(" ".join(n.text() for n in tree.css(selector)).split())


def link(engine: HandEngine, number: int) -> str:
    return engine.answer.citations[number].link.removesuffix("#quote")


def addresses(engine: HandEngine) -> list[str]:
    meetings = [f"/meetings/{m.id}" for m in engine.archive.meetings()]
    old = f"/meetings/{engine.archive.document(OLD.id).meeting_id}?document={OLD.id}"
    return [
        *("/", "/?q=burglary", "/?q=", "/?q=x&since=never", "/?q=x&colour=red"),
        *("/meetings", "/meetings?since=1/1/2022&force=Wex", "/coverage", "/docs", "/nothing"),
        *("/meetings?page=9", *meetings, link(engine, 0), link(engine, 1), old),
    ]


@pytest.mark.parametrize("status", list(Status))
def test_every_page_is_sound(client: TestClient, engine: HandEngine, status: Status) -> None:
    """One h1, no jump in headings, labels, a title, the language, no script, nothing from afar."""
    engine.answer = replace(
        engine.answer, status=status, reason="Because <b>.", nearest=engine.answer.citations
    )
    for address in addresses(engine):
        response = client.get(address)
        tree = LexborHTMLParser(response.text)
        assert first(tree, "html").attributes["lang"] == "en-GB"
        assert len(tree.css("h1")) == 1, address
        levels = [int((n.tag or "h0")[1]) for n in tree.css("h1,h2,h3,h4,h5,h6")]
        main = [
            int((n.tag or "h0")[1]) for n in tree.css("main *") if re.match("h[1-6]$", n.tag or "")
        ]
        assert sorted(levels) == sorted(main)
        # An error summary stands above the first heading, as readers of errors expect.
        after = main[main.index(1) :]
        assert all(b <= a + 1 for a, b in pairwise(after)), address
        for field in tree.css("input, select"):
            key = field.attributes["id"]
            assert len(tree.css(f'label[for="{key}"]')) == 1
            for described in (field.attributes.get("aria-describedby") or "").split():
                first(tree, f"#{described}")
        keys = [n.attributes["id"] for n in tree.css("[id]")]
        assert len(keys) == len(set(keys)), address
        for labelled in tree.css("[aria-labelledby]"):
            assert labelled.attributes["aria-labelledby"] in keys
        assert words(tree, "title").endswith("– Minuted")
        assert first(tree, "body a").attributes["href"] == "#main"
        assert not tree.css("script, iframe, object, embed, img, style, [style], base")
        assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', response.text))
        for loading in tree.css("[src], link[href], form[action]"):
            values = loading.attributes
            where = values.get("src") or values.get("href") or values.get("action") or ""
            assert where.startswith("/")
            assert not where.startswith("//")
        for anchor in tree.css("a[href]"):
            where = anchor.attributes["href"] or ""
            assert where.startswith(("/", "#", "https://minutes.example/")), where


def test_hostile_documents_stay_text(client: TestClient, engine: HandEngine) -> None:
    for address in ("/?q=x", "/meetings", "/coverage", link(engine, 1)):
        tree = page(client.get(address))
        assert not tree.css("script, img, main b, main i")
        assert "<script>alert(2)</script>" in words(tree)
    shown = words(page(client.get(link(engine, 1))), "mark")
    assert shown == HOSTILE_ONE.parts[1][2]
    assert "{{ 7 * 7 }} and &amp; too." in shown


def test_hostile_questions_stay_text(client: TestClient) -> None:
    question = '"><script>alert(1)</script>'
    tree = page(client.get("/", params={"q": question, "force": question}))
    assert not tree.css("script")
    assert first(tree, "#q").attributes["value"] == question
    assert first(tree, "#force option[selected]").attributes["value"] == question


def test_an_answer_says_everything_that_belongs_to_it(
    client: TestClient, engine: HandEngine
) -> None:
    tree = page(client.get("/?q=burglary&since=31/12/2021&until=2023-12-31&body=&force="))
    asked, filters = engine.asked[0]
    assert asked == "burglary"
    assert filters.since is not None
    assert filters.since.isoformat() == "2021-12-31"
    assert (filters.body, filters.force) == (None, None)
    assert words(tree, ".banner-title") == "Answered"
    citation = engine.answer.citations[0]
    assert first(tree, "blockquote").text(strip=True) == citation.quote
    assert words(tree, ".context").startswith("Context in the record: 4. Burglary")
    line = first(tree, ".citation")
    for said in (PANEL, "9 March 2023", "4 Burglary", "page 2", "Chief Constable"):
        assert said in line.text()
    assert first(line, "a").attributes["href"] == citation.link
    understood = words(tree, "main dl")
    assert "Wexcombe (read from your question)" in understood
    assert engine.answer.expansions[0].why in understood
    assert "2 quotations were withheld" in understood
    held = f"4 meetings from 5 January 2021 to 9 March 2023, of {PANEL}. 1 document states no date."
    assert f"{held} 2 files or pages could not be read." in words(tree)
    assert "Mind." in words(tree)
    assert "gen-000003" in words(tree, "footer")
    assert "all-MiniLM-L6-v2" in words(tree, "footer")
    assert "Nearest passages" not in words(tree)


def test_a_quote_read_by_ocr_says_so_and_how_sure(client: TestClient, engine: HandEngine) -> None:
    said = "text recognised from a picture, confidence 87 %"
    asked = {"q": "burglary"}
    assert said not in client.get("/", params=asked).text
    scanned = tuple(replace(citation, ocr=87) for citation in engine.answer.citations)
    engine.answer = replace(engine.answer, citations=scanned)
    assert said in client.get("/", params=asked).text


def test_weak_and_missing_answers_say_so(client: TestClient, engine: HandEngine) -> None:
    near = engine.answer.citations[:1]
    for status, heading in (
        (Status.WEAK, "Weak answer"),
        (Status.ABSTAINED, "Not in this archive"),
    ):
        engine.answer = replace(
            engine.answer,
            status=status,
            reason="The record names no number.",
            statements=(),
            nearest=(replace(near[0], meeting_date=None),),
        )
        tree = page(client.get("/?q=x"))
        assert words(tree, ".banner-title") == heading
        assert "The record names no number." in words(tree, ".banner")
        assert "Nearest passages" in words(tree)
        assert "date not stated in the record" in words(tree, ".citation")
        assert "What the record says" not in words(tree)


@pytest.mark.parametrize(
    ("address", "field", "said"),
    [
        ("/?q=", "q", "Enter a question."),
        ("/?q=%20", "q", "Enter a question."),
        ("/?q=" + "x" * 2001, "q", "2,000 characters"),
        ("/?q=x&since=31/2/2023", "since", "for example 31/3/2023"),
        ("/?q=x&since=2023-01-02&until=2023-01-01", "since", "swap"),
        ("/?q=x&document=nothing", "document", "not a document's id"),
        ("/?q=x&force=a&force=b", "force", "more than once"),
        ("/?q=x&colour=red", None, "colour"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    client: TestClient, engine: HandEngine, address: str, field: str | None, said: str
) -> None:
    tree = page(client.get(address), 422)
    assert words(tree, "title").startswith("Error: ")
    assert said in words(tree, ".error-summary")
    assert engine.asked == []
    if field:
        assert first(tree, ".error-summary a").attributes["href"] == f"#{field}"
        at = first(tree, f"#{field}")
        assert f"{field}-error" in (at.attributes["aria-describedby"] or "")
        assert said in words(tree, f"#{field}-error")
    if "q=x" in address:
        assert (first(tree, "#q").attributes["value"] or "").startswith("x")


def test_errors_of_the_engine_keep_the_question(client: TestClient, engine: HandEngine) -> None:
    engine.trouble = UsageError("Too many words.", "Ask for less.")
    tree = page(client.get("/?q=my+question"), 422)
    assert words(tree, ".error-summary a") == "Too many words."
    assert first(tree, "#q").attributes["value"] == "my question"
    engine.trouble = IndexUnusableError("No index.", "Build it: minuted index")
    tree = page(client.get("/?q=my+question"), 503)
    assert "No index." in words(tree, ".error-summary")
    assert "minuted index" in words(tree, ".error-summary")


def test_the_first_page_says_what_is_held(client: TestClient, engine: HandEngine) -> None:
    tree = page(client.get("/"))
    said = "4 meetings of 3 bodies from 5 January 2021 to 9 March 2023, in 5 documents."
    assert f"{said} 3 files or pages could not be read. See the coverage" in words(tree)
    assert PANEL in [o.attributes["value"] for o in tree.css("#body option")]
    example = first(tree, 'main a[href^="/?q="]').attributes["href"] or ""
    page(client.get(example))
    assert engine.asked[0] == ("What was committed on burglary?", Filters())


def test_a_citation_leads_to_its_quote(client: TestClient, engine: HandEngine) -> None:
    tree = page(client.get(link(engine, 0)))
    assert first(tree, "mark#quote").text() == engine.answer.citations[0].quote
    assert "undertook" in words(tree, ".cited")
    assert "Guildhall" not in words(tree, ".cited")
    assert "nothing is marked" not in words(tree)
    said = words(tree)
    for part in ("Cllr Una Marsh (UM), Chair", "Apologies", "Approved minutes", "Page 2"):
        assert part in said
    first(tree, "h3 #item-2, h4 #item-2")
    assert tree.css('a[href="#item-2"]')
    assert first(tree, 'a[rel~="external"]').attributes["href"] == BURGLARY.source_url
    assert "1 page holds no text that could be read (page 3)" in said
    assert len(tree.css(".cells li")) == 2
    other = first(tree, f'a[href$="?document={DRAFT.id}"]').attributes["href"] or ""
    assert "draft minutes" in words(page(client.get(other)), ".inset")


@pytest.mark.parametrize(
    "place",
    [
        "start=5&end=999999",
        "start=5&end=5",
        "start=9&end=5",
        "start=-1&end=5",
        "start=a&end=b",
        "start=5",
        "start=1e3&end=2e3",
        "start=" + "9" * 5000 + "&end=5",
        "start=²&end=³",
    ],
)
def test_places_that_are_not_there_are_told(
    client: TestClient, engine: HandEngine, place: str
) -> None:
    address = link(engine, 0).partition("&")[0]
    tree = page(client.get(f"{address}&{place}"))
    assert not tree.css("mark")
    assert "nothing is marked" in words(tree, ".inset-warning")
    assert "undertook" in words(tree)


def test_replaced_versions_still_resolve_and_say_so(client: TestClient, engine: HandEngine) -> None:
    meeting = engine.archive.document(OLD.id).meeting_id
    tree = page(client.get(f"/meetings/{meeting}?document={OLD.id}&start=4&end=9"))
    assert words(tree, "mark") == "first"
    assert "A newer version of this document is held" in words(tree)
    newer = first(tree, ".inset-warning a").attributes["href"] or ""
    tree = page(client.get(newer))
    assert NEW.parts[0][2] in words(tree)
    assert "newer version" not in words(tree)


def test_citations_outlive_a_corrected_meeting(client: TestClient, engine: HandEngine) -> None:
    address = link(engine, 0)
    query = address.partition("?")[2]
    response = client.get(f"/meetings/m-its-former-name?{query}")
    assert response.status_code == 302
    assert response.headers["location"] == address
    for missing in (
        "m-nothing",
        "m-UPPER",
        "m-nothing?document=d-0000000000000000",
        "M?document=x",
    ):
        page(client.get(f"/meetings/{missing}"), 404)


def test_the_list_of_meetings(client: TestClient) -> None:
    tree = page(client.get("/meetings"))
    assert [n.text() for n in tree.css("main h2")] == ["2023", "2022", "2021", "Date not stated"]
    for anchor in tree.css(".meetings a"):
        page(client.get(anchor.attributes["href"] or ""))
    tree = page(client.get("/meetings?since=1/1/2022&force=wexcombe"))
    assert len(tree.css(".meetings li")) == 1
    tree = page(client.get("/meetings?since=1/1/2022"))
    assert "1 meeting whose date is not stated is left out" in words(tree)
    page(client.get("/meetings?page=2"), 422)
    page(client.get("/meetings?since=yesterday"), 422)


def test_coverage(client: TestClient, engine: HandEngine) -> None:
    said = words(page(client.get("/coverage")))
    for part in (PANEL, "bad.pdf", "Not a PDF", "page 3 of 3", "undated.md", "A note of reading."):
        assert part in said
    engine.state = replace(engine.state, behind=True)
    assert "answers may miss what is new" in words(page(client.get("/coverage")))
    root = engine.archive.root
    engine.state = replace(engine.state, generation=None, problem=f"No index in {root}.")
    said = words(page(client.get("/coverage")))
    assert "Questions cannot be answered" in said
    assert "secret" not in said


def test_missing_pages_and_wrong_methods_look_like_pages(client: TestClient) -> None:
    tree = page(client.get("/nothing"), 404)
    assert words(tree, "h1") == "Not found"
    response = client.post("/meetings")
    page(response, 405)
    assert response.headers["allow"] == "GET"


def test_the_interface_is_described_on_a_page(client: TestClient) -> None:
    tree = page(client.get("/docs"))
    described = client.get("/openapi.json").json()
    said = words(tree)
    for path in described["paths"]:
        assert path in said
    for kind in ("parameters", "unusable", "not-found"):
        first(tree, f"#problem-{kind}")


def test_the_stylesheet_loads_nothing(client: TestClient) -> None:
    style = client.get("/assets/minuted.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert client.get("/assets/minuted.svg").headers["content-type"] == "image/svg+xml"


def test_coverage_tells_what_is_missing_and_what_is_in_doubt(
    serve: Serve, engine: HandEngine, tmp_path: Path
) -> None:
    body = "Wexcombe & Tarrow <Panel>"
    with ArchiveWriter(tmp_path / "other") as archive:
        for month in (1, 2, 3, 4, 8):
            put(
                archive,
                f"{month}.doc",
                prose(month),
                body=body,
                force="Wexcombe",
                held_on=date(2022, month, 3),
                status=MeetingStatus.DRAFT if month == 8 else None,
            )
        put(archive, "1.pdf", prose(1), body=body, force="Wexcombe", held_on=date(2022, 1, 3))
        put(archive, "copy.doc", prose(2), body=body, force="Wexcombe", held_on=date(2021, 12, 1))
        put(archive, "pack.pdf", [*prose(3), *prose(9, 40)], body=body, force="Wexcombe")
        settle(archive)
    with Archive(tmp_path / "other") as archive:
        engine.archive = archive
        said = words(page(serve().get("/coverage")))
    assert (
        "No minutes held between 3 April 2022 and 3 August 2022; it usually meets every 4" in said
    )
    assert "May 2022, June 2022, July 2022" in said
    assert re.search(r"1\.(doc|pdf) ?; 1\.(doc|pdf) ?The same body and date", said)
    assert "the longer one, which may be its meeting's record" in said
    assert "a date may be wrong" in said
    assert re.search(r"have followed Wexcombe & Tarrow <Panel> ?, 3 August 2022", said)
