"""What is remembered between runs; documents read again when their reader is better."""

from datetime import date

import pytest

from corpus import readers
from corpus.model import Attendee, Metadata
from corpus.readers import Limits, ReaderInfo
from corpus.sites.judging import reader_name, settle
from corpus.sites.report import SyncOutcome
from corpus.sites.state import Page, SiteArchive, SiteMeeting
from corpus.sites.webpage import WebPlan, sync_web
from tests.corpus.sites.conftest import TestClock, fetcher_of
from tests.corpus.sites.server import Site

NOW = "2026-03-02T09:30:00.000000+00:00"


def test_a_page_and_a_meeting_come_back_as_they_went(archive: SiteArchive) -> None:
    page = Page("//e.org/a", "https://e.org/a", "//e.org/", "7", "a.pdf", '{"body": "B"}', '"t"')
    with archive.transaction():
        archive.put_page(page)
    assert archive.page(page.key) == page
    assert page.metadata == Metadata(body="B")
    assert archive.pages("//e.org/", "7") == [page]
    assert archive.pages("//e.org/", "8") == archive.pages("//other/") == []
    people = (Attendee("Ada Thornbury", "Chair"), Attendee("Bo Marsh", None, None, False))
    known = SiteMeeting("//e.org/", "7", "3", date(2026, 1, 5), True, people, NOW)
    archive.put_site_meeting(known)
    assert archive.site_meeting("//e.org/", "7") == known
    assert archive.site_meetings("//e.org/", "3") == [known]
    assert archive.site_meeting("//e.org/", "8") is None


def test_a_run_is_taken_up_until_it_ended_or_is_stale(archive: SiteArchive) -> None:
    assert archive.begin_run("k", NOW) == NOW
    later = NOW.replace("09:30", "11:00")
    assert archive.begin_run("k", later) == NOW
    archive.end_run("k", later)
    assert archive.begin_run("k", later) == later
    stale = NOW.replace("03-02", "03-20")
    assert archive.begin_run("k", stale) == stale


def test_a_person_s_word_goes_before_the_site_s() -> None:
    said = Metadata(body="Panel", title="Old")
    held = Metadata(body="Panel", title="Mine", force="Wealdmere")
    given = Metadata(body="New Panel", title="New")
    assert settle(held, said, given) == Metadata(body="New Panel", title="Mine", force="Wealdmere")
    assert settle(None, said, given) == given
    assert settle(said, said, Metadata()) == said


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://e.org/mgAi.aspx?ID=1", "text/html", "mgAi.aspx.html"),
        ("https://e.org/a/", "text/html", "page.html"),
        ("https://e.org/a.htm", "text/html", "a.htm"),
        ("https://e.org/notes", "text/plain", "notes.txt"),
        ("https://e.org/notes.md", "text/plain", "notes.md"),
        ("https://e.org/a%20b.pdf", "application/octet-stream", "a b.pdf"),
    ],
)
def test_the_name_by_which_a_reader_knows_it(url: str, kind: str, name: str) -> None:
    assert reader_name(url, kind) == name


def test_a_better_reader_reads_the_kept_bytes_and_nothing_is_fetched(
    site: Site, archive: SiteArchive, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/list", '<h1>Board</h1><a href="/m-2020.html">Minutes 5 May 2020</a>')
    site.put("/m-2020.html", "<h1>Board</h1><p>Minutes of 5 May 2020. It was agreed.</p>")
    plan = WebPlan((site.url("/list"),))

    def run() -> list[tuple[str, SyncOutcome]]:
        report = sync_web(archive, fetcher_of(clock), Limits(), clock, plan)
        return [(page.what, page.outcome) for page in report.pages]

    run()
    site.paths()
    identify = readers.identify

    def better(data: bytes, name: str) -> ReaderInfo:
        found = identify(data, name)
        return ReaderInfo(found.name, found.version + 1)

    site.put("/list", "<h1>Board</h1>")  # it is asked for all the same, and has not changed
    assert run() == [("earlier link", SyncOutcome.UNCHANGED)]
    monkeypatch.setattr(readers, "identify", better)
    site.put("/other", "<h1>Other</h1>")
    site.paths()
    # Another list: the document is none of its business.
    sync_web(archive, fetcher_of(clock), Limits(), clock, WebPlan((site.url("/other"),)))
    assert site.paths() == ["/other"]
    document = archive.documents()[0]
    assert run() == [("earlier link", SyncOutcome.UPDATED)]
    assert site.paths() == ["/list"]
    assert archive.documents()[0].reader_version == document.reader_version + 1
