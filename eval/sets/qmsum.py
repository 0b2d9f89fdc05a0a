"""QMSum: committee meetings, questions on them, and the turns that answer.

Zhong et al., "QMSum: A New Benchmark for Query-based Multi-domain Meeting
Summarization", NAACL 2021. A folder of that format holds ``train``, ``val`` or
``test`` folders of one JSON file a meeting (or the files themselves):
``meeting_transcripts`` is a list of turns (``speaker``, ``content``),
``specific_query_list`` a list of questions, each with ``relevant_text_span``,
pairs of first and last turn, both included. General questions ("summarise the
meeting") have no turns and are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError

SPLITS = {"train": "dev", "val": "test", "test": "test"}
"""What is tuned on, and what is only reported on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without a break."""

    speaker: str
    content: str

    @property
    def text(self) -> str:
        """The turn as one line of minutes."""
        return f"{self.speaker}: {self.content}" if self.speaker else self.content


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the turns that answer it: pairs of first and last index, both included."""

    id: str
    text: str
    turns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """One meeting."""

    name: str
    split: str
    turns: tuple[Turn, ...]
    questions: tuple[Question, ...]

    def minutes(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Return the meeting as plain text, a paragraph a turn, and where each turn stands.

        Returns
        -------
        text : str
        spans : tuple of (int, int)
            Offsets (code points) of each turn in the text; a silent turn is empty.
        """
        spans: list[tuple[int, int]] = []
        parts: list[str] = []
        at = 0
        for turn in self.turns:
            line = turn.text
            spans.append((at, at + len(line)))
            parts.append(line + "\n\n")
            at += len(parts[-1])
        return "".join(parts), tuple(spans)


def read_qmsum(folder: Path) -> tuple[Transcript, ...]:
    """Read a folder of that format.

    Raises
    ------
    UsageError
        When there is no such folder or no meeting in it, or naming every faulty file.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.", "Give the folder that holds train/ and val/.")
    found: list[Transcript] = []
    faults: list[str] = []
    for path, split in _files(folder):
        try:
            found.append(_transcript(json.loads(path.read_bytes()), path.stem, split))
        except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            faults.append(f"{path.relative_to(folder)}: {type(error).__name__}: {error}")
    names = [t.name for t in found]
    faults += [f"{n}.json is there twice" for n in sorted({n for n in names if names.count(n) > 1})]
    if faults:
        raise UsageError(f"The meetings in {folder} cannot be used:\n  " + "\n  ".join(faults))
    if not found:
        raise UsageError(
            f"{folder} holds no meeting.", "Give the folder that holds train/ and val/."
        )
    return tuple(found)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for name, split in SPLITS.items():
        yield from ((path, split) for path in sorted((folder / name).glob("*.json")))
    yield from ((path, "test") for path in sorted(folder.glob("*.json")))


def _transcript(values: Any, name: str, split: str) -> Transcript:
    turns = tuple(
        Turn(_line(t["speaker"]), _line(t["content"])) for t in values["meeting_transcripts"]
    )
    questions = []
    for number, asked in enumerate(values["specific_query_list"], 1):
        spans = tuple((int(a), int(b)) for a, b in asked["relevant_text_span"])
        for first, last in spans:
            if not 0 <= first <= last < len(turns):
                raise ValueError(f"question {number}: there are no turns {first} to {last}")
        if spans:
            text = _line(asked["query"])
            questions.append(Question(f"{name}-q{number:02}", text, spans))
    return Transcript(name, split, turns, tuple(questions))


def _line(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f"{text!r} is no text")
    return " ".join(text.split())
