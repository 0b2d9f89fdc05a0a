"""The pages that minutes are published on, each by its shape; every word is made up."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Item, Structure
from corpus.structure import PartKind, parts_of, recognise
from tests.corpus.structure.pages import outline, page, text_of

_MEETING = """
# Agenda and minutes
## Eastmoor Police and Crime Panel - Thursday, 4th February, 2021 10.30 am
Venue: The Glass Hall, Eastmoor
Contact: Nora Mill
| No.
| Item
| 12.
| Rural crime PDF 135 KB
To consider the report of the Commissioner.
Additional documents:
* Rural crime report PDF 90 KB
Decision:
RESOLVED that the report be noted.
Minutes:
The Commissioner introduced the report and said that thefts of plant had fallen.
| 13.
| Work programme
The Panel is invited to agree its work programme.
Minutes:
The programme was agreed as it had been set out.
"""


def item_of(structure: Structure, title: str) -> Item:
    return next(i for i in structure.items if i.title == title)


def parts(source: str, title: str) -> list[tuple[PartKind, str]]:
    reading = page(source)
    structure = recognise(reading)
    return [
        (
            part.kind,
            reading.text[
                reading.blocks[part.first_block].start : reading.blocks[part.end_block - 1].end
            ],
        )
        for part in parts_of(reading, structure.items)
        if structure.items[part.item].title == title
    ]


def test_agenda_text_is_told_from_decision_and_minutes() -> None:
    found = parts(_MEETING, "Rural crime")
    assert [kind for kind, _ in found] == [
        PartKind.AGENDA,
        PartKind.PAPERS,
        PartKind.DECISION,
        PartKind.MINUTES,
    ]
    assert "To consider" in found[0][1]
    assert "be noted" in found[2][1]
    assert "thefts of plant" in found[3][1]
    assert "To consider" not in found[3][1]


def test_without_a_label_the_minutes_begin_where_the_agendas_words_end() -> None:
    source = """
    # Agenda item
    Rural crime
    To receive a report on rural crime.
    The Commissioner said that thefts of plant had fallen in the uplands.
    """
    assert [kind for kind, _ in parts(source, "Rural crime")] == [
        PartKind.AGENDA,
        PartKind.MINUTES,
    ]


def test_an_item_of_nothing_but_its_record_is_all_minutes() -> None:
    source = "# Agenda item\nRural crime\nThe Commissioner said that thefts had fallen this year."
    assert [kind for kind, _ in parts(source, "Rural crime")] == [PartKind.MINUTES]


def test_a_resolution_without_its_label_is_a_decision() -> None:
    source = "# 4. Rural crime\nTo note the report.\nResolved – That the report be noted."
    assert [kind for kind, _ in parts(source, "Rural crime")] == [
        PartKind.AGENDA,
        PartKind.DECISION,
    ]


def test_parts_cover_every_block_of_the_items_once() -> None:
    reading = page(_MEETING)
    structure = recognise(reading)
    found = parts_of(reading, structure.items)
    covered = [b for p in found for b in range(p.first_block, p.end_block)]
    titled = [i for i in structure.items if i.title is not None]
    assert covered == [b for i in titled for b in range(i.first_block, i.end_block)]


def test_a_meeting_page_says_body_date_and_items() -> None:
    structure = recognise(page(_MEETING))
    assert structure.date == date(2021, 2, 4)
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert outline(structure) == [(1, "12", "Rural crime"), (1, "13", "Work programme")]


@pytest.mark.parametrize("labels", ["Minutes:\n", ""])
def test_an_item_page_reads_the_same_with_and_without_its_labels(labels: str) -> None:
    structure = recognise(
        page(
            f"Agenda item\nVerbal update\n{labels}"
            "That the verbal update of the Commissioner be noted by all."
        )
    )
    assert outline(structure) == [(1, None, "Verbal update")]
    assert (structure.date, structure.body) == (None, None)


def test_three_numbers_of_one_item() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Panel - Thursday, 4th February, 2021
            | 4.
            | 27/21
            | Rural crime
            The Commissioner said that thefts of plant had fallen in the uplands.
            | 5.
            | 28/21
            | Work programme
            The programme was agreed as it had been set out.
            """
        )
    )
    assert [(n, t) for _, n, t in outline(structure)] == [
        ("27/21", "Rural crime"),
        ("28/21", "Work programme"),
    ]


