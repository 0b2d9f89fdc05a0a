"""One file that records several meetings: no date or body is claimed for the whole."""

from __future__ import annotations

from datetime import date

from corpus.structure import recognise, records_several
from corpus.structure.inner_meetings import inner_meetings
from corpus.structure.lines import lines_of
from tests.corpus.structure.pages import page

_MARCH = """
# Minutes of the meeting of the Eastmoor Police and Crime Panel held on 5 March 2019
Present: Councillors A Stone and B Nettle
## Rural crime
The Commissioner said that thefts of plant had fallen.
"""
_JUNE = """
# Minutes of the meeting of the Eastmoor Police and Crime Panel held on 6 June 2019
Present: Councillors A Stone and C Quill
## Road safety
The Commissioner said that fewer had been hurt on the roads.
"""
_CABINET = """
# Minutes of the meeting of the Ash County Council Cabinet held on 6 June 2019
Present: Councillors D Finch and E Mill
## Estates
The Leader said that two stations had been sold.
"""


def test_two_meetings_of_one_body_keep_the_body_and_no_date() -> None:
    structure = recognise(page(_MARCH + _JUNE))
    assert structure.date is None
    assert structure.body == "Eastmoor Police and Crime Panel"
    noted = [n for n in structure.notes if records_several(n)]
    assert len(noted) == 1
    assert "2019-03-05, 2019-06-06" in noted[0]
    assert "no date is taken for the whole" in noted[0]


def test_meetings_of_two_bodies_keep_neither() -> None:
    structure = recognise(page(_MARCH + _CABINET))
    assert (structure.date, structure.body, structure.force) == (None, None, None)
    assert any("several bodies" in n for n in structure.notes)


def test_a_pack_holds_the_minutes_of_the_meeting_before() -> None:
    structure = recognise(
        page(
            """
            # (Public Pack)Agenda Document for Eastmoor Police and Crime Panel, 06/06/2019 10:30
            1. Apologies for absence
            2. Minutes of the meeting held on 5 March 2019
            3. Road safety
            """
            + _MARCH
        )
    )
    assert structure.date is None
    assert structure.body == "Eastmoor Police and Crime Panel"
    assert any("pack of papers" in n and "2019-06-06" in n for n in structure.notes)


def test_a_pack_without_minutes_has_the_date_of_its_meeting() -> None:
    structure = recognise(
        page(
            """
            # (Public Pack)Agenda Document for Eastmoor Police and Crime Panel, 06/06/2019 10:30
            1. Apologies for absence
            2. Road safety
            """
        )
    )
    assert structure.date == date(2019, 6, 6)
    assert not any(records_several(n) for n in structure.notes)


def test_an_item_about_the_last_minutes_begins_no_meeting() -> None:
    reading = page(
        _JUNE
        + """
        ## Minutes of the meeting held on 5 March 2019
        The minutes were agreed as a correct record by all who were present.
        ## Attendance
        Present: none of the public.
        """
    )
    assert [m.date for m in inner_meetings(lines_of(reading))] == [date(2019, 6, 6)]
    assert recognise(reading).date == date(2019, 6, 6)


def test_one_meeting_told_twice_is_one() -> None:
    structure = recognise(page("# Eastmoor Police and Crime Panel - 5 March 2019" + _MARCH))
    assert structure.date == date(2019, 3, 5)
    assert not any(records_several(n) for n in structure.notes)


def test_many_meetings_are_counted_not_listed() -> None:
    pages = "".join(
        f"\n# Minutes of the Ash Board of {day} May 2019\nPresent: Cllr A Stone\n## Item\nSaid."
        for day in range(1, 21)
    )
    (note,) = [n for n in recognise(page(pages)).notes if records_several(n)]
    assert "and 12 more" in note
