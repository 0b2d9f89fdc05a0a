"""A small real archive, an engine that answers by hand, and the application over both."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.errors import NotFoundError
from corpus.identity import document_id, passage_id
from corpus.model import (
    Attendee,
    Block,
    BlockKind,
    Citation,
    DocumentRef,
    Failure,
    Item,
    ItemRef,
    MeetingStatus,
    Metadata,
    Reading,
    Structure,
)
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine, IndexStatus
from retrieval.records import (
    Answer,
    Expansion,
    Filters,
    HeldCoverage,
    Hit,
    QuestionKind,
    SearchResult,
    Statement,
    Status,
    UnderstoodFilters,
)
from tests.api import register_archive

PANEL = "Wexcombe Police and Crime Panel"
BOARD = "Tarrowshire Accountability Board"
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


@dataclass(frozen=True)
class Minutes:
    """A document made by hand."""

    name: str
    parts: tuple[tuple[BlockKind, int, str], ...]
    body: str | None = PANEL
    force: str | None = "Wexcombe"
    held_on: date | None = date(2023, 3, 9)
    status: MeetingStatus | None = MeetingStatus.APPROVED
    title: str | None = None
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    source_url: str | None = None
    pages_without_text: tuple[int, ...] = ()

    def reading(self) -> Reading:
        text, blocks = "", []
        for number, (kind, level, words) in enumerate(self.parts):
            text += "\n\n" if text else ""
            text += "• " if kind is BlockKind.BULLET else ""
            page = 1 + number // 4
            blocks.append(Block(len(text), len(text) + len(words), kind, page, level))
            text += words
        return Reading(
            text, tuple(blocks), self.title, 3, self.pages_without_text, ("A note of reading.",)
        )

    @property
    def id(self) -> str:
        text = self.reading().text
        return document_id(_sha(self.name), _sha(text))


H, P, B, C = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.CELL

BURGLARY = Minutes(
    "burglary.pdf",
    (
        (H, 1, "Minutes 🏛 of the Panel"),
        (P, 0, "The Panel met at the Guildhall 🏠."),
        (H, 4, "4. Burglary"),
        (P, 0, "The Chief Constable undertook to write to every victim within a week."),
        (B, 1, "Patrols in Lower Wex would begin in May."),
        (B, 2, "A map would be circulated."),
        (C, 0, "DCC"),
        (C, 0, "31 May"),
    ),
    title="Minutes of the Panel",
    items=(Item(None, None, 0, 2), Item("4", "Burglary", 2, 8), Item(None, "Patrols", 2, 6, 2)),
    attendees=(
        Attendee("Cllr Una Marsh", "Chair", "UM"),
        Attendee("Cllr Ted Oake", None, None, False),
    ),
    source_url="https://minutes.example/burglary",
    pages_without_text=(3,),
)
DRAFT = replace(BURGLARY, name="burglary-draft.doc", status=MeetingStatus.DRAFT, source_url=None)
HOSTILE_ONE = Minutes(
    "hostile.html",
    ((H, 1, HOSTILE), (P, 0, f"It was said: {HOSTILE} and {{{{ 7 * 7 }}}} and &amp; too.")),
    body=f"Board {HOSTILE}",
    force="Tarrow<b>shire",
    held_on=date(2022, 6, 1),
    title=HOSTILE,
    attendees=(Attendee(HOSTILE, HOSTILE, "<i>"),),
    items=(Item("<1>", HOSTILE, 0, 2),),
    source_url="javascript:alert(1)",
)
UNDATED = Minutes(
    "undated.md", ((P, 0, "Nobody wrote the date down."),), body=BOARD, force=None, held_on=None
)
OLD = Minutes("moved.txt", ((P, 0, "The first wording."),), body=BOARD, held_on=date(2021, 1, 5))
NEW = replace(OLD, parts=((P, 0, "The second wording."),))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def put(archive: ArchiveWriter, minutes: Minutes) -> None:
    """Store a document and let its source point at it."""
    reading = minutes.reading()
    with archive.transaction():
        archive.store(
            document_id=minutes.id,
            sha256=_sha(minutes.name),
            text_sha256=_sha(reading.text),
            variant="",
            source=minutes.name,
            reader="hand",
            reader_version=1,
            structure_version=1,
            reading=reading,
            structure=Structure(
                title=minutes.title,
                body=minutes.body,
                force=minutes.force,
                date=minutes.held_on,
                status=minutes.status,
                items=minutes.items,
                attendees=minutes.attendees,
            ),
        )
        archive.point(
            minutes.name, minutes.name, minutes.id, Metadata(source_url=minutes.source_url)
        )


def cite(archive: Archive, minutes: Minutes, words: str) -> Citation:
    """Cut a citation out of a document, as the engine does."""
    document = archive.document(minutes.id)
    start = archive.text(minutes.id).index(words)
    end = start + len(words)
    return Citation(
        quote=words,
        start=start,
        end=end,
        page=2,
        passage_id=passage_id(document.id, start, end),
        document=DocumentRef(document.id, document.sha256, document.source, document.title),
        body=document.body,
        force=document.force,
        meeting_date=document.date,
        item=ItemRef("4", "Burglary"),
        speaker="Chief Constable",
        link=f"/meetings/{document.meeting_id}?document={document.id}&start={start}&end={end}#quote",
    )


USABLE = IndexStatus("gen-000003", 12, 6, "all-MiniLM-L6-v2", False, None)


@dataclass
class HandEngine:
    """The engine's doors with answers made by hand; notes what it was asked."""

    archive: Archive
    answer: Answer
    hits: tuple[Hit, ...]
    asked: list[tuple[str, Filters]] = field(default_factory=list)
    ks: list[int] = field(default_factory=list)
    trouble: Exception | None = None
    state: IndexStatus = USABLE

    def _note(self, question: str, filters: Filters | None) -> None:
        self.asked.append((question, filters or Filters()))
        if self.trouble:
            raise self.trouble

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        self._note(question, filters)
        return replace(self.answer, question=question)

    def search(self, query: str, filters: Filters | None = None, k: int = 10) -> SearchResult:
        self._note(query, filters)
        self.ks.append(k)
        understood = UnderstoodFilters(force=("Wexcombe",))
        return SearchResult(
            query, understood, (), self.hits, 0, "gen-000003", "all-MiniLM-L6-v2", 1.5
        )

    def passage(self, passage_id: str) -> Citation:
        for hit in self.hits:
            if hit.citation.passage_id == passage_id:
                return hit.citation
        raise NotFoundError(f"The index holds no passage {passage_id!r}.")

    def status(self) -> IndexStatus:
        return self.state


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "a secret place" / "archive"
    with ArchiveWriter(folder) as archive:
        for minutes in (BURGLARY, DRAFT, HOSTILE_ONE, UNDATED, OLD, NEW):
            put(archive, minutes)
        with archive.transaction():
            archive.fail("bad", Failure("bad.pdf", None, f"Not a PDF {HOSTILE}", "pdf", 1))
    return folder


