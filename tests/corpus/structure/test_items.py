from __future__ import annotations

import pytest

from corpus.structure import recognise
from tests.corpus.structure.pages import outline, page, text_of


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("39/20 Apologies for absence", "39/20", "Apologies for absence"),
        ("4.1 Matters arising", "4.1", "Matters arising"),
        ("3(1) Chair's announcements", "3(1)", "Chair's announcements"),
        ("177. Rural crime", "177", "Rural crime"),
        ("5b Estates", "5b", "Estates"),
        ("18 Delivery Update pdf icon PDF 741 KB", "18", "Delivery Update"),
        ("Item 45. Budget monitoring", "45", "Budget monitoring"),
        ("7: Forward plan (70Kb)", "7", "Forward plan"),
        ("PCP 27/20 Precept", "PCP 27/20", "Precept"),
        ("EB(5)2 Open data", "EB(5)2", "Open data"),
        ("2 2. Vehicle theft", "2", "Vehicle theft"),
        ("6. 101 performance", "6", "101 performance"),
    ],
)
def test_numbering_styles(heading: str, number: str, title: str) -> None:
    reading = page(f"# {heading}\nThe Chair said that the report had been sent round late.")
    assert outline(recognise(reading))[0][1:] == (number, title)


def test_numbered_items_in_plain_paragraphs() -> None:
    reading = page(
        """
        1. Welcome
        The Chair welcomed everybody to the hall.
        2. Minutes of the last meeting
        The minutes were agreed as a correct record.
        2.1 Matters arising
        There were none that anybody could think of.
        3. Hate crime
        4.1 The Panel considered a report of the Commissioner on hate crime in the market towns.
        4.2 Members asked whether the figures were complete and were told that they were not.
        """
    )
    assert outline(recognise(reading)) == [
        (1, "1", "Welcome"),
        (1, "2", "Minutes of the last meeting"),
        (2, "2.1", "Matters arising"),
        (1, "3", "Hate crime"),
    ]


def test_dates_times_and_counts_are_no_item_numbers() -> None:
    reading = page(
        """
        1. Welcome
        The Chair welcomed everybody to the hall.
        10 March 2025
        10.30 am Tea
        101 Calls
        2021 Budget
        12 months of data were shown to the meeting.
        """
    )
    assert [n for _, n, _ in outline(recognise(reading)) if n] == ["1"]


def test_number_and_title_in_blocks_of_their_own() -> None:
    reading = page(
        """
        # Agenda and minutes
        ## Eastmoor Police and Crime Panel - Thursday, 4th February, 2021 10.30 am
        | No.
        | Item
        | 12.
        | Rural crime PDF 135 KB
        To consider the report of the Commissioner.
        Additional documents:
        Decision:
        RESOLVED that the report be noted.
        Minutes:
        The Commissioner introduced the report.
        | 13.
        | Work programme
        Minutes:
        Agreed.
        """
    )
    structure = recognise(reading)
    assert outline(structure) == [(1, "12", "Rural crime"), (1, "13", "Work programme")]
    assert text_of(reading, structure.items[1]).startswith("12.")
    assert "introduced the report" in text_of(reading, structure.items[1])


@pytest.mark.parametrize(
    "label",
    [
        "Decision:", "Minutes:", "Additional documents:", "Supporting documents:",
        "Assurance statement:", "Assurance Statement", "Actions arising:", "Findings:",
        "Resolved:", "Update:", "Action:", "Due:", "Present:", "Attendees:", "Apologies:",
    ],
)  # fmt: skip
def test_labels_stay_inside_their_item(label: str) -> None:
    reading = page(
        f"""
        ## Knife crime
        The Commissioner asked for a paper on knife crime.
        ### {label}
        The Commissioner was content with what she had heard.
        ## Burglary
        The Commissioner asked for a paper on burglary.
        """
    )
    assert [t for _, _, t in outline(recognise(reading))] == ["Knife crime", "Burglary"]


def test_numbers_after_an_action_label_are_its_list() -> None:
    reading = page(
        """
        4. Holding to account
        The Commissioner asked what had been done.
        Actions arising:
        1. Tracker to show projections
        2. Briefing note to be shared
        5. Any other business
        None.
        """
    )
    numbers = [n for _, n, _ in outline(recognise(reading))]
    assert numbers[0] == "4"
    assert "1" not in numbers
    assert "2" not in numbers


def test_topics_in_a_plain_text_are_items_and_names_are_not() -> None:
    reading = page(
        """
        Information
        Police Assurance Meeting – 10th March 2025
        POLICE ASSURANCE
        Welcome and introductions.
        Attendees:
        PFCC Dana Stone (DS)
        Piers Nettle (PN)
        Rosa Quill (RQ)
        * DS welcomed everyone to the meeting.
        Victim Satisfaction
        * Performance is measured by type of crime.
        Assurance statement:
        The Commissioner was pleased with what she heard.
        Knife Crime
        The Commissioner has been given data on the county.
        AOB
        No further business was raised
        """
    )
    assert outline(recognise(reading)) == [
        (1, None, "Welcome and introductions"),
        (1, None, "Victim Satisfaction"),
        (1, None, "Knife Crime"),
        (1, None, "AOB"),
    ]


