"""A labelled set as files: a BEIR folder, and judgements as TREC has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from eval.formats.beir import CorpusEntry, write_beir
from eval.formats.trec import write_qrels
from eval.sets.labelled import LabelledSet, judgements
from indexer.generation import Generation, open_current


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    passages: int
    queries: int
    files: tuple[Path, ...]


def export(labelled: LabelledSet, target: Path, *, headers: bool = True) -> Exported:
    """Write passages, queries and judgements of both splits.

    Parameters
    ----------
    labelled
        The set.
    target
        The folder; made if it is not there.
    headers
        Whether a passage's header stands in its title, where BEIR's systems
        put it before the text.

    Notes
    -----
    Within-meeting queries keep their filter in their metadata; a system that
    does not know it ranks over all meetings. Passages that only say again what a better
    rendition of their meeting says are left out, here as in every system's ranking.
    """
    generation = open_current(labelled.root, labelled.settings)
    files: list[Path] = []
    try:
        passages = len(generation.passages.said_once())
        with Archive(labelled.root) as archive:
            for split in ("dev", "test"):
                asked = labelled.of_split(split)
                if not asked:
                    continue
                qrels = judgements(asked, generation)
                write_beir(
                    target,
                    _entries(archive, generation, headers=headers),
                    [one.query for one in labelled.queries],
                    qrels,
                    split,
                )
                trec = target / f"qrels.{split}.trec"
                write_qrels(trec, qrels)
                files += [target / "qrels" / f"{split}.tsv", trec]
    finally:
        generation.close()
    files = [target / "corpus.jsonl", target / "queries.jsonl", *files]
    return Exported(passages, len(labelled.queries), tuple(files))


def _entries(archive: Archive, generation: Generation, *, headers: bool) -> Iterator[CorpusEntry]:
    texts: dict[str, str] = {}
    for passage in generation.passages.rows(generation.passages.said_once().tolist()):
        if passage.document_id not in texts:
            texts[passage.document_id] = archive.text(passage.document_id)
        yield CorpusEntry(
            id=passage.id,
            title=passage.header if headers else "",
            text=texts[passage.document_id][passage.start : passage.end],
            metadata={"document": passage.document_id, "meeting": passage.meeting_id},
        )
