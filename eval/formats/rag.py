"""Answers as TREC's RAG track has them, one JSON object a line.

Two shapes are read, both of the track's guidelines (Pradeep et al., "Initial Nugget
Evaluation Results for the TREC 2024 RAG Track"; Upadhyay et al., "Overview of the TREC
2025 Retrieval Augmented Generation (RAG) Track"):

- 2024: ``{"run_id", "topic_id", "topic", "references": [id], "response_length": words,
  "answer": [{"text", "citations": [place in references, from 0]}]}``;
- 2025: ``{"metadata": {"team_id", "run_id", "narrative_id" or "topic_id", "narrative"},
  "references", "answer"}``, where citations may be ids instead of places.

The first is written, with what it has no field for under a key of our own, which other
tools ignore: ``"minuted": {"status", "support", "citations": [{"document", "sha256",
"source", "start", "end", "page", "quote", "meeting_date", "body"}]}``, one citation for
each reference, and where they are known ``"reason"``, ``"took_ms"`` and ``"contexts"``
(one or null for each sentence). The track's limits (400 words, 20 or 100 references) are
not the format's and are not checked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.formats.faults import Findings, Tally, shown
from eval.formats.fields import Fields
from eval.formats.json_objects import JsonObject, json_line, json_objects
from eval.formats.lines import Lines, Numbered
from eval.formats.opening import writing
from eval.formats.rag_details import RagCitation, RagDetails, details_object, read_details

__all__ = [
    "RagAnswer",
    "RagCitation",
    "RagDetails",
    "RagSentence",
    "parse_answers",
    "read_answers",
    "write_answers",
]


@dataclass(frozen=True, slots=True)
class RagSentence:
    """One sentence of an answer.

    Attributes
    ----------
    citations
        Places in the answer's references, from 0, the best support first.
    context
        What the sentence stands under in the record, where that is known.
    """

    text: str
    citations: tuple[int, ...]
    context: str | None = None


@dataclass(frozen=True, slots=True)
class RagAnswer:
    """An answer to one topic.

    Attributes
    ----------
    run_id
        The system.
    topic_id, topic
        The question's id and words; the words may be empty.
    references
        Ids of passages or documents, in the order of retrieval.
    sentences
        None, where the system abstains.
    team_id
        Who ran it; 2025's shape asks for it.
    details
        What Minuted knows beyond the track's fields; None in files of others.
    """

    run_id: str
    topic_id: str
    topic: str
    references: tuple[str, ...]
    sentences: tuple[RagSentence, ...]
    team_id: str | None = None
    details: RagDetails | None = None

    @property
    def response_length(self) -> int:
        """Words of all sentences, parted by white space."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)


def read_answers(path: Path) -> tuple[RagAnswer, ...]:
    """Read answers of either shape, plain or gz.

    Raises
    ------
    UsageError
        Naming every fault of every line: a field that is missing or of the wrong type,
        a citation of a reference that is not there, a length that is not the answer's,
        a topic answered twice in a run, an empty file.
    """
    findings = Findings()
    answers = tuple(parse_answers(Lines(path, findings), findings))
    findings.refuse("answers (TREC RAG)", path)
    return answers


def parse_answers(lines: Iterable[Numbered], findings: Findings) -> Iterator[RagAnswer]:
    """Parse the lines of an answer file; faulty ones are left out."""
    first: dict[tuple[str, str], int] = {}
    run_id: str | None = None
    runs = Tally("another run_id than on the first line")
    for number, values in json_objects(lines, findings):
        answer = _answer(Fields(values, findings, number))
        if answer is None:
            continue
        key = (answer.run_id, answer.topic_id)
        if first.setdefault(key, number) != number:
            findings.fault(
                number, f"topic {shown(answer.topic_id)} is answered on line {first[key]} already"
            )
            continue
        if run_id is None:
            run_id = answer.run_id
        elif answer.run_id != run_id:
            runs.add(number)
        yield answer
    runs.warn(findings)


