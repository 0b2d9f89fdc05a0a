"""Encodings: never a crash, never a silent loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.encoding import declared_charset, decode

SENTENCE = "The café’s “plan” costs £5 – agreed."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_told_by_their_bytes(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding))[0] == SENTENCE


def test_windows_1252_is_told_from_damaged_utf8() -> None:
    text, notes = decode(SENTENCE.encode("cp1252"))
    assert text == SENTENCE
    assert "Windows-1252" in notes[0]


def test_a_few_bad_bytes_leave_the_rest_as_utf8_and_are_counted() -> None:
    text, notes = decode(SENTENCE.encode() + b" \xff\xfe then " + SENTENCE.encode())
    assert text.count(SENTENCE) == 2
    assert text.count("\ufffd") == 2
    assert notes == ("2 bytes were not valid UTF-8; each such place stands as \ufffd.",)


def test_a_file_cut_inside_a_character_is_still_utf8() -> None:
    text, notes = decode(b"It costs five pounds \xe2\x80")
    assert text == "It costs five pounds \ufffd"
    assert "2 bytes" in notes[0]


def test_a_page_may_declare_its_encoding() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2")
    assert declared_charset(page) == "iso-8859-2"
    assert "Łódź" in decode(page, declared_charset(page))[0]


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(SENTENCE.encode(), "windows-1252")[0] == SENTENCE


def test_nul_is_replaced_one_for_one() -> None:
    text, notes = decode(b"one\0two")
    assert text == "one\ufffdtwo"
    assert notes == ("1 NUL character replaced by \ufffd.",)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-7", "nonsense", "latin-1", "gbk"]))
def test_any_bytes_decode_to_storable_text(data: bytes, declared: str | None) -> None:
    text, _ = decode(data, declared)
    text.encode("utf-8")
    assert "\0" not in text
