"""Fitting when to answer: ``python -m eval.calibration`` writes retrieval/calibration.json.

The signals of :mod:`retrieval.support` are measured on labelled questions over
the sample archive (built afresh for this) and, where it is given, over an
archive of real minutes; a logistic regression is fitted on the development
questions, and two thresholds are read off cross-validated probabilities:

- *answered*: the lowest at which at most one in twenty near misses of the
  development set would be answered (off-topic questions are told apart easily,
  and would only hide how many near misses are not);
- *weak*: the lowest at which nine in ten answerable ones are still shown.

The test questions are only reported on, never fitted.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import UsageError
from corpus.ingest import ingest
from corpus.metadata import read_table
from corpus.sample.build import build_sample
from eval.cases_file import Case, load_cases
from indexer.build import build_index
from indexer.embedder import open_embedder
from indexer.manifest import IndexSettings
from indexer.model_export import ensure_exported
from retrieval.engine import Engine
from retrieval.records import Filters
from retrieval.support import FILE_NAME, Signals

CASES = Path(__file__).parent / "cases"
FALSE_ANSWERS = 0.05
SHOWN = 0.9
FOLDS = 5
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Measured:
    """A case and its signals."""

    case: Case
    signals: Signals


def measure_cases(engine: Engine, cases: Sequence[Case]) -> list[Measured]:
    """Measure the signals of every case."""
    judge = engine.judge()
    found = []
    for number, case in enumerate(cases, 1):
        print(f"\rmeasuring {number}/{len(cases)}", end="", file=sys.stderr, flush=True)
        try:
            prepared = judge.prepare(case.question, filters_of(case), whole=False)
        except UsageError:
            continue  # refused outright ("?!"): no threshold is needed to say no
        found.append(Measured(case, judge.judge(prepared).signals))
    print(file=sys.stderr)
    return found


def filters_of(case: Case) -> Filters:
    """Return the filters a case is asked with."""
    given = case.filters
    return Filters(
        force=given.get("force"),
        body=given.get("body"),
        since=date.fromisoformat(given["since"]) if "since" in given else None,
        until=date.fromisoformat(given["until"]) if "until" in given else None,
        item=given.get("item"),
        speaker=given.get("speaker"),
        document=given.get("document"),
    )


def build_archive(root: Path, folders: Sequence[Path], table: Path | None) -> Engine:
    """Build an archive for measuring, with the default settings."""
    settings = IndexSettings()
    ensure_exported(settings.model)
    with ArchiveWriter(root) as archive:
        ingest(archive, discover(folders, readers.SUFFIXES), read_table(table) if table else None)
        build_index(archive, settings, open_embedder(settings.model), "calibration")
    return Engine(root, settings)


def matrix(measured: Sequence[Measured]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return signals (n, number of signals) and labels (n,): 1 where the record answers."""
    return (
        np.array([astuple(m.signals) for m in measured], dtype=np.float64),
        np.array([m.case.answerable for m in measured], dtype=np.int64),
    )


def thresholds(
    probabilities: NDArray[np.float64], measured: Sequence[Measured]
) -> tuple[float, float]:
    """Return the thresholds of answered and of weak (see the module's text)."""
    labels = matrix(measured)[1]
    near = np.array([m.case.unanswerable_kind == "near-miss" for m in measured])
    no = probabilities[near]
    # The quantile between two near misses, as so few make steps of a whole one coarse.
    answered = float(np.quantile(no, 1 - FALSE_ANSWERS))
    yes = np.sort(probabilities[labels == 1])
    weak = float(yes[int((1 - SHOWN) * len(yes))])
    return round(answered, 4), round(min(weak, answered), 4)


def report(
    name: str,
    probabilities: NDArray[np.float64],
    measured: Sequence[Measured],
    answered: float,
    weak: float,
) -> None:
    """Print what the thresholds do to a set of questions."""
    labels = matrix(measured)[1]
    kinds = np.array([m.case.unanswerable_kind or "answerable" for m in measured])
    print(f"{name}: AUROC {roc_auc_score(labels, probabilities):.3f}")
    for kind in ("answerable", "near-miss", "off-topic"):
        chosen = probabilities[kinds == kind]
        if len(chosen):
            a = int((chosen >= answered).sum())
            w = int(((chosen < answered) & (chosen >= weak)).sum())
            print(
                f"  {kind:<10} n={len(chosen):<4} answered {a:<4} weak {w:<4} "
                f"abstained {len(chosen) - a - w}"
            )


def main() -> None:
    """Fit, report and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--real", type=Path, help="a folder with seeds/ and govuk/, if at hand")
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    arguments = parser.parse_args()
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as work:
        files = Path(work) / "sample"
        build_sample(files)
        engine = build_archive(Path(work) / "a", [files], None)
        model_key = engine.judge().model_key
        measured += measure_cases(engine, load_cases(CASES / "sample" / "questions.jsonl"))
        fitted_on = f"{CASES.name}/sample"
        real = CASES / "real" / "questions.jsonl"
        if arguments.real and real.is_file():
            engine = build_archive(
                Path(work) / "b",
                [arguments.real / "seeds", arguments.real / "govuk"],
                arguments.real / "seeds-metadata.csv",
            )
            measured += measure_cases(engine, load_cases(real))
            fitted_on += f" and {CASES.name}/real"
    dev = [m for m in measured if m.case.split == "dev"]
    x, y = matrix(dev)
    model = LogisticRegression(C=1.0, class_weight="balanced")
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    held_out = cross_val_predict(model, x, y, cv=folds, method="predict_proba")[:, 1]
    answered, weak = thresholds(held_out, dev)
    model.fit(x, y)
    print(f"signals of {len(dev)} development questions:")
    for column, name in enumerate(f.name for f in fields(Signals)):
        print(
            f"  {name:<16} weight {model.coef_[0][column]:+.3f}  "
            f"alone AUROC {roc_auc_score(y, x[:, column]):.3f}"
        )
    print(f"answered from {answered}, weak from {weak}")
    for prefix, label in (("s", "sample"), ("r", "real")):
        for split in ("dev", "test"):
            part = [m for m in measured if m.case.split == split and m.case.id.startswith(prefix)]
            if part:
                made = model.predict_proba(matrix(part)[0])[:, 1]
                report(f"{label} {split}", made, part, answered, weak)
    if not arguments.dry_run:
        target = Path(__file__).parent.parent / "retrieval" / FILE_NAME
        target.write_text(
            json.dumps(
                {
                    "model_key": model_key,
                    "bias": round(float(model.intercept_[0]), 4),
                    "weights": {
                        f.name: round(float(w), 4)
                        for f, w in zip(fields(Signals), model.coef_[0], strict=True)
                    },
                    "answered": answered,
                    "weak": weak,
                    "fitted_on": f"{fitted_on}: {len(dev)} development questions",
                    "command": "python -m eval.calibration --real ../shared/archive",
                },
                indent=2,
            )
            + "\n",
            encoding="utf-8",
        )
        print(f"written: {target.name}")


if __name__ == "__main__":
    main()
