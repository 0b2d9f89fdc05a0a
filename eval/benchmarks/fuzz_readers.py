"""Damaged files, thousands for every reader: none may crash it, hang it, or fill the memory.

Run ``python -m eval.benchmarks.fuzz_readers [--count 2000] [--reader odt] [--seeds FOLDER]``.
Each reader's files are read in a process of its own, which is ended when one takes too
long and begun again behind that file; what did harm is kept with ``--keep FOLDER``. The
exit code is 1 when any file did. Made-up seeds are always used; ``--seeds`` adds real ones.

Allowed are a sound reading and a `ReadError`. Not allowed: any other exception, more than
five seconds of the processor's time (a busy machine is no fault of the reader's), more
than 1 GiB of memory. A conversion of an old Word file by another program is timed by the
clock: it has the limit of `Limits.converter_seconds`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from corpus import readers
from corpus.errors import ReadError
from corpus.readers import converters, doc
from eval.benchmarks.made_files import seeds
from eval.benchmarks.mutations import mutated

MOST_SECONDS = 5.0
MOST_BYTES = 1 << 30
_ENDINGS = {
    ".txt": "plain", ".md": "markdown", ".html": "html", ".pdf": "pdf", ".docx": "word",
    ".odt": "odt", ".rtf": "rtf", ".doc": "doc", ".eml": "mail", ".msg": "outlook", ".zip": "zip",
}  # fmt: skip
_SHOWN = 20
_LARGEST_SEED = 300_000


@dataclass(frozen=True, slots=True)
class Harm:
    """What a damaged file did."""

    reader: str
    case: int
    what: str


def read_all(data: bytes, name: str, depth: int = 3) -> None:
    """Read a file, and of a bundle every member, as ``minuted add`` would; check what is read.

    Raises
    ------
    ReadError
        When the file cannot be read: that is no harm.
    """
    limits = readers.Limits()
    reader = readers.identify(data, name)
    if not readers.is_container(reader):
        _check(readers.read(data, name, limits))
        return
    budget = readers.Budget.of(limits)
    opened = readers.open_container(data, reader, limits, budget)
    for member in opened.members:
        if member.data is not None and depth:
            try:
                read_all(member.data, member.name, depth - 1)
            except ReadError:
                continue
    if opened.is_document:
        _check(readers.read(data, name, limits))


def _check(reading: object) -> None:
    from corpus.model import Reading

    if not isinstance(reading, Reading):
        raise TypeError("no reading came back")
    reading.text.encode("utf-8")
    last = 0
    for block in reading.blocks:
        quote = reading.text[block.start : block.end]
        if not (last <= block.start < block.end <= len(reading.text)) or quote != quote.strip():
            raise AssertionError("a block is out of place")
        last = block.end


def sources(reader: str, folder: Path | None) -> list[tuple[str, bytes]]:
    """Return the sound files that a reader's damaged ones are made of."""
    found = [seeds()[reader]]
    for path in sorted(folder.rglob("*")) if folder else ():
        if _ENDINGS.get(path.suffix.lower()) == reader and path.stat().st_size <= _LARGEST_SEED:
            found.append((path.name, path.read_bytes()))
    return found