def test_a_row_flattened_with_pipes() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Panel - Thursday, 4th February, 2021
            No. | Item |
            1. | Apologies for absence | None had been received by the clerk. |
            2. | Rural crime | The Commissioner said that thefts of plant had fallen. |
            """
        )
    )
    assert [(n, t) for _, n, t in outline(structure)] == [
        ("1", "Apologies for absence"),
        ("2", "Rural crime"),
    ]


def test_one_body_over_two_meetings_has_its_body_and_no_date() -> None:
    structure = recognise(
        page(
            """
            # Issue - meetings
            # Estates
            Meeting: 09/09/2021 - Eastmoor Police and Crime Panel (Item 4)
            4 Estates PDF 10 KB
            The report had been noted by all.
            Meeting: 10/12/2021 - Eastmoor Police and Crime Panel (Item 9)
            9 Estates PDF 10 KB
            The report had been noted by all.
            """
        )
    )
    assert structure.date is None
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert any(n.startswith("several meetings: ") and "2021-12-10" in n for n in structure.notes)


def test_the_three_dates_of_a_decision_page() -> None:
    structure = recognise(
        page(
            """
            # Decision details
            # Estates
            Decision Maker: Eastmoor Police and Crime Panel
            Decision status: Recommendations approved
            Is Key decision?: No
            Publication date: 14/09/2021
            Date of decision: 10/09/2021
            Effective from: 20/09/2021
            Decided at meeting: 09/09/2021 - Eastmoor Police and Crime Panel
            """
        )
    )
    assert structure.date == date(2021, 9, 9)
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert not any(n.startswith(("conflict", "several")) for n in structure.notes)


def test_a_decision_of_no_meeting_has_no_date() -> None:
    structure = recognise(
        page(
            "# Decision details\n# Estates\nPublication date: 14/09/2021"
            "\nDate of decision: 10/09/2021"
        )
    )
    assert structure.date is None


def test_the_two_integers_of_a_cmis_page() -> None:
    structure = recognise(
        page(
            """
            # Meeting Details
            ## Meeting Summary
            ### Eastmoor Police and Crime Panel
            1 Jun 2017 - 14:30 to 17:00
            ## Documents
            4 Rural crime
            To receive a report of the Commissioner on rural crime in the uplands.
            3
            The Commissioner said that thefts of plant had fallen in the uplands.
            5 Work programme
            To agree the programme for the coming year.
            4
            The programme was agreed as it had been set out.
            """
        )
    )
    assert structure.date == date(2017, 6, 1)
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert [(n, t) for _, n, t in outline(structure) if n] == [
        ("4", "Rural crime"),
        ("5", "Work programme"),
    ]


def test_decisions_first_and_their_discussion_carry_the_same_item() -> None:
    reading = page(
        """
        # Eastmoor Police and Crime Panel
        Date: 4 February 2021
        | Item
        | Description
        | Decision
        | PCP 27/20
        | Rural crime
        AGREED that the report be noted.
        | PCP 28/20
        | Work programme
        AGREED that the programme stand.
        # Preamble
        PCP 27/20
        Rural crime
        Members asked about thefts of plant, and were told that they had fallen.
        PCP 28/20
        Work programme
        Members asked for a report on road safety to be added in the spring.
        """
    )
    structure = recognise(reading)
    by_number = [i for i in structure.items if i.number == "PCP 27/20"]
    assert [i.title for i in by_number] == ["Rural crime", "Rural crime"]
    assert "thefts of plant" in text_of(reading, by_number[1])
    assert structure.date == date(2021, 2, 4)


def test_a_commissioners_page_keeps_labels_inside_its_topics() -> None:
    structure = recognise(
        page(
            """
            # Police Accountability Board minutes – 8 February 2022
            Attendees:
            PFCC Dana Stone (DS)
            A/CC Rosa Quill (RQ)
            ## Previous minutes and action log
            The minutes were agreed by those who had been there.
            Action – DS to circulate the log.
            ## Burglary
            The Commissioner requires a report on burglary in the market towns.
            * RQ spoke to the paper.
            Assurance statement:
            The Commissioner was assured by what she had heard.
            """
        )
    )
    assert [t for _, _, t in outline(structure)] == ["Previous minutes and action log", "Burglary"]
    assert structure.attendees[1].role == "A/CC"


def test_a_reference_of_item_and_date() -> None:
    reading = page(
        """
        # Eastmoor Governance Board
        Date: 17 August 2022
        Ref 03/17/08/2022 Force control room
        The Commissioner asked how long callers waited in the small hours.
        Decision: the paper was accepted.
        """
    )
    structure = recognise(reading)
    assert structure.date == date(2022, 8, 17)
    assert outline(structure) == [(1, "03/17/08/2022", "Force control room")]


def test_a_number_in_romans_under_an_item() -> None:
    structure = recognise(
        page(
            """
            # Data Panel – 5 February 2013
            4(i) Estates
            The clerk said that two stations had been sold.
            Item 7i): The code consultation
            The clerk said that replies had come from half the councils.
            7ii): Bids to the fund
            The clerk said that six bids had been made in all.
            """
        )
    )
    assert [n for _, n, _ in outline(structure)] == ["4(i)", "7i", "7ii"]


@pytest.mark.parametrize(
    "line",
    [
        "In summary", "In summary:", "In discussion the following points were made:",
        "Points made in discussion", "Key points from the presentation:", "Looking forward:",
        "Comments", "Project description", "Next steps for the force:", "Future meeting dates:",
    ],
)  # fmt: skip
def test_what_leads_into_a_list_heads_no_item(line: str) -> None:
    structure = recognise(
        page(
            f"""
            ## Knife crime
            The Commissioner asked for a paper on knife crime.
            {line}
            * Searches had risen in the towns.
            * Fewer young people were found with knives.
            ## Burglary
            The Commissioner asked for a paper on burglary.
            """
        )
    )
    assert [t for _, _, t in outline(structure)] == ["Knife crime", "Burglary"]


def test_dates_and_times_in_bold_head_no_item_and_hide_none() -> None:
    structure = recognise(
        page(
            """
            # Data Panel
            # Eighteenth Meeting held at the Glass House
            # 5 February 2013
            ## 15:00 – 16:45
            ## Welcome
            The Chair welcomed everybody to the meeting.
            ## Future meeting dates
            ## Thursday 23rd May 2013
            Panel Secretariat
            February 2013
            """
        )
    )
    assert structure.date == date(2013, 2, 5)
    assert [t for _, _, t in outline(structure)] == ["Welcome"]


def test_paragraphs_numbered_on_across_items_are_no_items() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Panel - Thursday, 4th February, 2021
            ## 13. Rural crime
            1. The Panel considered a report of the Commissioner on thefts of plant.
            2. Members asked whether the figures were complete and were told that they were.
            ## 14. Road safety
            3. The Panel considered a report of the Commissioner on the year's collisions.
            (a)
            That the report be noted by the Panel as it had been set out.
            ## 15. Work programme
            4. The Panel agreed its programme.
            """
        )
    )
    assert [(n, t) for _, n, t in outline(structure)] == [
        ("13", "Rural crime"),
        ("14", "Road safety"),
        ("15", "Work programme"),
    ]


