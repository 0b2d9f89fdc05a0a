"""Building a generation from the archive."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.errors import IndexUnusableError, MinutedError
from corpus.model import Document, Passage
from corpus.renditions import settle
from corpus.views import whole_words
from indexer.analysis import ANALYZER_VERSION, document_tokens
from indexer.commitments import building
from indexer.dense import DenseIndex
from indexer.embedder import Embedder
from indexer.embedding_cache import EmbeddingCache
from indexer.generation import current_name, index_root, next_name, publish, sweep
from indexer.lexical import build_lexical
from indexer.manifest import (
    FORMAT_VERSION,
    IndexSettings,
    Manifest,
    damaged_files,
    hash_files,
    read_manifest,
)
from indexer.passage_store import write_passages
from indexer.passages import PASSAGES_VERSION, cut_passages, indexed_text
from indexer.repeats import repeats
from indexer.vocabulary import write_vocabulary

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done, in all)."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    ``built`` is False when the index was up to date already, or when the archive
    holds no document yet; ``generation`` is empty then. ``finding_s`` is how many of the
    build's ``took_s`` seconds went into finding commitments.
    """

    generation: str
    built: bool
    documents: int
    passages: int
    embedded: int
    commitments: int = 0
    finding_s: float = 0.0
    took_s: float = 0.0


def fingerprint(documents: list[Document]) -> str:
    """Return a sha256 of all of the catalogue that is indexed.

    A document's id stands for its bytes and text; together with the versions of
    the reader and of the structure it stands for its blocks and items too.
    """
    listed = [
        [
            d.id,
            d.reader_version,
            d.structure_version,
            d.meeting_id,
            d.title,
            d.body,
            d.force,
            d.date.isoformat() if d.date else None,
            d.status,
        ]
        for d in documents
    ]
    return hashlib.sha256(json.dumps(listed, ensure_ascii=False).encode("utf-8")).hexdigest()


def build_index(
    archive: Archive,
    settings: IndexSettings,
    embedder: Embedder,
    minuted_version: str,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with the archive.

    The caller holds the archive's lock (an :class:`corpus.archive_writer.ArchiveWriter`).
    Nothing is altered in place: a new generation is made beside the one in use,
    and taken into use when it is complete.

    Parameters
    ----------
    archive, settings, embedder
        What to index, how, and with which model.
    minuted_version
        Recorded in the manifest.
    force
        Build even when nothing has changed.
    progress
        Told how far the build has come.

    Raises
    ------
    MinutedError
        When a passage is longer than the model's window (it would be truncated
        silently otherwise), or an engine fails.
    """
    began = time.perf_counter()
    tell = progress or (lambda _what, _done, _total: None)
    root = index_root(archive.root)
    root.mkdir(parents=True, exist_ok=True)
    _sweep(root)
    if isinstance(archive, ArchiveWriter):
        settle(archive)
    documents = archive.documents()
    if not documents:
        return BuildReport("", False, 0, 0, 0)
    mark = fingerprint(documents)
    if not force:
        up_to_date = _up_to_date(root, settings, embedder, mark)
        if up_to_date:
            return BuildReport(
                up_to_date.generation,
                False,
                up_to_date.documents,
                up_to_date.passages,
                0,
                up_to_date.commitments,
            )
    cut = _cut(archive, documents, embedder, settings.headers, tell)
    passages, texts = [passage for passage, _ in cut], [text for _, text in cut]
    _check_lengths(passages, texts, documents, embedder)
    cache = EmbeddingCache(root / "embeddings.sqlite", embedder.identity.key)
    try:
        vectors, embedded = cache.embed(
            texts,
            embedder.dimension,
            embedder.embed_passages,
            lambda done, total: tell("embedding passages", done, total),
        )
    finally:
        cache.close()
    register = building.find(archive, documents, tell)
    tell("writing the index", 0, 1)
    directory = Path(tempfile.mkdtemp(dir=root, prefix=".building-"))
    directory.chmod(0o755)
    try:
        meetings = {m.id: m.document_ids for m in archive.meetings()}
        again = repeats(passages, meetings)
        write_passages(directory, passages, {d.id: d for d in documents}, again)
        (directory / "dense").mkdir()
        DenseIndex.build(vectors).save(directory / "dense")
        tokens = [document_tokens(text) for text in texts]
        build_lexical(settings.lexical_engine, directory / "lexical", tokens)
        write_vocabulary(directory, tokens)
        register.write(directory, archive)
        name = next_name(root)
        Manifest(
            format=FORMAT_VERSION,
            generation=name,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            minuted=minuted_version,
            settings=settings,
            model_key=embedder.identity.key,
            dimension=embedder.dimension,
            versions=_versions(),
            fingerprint=mark,
            documents=len(documents),
            passages=len(passages),
            commitments=len(register.commitments),
            files=hash_files(directory),
        ).write(directory)
        publish(root, directory, name)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    tell("writing the index", 1, 1)
    _sweep(root)
    return BuildReport(
        name,
        True,
        len(documents),
        len(passages),
        embedded,
        len(register.commitments),
        register.seconds,
        time.perf_counter() - began,
    )


def is_behind(archive: Archive, manifest: Manifest) -> bool:
    """Tell whether the archive holds something that this generation does not."""
    return fingerprint(archive.documents()) != manifest.fingerprint


def _versions() -> dict[str, int]:
    return {
        "analyzer": ANALYZER_VERSION,
        "passages": PASSAGES_VERSION,
        **building.versions(),
    }


def _sweep(root: Path) -> None:
    # A damaged CURRENT is left for this very build to replace: to remove it
    # first would leave nothing to mend by if the build were killed.
    with suppress(IndexUnusableError):
        sweep(root)


def _up_to_date(
    root: Path, settings: IndexSettings, embedder: Embedder, mark: str
) -> Manifest | None:
    try:
        name = current_name(root)
        if name is None:
            return None
        manifest = read_manifest(root / name)
        if damaged_files(root / name, manifest):
            return None
    except IndexUnusableError:
        return None
    same = (
        manifest.fingerprint == mark
        and manifest.settings == settings
        and manifest.model_key == embedder.identity.key
        and manifest.versions == _versions()
    )
    return manifest if same else None


def _cut(
    archive: Archive,
    documents: list[Document],
    embedder: Embedder,
    headers: bool,
    tell: Progress,
) -> list[tuple[Passage, str]]:
    """Return the passages in the order of their ids, each with the text that is indexed."""
    found: list[tuple[Passage, str]] = []
    for done, document in enumerate(documents):
        tell("cutting passages", done, len(documents))
        text = archive.text(document.id)
        words = whole_words(text)
        found += [
            (passage, indexed_text(passage, words, headers))
            for passage in cut_passages(
                document,
                text,
                archive.blocks(document.id),
                archive.items(document.id),
                embedder.max_tokens,
                embedder.count_tokens,
            )
        ]
    tell("cutting passages", len(documents), len(documents))
    return sorted(found, key=lambda pair: pair[0].id)


def _check_lengths(
    passages: list[Passage], texts: list[str], documents: list[Document], embedder: Embedder
) -> None:
    for passage, size in zip(passages, embedder.count_tokens(texts), strict=True):
        if size > embedder.max_tokens:
            source = next(d.source for d in documents if d.id == passage.document_id)
            raise MinutedError(
                f"A passage of {source} has {size} tokens, more than the {embedder.max_tokens} "
                "that the model reads; the rest of it would never be found.",
                "This is a defect of Minuted: please report it. The index in use is untouched.",
            )
