"""Cases, citations and answers made for tests."""

from __future__ import annotations

from pathlib import PurePath

from corpus.archive import Archive
from eval.answers.documents import Documents, Sentence
from eval.answers.given import GivenAnswer, GivenCitation, GivenStatement
from eval.answers.gold import Gold, gold_of
from eval.cases_file import Anchor, Anchors, Case


class Record:
    """An archive whose documents are named by their files."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.documents = Documents(archive)
        self.ids = {PurePath(d.source).name: d.id for d in archive.documents()}

    def cite(self, file: str, words: str, *, page: int | None = None) -> GivenCitation:
        """Cite the first place where some words stand."""
        read = self.documents.get(self.ids[file])
        assert read is not None
        start = read.text.index(words)
        return GivenCitation(
            self.ids[file], read.document.sha256, start, start + len(words), page, words
        )

    def sentence(self, file: str, words: str) -> Sentence:
        """Return the one sentence that begins with some words."""
        read = self.documents.get(self.ids[file])
        assert read is not None
        (found,) = [s for s in read.sentences if read.text.startswith(words, s.start)]
        return found

    def gold(self, *anchors: tuple[str, str]) -> Gold:
        """Return the evidence of a case with such anchors."""
        case = make_case("c", evidence=anchors)
        return gold_of(self.documents, case, Anchors(self.archive).resolve_all([case])["c"])


def make_case(
    case_id: str,
    *,
    evidence: tuple[tuple[str, str], ...] = (),
    unanswerable: str | None = None,
    nuggets: tuple[str, ...] = (),
    split: str = "dev",
) -> Case:
    """Return a case; its question does not matter."""
    return Case(
        id=case_id,
        kind="fact",
        question=f"What of {case_id}?",
        answerable=unanswerable is None,
        unanswerable_kind=unanswerable,
        filters={},
        evidence=tuple(Anchor(file, words) for file, words in evidence),
        nuggets=nuggets,
        split=split,
    )


def make_answer(
    case_id: str,
    *citations: GivenCitation,
    status: str = "answered",
    support: float | None = 0.5,
    took_ms: float | None = None,
) -> GivenAnswer:
    """Return an answer with one statement for each citation."""
    return GivenAnswer(
        case_id,
        status,
        support,
        tuple(GivenStatement(c.quote, (n,)) for n, c in enumerate(citations)),
        citations,
        took_ms=took_ms,
    )
