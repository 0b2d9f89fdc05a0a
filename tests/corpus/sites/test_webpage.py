"""Lists of minutes on any site, and sitemaps, from the page to the archive."""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from corpus.readers import Limits
from corpus.sites.addresses import key_of
from corpus.sites.report import SyncOutcome, SyncReport
from corpus.sites.state import SiteArchive
from corpus.sites.webpage import WebPlan, sync_web
from tests.corpus.sites.conftest import TestClock, fetcher_of
from tests.corpus.sites.council import make_pdf
from tests.corpus.sites.server import Answer, Site
from tests.corpus.sites.test_safe_xml import LAUGHS

Sync = Callable[..., SyncReport]


@pytest.fixture
def sync(site: Site, archive: SiteArchive, clock: TestClock) -> Sync:
    def run(*paths: str, **options: object) -> SyncReport:
        wanted = {
            name: options.pop(name)
            for name in ("hosts", "words", "body", "force", "max_pages")
            if name in options
        }
        fetching = {name: options.pop(name) for name in ("max_bytes",) if name in options}
        plan = WebPlan(tuple(map(site.url, paths)), **wanted)  # type: ignore[arg-type]
        return sync_web(
            archive,
            fetcher_of(clock, retries=0, **fetching),
            Limits(),
            clock,
            plan,
            **options,  # type: ignore[arg-type]
        )

    return run


def _minutes(day: str, said: str = "The Commissioner agreed to publish the figures.") -> str:
    return (
        f"<html><head><title>Accountability Board minutes {day}</title></head><body>"
        f"<h1>Wealdmere Accountability Board: minutes {day}</h1><h2>1. Burglary</h2><p>{said}</p>"
        "</body></html>"
    )


@pytest.fixture
def board(site: Site) -> Site:
    site.put(
        "/board",
        """<html><head><title>Accountability Board</title></head><body><nav><a href="/">Home</a>
        <a href="/report">Report it in 5 minutes</a></nav><h1>Accountability Board</h1><ul>
        <li><a href="/board/minutes-4-june-2024">Minutes, 4 June 2024</a></li>
        <li>Minutes, 5 March 2024: <a href="/media/77/board.pdf">Download</a></li>
        <li><a href="/media/78/agenda.pdf">Agenda, 5 March 2024</a></li>
        <li><a href="/board/older-minutes">Older minutes</a></li>
        <li><a href="https://elsewhere.example/minutes-2019.pdf">Minutes 2019</a></li>
        <li><a href="/media/79/minutes.xlsx">Minutes 2018, table</a></li>
        </ul></body></html>""",
    )
    site.put("/board/minutes-4-june-2024", _minutes("4 June 2024"))
    site.put(
        "/media/77/board.pdf",
        make_pdf("Accountability Board\nMinutes of the meeting held on 5 March 2024\n\nIt was so."),
        kind="application/pdf",
    )
    return site


def _outcomes(report: SyncReport) -> dict[str, str]:
    return {
        page.url.partition("/")[2].partition("/")[2].partition("/")[2]: page.outcome.value
        for page in report.pages
    }


def test_what_looks_like_minutes_is_taken_and_all_else_is_told(
    board: Site, archive: SiteArchive, sync: Sync
) -> None:
    report = sync("/board", force="Wealdmere", body="Wealdmere Accountability Board")
    assert _outcomes(report) == {"board/minutes-4-june-2024": "read", "media/77/board.pdf": "read"}
    reasons = {other.url.rpartition("/")[2]: other.reason for other in report.passed_over}
    assert reasons.keys() == {
        "board",
        "",
        "report",
        "agenda.pdf",
        "older-minutes",
        "minutes-2019.pdf",
        "minutes.xlsx",
    }
    assert "another host (--host elsewhere.example)" in reasons["minutes-2019.pdf"]
    assert ".xlsx" in reasons["minutes.xlsx"]
    assert "give its address too" in reasons["older-minutes"]
    held = {d.source.rpartition("/")[2]: d for d in archive.documents()}
    page = held["minutes-4-june-2024"]
    assert (page.date, page.force) == (date(2024, 6, 4), "Wealdmere")
    assert page.body == "Wealdmere Accountability Board"
    assert page.source_url == board.url("/board/minutes-4-june-2024")
    assert held["board.pdf"].date == date(2024, 3, 5)
    assert [path for path in board.paths() if "agenda" in path or "xlsx" in path] == []


