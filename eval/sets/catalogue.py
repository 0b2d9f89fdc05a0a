"""The labelled sets by name, made ready to be searched."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from corpus import readers
from corpus.archive import Archive
from corpus.errors import MinutedError, UsageError
from corpus.sample.build import build_sample
from eval.cases_file import Anchors, Case, Place, load_cases
from eval.records import Query
from eval.sets.archives import Work, fill, fill_made, index
from eval.sets.labelled import LabelledSet, SetQuery
from eval.sets.qmsum import Transcript, read_qmsum
from indexer.manifest import IndexSettings

CASES = Path(__file__).parent.parent / "cases"

SETS = {
    "sample": "the sample archive, which comes with Minuted",
    "real": "real minutes: a folder with seeds/, govuk/ and seeds-metadata.csv",
    "real-all": "the same with its old Word files, which LibreOffice or antiword reads",
    "qmsum": "QMSum meetings, each question within its own meeting",
    "qmsum-whole": "QMSum meetings, each question over all of them",
}
"""Names of the sets, and what they are."""


def parse_set(text: str) -> tuple[str, Path | None]:
    """Return the name and the folder of a set that is written ``NAME`` or ``NAME=FOLDER``.

    Raises
    ------
    UsageError
        When there is no such set, or it needs a folder and has none.
    """
    name, _, folder = text.partition("=")
    if name not in SETS:
        known = "; ".join(f"{key}: {what}" for key, what in SETS.items())
        raise UsageError(f"There is no set called {name!r}.", f"The sets are: {known}.")
    if name == "sample":
        if folder:
            raise UsageError(f"The set {name} comes with Minuted: it takes no folder.")
        return name, None
    if not folder:
        raise UsageError(f"The set {name} needs a folder.", f"Write it as {name}=FOLDER.")
    return name, Path(folder)


_CONVERTED = frozenset({".doc", ".dot"})


def open_set(name: str, folder: Path | None, work: Work) -> LabelledSet:
    """Read and index the minutes of a set, and find where its answers stand.

    Raises
    ------
    UsageError
        When files are missing, or an anchor does not stand where it should.
    """
    if name == "sample":
        root, unread = fill_made(work, name, build_sample)
        return _labelled(name, root, unread, work)
    if folder is None:
        raise UsageError(f"The set {name} needs a folder.", f"Write it as {name}=FOLDER.")
    if name in ("real", "real-all"):
        # What stands in an old Word file depends on the converter at hand, and scores must
        # not. No such file is labelled for retrieval; training labels and follow-ups are.
        root, unread = fill(
            work,
            name,
            [folder / "seeds", folder / "govuk"],
            folder / "seeds-metadata.csv",
            endings=readers.SUFFIXES - (_CONVERTED if name == "real" else frozenset()),
        )
        return _labelled(name, root, unread, work, cases="real")
    if name in ("qmsum", "qmsum-whole"):
        return _qmsum(name, read_qmsum(folder), work)
    raise UsageError(f"There is no set called {name!r}.", f"The sets are: {', '.join(SETS)}.")


def own_set(archive: Path, cases: Path, work: Work) -> LabelledSet:
    """Return a set of one's own: an archive that is indexed, and a file of cases on it."""
    return _with_cases(archive.name, archive, (), work.settings, load_cases(cases), None)


def _labelled(
    name: str, root: Path, unread: tuple[str, ...], work: Work, cases: str | None = None
) -> LabelledSet:
    folder = CASES / (cases or name)
    questions = load_cases(folder / "questions.jsonl")
    commitments = folder / "commitments.jsonl"
    return _with_cases(name, root, unread, index(work, root), questions, commitments)


def _with_cases(
    name: str,
    root: Path,
    unread: tuple[str, ...],
    settings: IndexSettings,
    cases: tuple[Case, ...],
    commitments: Path | None,
) -> LabelledSet:
    with Archive(root) as archive:
        places = Anchors(archive).resolve_all(cases)
    queries = tuple(
        SetQuery(Query(case.id, case.question, case.filters), case.split, places[case.id])
        for case in cases
        if case.answerable
    )
    return LabelledSet(name, root, settings, queries, cases, commitments, unread)


def _qmsum(name: str, meetings: tuple[Transcript, ...], work: Work) -> LabelledSet:
    def write(target: Path) -> None:
        for meeting in meetings:
            text = target / f"{meeting.name}.txt"
            text.write_text(meeting.minutes()[0], encoding="utf-8", newline="\n")
            title = {"title": meeting.name.replace("_", " ")}
            text.with_suffix(".json").write_text(json.dumps(title), encoding="utf-8")

    root, unread = fill_made(work, "qmsum", write)
    with Archive(root) as archive:
        documents = {
            PurePath(source).stem: d
            for d in archive.documents()
            for source in archive.sources(d.id)
        }
        queries = []
        for meeting in meetings:
            text_written, spans = meeting.minutes()
            document = documents[meeting.name]
            if archive.text(document.id) != text_written:
                raise MinutedError(f"{meeting.name}: the text was altered when it was read.")
            filters = {} if name == "qmsum-whole" else {"document": document.id}
            for question in meeting.questions:
                places = tuple(
                    Place(document.id, spans[a][0], spans[b][1]) for a, b in question.turns
                )
                queries.append(
                    SetQuery(Query(question.id, question.text, filters), meeting.split, places)
                )
    return LabelledSet(name, root, index(work, root), tuple(queries), (), None, unread)
