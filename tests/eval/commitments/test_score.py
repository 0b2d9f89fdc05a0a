"""Every figure by hand, on two documents of ten sentences."""

from __future__ import annotations

import random

import pytest

from corpus.errors import UsageError
from eval.commitments.records import Detection, PhraseScores, TrapScore
from eval.commitments.score import score_commitments
from indexer.commitments import Kind
from tests.eval.commitments.made import label, predict

# In d-1 (dev) four are binding, in d-2 (test) one is.
LABELS = [
    label(0, "action", owner="DCC", due="by 5th May"),
    label(1, "undertaking", owner="The Commissioner", due="by the end of March"),
    label(2, "undertaking", owner="RT/PH"),
    label(3, "agreed", due="in June"),
    label(4, "request", owner="the force"),
    label(5, None, trap="past"),
    label(6, None, trap="past"),
    label(7, None, trap="soft"),
    label(8, "resolved", binding=False),
    label(0, "action", document="d-2", split="test", owner="CC", due="in May"),
    label(1, "noted", document="d-2", split="test"),
]
PREDICTIONS = [
    predict(0, "action", owner="dcc", due="by 5 May"),
    predict(1, "action", owner="Commissioner Day", due="in April"),
    predict(2, "request"),
    predict(3, "agreed", owner="the Panel"),
    predict(4, "undertaking"),
    predict(5, "action"),
    predict(7, "aspiration"),
    predict(9, "undertaking"),
    predict(0, "action", document="d-2", owner="CC"),
    predict(1, "noted", document="d-2"),
    predict(0, "action", document="d-9"),
    predict(1, "request", document="d-9"),
]
SCORES = score_commitments(LABELS, PREDICTIONS, system="made", resamples=50)


def test_binding_commitments() -> None:
    everything = SCORES.part("all")
    # Binding both ways: 0, 1, 3 and d-2's 0; predicted besides: 4, 5 and 9; labelled besides: 2.
    assert everything.binding == Detection(right=4, predicted=7, labelled=5)
    assert everything.binding.precision == pytest.approx(4 / 7)
    assert everything.binding.recall == pytest.approx(4 / 5)
    assert everything.binding.f1 == pytest.approx(8 / 12)
    assert SCORES.part("dev").binding == Detection(3, 6, 4)
    assert SCORES.part("test").binding == Detection(1, 1, 1)
    assert (everything.labels, everything.predictions) == (11, 10)
    assert everything.jaccard == 1.0


def test_kinds() -> None:
    kinds = SCORES.part("all").kinds
    found = {one.kind: (one.end_to_end, one.found) for one in kinds.kinds}
    assert found == {
        Kind.ACTION: (Detection(2, 4, 2), 2),
        Kind.AGREED: (Detection(1, 1, 1), 1),
        Kind.UNDERTAKING: (Detection(0, 2, 2), 2),
        Kind.RESOLVED: (Detection(0, 0, 1), 0),
        Kind.REQUEST: (Detection(0, 1, 1), 1),
        Kind.ASPIRATION: (Detection(0, 1, 0), 0),
        Kind.NOTED: (Detection(1, 1, 1), 1),
    }
    # Seven labels that are no trap are found (all but the resolution), four by their own kind.
    assert (kinds.found, kinds.right) == (7, 4)
    assert kinds.given_found == pytest.approx(4 / 7)
    # Over the six that are labelled: action, agreed, undertaking, resolved, request, noted.
    assert kinds.macro == pytest.approx(
        (
            (1 / 2 + 1 + 0 + 0 + 0 + 1) / 6,
            (1 + 1 + 0 + 0 + 0 + 1) / 6,
            (4 / 6 + 1 + 0 + 0 + 0 + 1) / 6,
        )
    )


def test_owners_and_due_phrases_of_what_was_found() -> None:
    everything = SCORES.part("all")
    # DCC and CC are right, Commissioner Day holds the Commissioner, the Panel is invented;
    # RT/PH stands in a commitment that was not found, and counts there, not here.
    assert everything.owners == PhraseScores(
        labelled=3, right=2, partial=1, wrong=0, missed=0, invented=1
    )
    assert everything.owners.accuracy == pytest.approx(2 / 3)
    assert everything.owners.with_partial == 1.0
    assert everything.owners.precision == pytest.approx(2 / 4)
    # "by 5 May" is right, "in April" wrong, "in June" and "in May" are missed.
    assert everything.dues == PhraseScores(
        labelled=4, right=1, partial=0, wrong=1, missed=2, invented=0
    )
    assert everything.dues.precision == pytest.approx(1 / 2)


def test_traps_are_counted_apart() -> None:
    assert SCORES.part("all").traps == (
        TrapScore("past", labelled=2, listed=1, binding=1),
        TrapScore("soft", labelled=1, listed=1, binding=0),
    )
    assert SCORES.part("test").traps == ()


def test_what_is_wrong_is_told_with_what_it_is_instead() -> None:
    (miss,) = SCORES.misses
    assert miss.label is LABELS[2]
    assert miss.taken_for is PREDICTIONS[2]
    false = [(one.predicted.start, one.against, one.split) for one in SCORES.false_positives]
    assert false == [
        (40, "kind:request", "dev"),
        (50, "trap:past", "dev"),
        (90, "unlabelled", "dev"),
    ]
    assert SCORES.part("all").against == (("kind:request", 1), ("trap:past", 1), ("unlabelled", 1))


def test_documents_one_by_one() -> None:
    rows = SCORES.part("all").documents
    assert [(r.file, r.split, r.labels, r.predictions, r.traps_binding) for r in rows] == [
        ("d-1.txt", "dev", 9, 8, 1),
        ("d-2.txt", "test", 2, 2, 0),
    ]
    assert [row.binding for row in rows] == [Detection(3, 6, 4), Detection(1, 1, 1)]


def test_documents_without_labels_count_nowhere() -> None:
    assert (SCORES.ignored, SCORES.ignored_documents) == (2, 1)


def test_a_system_that_finds_nothing() -> None:
    part = score_commitments(LABELS, [], system="none").part("all")
    assert part.binding == Detection(0, 0, 5)
    assert (part.binding.precision, part.binding.recall, part.binding.f1) == (None, 0.0, 0.0)
    assert part.intervals.precision is None
    assert part.kinds.given_found is None
    assert part.owners.accuracy is None
    assert part.jaccard is None


def test_labels_repeated_as_predictions_are_right_throughout() -> None:
    perfect = [
        predict(0, one.label.kind, document=one.document_id, span=(one.start, one.end))
        for one in LABELS
        if one.label.kind and one.label.kind != "resolved"
    ]
    part = score_commitments(LABELS, perfect, system="perfect").part("all")
    assert part.binding.f1 == 1.0
    assert part.kinds.given_found == 1.0
    assert not part.against


def test_the_same_scores_whatever_the_order() -> None:
    shuffle = random.Random(1).sample
    again = score_commitments(
        shuffle(LABELS, len(LABELS)),
        shuffle(PREDICTIONS, len(PREDICTIONS)),
        system="made",
        resamples=50,
    )
    assert again == SCORES


def test_without_a_label_there_is_nothing_to_score() -> None:
    with pytest.raises(UsageError, match="no labelled commitment"):
        score_commitments([], PREDICTIONS, system="made")
    with pytest.raises(KeyError):
        score_commitments(LABELS[:1], [], system="made").part("test")