def _answer(fields: Fields) -> RagAnswer | None:
    """Check an object of either shape; None where one of its fields is wrong, which is told."""
    before = fields.faults
    metadata = fields.part("metadata")
    head = metadata or fields
    run_id = head.text("run_id", filled=True)
    topic_id = head.identifier("narrative_id" if "narrative_id" in head.values else "topic_id")
    topic_field = "narrative" if "narrative" in head.values else "topic"
    topic = head.text(topic_field, required=metadata is None)
    team_id = head.text("team_id", required=metadata is not None)
    until = fields.faults
    references = fields.texts("references")
    known = references if fields.faults == until else None
    details = read_details(fields, len(references) if known is not None else None)
    sentences = _sentences(fields, known, details.contexts if details else ())
    answer = RagAnswer(
        run_id or "",
        topic_id or "",
        topic or "",
        references,
        tuple(sentence for sentence in sentences if sentence is not None),
        team_id,
        details.record if details else None,
    )
    length = fields.whole("response_length", required=metadata is None)
    texts_known = isinstance(fields.values.get("answer"), list) and None not in sentences
    if length is not None and texts_known:
        _check_length(fields, answer, length)
    _check_details(fields, answer)
    if details is None and len(set(references)) < len(references):
        fields.warn("references name the same passage twice, which the track's tools take out")
    return answer if fields.faults == before else None


def _sentences(
    fields: Fields, references: Sequence[str] | None, contexts: Sequence[str | None]
) -> list[RagSentence | None]:
    """Read the sentences, None for those without text.

    Citations are not looked up where the references are None: these are at fault then.
    """
    parts = fields.parts("answer")
    if contexts and len(contexts) != len(parts):
        name = fields.name("minuted.contexts")
        fields.fault(f"{name} has {len(contexts)} entries for {len(parts)} sentences")
        contexts = ()
    return [
        _sentence(part, references, contexts[number] if contexts else None)
        for number, part in enumerate(parts)
    ]


def _sentence(
    part: Fields | None, references: Sequence[str] | None, context: str | None
) -> RagSentence | None:
    if part is None:
        return None
    text = part.text("text")
    citations = []
    for cited in part.items("citations"):
        place = _place(cited, references) if references is not None else 0
        if place is None:
            part.fault(
                f"{part.name('citations')}: there is no reference {shown(cited)}; "
                f"there are {len(references or ())}, from 0"
            )
        else:
            citations.append(place)
    return RagSentence(text, tuple(citations), context) if text is not None else None


def _place(cited: object, references: Sequence[str]) -> int | None:
    """Return the place of a cited reference, which may be given by its id."""
    if isinstance(cited, str):
        return references.index(cited) if cited in references else None
    if isinstance(cited, bool) or not isinstance(cited, int):
        return None
    return cited if 0 <= cited < len(references) else None


def _check_length(fields: Fields, answer: RagAnswer, length: int) -> None:
    """Compare the length with the answer's, however its writer may have counted words.

    The track does not say what a word is: by white space, after NFKC (its checker of
    2025), and with commas and semicolons as white space (its own baseline) all count.
    """
    texts = [sentence.text for sentence in answer.sentences]
    counts = [
        answer.response_length,
        sum(len(unicodedata.normalize("NFKC", text).split()) for text in texts),
        sum(len(text.replace(",", " ").replace(";", " ").split()) for text in texts),
    ]
    if length not in counts:
        fields.fault(f"response_length is {length}, but the answer has {counts[0]} words")


def _check_details(fields: Fields, answer: RagAnswer) -> None:
    if answer.details is not None and answer.details.status == "abstained":
        if answer.sentences:
            fields.fault("minuted.status is abstained, and yet there is an answer")
        if answer.references:
            fields.fault("minuted.status is abstained, and yet there are references")


def write_answers(path: Path, answers: Iterable[RagAnswer]) -> None:
    """Write answers in 2024's shape, in the order given, gz where the path ends so.

    Raises
    ------
    UsageError
        Naming everything that :func:`read_answers` would not read, or when the path
        cannot be written.
    """
    findings = Findings()
    seen: set[tuple[str, str]] = set()
    with writing(path) as file:
        for answer in answers:
            name = f"topic {shown(answer.topic_id)}"
            values = _object(answer)
            _answer(Fields(values, findings, None, f"{name}: "))
            if (answer.run_id, answer.topic_id) in seen:
                findings.fault(None, f"{name} is answered twice")
            seen.add((answer.run_id, answer.topic_id))
            file.write(json_line(values, f"The answer to {name}"))
        if not seen:
            findings.fault(None, "there is no answer")
        findings.refuse_to_write(path)


def _object(answer: RagAnswer) -> JsonObject:
    values: JsonObject = {
        "run_id": answer.run_id,
        "topic_id": answer.topic_id,
        "topic": answer.topic,
        "references": list(answer.references),
        "response_length": answer.response_length,
        "answer": [
            {"text": sentence.text, "citations": list(sentence.citations)}
            for sentence in answer.sentences
        ],
    }
    if answer.team_id is not None:
        values["team_id"] = answer.team_id
    if answer.details is not None:
        contexts = [sentence.context for sentence in answer.sentences]
        values["minuted"] = details_object(answer.details, contexts)
    return values
