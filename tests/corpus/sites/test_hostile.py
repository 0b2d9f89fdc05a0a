"""Whatever a stranger's server sends: an answer or a fault, quickly, and nothing else."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.sites.addresses import key_of, normalise, parameters, shown, suffix_of
from corpus.sites.faults import FetchError
from corpus.sites.inflate import inflate
from corpus.sites.likeness import judge, speaks_of_minutes
from corpus.sites.links import Link, read_links
from corpus.sites.moderngov_pages import read_meeting_page
from corpus.sites.network import why_not_public
from corpus.sites.robots import parse_robots
from corpus.sites.safe_xml import parse_xml
from corpus.sites.sitemap import read_sitemap

BASE = "https://example.org/a/"
_PIECES = st.lists(
    st.sampled_from(
        [
            *("minutes", "in 5 ", "10-minute", " ", "-", "a few ", "(", ")", "Mai 2024", "//", ":"),
            *("%", "%2", "?", "&", "=", "#", "[", "]", "\\", "\0", "\u202e", "\u00e9", "<", ">"),
            *("http", "s://", "example.org", "..", "/", ";", "$", "*", "User-agent:", "Disallow:"),
            *(
                "\n",
                "<a href='",
                "'>",
                "</a>",
                "<urlset>",
                "<loc>",
                "&#2;",
                "<!DOCTYPE",
                "&l;",
                "@",
            ),
        ]
    ),
    max_size=40,
).map("".join)
_ANYTHING = st.one_of(st.text(max_size=200), _PIECES)


@given(_ANYTHING)
@settings(max_examples=300, deadline=500)
def test_addresses(text: str) -> None:
    shown(text)
    try:
        made = normalise(text, BASE)
    except FetchError:
        return
    assert made.isascii()
    assert made.startswith(("http://", "https://"))
    assert normalise(made) == made
    assert "@" not in made.partition("//")[2].partition("/")[0]
    key_of(made), suffix_of(made), parameters(made)
    speaks_of_minutes(text)
    judge(Link(made, text, text))


@given(_ANYTHING, _ANYTHING)
@settings(max_examples=200, deadline=500)
def test_robots(rules: str, path: str) -> None:
    found = parse_robots(rules.encode("utf-8", "surrogatepass"), "minuted")
    assert found.allows(BASE + path.encode("utf-8", "replace").hex()) in (True, False)


@given(st.one_of(st.binary(max_size=300), _PIECES.map(str.encode)))
@settings(max_examples=300, deadline=1000)
def test_bodies(data: bytes) -> None:
    for read in (
        lambda: parse_xml(data, "the test"),
        lambda: inflate(data, 10_000),
        lambda: read_sitemap(data, BASE, 10_000),
        lambda: read_links(data, BASE),
        lambda: read_meeting_page(data, BASE),
    ):
        try:
            read()
        except FetchError:
            continue


@given(st.one_of(st.text(max_size=40), st.ip_addresses().map(str)))
@settings(max_examples=200)
def test_addresses_of_hosts(text: str) -> None:
    assert why_not_public(text) is None or why_not_public(text)


def test_long_names_take_no_time() -> None:
    began = time.monotonic()
    for text in (
        "minute " * 5_000,
        "in 5 " * 5_000,
        "a few " * 5_000,
        "1 " * 10_000,
        "notes of the " * 5_000,
        "jan 20" * 5_000,
        "-" * 50_000,
    ):
        speaks_of_minutes(text)
        judge(Link(BASE + "x", text[:2000], text[:2000]))
    assert time.monotonic() - began < 3