def test_a_page_of_minutes_is_taken_itself(board: Site, archive: SiteArchive, sync: Sync) -> None:
    report = sync("/board/minutes-4-june-2024", "/media/77/board.pdf")
    assert _outcomes(report) == {"board/minutes-4-june-2024": "read", "media/77/board.pdf": "read"}
    assert len(board.paths()) == 2  # each is fetched once


def test_the_second_time_nothing_is_read_again(board: Site, sync: Sync) -> None:
    sync("/board")
    report = sync("/board")
    assert set(_outcomes(report).values()) == {"unchanged"}


def test_a_changed_page_replaces_the_older(board: Site, archive: SiteArchive, sync: Sync) -> None:
    sync("/board")
    old = next(d for d in archive.documents() if "june" in d.source)
    board.put("/board/minutes-4-june-2024", _minutes("4 June 2024", "It was withdrawn."))
    report = sync("/board", refresh=True)
    assert report.count(SyncOutcome.REPLACED) == 1
    assert "agreed to publish" in archive.text(old.id)
    assert not archive.document(old.id).current


def test_old_documents_without_validators_are_asked_for_once_in_four_weeks(
    board: Site, sync: Sync, clock: TestClock
) -> None:
    sync("/board")
    board.paths()
    clock.later(days=14)
    sync("/board")
    assert board.paths() == ["/board"]
    clock.later(days=15)
    sync("/board")
    assert sorted(board.paths()) == ["/board", "/board/minutes-4-june-2024", "/media/77/board.pdf"]


def test_documents_with_validators_are_asked_for_each_time(board: Site, sync: Sync) -> None:
    board.put("/board/minutes-4-june-2024", _minutes("4 June 2024"), headers={"ETag": '"a"'})
    sync("/board")
    board.asked.clear()
    sync("/board")
    conditions = [a.headers.get("if-none-match") for a in board.asked if "june" in a.path]
    assert conditions == ['"a"']


def test_what_is_linked_no_longer_is_asked_for(
    board: Site, archive: SiteArchive, sync: Sync, clock: TestClock
) -> None:
    sync("/board")
    board.put("/board", "<html><body><h1>Accountability Board</h1><p>Moved.</p></body></html>")
    board.drop("/media/77/board.pdf")
    clock.later(days=40)
    report = sync("/board")
    assert _outcomes(report) == {
        "board/minutes-4-june-2024": "unchanged",
        "media/77/board.pdf": "gone",
    }
    assert len(archive.documents()) == 2


def test_a_link_that_was_never_good_is_forgotten_with_its_link(
    board: Site, archive: SiteArchive, sync: Sync
) -> None:
    board.drop("/media/77/board.pdf")
    assert _outcomes(sync("/board"))["media/77/board.pdf"] == "failed"
    assert len(archive.failures()) == 1
    board.put("/board", "<html><body><h1>Accountability Board</h1><p>Moved.</p></body></html>")
    assert _outcomes(sync("/board")) == {"board/minutes-4-june-2024": "unchanged"}
    assert archive.failures() == ()


def test_lists_go_on_for_some_pages(site: Site, archive: SiteArchive, sync: Sync) -> None:
    for n in range(1, 7):
        links = "".join(f'<a href="/list?page={m}">{m}</a>' for m in range(1, 7) if m != n)
        site.put(
            f"/list?page={n}",
            f'<h1>Board</h1><a href="/minutes-{n}-may-2023">Minutes {n} May 2023</a>{links}'
            f'<a rel="next" href="/list?page={n + 1}">Next</a><a href="/list?sort=1">1</a>',
        )
        site.put(f"/minutes-{n}-may-2023", _minutes(f"{n} May 2023"))
    report = sync("/list?page=1", max_pages=4)
    assert len(archive.documents()) == 4
    left = [other.url for other in report.passed_over if "--max-pages" in other.reason]
    assert left == [site.url("/list?page=5"), site.url("/list?page=6")]
    assert len(sync("/list?page=1").of(SyncOutcome.READ)) == 2


def test_a_page_of_a_list_that_fails_is_told_and_the_rest_is_read(site: Site, sync: Sync) -> None:
    site.put(
        "/list",
        '<h1>Board</h1><a href="/list?page=2">2</a><a href="/list?page=3">3</a>',
    )
    site.put("/list?page=3", '<h1>Board</h1><a href="/minutes-1-may-2023">Minutes 1 May 2023</a>')
    site.put("/minutes-1-may-2023", _minutes("1 May 2023"))
    assert _outcomes(sync("/list")) == {"list?page=2": "failed", "minutes-1-may-2023": "read"}


