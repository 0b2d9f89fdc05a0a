import time

import pytest

from corpus.sites.robots import parse_robots


def _allows(text: str, path: str) -> bool:
    return parse_robots(text.encode(), "minuted").allows(f"https://example.org{path}")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private\n", "/privateer", False),
        ("User-agent: *\nDisallow: /private/\n", "/private", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/minutes", "/a/minutes/1", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.aspx$", "/x/y.aspx", False),
        ("User-agent: *\nDisallow: /*.aspx$", "/x/y.aspx?ID=3", True),
        ("User-agent: *\nDisallow: /*?ID=*&b", "/y?ID=3&a=1&b=2", False),
        ("User-agent: Minuted/2.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/y", True),
        ("User-agent: other\nDisallow: /\n", "/y", True),
        ("User-agent: other\nUser-agent: MINUTED\nDisallow: /x\n", "/x", False),
        (
            "User-agent: minuted\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\n"
            "User-agent: minuted\nDisallow: /b",
            "/b",
            False,
        ),
        ("User-agent: *\nDisallow: /caf%c3%a9", "/caf%C3%A9/x", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a # why\r\n", "/a", False),
        ("Disallow: /\nUser-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("<html><body>Not found</body></html>", "/a", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert _allows(text, path) is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 0.5\nDisallow: /x", 0.5),
        ("User-agent: other\nCrawl-delay: 7", None),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: 99999999", 3600.0),
    ],
)
def test_delay(text: str, delay: float | None) -> None:
    assert parse_robots(text.encode(), "minuted").delay == delay


def test_a_hostile_pattern_takes_no_time() -> None:
    text = "User-agent: *\nDisallow: /" + "a*" * 5_000 + "b$\n"
    began = time.monotonic()
    assert _allows(text, "/" + "a" * 20_000)
    assert time.monotonic() - began < 1
