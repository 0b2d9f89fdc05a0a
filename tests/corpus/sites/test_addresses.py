import pytest

from corpus.errors import UsageError
from corpus.sites.addresses import (
    given_address,
    key_of,
    normalise,
    parameters,
    shown,
    suffix_of,
)
from corpus.sites.faults import Fault, FetchError


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("http://example.org:8080/a b.pdf", "http://example.org:8080/a%20b.pdf"),
        ("https://example.org/a%20b.pdf?T=1", "https://example.org/a%20b.pdf?T=1"),
        ("https://example.org/caf\u00e9?q=\u00e9", "https://example.org/caf%C3%A9?q=%C3%A9"),
        ("https://bwrdd.cymru./x", "https://bwrdd.cymru/x"),
        ("https://example.org/(S(abc123))/mgAi.aspx?ID=4", "https://example.org/mgAi.aspx?ID=4"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        (" https://example.org/\n a", "https://example.org/%20a"),
    ],
)
def test_an_address_has_one_form(written: str, made: str) -> None:
    assert normalise(written) == made
    assert normalise(made) == made


def test_links_are_joined_to_their_page() -> None:
    base = "https://example.org/moderngov/ieListMeetings.aspx?CId=4"
    assert normalise("mgAi.aspx?ID=9", base) == "https://example.org/moderngov/mgAi.aspx?ID=9"
    assert normalise("//other.org/x", base) == "https://other.org/x"
    assert normalise("?CId=5", base) == "https://example.org/moderngov/ieListMeetings.aspx?CId=5"


@pytest.mark.parametrize(
    "written",
    [
        "file:///etc/passwd",
        "ftp://example.org/minutes.pdf",
        "gopher://example.org/",
        "https://",
        "https:///minutes",
        "https://exa mple.org/",
        "https://example.org\\@other.org/",
        "https://example.org:99999/",
        "https://[::1",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_page_is_refused(written: str) -> None:
    with pytest.raises(FetchError) as refused:
        normalise(written)
    assert refused.value.fault is Fault.REFUSED


def test_passwords_are_refused_and_never_shown() -> None:
    with pytest.raises(FetchError) as refused:
        normalise("https://officer:hunter2@example.org/minutes")
    assert "hunter2" not in str(refused.value)
    assert "officer" not in str(refused.value)
    assert shown("https://o:p@example.org/a?access_token=abc&page=2") == (
        "https://example.org/a?access_token=***&page=2"
    )


def test_a_typed_address_may_leave_out_https() -> None:
    assert given_address("example.org/minutes") == "https://example.org/minutes"
    with pytest.raises(UsageError):
        given_address("file:///etc/passwd")


def test_http_and_https_are_one_page() -> None:
    assert key_of("http://example.org/a?b=1") == key_of("https://example.org/a?b=1")


def test_parts() -> None:
    assert suffix_of("https://example.org/Minutes%20June.PDF?T=1") == ".pdf"
    assert suffix_of("https://example.org/minutes") == ""
    assert parameters("https://e.org/x?CId=1&MID=2&mid=3") == {"cid": "1", "mid": "2"}
    assert parameters("https://e.org/x?" + "a=1&" * 500) == {}
