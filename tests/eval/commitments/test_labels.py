"""Labelled commitments: every label stands in a sentence, and faulty files are told whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import UsageError
from corpus.ingest import ingest
from eval.commitments.labels import CommitmentLabel, load_labels, place_labels
from eval.sets.catalogue import CASES
from indexer.commitments import Kind
from indexer.sentences import sentence_spans
from retrieval.engine import Engine

GOOD = {
    "file": "a.txt",
    "anchor": "will write to the panel",
    "kind": "undertaking",
    "binding": True,
    "owner": "DCC",
    "due": "by May",
    "topics": ["burglary"],
    "split": "dev",
}


def line(**values: object) -> str:
    return json.dumps(GOOD | values)


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "commitments.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def archive_of(tmp_path: Path, **files: str) -> Archive:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with ArchiveWriter(tmp_path / "archive") as writer:
        ingest(writer, discover([folder], readers.SUFFIXES), None)
    return Archive(tmp_path / "archive")


def test_a_label_is_read_as_it_is_written(tmp_path: Path) -> None:
    trap = line(anchor="x", kind="none", binding=False, owner=None, due=None, trap="soft")
    first, second = load_labels(written(tmp_path, line(), "", trap))
    assert first == CommitmentLabel(
        file="a.txt",
        anchor="will write to the panel",
        kind=Kind.UNDERTAKING,
        binding=True,
        owner="DCC",
        due="by May",
        topics=("burglary",),
        split="dev",
        trap=None,
    )
    assert (second.kind, second.trap) == (None, "soft")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"file": "a.txt"}', "'anchor' is missing"),
        (line(owners="DCC"), "unknown field 'owners'"),
        (line(kind="promise"), "unknown kind 'promise'; known are action, "),
        (line(kind="request"), "binding, but a sentence of kind 'request' never binds"),
        (line(kind="noted"), "binding, but a sentence of kind 'noted' never binds"),
        (line(binding="yes"), "'binding' must be true or false, not 'yes'"),
        (line(trap="soft"), "the trap 'soft' on a sentence of kind 'undertaking'"),
        (line(kind="none", binding=False, owner=None, due=None), "'none' without a trap"),
        (
            line(kind="none", binding=False, due=None, trap="soft"),
            "of kind 'none' with an owner",
        ),
        (
            line(kind="none", binding=False, owner=None, trap="soft"),
            "of kind 'none' with a due date",
        ),
        (
            line(kind="none", binding=False, owner=None, due=None, trap="hard"),
            "unknown trap 'hard'",
        ),
        (line(anchor="one two three four five six seven eight nine"), "the anchor has 9 words"),
        (line(anchor=" "), "'anchor' must be words"),
        (line(owner=""), "'owner' must be words or null"),
        (line(topics="burglary"), "'topics' must be a list of words"),
        (line(split="tune"), "unknown split 'tune'"),
        (line(anchor="will  write to\tthe panel"), "are on line 1 already"),
        (line(anchor="another", split="test"), "a.txt is in 'test' here, but in 'dev' on line 1"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_labels(written(tmp_path, line(), "", text))
    (told,) = [part for part in str(caught.value).split("\n") if fault in part]
    assert told.strip().startswith("line 3: ")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "{", line(), line(), line(kind="x", split="y", trap="z"))
    with pytest.raises(UsageError) as caught:
        load_labels(path)
    told = [part.strip() for part in str(caught.value).split("\n") if part.startswith("  line")]
    assert [part.split(":")[0] for part in told] == ["line 1", "line 3", *["line 4"] * 4]


def test_a_file_that_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            load_labels(path)
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(UsageError, match="cannot be read"):
        load_labels(tmp_path / "latin.jsonl")


def test_the_shipped_labels_are_sound() -> None:
    sample = load_labels(CASES / "sample" / "commitments.jsonl")
    real = load_labels(CASES / "real" / "commitments.jsonl")
    assert len({one.file for one in sample}) >= 15
    assert len({one.file for one in real}) >= 12
    for labels in (sample, real):
        assert {one.split for one in labels} == {"dev", "test"}
        assert sum(one.trap is not None for one in labels) >= 50


def test_every_sample_label_stands_in_one_sentence(sample: Engine) -> None:
    labels = load_labels(CASES / "sample" / "commitments.jsonl")
    placed = place_labels(labels, sample.archive)
    assert [one.label for one in placed] == list(labels)
    for one in placed:
        text = sample.archive.text(one.document_id)
        sentences = [
            span
            for block in sample.archive.blocks(one.document_id)
            for span in sentence_spans(text, block.start, block.end)
        ]
        assert (one.start, one.end) in sentences
        words = " ".join(text[one.start : one.end].split())
        assert " ".join(one.label.anchor.split()) in words


def label(file: str, anchor: str) -> CommitmentLabel:
    return CommitmentLabel(file, anchor, Kind.AGREED, True, None, None, (), "dev", None)


def test_a_label_is_widened_to_its_sentence_and_no_further(tmp_path: Path) -> None:
    with archive_of(
        tmp_path, a="First words. The force will write\n\nto the panel soon. Last words."
    ) as archive:
        whole, torn, same = place_labels(
            [label("a.txt", "Last"), label("a.txt", "write to"), label("a.txt", "panel soon")],
            archive,
        )
        text = archive.text(whole.document_id)
        assert text[whole.start : whole.end] == "Last words."
        assert text[torn.start : torn.end] == "The force will write\n\nto the panel soon."
        assert text[same.start : same.end] == "to the panel soon."


def test_all_labels_that_cannot_be_placed_are_told_at_once(tmp_path: Path) -> None:
    with archive_of(tmp_path, a="It was agreed to write.", b="It was agreed to write.") as archive:
        labels = [
            label("a.txt", "agreed"),
            label("a.txt", "promised"),
            label("c.txt", "agreed"),
            label("b.txt", "agreed"),
        ]
        with pytest.raises(UsageError) as caught:
            place_labels(labels, archive)
    told = str(caught.value)
    assert "a.txt: the anchor 'promised' stands there 0 times" in told
    assert "c.txt: held 0 times" in told
    assert "b.txt: the same document as a.txt" in told
