"""The date, body, force, title and status of a document."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import MeetingStatus
from corpus.structure import recognise
from tests.corpus.structure.pages import page

_REST = """
1. Minutes of the meeting held on 6 June 2019
The minutes of the meeting held on 6 June 2019 were agreed as a correct record.
2. Next meeting
The next meeting would be held on 3 December 2019.
"""


@pytest.mark.parametrize(
    "head",
    [
        "# Eastmoor Police & Crime Panel - Thursday, 5th September, 2019 10.30 am",
        "# Eastmoor Police and Crime Panel\n## Thursday, 5 September 2019",
        "EASTMOOR POLICE AND CRIME PANEL\nMinutes of the meeting held on 5 September 2019 at Ash",
        "Minutes of the Eastmoor Police and Crime Panel of 5th September 2019",
        "Eastmoor Police and Crime Panel\nDate: Thursday 5 September 2019",
        "Eastmoor Police and Crime Panel\nDate:\n05/09/2019",
        "# Issue - meetings\n# Land\nMeeting: 05/09/2019 - Eastmoor Police & Crime Panel (Item 4)",
        "# Agenda and minutes\n# EASTMOOR PCP\nPublication date: 1 October 2019\nDate: 5.09.2019",
    ],
)
def test_date_body_and_force_of_the_head(head: str) -> None:
    structure = recognise(page(head + "\n" + _REST))
    assert structure.date == date(2019, 9, 5)
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert structure.force == "Eastmoor"


def test_dates_of_other_days_are_never_the_meetings() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Board
            Publication date: 1 October 2019
            Date of next meeting: 3 December 2019
            Deadline: 9 October 2019
            """
            + _REST
        )
    )
    assert structure.date is None
    assert structure.body == "Eastmoor Board"
    assert structure.force is None


def test_no_date_is_taken_from_prose() -> None:
    structure = recognise(
        page(
            """
            Agenda item
            Estates
            Minutes:
            The station at Ashdene was closed on 4 May 2018 after the survey.
            """
        )
    )
    assert structure.date is None


def test_an_item_page_about_the_last_minutes_has_no_date() -> None:
    structure = recognise(
        page("Agenda item\nMinutes of the meeting held on 4 May 2018\nMinutes:\nAgreed by all.")
    )
    assert structure.date is None


def test_two_equally_good_dates_are_no_date_and_a_note() -> None:
    structure = recognise(page("# Eastmoor Board - 5 May 2019\n## Notes of 6 May 2019\n" + _REST))
    assert structure.date is None
    assert any("2019-05-05" in n and "2019-05-06" in n for n in structure.notes)


def test_a_labelled_date_wins_over_a_heading_and_says_so() -> None:
    structure = recognise(page("# Eastmoor Board - 5 May 2019\nDate: 6 May 2019\n" + _REST))
    assert structure.date == date(2019, 5, 6)
    assert any("2019-05-05" in n for n in structure.notes)


def test_an_issue_page_over_two_meetings_has_no_date() -> None:
    structure = recognise(
        page(
            """
            # Issue - meetings
            # Estates
            Meeting: 09/09/2021 - Eastmoor Police and Crime Panel (Item 4)
            4 Estates PDF 10 KB
            The report had been noted by all.
            Meeting: 10/10/2021 - Eastmoor County Council Cabinet (Item 9)
            9 Estates PDF 10 KB
            The report had been noted by all.
            """
        )
    )
    assert structure.date is None
    assert structure.body is None
    assert any("several bodies" in n for n in structure.notes)


def test_an_odd_date_is_left_unknown_and_noted() -> None:
    structure = recognise(page("# Eastmoor Board - 5th November, 20204\n" + _REST))
    assert structure.date is None
    assert any("20204" in n for n in structure.notes)


def test_a_wrong_weekday_is_noted() -> None:
    structure = recognise(page("# Eastmoor Board - Monday 19 December 2017\n" + _REST))
    assert structure.date == date(2017, 12, 19)
    assert any("Tuesday" in n for n in structure.notes)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Westmarch Police, Fire and Crime Panel", "Westmarch Police, Fire and Crime Panel"),
        ("Minutes of the Scrutiny Committee meeting", "Scrutiny Committee"),
        ("CLEAR GLASS BOARD", "Clear Glass Board"),
        ("Ash Borough Council\n# Safety Scrutiny Committee", "Safety Scrutiny Committee"),
        ("Monthly Assurance Meeting May 2019 – Meeting Notes", "Monthly Assurance Meeting"),
        ("Police Assurance & Accountability Meeting – 4th May 2019",
         "Police Assurance and Accountability Meeting"),
        ("Local Data Panel – Twenty-second Meeting", "Local Data Panel"),
        ("Police and Crime Panel for Lancashire", "Police and Crime Panel for Lancashire"),
        ("Overview & Scrutiny Sub-Committee - Minutes", "Overview and Scrutiny Sub-Committee"),
    ],
)  # fmt: skip
def test_forms_of_a_bodys_name(line: str, body: str) -> None:
    assert recognise(page(f"# {line}\n{_REST}")).body == body


