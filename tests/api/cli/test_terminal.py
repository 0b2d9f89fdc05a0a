import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cli.printing import count, put
from api.cli.terminal import is_unicode, json_text, one_line, visible

ANY = st.text(alphabet=st.characters(codec=None))  # lone surrogates too


@given(ANY)
def test_visible_leaves_no_control_character_but_line_breaks_and_tabs(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


@given(ANY)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_plain_text_is_left_alone() -> None:
    text = "Cyfarfod y Panel – “Siân” agreed: £4.5m\n\tby June"
    assert visible(text) == text


@given(ANY, st.booleans())
def test_json_reads_back_equal_and_holds_no_raw_control(text: str, ascii_only: bool) -> None:
    document = json_text({"quote": text}, ascii_only=ascii_only)
    assert json.loads(document) == {"quote": text}
    assert not [c for c in document if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    document.encode("ascii" if ascii_only else "utf-8")


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2028", "\U000e0041"])
def test_json_escapes_each_kind_of_hidden_character(character: str) -> None:
    document = json_text([character])
    assert character not in document
    assert json.loads(document) == [character]


def test_is_unicode_tells_encodings_apart() -> None:
    assert is_unicode(io.TextIOWrapper(io.BytesIO(), encoding="UTF-8"))
    assert not is_unicode(io.TextIOWrapper(io.BytesIO(), encoding="ascii"))


def test_narrow_terminals_wrap_and_lose_nothing() -> None:
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=9, color_system=None)
    put(console, "Brackenshire [bold]Panel[/bold] :smile:", indent=6)
    assert "".join(out.getvalue().split()) == "Brackenshire[bold]Panel[/bold]:smile:"
    assert max(len(line) for line in out.getvalue().splitlines()) <= 9


def test_lines_that_go_elsewhere_are_never_broken() -> None:
    from rich.console import Console

    out = io.StringIO()
    put(Console(file=out, width=20), "a" * 50 + " " + "b" * 50 + "\n\nend", indent=3)
    assert out.getvalue() == "   " + "a" * 50 + " " + "b" * 50 + "\n\n   end\n"


def test_count_takes_the_plural_given() -> None:
    assert (count(1, "body", "bodies"), count(0, "body", "bodies")) == ("1 body", "0 bodies")
