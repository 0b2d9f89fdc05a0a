"""The room's door: an archive that can be searched and asked."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from corpus.errors import IndexUnusableError, MinutedError, ModelError, NotFoundError, UsageError
from corpus.model import Citation
from indexer.build import is_behind
from indexer.embedder import Embedder, open_embedder
from indexer.generation import Generation, current_name, index_root, open_current
from indexer.manifest import MEND, IndexSettings
from retrieval.answer import Answerer
from retrieval.channels import LocalChannels
from retrieval.judging import Judge
from retrieval.reading import Library
from retrieval.records import Answer, Filters, SearchResult
from retrieval.register import Register
from retrieval.register_answer import RegisterAnswerer

MOST_HITS = 100
"""Passages one search may return."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """Whether questions can be answered, and from what."""

    generation: str | None
    passages: int
    documents: int
    model: str | None
    behind: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class _Index:
    """What is opened without the model."""

    generation: Generation
    library: Library
    register: Register


@dataclass(frozen=True, slots=True)
class _Opened:
    generation: Generation
    library: Library
    judge: Judge
    answerer: Answerer


class Engine:
    """An archive, its index and its model; safe to share between threads.

    Nothing heavy is opened before the first question. A generation that was
    built meanwhile is taken into use at the next question.

    Parameters
    ----------
    root
        The archive's folder.
    settings
        The settings the index must have been built with.
    model_cache
        Where exported models are kept; the user's cache folder by default.

    Raises
    ------
    NotFoundError
        When there is no archive at ``root``.
    """

    def __init__(
        self, root: Path, settings: IndexSettings, model_cache: Path | None = None
    ) -> None:
        self.archive = Archive(root)
        self._settings = settings
        self._model_cache = model_cache
        self._embedder: Embedder | None = None
        self._index: _Index | None = None
        self._opened: _Opened | None = None
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the archive and the index."""
        with self._lock:
            if self._index:
                self._index.generation.close()
                self._index = self._opened = None
            self.archive.close()

    def search(self, query: str, filters: Filters | None = None, k: int = 10) -> SearchResult:
        """Return the ``k`` best passages for a query.

        Raises
        ------
        UsageError
            When the query or a filter cannot be meant.
        IndexUnusableError, ModelError
            When the index or the model cannot be used; the message names the mend.
        """
        if not 1 <= k <= MOST_HITS:
            raise UsageError(f"k must be from 1 to {MOST_HITS}; it is {k}.")
        return self._open().answerer.search(query, filters or Filters(), k)

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        """Answer a question; raises as :meth:`search` does."""
        return self._open().answerer.ask(question, filters or Filters())

    def register(self) -> Register:
        """Return the register of commitments; the model is not needed for it.

        Raises
        ------
        IndexUnusableError
            When the index cannot be used; the message names the mend.
        """
        return self._open_index().register

    def judge(self) -> Judge:
        """Return what judges evidence, for those who measure it."""
        return self._open().judge

    def passage(self, passage_id: str) -> Citation:
        """Return a whole passage as a citation.

        Raises
        ------
        NotFoundError
            When the index holds no passage of that id, or its text was altered.
        """
        opened = self._open()
        stored = opened.generation.passages.by_id(passage_id)
        if stored is None:
            raise NotFoundError(f"The index holds no passage {passage_id!r}.")
        citation = opened.library.cite(stored, stored.start, stored.end)
        if citation is None:
            raise NotFoundError(
                f"The stored text of passage {passage_id} is not what was indexed.",
                "Find out more: minuted doctor",
            )
        return citation

    def status(self) -> IndexStatus:
        """Tell whether questions can be answered; never raises the family's errors."""
        try:
            manifest = self._open().generation.manifest
            behind = is_behind(self.archive, manifest)
        except MinutedError as error:
            return IndexStatus(None, 0, 0, None, False, str(error))
        except sqlite3.DatabaseError as error:
            problem = f"The archive's files are damaged ({error}). Find out more: minuted doctor"
            return IndexStatus(None, 0, 0, None, False, problem)
        return IndexStatus(
            manifest.generation,
            manifest.passages,
            manifest.documents,
            manifest.settings.model,
            behind,
            None,
        )

    def _open_index(self) -> _Index:
        with self._lock:
            name = current_name(index_root(self.archive.root))
            if self._index and self._index.generation.name == name:
                return self._index
            if name is None and not self.archive.documents():
                raise IndexUnusableError(
                    "The archive holds no document that could be read.",
                    "Add minutes to it: minuted add FOLDER",
                )
            generation = open_current(self.archive.root, self._settings)
            library = Library(self.archive)
            # The one before is left to questions that are still being answered;
            # it goes when they have let go of it.
            self._index = _Index(generation, library, Register(self.archive, generation, library))
            return self._index

    def _open(self) -> _Opened:
        with self._lock:
            index = self._open_index()
            generation, library = index.generation, index.library
            if self._opened and self._opened.generation is generation:
                return self._opened
            embedder = self._embedder or open_embedder(self._settings.model, self._model_cache)
            if embedder.identity.key != generation.manifest.model_key:
                raise ModelError(
                    f"The index {generation.name} was built with another version of the model "
                    f"{self._settings.model}, whose vectors cannot be compared.",
                    MEND,
                )
            self._embedder = embedder
            judge = Judge(self.archive, generation, LocalChannels(generation), library, embedder)
            answerer = Answerer(judge, RegisterAnswerer(judge, index.register))
            self._opened = _Opened(generation, library, judge, answerer)
            return self._opened