def test_a_row_of_numbers_that_begins_again_stands_under_the_item() -> None:
    reading = page(
        """
        # 4. HOLDING TO ACCOUNT
        # 4a PERFORMANCE AGAINST THE PLAN
        # 1. Northtown
        The officer said that things were better.
        # 2 2. Domestic Burglary
        The officer said that things were worse.
        | 3. Hate crime Hate Crime, and above all the falling rate, has been looked at twice.
        | 5b
        | DELIVERY OF INITIATIVES:
        | No items on the agenda.
        | 5.
        | AOB:
        | None
        | 6.
        | DATE OF NEXT MEETING
        """
    )
    assert outline(recognise(reading)) == [
        (1, "4", "HOLDING TO ACCOUNT"),
        (2, "4a", "PERFORMANCE AGAINST THE PLAN"),
        (3, "1", "Northtown"),
        (3, "2", "Domestic Burglary"),
        (3, "3", "Hate crime"),
        (1, "5b", "DELIVERY OF INITIATIVES"),
        (1, "5", "AOB"),
        (1, "6", "DATE OF NEXT MEETING"),
    ]


def test_heading_levels_nest() -> None:
    reading = page(
        """
        # Minutes of the Eastmoor Board
        ## Performance
        ### Burglary
        The rate had fallen since the last report.
        ### Robbery
        The rate had risen since the last report.
        ## Estates
        The station was sold last week to a hotel.
        """
    )
    assert outline(recognise(reading)) == [
        (1, None, "Performance"),
        (2, None, "Burglary"),
        (2, None, "Robbery"),
        (1, None, "Estates"),
    ]


def test_an_agenda_item_page_is_one_item() -> None:
    reading = page(
        """
        Agenda item
        Commissioner's Report
        Minutes:
        The Commissioner introduced his report and answered questions.
        Councillor Vale asked whether more could be said.
        """
    )
    structure = recognise(reading)
    assert outline(structure) == [(1, None, "Commissioner's Report")]
    assert structure.title == "Commissioner's Report"
    assert (structure.body, structure.date, structure.force) == (None, None, None)


def test_an_agenda_listed_first_does_not_swallow_the_minutes() -> None:
    reading = page(
        """
        # 1. Welcome
        # 2. Burglary
        # 3. Estates
        # 1. Welcome
        The Chair welcomed everybody.
        # 2. Burglary
        The rate had fallen since the last report.
        """
    )
    assert {level for level, _, _ in outline(recognise(reading))} == {1}


def test_a_list_of_short_lines_is_not_a_row_of_headings() -> None:
    reading = page(
        """
        1. Wards
        These were visited in the summer:
        Ash Hill
        Brook End
        Castle Green
        Dene Park
        Elm Road
        2. Close
        The meeting ended.
        """
    )
    assert outline(recognise(reading)) == [(1, "1", "Wards"), (1, "2", "Close")]


def test_furniture_on_every_page_is_no_heading() -> None:
    reading = page(
        """
        # Restricted Paper
        # 1. Welcome
        The Chair welcomed everybody.
        ~
        # Restricted Paper
        # 2. Burglary
        The rate had fallen.
        ~
        # Restricted Paper
        The rate had risen.
        """,
        pages=3,
    )
    assert outline(recognise(reading)) == [(1, "1", "Welcome"), (1, "2", "Burglary")]


def test_a_numbered_heading_may_end_in_a_full_stop_or_hold_a_verb() -> None:
    reading = page(
        """
        # 1. Welcome
        The Chair welcomed everybody.
        # 2. Update on the downgrading of figures and revisions to the outcomes framework.
        The officer spoke.
        # 3. What data will be released
        The officer spoke again.
        """
    )
    assert [n for _, n, _ in outline(recognise(reading))] == ["1", "2", "3"]


def test_an_item_named_after_actions_keeps_the_items_after_it() -> None:
    # "2. Minutes and actions" once opened a list of actions that swallowed item 3.
    reading = page(
        """
        # 1. Welcome
        # 2. Minutes and actions
        Agreed.
        # 3. Burglary
        The rate had fallen.
        """
    )
    assert [n for _, n, _ in outline(recognise(reading))] == ["1", "2", "3"]


def test_an_agenda_list_of_paragraphs_is_kept() -> None:
    reading = page("# Agenda\n1. Welcome\n2. Burglary\n3. Close")
    assert [n for _, n, _ in outline(recognise(reading))] == ["1", "2", "3"]


def test_numbered_list_entries_are_no_items() -> None:
    reading = page(
        """
        # 1. Northtown
        The officer spoke about what was planned:
        * 1. Tracker to show projections
        * 2. Briefing note
        # 2. Close
        """
    )
    assert [t for _, _, t in outline(recognise(reading))] == ["Northtown", "Close"]


def test_a_figure_at_the_end_makes_no_title_of_a_sentence() -> None:
    reading = page("# 1. Rates\nVictim satisfaction was 75%\nThe officer said that this was fair.")
    assert [t for _, _, t in outline(recognise(reading))] == ["Rates"]


def test_rows_of_a_tracker_are_no_agenda_items() -> None:
    reading = page(
        """
        # 48. Recommendations tracker
        | No.
        | Recommendation
        7 Hinges on alley gates
        | Housing
        | 8
        | Map of burglary by ward
        | 2023/14 Dates against the recommendations
        # 49. 101
        The average wait was one minute.
        """
    )
    assert [n for _, n, _ in outline(recognise(reading))] == ["48", "49"]
    assert outline(recognise(page("# 5. Roads\nFine.\n6. 101\nThe wait was short.")))[1][2] == "101"
