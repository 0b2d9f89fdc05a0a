import time

import pytest

from corpus.sites.faults import FetchError
from corpus.sites.safe_xml import parse_xml, text_of

LAUGHS = (
    b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol">
"""
    + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&lol;" * 10 if n == 1 else b"&l%d;" % (n - 1) * 10)
        for n in range(1, 10)
    )
    + b"]><committees><committee>&l9;</committee></committees>"
)


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS,
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        b"<html><body><p>Service unavailable",
        b"",
        b"not xml",
        b"<a>" * 100_000,
        b"<committees><committee></committees>",
    ],
)
def test_hostile_or_broken_xml_is_refused_at_once(data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError):
        parse_xml(data, "the test")
    assert time.monotonic() - began < 2


def test_control_characters_that_word_leaves_are_passed_over() -> None:
    root = parse_xml(b"<a><b>one\x0btwo&#x2;&#11;three</b></a>", "the test")
    assert text_of(root, "b") == "onetwothree"
    assert text_of(root, "c") == ""


def test_line_breaks_written_as_references_stay() -> None:
    assert text_of(parse_xml(b"<a><b>one&#10;two&#xD;three</b></a>", "t"), "b") == "one two three"