def test_another_host_may_be_named(site: Site, sync: Sync) -> None:
    site.put("/board", f'<a href="http://localhost:{site.port}/minutes-2023.pdf">Minutes</a>')
    assert _outcomes(sync("/board")) == {}
    # It is asked for then, and refused: only the host that was given may be private.
    report = sync("/board", hosts=("localhost",))
    assert _outcomes(report) == {"minutes-2023.pdf": "failed"}
    assert "not a public address" in (report.pages[0].reason or "")


def test_where_the_given_address_leads_is_the_site_that_is_meant(site: Site, sync: Sync) -> None:
    site.routes["/old"] = Answer(status=301, headers={"Location": "/new/"})
    site.put("/new/", '<h1>Board</h1><a href="minutes-1-may-2023">Minutes 1 May 2023</a>')
    site.put("/new/minutes-1-may-2023", _minutes("1 May 2023"))
    assert _outcomes(sync("/old")) == {"new/minutes-1-may-2023": "read"}


def test_a_given_address_that_cannot_be_read_is_a_failure(site: Site, sync: Sync) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed")
    site.put("/closed", "x")
    report = sync("/nowhere", "/closed")
    assert _outcomes(report) == {"nowhere": "failed", "closed": "failed"}


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png", "picture"),
        (b"<html><body><p>Please log in</p></body></html>", "application/pdf", "web page"),
        (b"", "application/pdf", "empty"),
        (b"\0\1\2\3" * 50, "application/octet-stream", "not text"),
    ],
)
def test_content_that_is_no_minutes_is_a_failure(
    board: Site, sync: Sync, body: bytes, kind: str, said: str
) -> None:
    board.put("/media/77/board.pdf", body, kind=kind)
    report = sync("/board")
    failed = report.of(SyncOutcome.FAILED)
    assert [page.url for page in failed] == [board.url("/media/77/board.pdf")]
    assert said in (failed[0].reason or "")


def test_the_content_counts_and_not_the_type(board: Site, archive: SiteArchive, sync: Sync) -> None:
    answer = board.routes["/media/77/board.pdf"]
    assert isinstance(answer, Answer)
    board.put("/media/77/board.pdf", answer.body, kind="text/html")
    board.put("/board/minutes-4-june-2024", "<p>Minutes of 4 June 2024</p><p>Agreed.</p>")
    assert set(_outcomes(sync("/board")).values()) == {"read"}
    assert {d.reader for d in archive.documents()} == {"pdf", "html"}


def test_a_page_that_is_not_utf_8(board: Site, archive: SiteArchive, sync: Sync) -> None:
    text = _minutes(
        "4 June 2024", "Cytunwyd \u2013 \u00a35 y flwyddyn, nid yr wythnos \u2013 S\u00eer"
    )
    board.put(
        "/board/minutes-4-june-2024",
        text.encode("cp1252"),
        kind="text/html; charset=windows-1252",
    )
    sync("/board")
    held = next(d for d in archive.documents() if "june" in d.source)
    assert "\u2013 \u00a35 y flwyddyn" in archive.text(held.id)


# Sitemaps -----------------------------------------------------------------


def _sitemap(*urls: str, kind: str = "urlset", entry: str = "url") -> bytes:
    listed = "".join(f"<{entry}><loc>{url}</loc></{entry}>" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{kind}>'
    ).encode()


def test_a_sitemap_of_sitemaps_one_of_them_packed(
    board: Site, archive: SiteArchive, sync: Sync
) -> None:
    board.put(
        "/sitemap.xml",
        _sitemap(
            board.url("/pages.xml.gz"),
            board.url("/sitemap.xml"),
            "https://elsewhere.example/sitemap.xml",
            kind="sitemapindex",
            entry="sitemap",
        ),
        kind="application/xml",
    )
    board.put(
        "/pages.xml.gz",
        gzip.compress(
            _sitemap(
                board.url("/board"),
                board.url("/board/minutes-4-june-2024"),
                board.url("/about"),
                board.url("/minutes"),
            )
        ),
        kind="application/gzip",
    )
    report = sync("/sitemap.xml")
    assert _outcomes(report) == {"board/minutes-4-june-2024": "read"}
    assert {other.url.rpartition("/")[2] for other in report.passed_over} == {
        "board",
        "about",
        "minutes",
        "sitemap.xml",
    }


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS.replace(b"committees", b"urlset"),
        b"<urlset><url>",
        gzip.compress(b"<urlset>" + bytes(5_000_000)),
    ],
)
def test_a_hostile_sitemap_is_a_failure(board: Site, sync: Sync, body: bytes) -> None:
    board.put("/sitemap.xml", body, kind="application/xml")
    report = sync("/sitemap.xml", max_bytes=1_000_000)
    assert _outcomes(report) == {"sitemap.xml": "failed"}


