"""Outlook messages: what their streams say; more in test_mail.py, beside plain mail."""

from __future__ import annotations

import pytest

from corpus.errors import ReadError
from corpus.model import BlockKind
from corpus.readers import Budget, Limits, identify, open_container, read
from eval.benchmarks.made_files import SENTENCE, odt
from eval.benchmarks.made_ole import Tree, ole_file, outlook_message
from tests.corpus.readers.shapes import blocks, check, headings


def test_sender_and_day_are_furniture_and_never_the_meetings() -> None:
    reading = read(ole_file(outlook_message(body=SENTENCE)), "a.msg")
    check(reading)
    assert blocks(reading, BlockKind.FURNITURE) == [
        "From: Committee Services",
        "Sent: 2024-01-17 21:20 UTC",
    ]
    assert headings(reading) == ["Minutes of the panel"]
    assert blocks(reading, BlockKind.PARAGRAPH) == [SENTENCE]


def test_a_message_without_subject_or_sender_is_its_text() -> None:
    reading = read(ole_file(outlook_message(body=SENTENCE, subject="", sender="")), "a.msg")
    assert reading.title is None
    assert headings(reading) == []
    assert blocks(reading, BlockKind.PARAGRAPH) == [SENTENCE]


def test_paragraphs_and_bullets_of_the_text_stay_apart() -> None:
    body = f"1. Burglary\r\n\r\n{SENTENCE}\r\n\r\n- One patrol more.\r\n- A second.\r\n"
    reading = read(ole_file(outlook_message(body=body)), "a.msg")
    assert headings(reading) == ["Minutes of the panel", "1. Burglary"]
    assert blocks(reading, BlockKind.BULLET) == ["One patrol more.", "A second."]


@pytest.mark.parametrize("name", ["a.msg", "a.doc", "a"])
def test_the_content_tells_a_message_whatever_the_name(name: str) -> None:
    assert identify(ole_file(outlook_message(body=SENTENCE)), name).name == "outlook"


def test_an_attachment_without_its_bytes_is_told_and_the_others_are_handed_on() -> None:
    tree = outlook_message(body="See below.", attachments={"june.odt": odt(), "may.odt": odt()})
    lost = tree["__attach_version1.0_#00000001"]
    assert isinstance(lost, dict)
    del lost["__substg1.0_37010102"]
    limits = Limits()
    data = ole_file(tree)
    opened = open_container(data, identify(data, "a.msg"), limits, Budget.of(limits))
    found = {m.name: m for m in opened.members if not m.passed_over}
    assert found["june.odt"].data == odt()
    assert found["may.odt"].data is None
    assert found["may.odt"].reason


def test_a_message_that_says_nothing_is_refused() -> None:
    empty: Tree = outlook_message(body="", subject="", sender="")
    with pytest.raises(ReadError):
        read(ole_file(empty), "a.msg")
