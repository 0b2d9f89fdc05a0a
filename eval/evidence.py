"""How often what is cited answers: ``python -m eval.evidence`` prints a table.

Each labelled question that the record answers is asked; its evidence is found
when a citation (or, for a search, one of the first ten passages) holds the
anchor's words.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UsageError
from corpus.model import Citation
from corpus.sample.build import build_sample
from eval.calibration import CASES, build_archive, filters_of
from eval.cases_file import Anchors, Case, Place, load_cases
from retrieval.engine import Engine

TOP = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one question's evidence.

    Attributes
    ----------
    cited
        Share of its places that an answer cites, in [0, 1].
    searched
        Whether any place stands in the first ten passages of a search.
    statements, right
        Statements shown, and those that hold a place.
    """

    cited: float
    searched: bool
    statements: int
    right: int


def _holds(citation: Citation, place: Place) -> bool:
    same = citation.document.id == place.document_id
    return same and citation.start <= place.start and place.end <= citation.end


def _any(citations: Iterable[Citation], places: Sequence[Place]) -> bool:
    return any(_holds(citation, place) for citation in citations for place in places)


def find(engine: Engine, case: Case, places: Sequence[Place]) -> Found:
    """Ask one question and look for its evidence."""
    answer = engine.ask(case.question, filters_of(case))
    hits = engine.search(case.question, filters_of(case), TOP).hits
    return Found(
        sum(_any(answer.citations, [place]) for place in places) / len(places),
        _any((hit.citation for hit in hits), places),
        len(answer.statements),
        sum(_any([answer.citations[n] for n in s.citations], places) for s in answer.statements),
    )


def report(name: str, engine: Engine, cases: Sequence[Case]) -> None:
    """Print one line for each split."""
    places = Anchors(engine.archive).resolve_all(cases)
    for split in ("dev", "test"):
        found = []
        for case in cases:
            if case.split == split and case.answerable:
                try:
                    found.append(find(engine, case, places[case.id]))
                except UsageError:
                    found.append(Found(0.0, False, 0, 0))
        shown = sum(f.statements for f in found)
        print(
            f"{name} {split}: {len(found)} questions; some evidence cited "
            f"{sum(f.cited > 0 for f in found) / len(found):.2f}; share of evidence cited "
            f"{sum(f.cited for f in found) / len(found):.2f}; statements that hold it "
            f"{sum(f.right for f in found) / max(1, shown):.2f} of {shown}; passage in the first "
            f"{TOP} {sum(f.searched for f in found) / len(found):.2f}"
        )


def main() -> None:
    """Build the archives, ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, help="a folder with seeds/ and govuk/, if at hand")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        files = Path(work) / "sample"
        build_sample(files)
        engine = build_archive(Path(work) / "a", [files], None)
        report("sample", engine, load_cases(CASES / "sample" / "questions.jsonl"))
        if arguments.real:
            engine = build_archive(
                Path(work) / "b",
                [arguments.real / "seeds", arguments.real / "govuk"],
                arguments.real / "seeds-metadata.csv",
            )
            report("real", engine, load_cases(CASES / "real" / "questions.jsonl"))


if __name__ == "__main__":
    main()
