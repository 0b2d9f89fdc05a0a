"""Answers from the sample archive: quoted, cited, filtered, and refused when there is none."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import NotFoundError, UsageError
from corpus.model import Citation
from eval.cases_file import load_cases
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.records import Answer, Filters, QuestionKind, Status
from retrieval.serial import answer_json, search_json
from tests.conftest import REPOSITORY, add

CASES = REPOSITORY / "eval" / "cases" / "sample" / "questions.jsonl"


def check_quotes(archive: Archive, citations: tuple[Citation, ...]) -> int:
    """Cut every quote again from the stored text, and return how many there were."""
    for citation in citations:
        text = archive.text(citation.document.id)
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
    return len(citations)


def stable(answer: Answer) -> str:
    found = answer_json(answer)
    for key in ("took_ms", "generation"):
        del found[key]
    return json.dumps(found, ensure_ascii=False)


def test_every_quote_of_fifty_questions_is_in_the_record(sample: Engine) -> None:
    cases = [c for c in load_cases(CASES) if any(ch.isalnum() for ch in c.question)]
    assert len(cases) >= 120
    quotes = statements = 0
    for case in cases[::2]:
        answer = sample.ask(case.question)
        quotes += check_quotes(sample.archive, answer.citations + answer.nearest)
        statements += len(answer.statements)
        for statement in answer.statements:
            cited = [answer.citations[n] for n in statement.citations]
            assert cited
            assert statement.text == " … ".join(c.quote for c in cited)
            opened = sample.archive.text(cited[0].document.id)
            for part in (statement.context or "").split(" … "):
                assert part in opened
    assert quotes > 200
    assert statements > 100


def test_what_was_committed_on_burglary(sample: Engine) -> None:
    answer = sample.ask("what was committed on burglary")
    assert answer.kind is QuestionKind.COMMITMENTS
    assert answer.status is Status.ANSWERED
    assert len({c.force for c in answer.citations}) >= 2
    assert all(
        c.meeting_date and c.body and c.link.startswith("/meetings/") for c in answer.citations
    )


def test_filters_hold_for_citations_and_for_what_is_nearest(sample: Engine) -> None:
    for filters, fits in (
        (Filters(force="Ostermere"), lambda c: c.force == "Ostermere"),
        (Filters(force="ostermere"), lambda c: c.force == "Ostermere"),
        (
            Filters(since=date(2023, 1, 1)),
            lambda c: c.meeting_date and c.meeting_date >= date(2023, 1, 1),
        ),
        (
            Filters(until=date(2021, 12, 31)),
            lambda c: c.meeting_date and c.meeting_date <= date(2021, 12, 31),
        ),
        (Filters(body="Brackenshire Police & Crime Panel"), lambda c: "Panel" in (c.body or "")),
    ):
        for question in ("what was committed on burglary", "how long do 101 calls wait?"):
            answer = sample.ask(question, filters)
            cited = answer.citations + answer.nearest
            assert cited
            assert all(fits(c) for c in cited), (filters, question)
        hits = sample.search("burglary", filters).hits
        assert hits
        assert all(fits(h.citation) for h in hits)


def test_a_force_in_the_question_is_a_filter(sample: Engine) -> None:
    answer = sample.ask("What has Tarrowdale promised on rural crime?")
    assert answer.filters.force == ("Tarrowdale",)
    assert answer.filters.from_question == ("force",)
    assert {c.force for c in answer.citations + answer.nearest} == {"Tarrowdale"}


def test_a_filter_for_which_nothing_is_held(sample: Engine) -> None:
    answer = sample.ask("what was committed on burglary", Filters(force="Kent"))
    assert answer.status is Status.ABSTAINED
    assert answer.filters.unknown == ("Kent",)
    assert "Kent" in (answer.reason or "")
    assert answer.coverage.bodies


@pytest.mark.parametrize(
    "question",
    [
        "what was committed on drones",
        "xqzzt blorf wibble",
        "What is the capital of Mongolia?",
        "asdf qwer zxcv",
    ],
)
def test_not_in_this_archive_is_an_answer(sample: Engine, question: str) -> None:
    answer = sample.ask(question)
    assert answer.status is Status.ABSTAINED
    assert answer.reason
    assert not answer.statements
    assert not answer.citations
    assert answer.nearest
    assert answer.coverage.meetings > 25
    assert answer.coverage.first


def test_requests_are_not_told_as_promises(sample: Engine) -> None:
    answer = sample.ask("what was committed on burglary")
    for statement in answer.statements:
        assert not statement.text.startswith(("Members asked", "The Panel asked", "DA asked"))
        assert "Members suggested" not in statement.text


def test_the_same_question_gets_the_same_answer(sample: Engine) -> None:
    questions = [c.question for c in load_cases(CASES)[:12]]
    first = [stable(sample.ask(q)) for q in questions]
    assert [stable(sample.ask(q)) for q in reversed(questions)] == first[::-1]


def test_and_after_a_rebuild_in_another_order(
    sample: Engine, sample_files: Path, tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    root = tmp_path / "archive"
    files = sorted(p for p in sample_files.iterdir() if p.suffix != ".json")
    # In two halves, the later files first: other batches, other row numbers on the way.
    add(root, *files[len(files) // 2 :], embedder=embedder)
    second = add(root, *files[: len(files) // 2], embedder=embedder)
    assert second.index.embedded < second.index.passages
    engine = Engine(root, IndexSettings())
    for case in load_cases(CASES)[:12]:
        assert stable(engine.ask(case.question)) == stable(sample.ask(case.question))
    one, other = (search_json(e.search("custody detention times")) for e in (engine, sample))
    for found in (one, other):
        del found["took_ms"], found["generation"]
    assert one == other
    engine.close()


def test_both_lexical_engines_answer(
    sample: Engine, sample_files: Path, tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    settings = IndexSettings(lexical_engine="rank-bm25")
    files = sorted(p for p in sample_files.iterdir() if p.suffix != ".json")[:6]
    root = tmp_path / "archive"
    add(root, *files, embedder=embedder, settings=settings)
    engine = Engine(root, settings)
    assert engine.search("burglary").hits
    check_quotes(engine.archive, engine.ask("what was committed on burglary").citations)
    engine.close()


def test_quoted_phrases_and_exclusions_restrict_both_channels(sample: Engine) -> None:
    phrase = sample.search('"hare coursing"', k=50).hits
    assert phrase
    assert all(
        "hare coursing" in f"{h.citation.quote} {h.citation.item}".lower().replace("\n", " ")
        or "hare" in (h.citation.document.title or "").lower()
        for h in phrase
    )
    without = sample.search("rural crime -coursing", k=50).hits
    assert without
    assert not any("coursing" in h.citation.quote.lower() for h in without)
    nothing = sample.ask('what was said about "hare coursing by helicopter"')
    assert nothing.status is Status.ABSTAINED
    assert "exact words" in (nothing.reason or "")


def test_the_speaker_filter_knows_a_documents_initials(sample: Engine) -> None:
    with_attendees = next(
        (d, a)
        for d in sample.archive.documents()
        for a in sample.archive.attendees(d.id)
        if a.initials and a.present and len(a.initials) == 2
    )
    document, attendee = with_attendees
    found = sample.search("the", Filters(speaker=attendee.name, document=document.id), k=20)
    for hit in found.hits:
        words = hit.citation.quote
        assert (attendee.initials or "?") in words or attendee.name.split()[-1] in words


def test_passages_by_id(sample: Engine) -> None:
    hit = sample.search("burglary").hits[0].citation
    assert sample.passage(hit.passage_id) == hit
    with pytest.raises(NotFoundError, match="p-nothing"):
        sample.passage("p-nothing")


def test_bounds_of_a_search(sample: Engine) -> None:
    for k in (0, 101):
        with pytest.raises(UsageError, match="from 1 to 100"):
            sample.search("burglary", k=k)
    with pytest.raises(UsageError, match="Swap"):
        sample.ask("x", Filters(since=date(2024, 1, 1), until=date(2023, 1, 1)))


@pytest.fixture
def tampered(sample_root: Path, tmp_path: Path) -> Iterator[Engine]:
    """The sample archive after somebody changed the stored text of one document."""
    root = tmp_path / "archive"
    shutil.copytree(sample_root, root)
    engine = Engine(root, IndexSettings())
    target = engine.ask("what was committed on burglary").citations[0].document.id
    engine.close()
    with sqlite3.connect(root / "catalogue.sqlite") as db:
        db.execute("UPDATE documents SET text = replace(text, 'a', 'e') WHERE id = ?", (target,))
    engine = Engine(root, IndexSettings())
    yield engine
    engine.close()


def test_a_quote_that_does_not_match_is_withheld_and_counted(tampered: Engine) -> None:
    answer = tampered.ask("what was committed on burglary")
    assert answer.withheld > 0
    assert check_quotes(tampered.archive, answer.citations + answer.nearest)
    hits = tampered.search("burglary", k=30)
    assert hits.withheld > 0
    assert [h.rank for h in hits.hits] == list(range(1, len(hits.hits) + 1))


def test_a_replaced_version_still_resolves(tmp_path: Path, embedder: OnnxEmbedder) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    page = folder / "june.txt"
    page.write_text("Harrowdale Police and Crime Panel\n\nIt was agreed that vans be hired.\n")
    root = tmp_path / "archive"
    add(root, folder, embedder=embedder)
    engine = Engine(root, IndexSettings())
    old = engine.ask("what was agreed on vans").citations[0]
    page.write_text("Harrowdale Police and Crime Panel\n\nIt was agreed that cars be hired.\n")
    add(root, folder, embedder=embedder)
    # The same engine takes the new generation into use.
    new = engine.ask("what was agreed on cars").citations[0]
    assert "cars" in new.quote
    assert engine.archive.text(old.document.id)[old.start : old.end] == old.quote
    assert all("vans" not in h.citation.quote for h in engine.search("vans hired").hits)
    assert replace(old, link="") != replace(new, link="")
    engine.close()
