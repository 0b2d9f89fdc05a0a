"""For any bytes a sound reading or a `ReadError`; for any document every word, once."""

from __future__ import annotations

import contextlib
import io
from html import escape

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.readers import read
from tests.corpus.readers.shapes import bullets, check, html, pdf, saved, words

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a"])
MARKS = b"<p>~</p>~<td>~<li>~<b>~</b>~<div hidden>~<br>~<!--~<table>~<script>~</script>~<template>"
SIGNS = b"\n~\n\n~- ~\t~\r~DCC~1. ~\xa0~\xe2\x80\xa2 ~word~Findings:~# ~---\n~\xff~\0~&#xD800;~> ~|"
PIECES = st.sampled_from([*MARKS.split(b"~"), *SIGNS.split(b"~")])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(b"".join)), NAMES)
def test_any_bytes_are_read_soundly_or_refused(data: bytes, name: str) -> None:
    with contextlib.suppress(ReadError):
        check(read(data, name))


@SLOW
@given(st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=8)), max_size=6))
def test_a_damaged_pdf_is_read_soundly_or_refused(wounds: list[tuple[int, bytes]]) -> None:
    data = bytearray(pdf(["The board met in the old hall.", "\u2022 It closed at noon."]))
    for place, junk in wounds:
        data[place % len(data) : place % len(data) + len(junk)] = junk
    with contextlib.suppress(ReadError):
        check(read(bytes(data), "a.pdf"))


@SLOW
@given(st.lists(st.tuples(st.integers(0, 40_000), st.binary(min_size=1, max_size=8)), max_size=4))
def test_a_damaged_word_file_is_read_soundly_or_refused(wounds: list[tuple[int, bytes]]) -> None:
    document = docx.Document()
    document.add_paragraph("The board met in the old hall.")
    data = bytearray(saved(document))
    for place, junk in wounds:
        data[place % len(data) : place % len(data) + len(junk)] = junk
    with contextlib.suppress(ReadError):
        check(read(bytes(data), "a.docx"))


WORD = st.text("abcdefghijklmnopqrstuvwxyzé", min_size=1, max_size=9)
SENTENCES = st.lists(
    st.tuples(st.booleans(), st.lists(WORD, min_size=1, max_size=40)), min_size=1, max_size=12
)


def numbered(entries: list[tuple[bool, list[str]]]) -> list[tuple[bool, str]]:
    """Make every word of the document its own, so that a lost or doubled one shows."""
    count = 0
    made: list[tuple[bool, str]] = []
    for bullet, entry in entries:
        unique: list[str] = []
        for word in entry:
            count += 1
            unique.append(f"{word}{count}q")
        made.append((bullet, " ".join(unique).capitalize() + "."))
    return made


def expected(entries: list[tuple[bool, str]]) -> list[str]:
    return [word for _, text in entries for word in words(text)]


@SLOW
@given(SENTENCES)
def test_every_word_of_a_page_is_read_once(drawn: list[tuple[bool, list[str]]]) -> None:
    entries = numbered(drawn)
    body = "".join(
        f"<ul><li>{escape(text)}</li></ul>" if bullet else f"<p>{escape(text)}</p>"
        for bullet, text in entries
    )
    reading = read(html(body), "a.html")
    check(reading)
    assert words(reading.text) == expected(entries)
    assert bullets(reading) == [text for bullet, text in entries if bullet]


@SLOW
@given(SENTENCES)
def test_every_word_of_a_word_file_is_read_once(drawn: list[tuple[bool, list[str]]]) -> None:
    entries = numbered(drawn)
    document = docx.Document()
    for bullet, text in entries:
        document.add_paragraph(text, style="List Bullet" if bullet else None)
    reading = read(saved(document), "a.docx")
    check(reading)
    assert words(reading.text) == expected(entries)
    assert bullets(reading) == [text for bullet, text in entries if bullet]


@SLOW
@given(SENTENCES)
def test_every_word_of_a_pdf_is_read_once(drawn: list[tuple[bool, list[str]]]) -> None:
    entries = numbered(drawn)
    reading = read(pdf([f"\u2022 {text}" if bullet else text for bullet, text in entries]), "a.pdf")
    check(reading)
    assert words(reading.text) == expected(entries)
    assert bullets(reading) == [text for bullet, text in entries if bullet]


@SLOW
@given(SENTENCES)
def test_every_word_of_a_text_file_is_in_a_block_once(drawn: list[tuple[bool, list[str]]]) -> None:
    entries = numbered(drawn)
    content = "\n\n".join(f"- {text}" if bullet else text for bullet, text in entries)
    reading = read(io.BytesIO(content.encode()).getvalue(), "a.txt")
    check(reading)
    assert reading.text == content
    in_blocks = [w for b in reading.blocks for w in words(reading.text[b.start : b.end])]
    assert in_blocks == expected(entries)
