import time

from corpus.sites.links import read_links
from corpus.sites.sitemap import read_sitemap

URL = "https://example.org/minutes/index.html"


def test_links_with_their_words() -> None:
    page = read_links(
        b"""<title>Minutes </title><h1>Our  minutes</h1>
        <ul><li>Minutes, 4 June 2024 <a href="june.pdf">Download</a></li>
        <li><a href="/may.html#part"><img alt="x"></a> <a href="/may.html">May 2024</a></li></ul>
        <a href="mailto:x@example.org">Write</a><a href="#top">Top</a><a href="">none</a>
        <a href="javascript:go()">Go</a><a href="http://[bad">Bad</a>
        <a href="https://u:p@example.org/x">Secret</a>
        <a rel="NEXT" href="?page=2" aria-label="Next page"></a>""",
        URL,
    )
    assert page.name == "Minutes - Our minutes"
    assert [(link.url, link.text) for link in page.links] == [
        ("https://example.org/minutes/june.pdf", "Download"),
        ("https://example.org/may.html", "May 2024"),
        ("https://example.org/minutes/index.html?page=2", "Next page"),
    ]
    assert page.links[0].around == "Minutes, 4 June 2024 Download"
    assert page.links[2].rel == "next"
    assert len(page.broken) == 2
    assert "u:p@" not in page.broken[1][1]


def test_the_base_of_a_page_counts() -> None:
    page = read_links(b'<base href="/other/"><a href="a.pdf">A</a>', URL)
    assert page.links[0].url == "https://example.org/other/a.pdf"


def test_pages_that_are_not_utf_8() -> None:
    windows = "Cofnodion \u2013 Cyngor S\u00eer".encode("cp1252")
    page = read_links(b'<a href="a.pdf">' + windows + b"</a>", URL)
    assert page.links[0].text == "Cofnodion \u2013 Cyngor S\u00eer"
    wide = '<html><a href="a.pdf">Minutes of the meeting in May</a></html>'.encode("utf-16")
    assert read_links(wide, URL).links[0].text == "Minutes of the meeting in May"


def test_a_hostile_page_takes_no_time() -> None:
    began = time.monotonic()
    read_links(b"<div>" * 200_000 + b'<a href="a">x</a>' * 20_000, URL)
    assert time.monotonic() - began < 5


def test_sitemaps() -> None:
    pages = read_sitemap(
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc> https://example.org/a </loc><lastmod>2024-01-01</lastmod></url>"
        b"<url><loc>https://example.org/a</loc></url><url><loc>mailto:x</loc></url>"
        b"<url><loc>/b?c=1&amp;d=2</loc></url></urlset>",
        URL,
        10_000,
    )
    assert pages is not None
    assert pages.pages == ("https://example.org/a", "https://example.org/b?c=1&d=2")
    assert (pages.sitemaps, pages.left) == ((), 1)
    assert read_sitemap(b"<html><body>urlset</body></html>", URL, 10_000) is None