def test_every_heading_may_be_numbered_one() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Panel - Thursday, 4th February, 2021
            ## 1. Welcome
            The Chair welcomed everybody to the hall.
            ## 1. Rural crime
            The Commissioner said that thefts of plant had fallen in the uplands.
            ## 1. Road safety
            The Commissioner said that fewer had been hurt.
            """
        )
    )
    assert [t for _, _, t in outline(structure)] == ["Welcome", "Rural crime", "Road safety"]
    assert len({level for level, _, _ in outline(structure)}) == 1


@pytest.mark.parametrize("mark", ["Ref ", "Ref/"])
def test_references_alone_say_when_the_meeting_was(mark: str) -> None:
    structure = recognise(
        page(
            f"""
            # Eastmoor Governance Board
            {mark}03/17/08/2022 Force control room
            The Commissioner asked how long callers waited in the small hours.
            {mark}04/17/08/2022 Estates
            The Commissioner asked about the sale.
            """
        )
    )
    assert structure.date == date(2022, 8, 17)
    assert outline(structure) == [
        (1, "03/17/08/2022", "Force control room"),
        (1, "04/17/08/2022", "Estates"),
    ]
    assert any("references of the items" in note for note in structure.notes)


def test_references_of_two_days_say_no_date() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Governance Board
            Ref 03/17/08/2022 Force control room
            The Commissioner asked how long callers waited.
            Ref 04/14/09/2022 Estates
            The Commissioner asked about the sale.
            """
        )
    )
    assert structure.date is None