@pytest.fixture
def engine(root: Path) -> Iterator[HandEngine]:
    with Archive(root) as archive:
        quote = cite(archive, BURGLARY, BURGLARY.parts[3][2])
        hostile = cite(archive, HOSTILE_ONE, HOSTILE_ONE.parts[1][2])
        answer = Answer(
            question="",
            kind=QuestionKind.COMMITMENTS,
            status=Status.ANSWERED,
            reason=None,
            filters=UnderstoodFilters(force=("Wexcombe",), from_question=("force",)),
            expansions=(Expansion("burglary", "break-in", "another word for it"),),
            statements=(
                Statement(quote.quote, "4. Burglary", (0,)),
                Statement(hostile.quote, HOSTILE, (1,)),
            ),
            citations=(quote, hostile),
            nearest=(),
            coverage=HeldCoverage(
                4, date(2021, 1, 5), date(2023, 3, 9), 2, 1, (PANEL,), ("Mind.",)
            ),
            withheld=2,
            support=0.91,
            generation="gen-000003",
            model="all-MiniLM-L6-v2",
            took_ms=3.2,
        )
        hits = (Hit(1, 0.9, 0.8, 7.5, quote), Hit(2, 0.4, 0.3, 0.0, hostile))
        yield HandEngine(archive, answer, hits)


Serve = Callable[..., TestClient]


@pytest.fixture
def serve(engine: HandEngine) -> Serve:
    """Make a client; ``hosts`` are the names the server answers to."""

    def make(base_url: str = "http://127.0.0.1:8000", hosts: tuple[str, ...] = ()) -> TestClient:
        made = cast(Engine, engine)
        app = create_app(made, allowed_hosts=hosts) if hosts else create_app(made)
        return TestClient(app, base_url=base_url, follow_redirects=False)

    return make


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()


@pytest.fixture(scope="session")
def register_root(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Path:
    """An archive with a hand-made register; not to be altered."""
    return register_archive.build(tmp_path_factory.mktemp("register"), embedder)


@pytest.fixture
def register_copy(register_root: Path, tmp_path: Path) -> Path:
    """A copy of it, to be reviewed."""
    target = tmp_path / "to review"
    shutil.copytree(register_root, target)
    return target


@pytest.fixture(scope="session")
def register_engine(register_root: Path) -> Iterator[Engine]:
    """The engine over it, opened once."""
    opened = Engine(register_root, IndexSettings())
    yield opened
    opened.close()


def _client(engine: Engine, reviews: bool) -> TestClient:
    app = create_app(engine, reviews=reviews)
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.fixture(scope="session")
def reader(register_engine: Engine) -> TestClient:
    """A client of a server over the register that takes no reviews."""
    return _client(register_engine, False)


@pytest.fixture(scope="session")
def refused(register_engine: Engine) -> TestClient:
    """A client of a server that takes reviews, for those that it has to refuse."""
    return _client(register_engine, True)


@pytest.fixture
def reviewer(register_copy: Path) -> Iterator[TestClient]:
    """A client of a server that takes reviews, over an archive of its own."""
    engine = Engine(register_copy, IndexSettings())
    yield _client(engine, True)
    engine.close()


def commitment_id(client: TestClient, quote: str) -> str:
    """Return the id of the commitment of a quote."""
    found = client.get("/api/v1/commitments?all=true&hidden=true&limit=1000").json()["commitments"]
    return next(str(one["id"]) for one in found if one["quote"] == quote)
