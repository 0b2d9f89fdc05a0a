"""Council systems' pages as they are served, read and recognised; every word is made up."""

from __future__ import annotations

from datetime import date

from corpus.model import Attendee, MeetingStatus
from corpus.readers import read
from corpus.structure import PartKind, parts_of, recognise
from tests.corpus.structure.pages import outline

_MODERNGOV = """<html><head><title>Agenda and draft minutes</title></head><body>
<div id="header"><a href="#">Find a councillor</a><ul><li>Home</li><li>Councillors</li></ul></div>
<div class="mgBreadcrumb"><a>Home</a> &gt; <a>Committees</a> &gt; Agenda and draft minutes</div>
<div class="mgContent"><h1>Agenda and draft minutes</h1>
<h2 class="mgSubTitleTxt">Eastmoor Police and Crime Panel<br/>Thursday, 4th February, 2021</h2>
<p><span class="mgLabel">Venue:</span> Glass Hall, Ash. <a>View directions</a></p>
<table class="mgItemTable"><tr><th>No.</th><th>Item</th></tr>
<tr><td><p class="mgAiTitleTxt">39/20</p></td><td><p class="mgAiTitleTxt">Apologies</p>
<div class="mgWordPara"><p>To receive any apologies for absence.</p></div>
<p class="mgSubItemTitleTxt">Minutes:</p>
<div><p>Apologies were received from Councillor Una Wick.</p></div></td></tr>
<tr><td><p class="mgAiTitleTxt">40/20</p></td>
<td><p class="mgAiTitleTxt">Rural crime <a>PDF 135 KB</a></p>
<div class="mgWordPara"><p>To consider the report of
the Commissioner.</p></div><p class="mgSubItemTitleTxt">Additional documents:</p>
<ul class="mgBulletList"><li><a>Rural report, item 40/20</a></li></ul>
<p class="mgSubItemTitleTxt">Decision:</p><div><p>RESOLVED that the report be noted.</p></div>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>The Commissioner said that
thefts had fallen.</p></div></td></tr></table></div>
<div id="footer">Accessibility statement | Privacy</div></body></html>"""

_CMIS = """<html><body><div id="ContentPane"><h1>Meeting Details</h1><h2>Meeting Summary</h2>
<div class="DNNLabel">Committee</div><div class="Value">Eastmoor Police and Crime Panel</div>
<div class="DNNLabel">Date</div><div class="Value">1 Jun 2017 - 14:30 to 17:00</div>
<div class="DNNLabel">Venue</div><div class="Value">Glass Hall</div>
<div class="DNNLabel">Status</div><div class="Value">Confirmed</div>
<ul><li>Documents</li><li>Members</li><li>Attendees</li></ul>
<table><tr><td>4</td><td>Rural crime <a>Pdf Minutes (70Kb)</a></td></tr>
<tr><td></td><td>To receive a report of the Commissioner on rural crime.</td></tr>
<tr><td>3</td><td>The Commissioner said that thefts of plant had fallen.</td></tr>
<tr><td>5</td><td>Work programme</td></tr>
<tr><td>4</td><td>The programme was agreed as it had been set out.</td></tr></table>
</div></body></html>"""


def test_a_moderngov_meeting_page() -> None:
    reading = read(_MODERNGOV.encode(), "ieListDocuments.aspx.html")
    structure = recognise(reading)
    assert structure.title == "Eastmoor Police and Crime Panel"
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert structure.date == date(2021, 2, 4)
    assert structure.status is MeetingStatus.DRAFT
    assert outline(structure) == [(1, "39/20", "Apologies"), (1, "40/20", "Rural crime")]
    assert structure.attendees == (Attendee("Una Wick", "Councillor", present=False),)
    rural = [p.kind for p in parts_of(reading, structure.items) if p.item == 2]
    assert rural == [PartKind.AGENDA, PartKind.PAPERS, PartKind.DECISION, PartKind.MINUTES]


def test_the_frame_of_a_council_page_is_left_out() -> None:
    text = read(_MODERNGOV.encode(), "x.html").text
    assert "Committees" not in text
    assert "Find a councillor" not in text
    assert "Privacy" not in text
    assert "thefts had fallen" in text


def test_what_an_old_page_calls_its_header_may_hold_its_title() -> None:
    page = "<body><div id='header'><h2>Ash Board, 4 May 2019</h2></div><p>All agreed.</p></body>"
    assert "Ash Board" in read(page.encode(), "x.html").text


def test_a_cmis_meeting_page() -> None:
    structure = recognise(read(_CMIS.encode(), "meeting.html"))
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert structure.date == date(2017, 6, 1)
    assert structure.status is MeetingStatus.APPROVED
    assert outline(structure) == [(1, "4", "Rural crime"), (1, "5", "Work programme")]
    assert (structure.attendees, structure.notes) == ((), ())


def test_a_trail_of_links_is_no_title_and_no_item() -> None:
    page = "<p>Home &gt; Committees &gt; Agenda</p><h1>Ash Board - 4 May 2019</h1><h2>Roads</h2>"
    structure = recognise(read(f"{page}<p>It was said to be so.</p>".encode(), "x.html"))
    assert structure.title == "Ash Board - 4 May 2019"
    assert [t for _, _, t in outline(structure)] == ["Roads"]
