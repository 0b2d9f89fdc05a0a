"""Pairing: promises first, traps last, and the order of the input decides nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from eval.commitments.pairing import pair_documents
from tests.eval.commitments.made import label, predict


def test_a_request_on_the_same_words_does_not_take_the_promise() -> None:
    # The request overlaps the label more (20 code points) than the undertaking (12) does.
    promise = label(0, "undertaking", span=(0, 20))
    asked = predict(0, "request", span=(0, 20))
    found = predict(0, "undertaking", span=(0, 12))
    (document,) = pair_documents([promise], [asked, found])
    assert [pair.predicted for pair in document.pairs] == [found]
    assert document.unlabelled == (asked,)


def test_a_sentence_that_is_a_promise_and_a_trap_is_the_promise() -> None:
    trap = label(0, None, trap="past")
    promise = label(0, "action")
    request = label(1, "request")
    soft = label(1, None, trap="soft")
    (document,) = pair_documents(
        [trap, promise, soft, request], [predict(0, "undertaking"), predict(1, "aspiration")]
    )
    assert [pair.label for pair in document.pairs] == [promise, request]
    assert set(document.missed) == {trap, soft}


def test_a_prediction_over_a_trap_and_a_request_is_the_request() -> None:
    trap, request = label(0, None, trap="past"), label(1, "request")
    (document,) = pair_documents([trap, request], [predict(0, "noted", span=(0, 20))])
    assert [pair.label for pair in document.pairs] == [request]


def test_of_equal_overlaps_the_same_kind_is_paired() -> None:
    one, other = label(0, "action"), label(0, "agreed")
    predictions = [predict(0, "agreed"), predict(0, "undertaking")]
    (document,) = pair_documents([one, other], predictions)
    assert {(p.label.label.kind, p.predicted.kind) for p in document.pairs} == {
        ("action", "undertaking"),
        ("agreed", "agreed"),
    }


def test_a_non_binding_prediction_may_find_a_binding_label() -> None:
    (document,) = pair_documents([label(0, "action")], [predict(0, "request")])
    (pair,) = document.pairs
    assert not pair.binding


def test_documents_are_kept_apart_and_those_without_labels_left_out() -> None:
    documents = pair_documents(
        [label(0, "action", document="d-2"), label(0, "action", document="d-1")],
        [predict(0, "action", document="d-2"), predict(0, "action", document="d-3")],
    )
    assert [(d.document_id, len(d.pairs)) for d in documents] == [("d-1", 0), ("d-2", 1)]


def test_the_share_two_spans_have_in_common() -> None:
    (document,) = pair_documents(
        [label(0, "action", span=(0, 10))], [predict(0, "action", span=(5, 25))]
    )
    assert document.pairs[0].jaccard == pytest.approx(5 / 25)


def test_the_order_of_labels_and_predictions_decides_nothing() -> None:
    labels = [label(n // 2, kind) for n, kind in enumerate(["action", "agreed"] * 4)]
    predictions = [
        replace(predict(n // 3, kind), source="one")
        for n, kind in enumerate(["noted", "action"] * 6)
    ]
    expected = pair_documents(labels, predictions)
    for seed in range(5):
        shuffle = random.Random(seed).sample
        assert (
            pair_documents(shuffle(labels, len(labels)), shuffle(predictions, len(predictions)))
            == expected
        )