def case(reader: str, number: int, sound: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return the name and the bytes of one damaged file."""
    name, data = sound[number % len(sound)]
    return name, mutated(data, f"{reader}-{number}", [other for _, other in sound])


def _work(reader: str, first: int, count: int, folder: Path | None, converter: str) -> None:
    """Read damaged files one after the other; what happens is written as lines of JSON."""
    # Room above the limit, so that what goes over it is measured rather than guessed.
    resource.setrlimit(resource.RLIMIT_AS, (4 * MOST_BYTES, 4 * MOST_BYTES))
    if converter:
        chosen = tuple(c for c in converters.find_converters() if c.name.lower() == converter)
        patch.object(doc, "find_converters", lambda: chosen).start()
    sound = sources(reader, folder)
    for number in range(first, first + count):
        name, data = case(reader, number, sound)
        print(json.dumps({"begun": number}), flush=True)
        clock = time.monotonic if reader == "doc" else time.process_time
        started = clock()
        outcome = "read"
        try:
            read_all(data, name)
        except ReadError:
            outcome = "refused"
        except BaseException as error:  # noqa: BLE001  that is what is looked for
            outcome = f"{type(error).__name__}: {str(error)[:200]}"
        took = clock() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(
            json.dumps({"done": number, "outcome": outcome, "took": took, "peak": peak}), flush=True
        )


@dataclass(slots=True)
class Result:
    """How one reader did."""

    reader: str
    cases: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    peak: int = 0


def fuzz(
    reader: str, count: int, folder: Path | None = None, converter: str = ""
) -> tuple[Result, list[Harm]]:
    """Read ``count`` damaged files of one format in processes of their own."""
    result, harms = Result(reader), []
    allowed = MOST_SECONDS if reader != "doc" else readers.Limits().converter_seconds * 2
    position = 0
    while position < count:
        begun = position
        for line in _lines(
            reader, position, min(250, count - position), folder, converter, allowed
        ):
            if "begun" in line:
                begun = line["begun"]
                continue
            position = line["done"] + 1
            result.cases += 1
            result.read += line["outcome"] == "read"
            result.refused += line["outcome"] == "refused"
            result.slowest = max(result.slowest, line["took"])
            result.peak = max(result.peak, line["peak"])
            if line["outcome"] not in ("read", "refused"):
                harms.append(Harm(reader, line["done"], line["outcome"]))
            elif line["took"] > allowed:
                harms.append(Harm(reader, line["done"], f"took {line['took']:.1f} s"))
            if line["peak"] > MOST_BYTES:
                harms.append(Harm(reader, line["done"], f"{line['peak'] / 2**20:,.0f} MiB"))
                break  # the peak of a process never falls: the next begins anew
        else:
            if position <= begun and position < count:
                harms.append(Harm(reader, begun, "hung or crashed the process"))
                result.cases += 1
                position = begun + 1
    return result, harms


def _lines(
    reader: str, first: int, count: int, folder: Path | None, converter: str, allowed: float
) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "eval.benchmarks.fuzz_readers", "--work", reader]
    command += ["--first", str(first), "--count", str(count), "--converter", converter]
    command += ["--seeds", str(folder)] if folder else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        # By the clock, and ample: what takes too long is measured, what hangs is ended.
        patience = 2 * allowed + 60
        watch = threading.Timer(patience, process.kill)
        watch.start()
        try:
            for line in process.stdout:
                watch.cancel()
                watch = threading.Timer(patience, process.kill)
                watch.start()
                yield json.loads(line)
        finally:
            watch.cancel()
            process.kill()


def main() -> int:
    """Fuzz the readers asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--reader", action="append", choices=sorted(seeds()))
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--converter", default="", help="libreoffice or antiword, for .doc")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        _work(asked.work, asked.first, asked.count, asked.seeds, asked.converter)
        return 0
    every: list[Harm] = []
    for reader in asked.reader or sorted(seeds()):
        result, harms = fuzz(reader, asked.count, asked.seeds, asked.converter)
        every += harms
        print(
            f"{reader:9} {result.cases:6,} files: {result.read:,} read, "
            f"{result.refused:,} refused, {len(harms)} did harm; "
            f"slowest {result.slowest:.2f} s, peak {result.peak / 2**20:,.0f} MiB",
            flush=True,
        )
        for harm in harms[:_SHOWN]:
            print(f"  {json.dumps(asdict(harm))}")
            if asked.keep:
                name, data = case(reader, harm.case, sources(reader, asked.seeds))
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{reader}-{harm.case}-{name[-40:]}").write_bytes(data)
    return 1 if every else 0


if __name__ == "__main__":
    sys.exit(main())