# Limits and dry runs -------------------------------------------------------


def test_a_dry_run_stores_nothing(board: Site, archive: SiteArchive, sync: Sync) -> None:
    report = sync("/board", dry=True)
    assert set(_outcomes(report).values()) == {"planned"}
    assert board.paths() == ["/board"]
    assert archive.documents() == []
    assert archive.pages(key_of(board.url("/board"))) == []


def test_words_of_the_caller(board: Site, sync: Sync) -> None:
    report = sync("/board", words=("agenda",))
    assert _outcomes(report)["media/78/agenda.pdf"] == "failed"  # it is not there


def test_a_bundle_is_taken_with_its_members_and_marked_whole(
    site: Site, archive: SiteArchive, sync: Sync
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for day in ("4 June 2024", "5 March 2024"):
            bundle.writestr(f"minutes {day}.html", _minutes(day))
    site.put("/list", '<h1>Board</h1><a href="/2024.zip">Minutes of 2024</a>')
    site.put("/2024.zip", packed.getvalue(), kind="application/zip")
    assert _outcomes(sync("/list")) == {"2024.zip": "read"}
    assert len(archive.documents()) == 2
    assert _outcomes(sync("/list")) == {"2024.zip": "unchanged"}
    site.drop("/2024.zip")
    assert _outcomes(sync("/list")) == {"2024.zip": "gone"}
    for document in archive.documents():
        assert any("No longer published at" in note for note in document.notes)
    assert archive.failures() == ()


def test_an_error_page_sent_as_if_all_were_well_replaces_nothing(
    site: Site, archive: SiteArchive, sync: Sync, clock: TestClock
) -> None:
    site.put("/list", '<h1>Board</h1><a href="m-4-june-2024">Minutes 4 June 2024</a>')
    site.put("/m-4-june-2024", _minutes("4 June 2024", "The figures were published. " * 120))
    assert _outcomes(sync("/list")) == {"m-4-june-2024": "read"}
    (before,) = archive.documents()
    for instead in (
        "<title>Page not found</title><h1>Page not found</h1><p>Try the search.</p>",
        "<h1>Please sign in to continue</h1><form></form><p>Your name and password.</p>",
        "<h1>Welcome</h1><p>We have a new site with more of everything on it.</p>",
    ):
        clock.later(days=1)
        site.put("/m-4-june-2024", instead)
        report = sync("/list", refresh=True)
        assert _outcomes(report) == {"m-4-june-2024": "failed"}
        assert "is kept" in (report.pages[0].reason or "")
        assert [d.id for d in archive.documents()] == [before.id]
    # What was corrected, or truly shortened, still replaces.
    clock.later(days=1)
    site.put("/m-4-june-2024", _minutes("4 June 2024", "The figures were not published."))
    assert _outcomes(sync("/list", refresh=True)) == {"m-4-june-2024": "replaced"}


def test_an_error_page_seen_first_is_not_stored(
    site: Site, archive: SiteArchive, sync: Sync
) -> None:
    site.put("/list", '<h1>Board</h1><a href="m-4-june-2024">Minutes 4 June 2024</a>')
    site.put("/m-4-june-2024", "<title>Error 404</title><h1>Sorry</h1><p>Page not found.</p>")
    assert _outcomes(sync("/list")) == {"m-4-june-2024": "failed"}
    assert not archive.documents()


def test_a_page_that_no_reader_can_read_is_told_by_its_reader(
    site: Site, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError("columns")

    site.put("/list", '<h1>Board</h1><a href="m-4-june-2024">Minutes 4 June 2024</a>')
    site.put("/m-4-june-2024", _minutes("4 June 2024"))
    monkeypatch.setattr("corpus.readers.read", stumble)
    report = sync("/list")
    assert _outcomes(report) == {"m-4-june-2024": "failed"}
    assert "ZeroDivisionError" in (report.pages[0].reason or "")