_QUESTIONS = """
# Eastmoor Commissioner - Questions from the public
{head}
| Date
| View from the public
| Chief Constable response
| Full agenda item
| 03/04/2019
| Why are so few speed checks made in Ash?
| Checks will be made twice a month from June.
| Item 4
| 10/04/2019
| When will the front desk open?
| The desk will open in July.
| Item 5
"""


def test_the_days_of_questions_in_a_table_are_not_the_meetings() -> None:
    dated = recognise(page(_QUESTIONS.format(head="4 May 2019")))
    assert dated.date == date(2019, 5, 4)
    assert not any(note.startswith("conflict") for note in dated.notes)
    assert outline(dated) == []
    assert recognise(page(_QUESTIONS.format(head="Held in the hall"))).date is None


def test_one_other_day_in_a_cell_at_the_top_is_still_a_conflict() -> None:
    structure = recognise(
        page("# Eastmoor Board - 4 May 2019\n| Held\n| 5 May 2019\n## Roads\nSo.")
    )
    assert structure.date is None
    assert any(note.startswith("conflict: ") for note in structure.notes)


def test_rows_of_outstanding_references_are_no_items() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Police and Crime Panel - 4 May 2019
            ## 3. Outstanding references
            | Reference
            | Origin
            | Date
            | Recommendation
            | Lead officer
            | Action taken
            | Status
            | 9/2022/P
            | Panel
            | 01/02/2019
            | That the force report on hare coursing
            | DCC
            | Report drafted
            | In progress
            | 30/2019/P
            | Panel
            | 01/03/2019
            | That the log be published
            | CEx
            | Published
            | Closed
            ## 4. Roads
            The Commissioner said that fewer were hurt.
            """
        )
    )
    assert structure.date == date(2019, 5, 4)
    assert [(n, t) for _, n, t in outline(structure)] == [
        ("3", "Outstanding references"),
        ("4", "Roads"),
    ]


def test_what_is_exempt_or_struck_out_is_kept_as_it_is_printed() -> None:
    reading = page(
        """
        # Eastmoor Police and Crime Panel - 4 May 2019
        ## 7. Exclusion of the public
        RESOLVED that the public be excluded under paragraph 3 of Part 1 of Schedule 12A.
        ## Part 2
        ## 8. Estates (exempt)
        ## 9. Complaints
        The number of complaints was [redacted] in the quarter, and XX of them were upheld.
        """
    )
    structure = recognise(reading)
    assert [(n, t) for _, n, t in outline(structure)] == [
        ("7", "Exclusion of the public"),
        ("8", "Estates (exempt)"),
        ("9", "Complaints"),
    ]
    assert "[redacted]" in text_of(reading, structure.items[-1])
    assert not any(note.startswith(("cut short", "list lost")) for note in structure.notes)


def test_a_list_of_topics_in_place_of_minutes_holds_nothing_more() -> None:
    structure = recognise(
        page(
            """
            # Eastmoor Accountability Meeting - 4 May 2019
            The webcast of the meeting is its record. Topics:
            * Burglary
            * Road safety
            * The estate
            """
        )
    )
    assert structure.date == date(2019, 5, 4)
    assert outline(structure) == []
    assert structure.attendees == ()


def test_a_page_whose_address_alone_has_the_date_leaves_it_unknown() -> None:
    reading = page("# Agenda and minutes\n## Eastmoor Panel\n### 1. Rural crime\nAll was said.")
    name = "CeListDocuments.aspx?CommitteeId=7&MeetingId=5&DF=22%2F06%2F2018&Ver=2.html"
    assert recognise(reading, name).date is None


def test_a_commissioner_named_in_a_stale_header_is_nobody_here() -> None:
    reading = page(
        """
        ^ Robin Vale, Police and Crime Commissioner, Eastmoor House
        # Eastmoor Board - 4 May 2019
        Present: Dana Stone (Commissioner), Piers Nettle
        ## 1. Roads
        Fewer were hurt, the Commissioner said.
        """
    )
    assert [a.name for a in recognise(reading).attendees] == ["Dana Stone", "Piers Nettle"]
