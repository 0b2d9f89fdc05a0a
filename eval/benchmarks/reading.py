"""How fast files are read: files, PDF pages and characters a second.

Run ``python -m eval.benchmarks.reading [--files FOLDER]... [--processes 1 2 4] [--rounds 5]``.
Without ``--files`` the sample's made-up files and one of every format are read.

Two tables. Each reader by itself, in this process: text and structure, nothing stored; its
baseline is pypdf's own ``extract_text`` of the same PDFs, in characters a second. And the
whole way into an archive, stored and all, with several numbers of processes; the baseline is
one process. Everything is done once in each round, in an order that changes from round to
round, and ratios are taken within a round, so that a busy machine slows all alike. Given are
the median and the lowest and highest of the rounds; a ratio above 1 is faster than the
baseline. Files that cannot be read take their time too, and count as files.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pypdf import PdfReader

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import ReadError
from corpus.ingest import ingest
from corpus.processors import usable_processors
from corpus.reading import read_here
from corpus.sample import build_sample
from eval.benchmarks.made_files import seeds

PYPDF = "pypdf extract_text"
"""The baseline of the readers."""

Work = Callable[[], tuple[int, int, int]]
"""Reads, and returns how many files, PDF pages and characters that were."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one way of reading is.

    Attributes
    ----------
    name
        Of the way.
    files, pages, characters
        What it read, each round; pages of PDFs.
    seconds
        What each round took.
    ratio, lowest, highest
        Speed in proportion to the baseline: the median of the rounds, and their spread.
    """

    name: str
    files: int
    pages: int
    characters: int
    seconds: tuple[float, ...]
    ratio: float
    lowest: float
    highest: float

    @property
    def median(self) -> float:
        """Seconds of the median round."""
        return statistics.median(self.seconds)


def pieces(data: bytes, name: str, depth: int = 3) -> Iterable[tuple[str, bytes, str]]:
    """Yield a file, or of a bundle what is in it: its reader, its bytes, its name."""
    limits = readers.Limits()
    try:
        reader = readers.identify(data, name)
        if not readers.is_container(reader):
            yield reader.name, data, name
            return
        opened = readers.open_container(data, reader, limits, readers.Budget.of(limits))
    except ReadError:
        return
    if opened.is_document:
        yield reader.name, data, name
    for member in opened.members:
        if member.data is not None and depth:
            yield from pieces(member.data, member.name, depth - 1)


def by_reader(paths: Sequence[Path]) -> dict[str, Work]:
    """Return the work of each reader on its files, that of the baseline first."""
    held: dict[str, list[tuple[bytes, str]]] = defaultdict(list)
    for path in paths:
        for reader, data, name in pieces(path.read_bytes(), path.name):
            held[reader].append((data, name))
    work: dict[str, Work] = {}
    if "pdf" in held:
        work[PYPDF] = lambda: _extracted(held["pdf"])
    for reader in sorted(held):
        work[reader] = lambda reader=reader: _read(held[reader])  # type: ignore[misc]
    work["all readers"] = lambda: _read([file for files in held.values() for file in files])
    return work


def _read(files: Sequence[tuple[bytes, str]]) -> tuple[int, int, int]:
    pages = characters = 0
    for data, name in files:
        try:
            reading = read_here(data, name, readers.Limits()).reading
        except ReadError:
            continue
        pages += reading.pages or 0
        characters += len(reading.text)
    return len(files), pages, characters


def _extracted(files: Sequence[tuple[bytes, str]]) -> tuple[int, int, int]:
    pages = characters = 0
    for data, _ in files:
        try:
            for page in PdfReader(io.BytesIO(data)).pages:
                characters += len(page.extract_text())
                pages += 1
        except Exception:  # noqa: BLE001  a damaged PDF fails in pypdf in any way
            continue
    return len(files), pages, characters


def by_processes(paths: Sequence[Path], numbers: Sequence[int]) -> dict[str, Work]:
    """Return the work of taking all files into a new archive, one process first."""
    return {_named(n): lambda n=n: _ingested(paths, n) for n in numbers}  # type: ignore[misc]


def _named(processes: int) -> str:
    return "1 process" if processes == 1 else f"{processes} processes"


def _ingested(paths: Sequence[Path], processes: int) -> tuple[int, int, int]:
    found = discover(paths, readers.SUFFIXES)
    with (
        tempfile.TemporaryDirectory(prefix="minuted-reading-") as folder,
        ArchiveWriter(Path(folder) / "archive") as archive,
    ):
        report = ingest(archive, found, processes=processes)
        documents = archive.documents()
        pages = sum(document.pages or 0 for document in documents)
        return len(report.files), pages, sum(document.characters for document in documents)


def measured(work: dict[str, Work], rounds: int, *, by_characters: bool) -> list[Speed]:
    """Do all the work once in each round; the first of it is the baseline.

    Parameters
    ----------
    by_characters
        Whether ratios are of characters a second; of files a second otherwise.
    """
    did: dict[str, tuple[int, int, int]] = {}
    took: dict[str, list[float]] = {name: [] for name in work}
    names = list(work)
    for number in range(rounds):
        random.Random(number).shuffle(names)
        for name in names:
            started = time.perf_counter()
            did[name] = work[name]()
            took[name].append(time.perf_counter() - started)
    baseline = next(iter(work))
    of = 2 if by_characters else 0
    speeds = []
    for name, seconds in took.items():
        pairs = zip(seconds, took[baseline], strict=True)
        more = did[name][of] / max(1, did[baseline][of])
        ratios = [more * base / own for own, base in pairs]
        speeds.append(
            Speed(
                name,
                *did[name],
                tuple(seconds),
                statistics.median(ratios),
                min(ratios),
                max(ratios),
            )
        )
    return speeds


def printed(title: str, speeds: Sequence[Speed]) -> str:
    """Return a table of speeds."""
    lines = [
        f"{title}; baseline: {speeds[0].name}",
        f"  {'':20}{'files':>7}{'pages':>7}{'files/s':>9}{'pages/s':>9}{'chars/s':>11}"
        f"{'ratio':>8}{'lowest':>8}{'highest':>8}",
    ]
    for s in speeds:
        pages = f"{s.pages / s.median:,.1f}" if s.pages else "-"
        lines.append(
            f"  {s.name:20}{s.files:>7,}{s.pages:>7,}{s.files / s.median:>9,.1f}{pages:>9}"
            f"{s.characters / s.median:>11,.0f}{s.ratio:>8.2f}{s.lowest:>8.2f}{s.highest:>8.2f}"
        )
    return "\n".join(lines)


def made(folder: Path) -> Path:
    """Write made-up files: the sample's, and one of every format."""
    build_sample(folder / "sample")
    formats = folder / "formats"
    formats.mkdir()
    for name, data in seeds().values():
        (formats / name).write_bytes(data)
    return folder


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", type=Path, action="append", metavar="FOLDER")
    parser.add_argument(
        "--processes", type=int, nargs="+", default=sorted({1, 2, usable_processors()})
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minuted-made-") as folder:
        given = asked.files or [made(Path(folder))]
        paths = [found.path for found in discover(given, readers.SUFFIXES).files]
        numbers = [1, *sorted(set(asked.processes) - {1})]
        alone = measured(by_reader(paths), asked.rounds, by_characters=True)
        whole = measured(by_processes(given, numbers), asked.rounds, by_characters=False)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    if asked.json:
        about = {"rounds": asked.rounds, "processors": usable_processors(), "load": load}
        tables = {"readers": alone, "processes": whole}
        print(json.dumps(about | {k: [asdict(s) for s in v] for k, v in tables.items()}, indent=1))
        return 0
    told = "unknown" if load is None else f"{load:.1f}"
    print(f"{asked.rounds} rounds, {usable_processors()} processors, load {told}")
    print(printed("Each reader in one process, nothing stored", alone))
    print(printed("Into an archive", whole))
    return 0


if __name__ == "__main__":
    sys.exit(main())