@pytest.mark.parametrize("line", ["Next Meeting", "Annual Meeting", "Twenty-second Meeting"])
def test_a_meeting_without_a_name_is_no_body(line: str) -> None:
    assert recognise(page(f"# {line} 4 May 2019\n{_REST}")).body is None


def test_a_body_mentioned_in_prose_is_not_whose_meeting_it_is() -> None:
    structure = recognise(
        page(
            """
            Agenda item
            Estates
            The report had already gone to the Eastmoor Police and Crime Panel.
            Northamptonshire was said to have done the same.
            """
        )
    )
    assert (structure.body, structure.force) == (None, None)


def test_an_employer_in_the_attendance_list_is_not_the_body() -> None:
    structure = recognise(
        page(
            """
            # Notes of 4 May 2019
            Present:
            Robin Vale, Youth Justice Board
            Dana Stone, Eastmoor County Council
            # Welcome
            The Chair welcomed everybody.
            """
        )
    )
    assert structure.body is None
    assert len(structure.attendees) == 2


@pytest.mark.parametrize(
    ("head", "force"),
    [
        ("# Northants Police, Fire & Crime Panel", "Northamptonshire"),
        ("# Kent and Medway Police and Crime Panel", "Kent"),
        ("# Assurance Board\nNorthamptonshire Police", "Northamptonshire"),
        ("# Assurance Board\nOffice of the Police and Crime Commissioner for Surrey", "Surrey"),
        ("^ Police and Crime Commissioner for Eastmoor\n# Assurance Board", "Eastmoor"),
        ("^ Office of the Police and Crime Commissioner for Ash Page 1\n# Assurance Board", "Ash"),
        ("# Assurance Board\nEastmoor Police", None),
        ("# Assurance Board\nConfirmation of the Deputy Police and Crime Commissioner", None),
        ("# Assurance Board\nVenue: Northamptonshire Hall", None),
    ],
)
def test_the_force_is_told_by_name_only(head: str, force: str | None) -> None:
    assert recognise(page(f"{head}\n{_REST}")).force == force


def test_the_pages_own_title_names_body_and_office_but_not_the_site() -> None:
    structure = recognise(
        page(
            "# Notes\nThe Chair welcomed everybody to the meeting.",
            title="Fire Board – 4 May 2019 - Eastmoor Police, Fire and Crime Commissioner",
        )
    )
    assert structure.force == "Eastmoor"
    assert structure.date == date(2019, 5, 4)
    site = recognise(
        page("Agenda item\nEstates\nAgreed.", title="Estates | Eastmoor County Council")
    )
    assert site.body is None


def test_an_employer_among_the_attendees_is_not_the_force() -> None:
    structure = recognise(
        page(
            """
            # Data Panel
            Attendees:
            | Dana Stone
            | Metropolitan Police
            """
        )
    )
    assert structure.force is None


def test_an_address_is_no_item_and_hides_no_date() -> None:
    structure = recognise(
        page(
            """
            ## Data Panel
            ## Glass House, 6 Clifton Way, Eastmoor EM2A 4JE
            ## MINUTES AND ACTIONS - 17th October 2013
            ## Welcome
            The Chair welcomed everybody.
            """
        )
    )
    assert structure.date == date(2013, 10, 17)
    assert [i.title for i in structure.items] == [None, "Welcome"]


def test_the_title_property_of_a_pdf_is_not_trusted() -> None:
    structure = recognise(
        page("# Notes\nThe Chair spoke.", title="Draft minutes Old Panel 4 May 2001", pages=1)
    )
    assert (structure.date, structure.body, structure.status) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Agenda and draft minutes", MeetingStatus.DRAFT),
        ("DRAFT", MeetingStatus.DRAFT),
        ("Eastmoor Board Minutes (draft)", MeetingStatus.DRAFT),
        ("Draft minutes - subject to approval", MeetingStatus.DRAFT),
        ("19.11.10 Draft", MeetingStatus.DRAFT),
        ("Agenda and minutes", MeetingStatus.APPROVED),
        ("Approved minutes", MeetingStatus.APPROVED),
        ("Agenda", MeetingStatus.AGENDA),
        ("Minutes", None),
        ("To approve the draft minutes of the last meeting", None),
        ("Draft budget", None),
    ],
)
def test_status_by_the_pages_heading(line: str, status: MeetingStatus | None) -> None:
    structure = recognise(page(f"# {line}\n## Eastmoor Board - 19 November 2010\n{_REST}"))
    assert structure.status == status


def test_minutes_that_call_themselves_unconfirmed_are_a_draft() -> None:
    line = "These minutes are subject to confirmation by the Panel at its next meeting."
    structure = recognise(page(f"# Eastmoor Panel - 4 May 2019\n{line}\n{_REST}"))
    assert structure.status == MeetingStatus.DRAFT


def test_what_is_said_of_the_last_minutes_is_no_status() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Board - 4 May 2019
            1. Draft minutes of the last meeting
            The minutes were approved and signed.
            """
        )
    )
    assert structure.status is None
