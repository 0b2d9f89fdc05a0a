"""A whole ModernGov site, from the lists to the archive, with and without its web service."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from corpus import readers
from corpus.coverage import coverage
from corpus.errors import UsageError
from corpus.model import Document, MeetingStatus, Metadata
from corpus.readers import Limits
from corpus.sites.addresses import key_of
from corpus.sites.faults import SiteError
from corpus.sites.moderngov import site_folder, sync_moderngov
from corpus.sites.moderngov_plan import ModernGovPlan
from corpus.sites.report import SyncOutcome, SyncReport
from corpus.sites.state import SiteArchive
from tests.corpus.sites.conftest import TestClock, fetcher_of
from tests.corpus.sites.council import PANEL, Council, Item, Meeting, example
from tests.corpus.sites.server import Answer, Site

Sync = Callable[..., SyncReport]


@pytest.fixture
def council(site: Site) -> Council:
    made = example()
    made.publish(site)
    return made


@pytest.fixture
def sync(site: Site, archive: SiteArchive, clock: TestClock) -> Sync:
    def run(*committees: str, **options: object) -> SyncReport:
        wanted = {
            name: options.pop(name)
            for name in ("since", "until", "force", "items", "papers")
            if name in options
        }
        fetching = {name: options.pop(name) for name in ("max_files", "retries") if name in options}
        plan = ModernGovPlan(site.base, committees or ("7",), **wanted)  # type: ignore[arg-type]
        return sync_moderngov(
            archive,
            fetcher_of(clock, **{"retries": 0, **fetching}),
            Limits(),
            clock,
            plan,
            **options,  # type: ignore[arg-type]
        )

    return run


def _documents(archive: SiteArchive) -> dict[str, Document]:
    return {d.source.partition("/")[2].partition("/")[2]: d for d in archive.documents()}


def _counts(report: SyncReport) -> dict[str, int]:
    return {o.value: report.count(o) for o in SyncOutcome if report.count(o)}


PAGE = "ieListDocuments.aspx?CId=7&MId={}&Ver=4"
FINAL = "documents/g101/Printed%20final%20minutes.pdf?T=1"


@pytest.fixture(params=["service", "pages"])
def either(request: pytest.FixtureRequest, council: Council, site: Site) -> str:
    council.service = request.param == "service"
    council.publish(site)
    return str(request.param)


def test_meetings_become_documents(either: str, archive: SiteArchive, sync: Sync) -> None:
    report = sync(force="Wealdmere")
    held = _documents(archive)
    base = next(iter(archive.documents())).source.partition("127")[0]
    assert base == "http://"
    names = {name.partition("/")[2] for name in held}
    assert names == {
        PAGE.format(101),
        FINAL,
        "mgAi.aspx?ID=1001",
        "mgAi.aspx?ID=1002",
        "documents/s502/Minutes.pdf",
        PAGE.format(102),
        "documents/g102/Printed%20draft%20minutes.pdf?T=1",
        "mgAi.aspx?ID=1010",
    }
    assert _counts(report) == {"read": 8}
    assert report.meetings is not None
    counts = report.meetings
    assert (counts.found, counts.read, counts.passed_over) == (4, 2, 2)
    by_name = {name.partition("/")[2]: document for name, document in held.items()}
    page = by_name[PAGE.format(101)]
    assert page.body == PANEL
    assert (page.force, page.date) == ("Wealdmere", date(2025, 6, 12))
    assert page.title == f"{PANEL}, 12 June 2025"
    assert page.source_url == page.source
    assert page.status is MeetingStatus.APPROVED
    printed = by_name[FINAL]
    assert (printed.status, printed.reader) == (MeetingStatus.APPROVED, "pdf")
    assert printed.meeting_id == page.meeting_id
    item = by_name["mgAi.aspx?ID=1002"]
    assert item.meeting_id == page.meeting_id
    assert "figures on burglary" in archive.text(item.id)
    draft = by_name["documents/g102/Printed%20draft%20minutes.pdf?T=1"]
    assert (draft.status, draft.date) == (MeetingStatus.DRAFT, date(2026, 2, 23))
    # The minutes of an earlier meeting, attached to this one: nothing is said of their date.
    earlier = by_name["documents/s502/Minutes.pdf"]
    assert (earlier.force, earlier.body) == ("Wealdmere", None)
    reasons = {other.url.rpartition("/")[2]: other.reason for other in report.passed_over}
    assert "agenda" in reasons["Public%20reports%20pack.pdf?T=10"]
    assert "paper" in reasons["Burglary%20report.pdf"]
    assert "no minutes" in reasons[PAGE.format(103)]
    assert "cancelled" in reasons[PAGE.format(104)]
    assert bool(report.notes) is (either == "pages")
    if either == "service":
        assert item.title == "Burglary & robbery"  # encoded twice by the service
        assert "not open" in reasons["mgAi.aspx?ID=1003"]


def test_the_service_tells_who_came(council: Council, archive: SiteArchive, sync: Sync) -> None:
    sync()
    page = next(d for d in archive.documents() if PAGE.format(101) in d.source)
    people = archive.attendees(page.id)
    assert [(p.name, p.role, p.present) for p in people] == [
        ("Councillor Ada Thornbury", "Chair", True),
        ("Mr Giles Penhallow", "Independent Member", False),
    ]


@pytest.mark.parametrize(
    "service",
    [
        Answer(b"", 403),
        Answer(b"", 404),
        Answer(b"<html><body>Error</body></html>", 500),
        Answer(b"<html><body><h1>Log in</h1></body></html>"),
        Answer(b"<committees><committee>", kind="text/xml"),
        Answer(b"", 200),
        Answer(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', kind="text/xml"),
        Answer(b"", 302, headers={"Location": "/mgError.aspx"}),
    ],
)
def test_a_service_that_is_off_is_told_and_the_pages_are_read(
    council: Council, site: Site, archive: SiteArchive, sync: Sync, service: Answer
) -> None:
    council.service = False
    council.publish(site)
    site.prefixes["/mgWebService.asmx/"] = service
    report = sync()
    assert _counts(report) == {"read": 8}
    assert "web service is not to be had" in report.notes[0]
    assert {d.body for d in archive.documents()} == {PANEL, None}


def test_a_site_that_cannot_be_read_at_all(sync: Sync, archive: SiteArchive) -> None:
    with pytest.raises(SiteError, match="cannot be read"):
        sync("all")
    report = sync("7")
    assert _counts(report) == {"failed": 1}
    assert archive.documents() == []


def test_committees_are_chosen_by_name_unless_named(
    council: Council, site: Site, sync: Sync, archive: SiteArchive, clock: TestClock
) -> None:
    plan = ModernGovPlan(site.base)
    report = sync_moderngov(archive, fetcher_of(clock), Limits(), clock, plan)
    assert _counts(report) == {"read": 8}
    assert [o.what for o in report.passed_over if "not named after" in o.reason] == [
        "Planning Committee"
    ]
    assert any("lists no meetings of Fire & Rescue Board" in note for note in report.notes)
    council.committees = {8: "Planning Committee"}
    council.committee = 8
    council.publish(site)
    with pytest.raises(UsageError, match="8  Planning Committee"):
        sync_moderngov(archive, fetcher_of(clock), Limits(), clock, plan)
    with pytest.raises(UsageError, match="by its number"):
        sync("Police and Crime Panel")


def test_only_the_meetings_between_two_dates(either: str, archive: SiteArchive, sync: Sync) -> None:
    report = sync(since=date(2026, 1, 1), until=date(2026, 2, 28))
    assert {d.date for d in archive.documents()} == {date(2026, 2, 23)}
    assert report.meetings
    assert report.meetings.found == 1


def test_without_items_and_with_papers(council: Council, archive: SiteArchive, sync: Sync) -> None:
    sync(items=False, papers=True)
    names = {d.source.rpartition("/")[2] for d in archive.documents()}
    assert "Burglary%20report.pdf" in names
    assert not any("mgAi" in name for name in names)


# Again -------------------------------------------------------------------


def test_old_and_final_meetings_are_left_alone(either: str, site: Site, sync: Sync) -> None:
    sync()
    site.paths()
    report = sync()
    asked = site.paths()
    assert not any("=101&" in path or "=100" in path or "g101" in path for path in asked)
    assert any("MId=102" in path for path in asked)
    assert set(_counts(report)) == {"unchanged"}
    assert report.meetings
    assert report.meetings.settled == 1


def test_recent_meetings_are_asked_for_again_and_only_what_changed_is_sent(
    council: Council, site: Site, archive: SiteArchive, sync: Sync, clock: TestClock
) -> None:
    sync()
    draft = council.meetings[102]
    text = "The Panel asked for a report on knife crime by June."
    council.put(
        replace(draft, stage="Agenda and minutes", items=(replace(draft.items[0], minutes=text),))
    )
    council.publish(site)
    site.paths()
    before = next(d for d in archive.documents() if PAGE.format(102) in d.source)
    clock.later(days=10)
    report = sync()
    counts = _counts(report)
    # The page and the item are replaced; the draft PDF is gone, the final one is new.
    assert counts == {"replaced": 2, "read": 1, "gone": 1}
    after = next(d for d in archive.documents() if PAGE.format(102) in d.source)
    assert after.status is MeetingStatus.APPROVED
    assert "by June" in archive.text(after.id)
    # What was cited before still resolves.
    assert "by May" in archive.text(before.id)
    assert not archive.document(before.id).current
    gone = next(d for d in archive.documents() if "draft" in d.source)
    assert any(n.startswith("No longer published at http") for n in gone.notes)
    assert any("No longer published" in note for _, note in coverage(archive).notes)
    # Now it is final, and once it is four weeks old it is left alone.
    clock.later(days=30)
    site.paths()
    sync()
    assert not any("102" in path for path in site.paths())


def test_a_draft_is_asked_for_until_it_is_final_or_a_year_old(
    council: Council, site: Site, sync: Sync, clock: TestClock
) -> None:
    sync()
    clock.later(days=200)
    site.paths()
    sync()
    assert any("MId=102" in path for path in site.paths())
    clock.later(days=200)
    sync()
    assert not any("102" in path for path in site.paths())
    sync(refresh=True)
    assert any("MId=102" in path for path in site.paths())


def test_what_vanished_is_kept_and_told_and_may_come_back(
    council: Council, site: Site, archive: SiteArchive, sync: Sync, clock: TestClock
) -> None:
    sync()
    whole = dict(site.routes)
    site.drop(FINAL)
    page = next(d for d in archive.documents() if PAGE.format(101) in d.source)
    clock.later(days=3)
    report = sync(refresh=True)
    assert _counts(report) == {"unchanged": 7, "gone": 1}
    assert report.of(SyncOutcome.GONE)[0].document_id
    held = next(d for d in archive.documents() if "final" in d.source)
    assert held.notes[-1].endswith(
        "(noticed on 2026-03-05); the copy fetched on 2026-03-02 is kept."
    )
    clock.later(days=3)
    sync(refresh=True)
    again = next(d for d in archive.documents() if "final" in d.source)
    assert again.notes == held.notes  # since when, not since the last look
    site.routes = whole
    report = sync(refresh=True)
    assert _counts(report) == {"unchanged": 8}
    back = next(d for d in archive.documents() if "final" in d.source)
    assert not any("No longer" in note for note in back.notes)
    assert archive.document(page.id).notes == page.notes


def test_a_meeting_that_left_the_list_is_asked_for(
    council: Council, site: Site, archive: SiteArchive, sync: Sync
) -> None:
    sync()
    del council.meetings[102]
    council.publish(site)
    report = sync()
    assert _counts(report) == {"gone": 3}
    assert len(archive.documents()) == 8


def test_a_person_s_own_word_outlives_the_site_s(
    council: Council, archive: SiteArchive, sync: Sync, site: Site
) -> None:
    sync()
    page = next(d for d in archive.documents() if PAGE.format(102) in d.source)
    key = key_of(page.source)
    state = archive.source_state(key)
    assert state
    said: Metadata = replace(state[1], body="Wealdmere Scrutiny Panel")
    with archive.transaction():
        archive.point(key, page.source, page.id, said)
    council.put(replace(council.meetings[102], stage="Agenda and minutes"))
    council.publish(site)
    sync()
    after = next(d for d in archive.documents() if PAGE.format(102) in d.source)
    assert (after.body, after.status) == ("Wealdmere Scrutiny Panel", MeetingStatus.APPROVED)


# Faults ------------------------------------------------------------------


def test_a_fault_is_recorded_and_tried_again(
    council: Council, site: Site, archive: SiteArchive, sync: Sync
) -> None:
    good = site.routes["/" + FINAL]
    site.routes["/" + FINAL] = Answer(status=503)
    report = sync()
    assert _counts(report) == {"read": 7, "failed": 1}
    assert report.meetings
    assert report.meetings.failed == 1
    failures = archive.failures()
    assert [f.source for f in failures] == [site.url(FINAL)]
    assert "503" in failures[0].reason
    site.routes["/" + FINAL] = good
    report = sync()
    assert report.count(SyncOutcome.READ) == 1
    assert archive.failures() == ()


@pytest.mark.parametrize(
    "bad",
    [
        Answer(b"<html><body><h1>Log in</h1><p>Please</p></body></html>"),
        Answer(b"", kind="application/pdf"),
        Answer(b"%PDF-1.7 half", kind="application/pdf", length=5000),
        Answer(b"%PDF-1.7 half", kind="application/pdf", length=-1),
        Answer(status=500),
    ],
)
def test_what_is_held_is_never_replaced_by_an_error(
    council: Council, site: Site, archive: SiteArchive, sync: Sync, bad: Answer
) -> None:
    sync()
    before = {d.id for d in archive.documents()}
    site.routes["/" + FINAL] = bad
    report = sync(refresh=True)
    assert _counts(report) == {"unchanged": 7, "failed": 1}
    assert "copy that is held is kept" in (report.of(SyncOutcome.FAILED)[0].reason or "")
    assert {d.id for d in archive.documents()} == before
    assert archive.failures() == ()


def test_a_document_that_cannot_be_read_is_recorded_and_its_bytes_kept(
    council: Council, site: Site, archive: SiteArchive, sync: Sync
) -> None:
    site.put(FINAL, b"%PDF-1.7\nthis is no PDF\n%%EOF", kind="application/pdf")
    report = sync()
    assert report.count(SyncOutcome.FAILED) == 1
    failure = archive.failures()[0]
    assert failure.sha256
    assert archive.originals.read(failure.sha256).startswith(b"%PDF")


def test_a_meeting_whose_detail_fails_is_read_from_its_page(
    council: Council, site: Site, archive: SiteArchive, sync: Sync
) -> None:
    site.put("mgWebService.asmx/GetMeeting?lMeetingId=101", "oops", status=500)
    report = sync()
    assert _counts(report) == {"read": 8}
    assert any("Meeting 101" in note for note in report.notes)


def test_robots_are_obeyed(council: Council, site: Site, sync: Sync) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /documents/\nDisallow: /mgWebService.asmx")
    report = sync()
    assert _counts(report) == {"read": 5}
    assert sum("robots.txt" in other.reason for other in report.passed_over) == 3
    assert not any("/documents/" in path or "asmx" in path for path in site.paths())


# Limits and dry runs ------------------------------------------------------


def test_a_run_stops_at_its_limit_and_the_next_goes_on(
    council: Council, site: Site, archive: SiteArchive, sync: Sync
) -> None:
    report = sync(max_files=5)
    assert report.stopped
    assert "--max-files" in report.stopped
    assert _counts(report) == {"read": 5}
    site.paths()
    report = sync(max_files=5)
    assert (report.stopped, report.resumed) == (None, True)
    assert report.count(SyncOutcome.READ) == 3
    assert len(archive.documents()) == 8
    asked = [path for path in site.paths() if "asmx" not in path]
    assert len(asked) == 3  # nothing of what was done is asked for twice


def test_a_dry_run_asks_for_lists_only(
    council: Council, site: Site, archive: SiteArchive, sync: Sync
) -> None:
    report = sync(dry=True)
    assert set(_counts(report)) == {"planned"}
    assert {page.what for page in report.pages} == {"meeting", "item", "paper"}
    assert all("asmx" in path for path in site.paths())
    assert archive.documents() == []
    assert archive.failures() == ()


def test_two_sites_of_one_council_are_one_set_of_minutes(
    council: Council, archive: SiteArchive, sync: Sync
) -> None:
    sync()
    first = len(archive.documents())
    sync(refresh=True, force="Wealdmere")
    assert len(archive.documents()) == first
    assert {d.force for d in archive.documents()} == {"Wealdmere"}


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ("democracy.example.gov.uk", "https://democracy.example.gov.uk/"),
        ("https://d.example/ieListMeetings.aspx?CId=4", "https://d.example/"),
        ("https://www.example.gov.uk/moderngov", "https://www.example.gov.uk/moderngov/"),
        ("https://e.uk/moderngov/mgAi.aspx?ID=3", "https://e.uk/moderngov/"),
        ("https://e.uk/m/mgWebService.asmx/GetCommittees", "https://e.uk/m/"),
    ],
)
def test_the_folder_of_a_site(given: str, folder: str) -> None:
    assert site_folder(given) == folder


def test_a_site_in_a_folder_of_its_own(site: Site, archive: SiteArchive, clock: TestClock) -> None:
    council = example()
    council.folder = "moderngov/"
    council.publish(site)
    plan = ModernGovPlan(site.url("moderngov/mgCommitteeDetails.aspx?ID=7"), ("7",))
    report = sync_moderngov(archive, fetcher_of(clock), Limits(), clock, plan)
    assert _counts(report) == {"read": 8}


def test_an_agenda_that_becomes_minutes(
    either: str, council: Council, site: Site, archive: SiteArchive, sync: Sync, clock: TestClock
) -> None:
    sync()
    item = Item(1020, "Precept", "The Panel supported the precept by nine votes to two.")
    council.put(Meeting(103, date(2026, 3, 2), "Agenda and draft minutes", items=(item,)))
    council.publish(site)
    clock.later(days=40)
    report = sync()
    assert report.count(SyncOutcome.READ) == 3
    assert any("nine votes" in archive.text(d.id) for d in archive.documents())


def test_settled_meetings_are_read_again_by_a_better_reader_without_a_request(
    council: Council,
    site: Site,
    archive: SiteArchive,
    sync: Sync,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sync()
    identify = readers.identify
    monkeypatch.setattr(
        readers,
        "identify",
        lambda data, name: replace(identify(data, name), version=identify(data, name).version + 1),
    )
    site.paths()
    report = sync()
    assert not any("=101&" in path for path in site.paths())
    assert _counts(report) == {"updated": 8}
    page = next(d for d in archive.documents() if PAGE.format(101) in d.source)
    assert [p.name for p in archive.attendees(page.id)][:1] == ["Councillor Ada Thornbury"]
