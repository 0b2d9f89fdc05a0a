from __future__ import annotations

from corpus.model import Attendee
from corpus.structure import recognise
from tests.corpus.structure.pages import page

_END = "\n# 1. Welcome\nThe Chair said that Martin Ash of Highways had been invited.\n"


def people(source: str) -> tuple[Attendee, ...]:
    return recognise(page(source + _END)).attendees


def test_initials_after_the_name_and_rank_before_it() -> None:
    assert people(
        """
        Attendees:
        PFCC Dana Stone (DS)
        Piers Nettle (PN)
        T/DCC Rosa Quill (RQ)
        C/Supt Ines McRae (IMc)
        """
    ) == (
        Attendee("Dana Stone", "PFCC", "DS"),
        Attendee("Piers Nettle", None, "PN"),
        Attendee("Rosa Quill", "T/DCC", "RQ"),
        Attendee("Ines McRae", "C/Supt", "IMc"),
    )


def test_initials_before_the_name() -> None:
    assert people("Present:\nDS - Dana Stone, Commissioner\nPN: Piers Nettle") == (
        Attendee("Dana Stone", "Commissioner", "DS"),
        Attendee("Piers Nettle", None, "PN"),
    )


def test_a_key_line_gives_initials() -> None:
    found = people(
        "Present:\nDana Stone, Commissioner\nPiers Nettle\nKey DS: Dana Stone, PN: Piers Nettle"
    )
    assert found == (
        Attendee("Dana Stone", "Commissioner", "DS"),
        Attendee("Piers Nettle", None, "PN"),
    )


def test_initials_between_name_and_role() -> None:
    assert people("Present:\nDana Stone (DS), Commissioner") == (
        Attendee("Dana Stone", "Commissioner", "DS"),
    )


def test_an_unclosed_bracket_still_gives_initials() -> None:
    assert people("Present:\nNora Mill (NM") == (Attendee("Nora Mill", None, "NM"),)


def test_shared_initials_are_two_rows() -> None:
    found = people("Attendees:\nJonas Bell (JB)\nJune Barrow (JB)")
    assert [(p.name, p.initials) for p in found] == [("Jonas Bell", "JB"), ("June Barrow", "JB")]


def test_name_and_capacity_lists_keep_role_codes_in_the_role() -> None:
    assert people(
        """
        Name: Capacity:
        Attendance: Dana Stone Police and Crime Commissioner (PCC)
        Rosa Quill Deputy Chief Constable (DCC)
        Omar Finch Chief Executive for the Police and Crime
        Commissioner (CEx)
        Apologies:
        """
    ) == (
        Attendee("Dana Stone", "Police and Crime Commissioner (PCC)"),
        Attendee("Rosa Quill", "Deputy Chief Constable (DCC)"),
        Attendee("Omar Finch", "Chief Executive for the Police and Crime Commissioner (CEx)"),
    )


def test_name_and_role_in_cells() -> None:
    assert people(
        """
        | Name
        | Capacity
        | Dana Stone
        | Police and Crime Commissioner (PCC)
        | Rosa Quill
        | Chief Constable (CC)
        """
    ) == (
        Attendee("Dana Stone", "Police and Crime Commissioner (PCC)"),
        Attendee("Rosa Quill", "Chief Constable (CC)"),
    )


def test_apologies_are_not_present() -> None:
    found = people(
        "Present:\nDana Stone (Chair)\nApologies:\nPiers Nettle (Home Office)\nLord Ashby"
    )
    assert found == (
        Attendee("Dana Stone", "Chair"),
        Attendee("Piers Nettle", "Home Office", present=False),
        Attendee("Lord Ashby", present=False),
    )


def test_apologies_told_in_a_sentence() -> None:
    found = people(
        """
        Attendees:
        Dana Stone (DS)
        * DS welcomed everyone.
        * Apologies were accepted from Piers Nettle, Rosa Quill
        """
    )
    assert [(p.name, p.present) for p in found] == [
        ("Dana Stone", True),
        ("Piers Nettle", False),
        ("Rosa Quill", False),
    ]


def test_no_apologies_are_nobody_and_no_loss() -> None:
    structure = recognise(page("Present:\nDana Stone (DS)\nApologies: None" + _END))
    assert len(structure.attendees) == 1
    assert structure.notes == ()


def test_an_empty_list_is_noted_as_perhaps_lost() -> None:
    structure = recognise(page("Present:\nDana Stone (DS)\nApologies:" + _END))
    assert any("Apologies" in n and "lost" in n for n in structure.notes)


def test_names_run_together_on_one_line() -> None:
    found = people("Present: Councillors A Northgate (Chair), B Southey and C Eastlake")
    assert [(p.name, p.role) for p in found] == [
        ("A Northgate", "Chair"),
        ("B Southey", "Councillor"),
        ("C Eastlake", "Councillor"),
    ]


def test_groups_inside_a_list() -> None:
    found = people(
        """
        ## Eastmoor Board Members
        ## Officials (regular attendees)
        Dr Dana Stone
        Piers Nettle (Cabinet Office, secretariat)
        ## Presenters:
        ## Rosa Quill (Justice)
        """
    )
    assert [p.name for p in found] == ["Dr Dana Stone", "Piers Nettle", "Rosa Quill"]


def test_the_chair_named_above_the_list_and_in_it_is_one_row() -> None:
    found = people("Chair: Dana Stone\nPresent:\nDana Stone, Commissioner\nPiers Nettle")
    assert found == (
        Attendee("Dana Stone", "Commissioner, Chair"),
        Attendee("Piers Nettle"),
    )


def test_cells_of_employers_are_roles_even_where_they_look_like_names() -> None:
    found = people(
        """
        ## Attendees:
        | Dana Stone
        | Southwold University
        | Piers Nettle
        | Bell Book Candle
        | Rosa Quill
        | practising barrister
        | Omar Finch
        | Home Office
        """
    )
    assert [(p.name, p.role) for p in found] == [
        ("Dana Stone", "Southwold University"),
        ("Piers Nettle", "Bell Book Candle"),
        ("Rosa Quill", "practising barrister"),
        ("Omar Finch", "Home Office"),
    ]


def test_two_columns_run_into_one_line_are_parted() -> None:
    found = people(
        """
        ## Present: Officials:
        Dana Stone (Chair) Piers Nettle (Home Office)
        Dr Rosa Quill Omar Finch (No. 10)
        ## Apologies: Apologies:
        Sir Ned Vale Una Wick
        """
    )
    assert [(p.name, p.role, p.present) for p in found] == [
        ("Dana Stone", "Chair", True),
        ("Piers Nettle", "Home Office", True),
        ("Dr Rosa Quill", None, True),
        ("Omar Finch", "No. 10", True),
        ("Sir Ned Vale", None, False),
        ("Una Wick", None, False),
    ]


def test_empty_apologies_beside_another_list_are_noted() -> None:
    structure = recognise(page("Apologies:\nPresenters:\nDana Stone (Justice)" + _END))
    assert any("side by side" in n for n in structure.notes)


def test_lines_broken_inside_one_block() -> None:
    found = people("Present:\nDana Stone\\tSouthwold University\\nPiers Nettle\\tHome Office")
    assert found == (
        Attendee("Dana Stone", "Southwold University"),
        Attendee("Piers Nettle", "Home Office"),
    )


def test_names_in_prose_are_nobody() -> None:
    structure = recognise(
        page(
            """
            # Estates
            Martin Ash (Highways) said that the road was closed.
            Present in the gallery were some forty people.
            In attendance terms the year had been poor.
            Dana Stone
            """
        )
    )
    assert structure.attendees == ()


def test_apologies_that_begin_on_the_labels_line_go_on_below_it() -> None:
    found = people("Present:\nUna Wick (UW)\nApologies: Dana Stone\nPiers Nettle (Justice)")
    assert [(p.name, p.present) for p in found] == [
        ("Una Wick", True),
        ("Dana Stone", False),
        ("Piers Nettle", False),
    ]


def test_a_group_after_apologies_may_be_the_other_column() -> None:
    structure = recognise(
        page("Apologies:\nDana Stone (Justice)\nOfficials (invited):\nPiers Nettle (Trade)" + _END)
    )
    assert [a.present for a in structure.attendees] == [False, True]
    assert any("side by side" in n for n in structure.notes)


def test_another_field_on_the_line_is_no_role() -> None:
    found = people("Minutes: Una Wick, Policy Officer, OPCC Venue Meeting Room 1.38 – Hall")
    assert found == (Attendee("Una Wick", "Policy Officer, OPCC"),)


def test_a_role_with_and_in_it_is_one_role() -> None:
    found = people(
        "In attendance: Dana Stone, Police and Crime Commissioner, ACC Una Wick and Ed Roe"
    )
    assert [(p.name, p.role) for p in found] == [
        ("Dana Stone", "Police and Crime Commissioner"),
        ("Una Wick", "ACC"),
        ("Ed Roe", None),
    ]


def test_names_under_a_numbered_apologies_item_sent_apologies() -> None:
    structure = recognise(page("# 1. Apologies\nCouncillor Dana Stone\n# 2. Minutes\nAgreed."))
    assert structure.attendees == (Attendee("Dana Stone", "Councillor", present=False),)
    assert [i.title for i in structure.items] == ["Apologies", "Minutes"]
    told = recognise(page("# 1. Apologies\nMinutes:\nNone were received.\n# 2. Close\nAt noon."))
    assert (told.attendees, told.notes) == ((), ())


def test_a_list_that_runs_on_into_the_apologies() -> None:
    found = people("Present: Dana Stone (DS), Una Wick (UW). Apologies: Piers Nettle")
    assert [(p.name, p.initials, p.present) for p in found] == [
        ("Dana Stone", "DS", True),
        ("Una Wick", "UW", True),
        ("Piers Nettle", None, False),
    ]


def test_a_third_column_says_who_came() -> None:
    found = people(
        """
        Members:
        | Name
        | Authority
        | Present
        | Cllr Dana Stone
        | Ash District Council
        | Yes
        | Cllr Una Wick
        | Oak District Council
        | No
        """
    )
    assert [(p.name, p.present) for p in found] == [("Dana Stone", True), ("Una Wick", False)]


def test_a_table_headed_attendee_and_role() -> None:
    assert people("| Attendee\n| Role\n| Dana Stone\n| Chief Constable\n| Una Wick\n| Clerk") == (
        Attendee("Dana Stone", "Chief Constable"),
        Attendee("Una Wick", "Clerk"),
    )


def test_shared_initials_are_told_once_and_settled_for_nobody() -> None:
    structure = recognise(
        page("Attendees:\nJonas Bell (JB)\nJune Barrow (JB)\nUna Wick (UW)" + _END)
    )
    assert [p.initials for p in structure.attendees] == ["JB", "JB", "UW"]
    (note,) = [n for n in structure.notes if '"JB"' in n]
    assert "Jonas Bell and June Barrow" in note


def test_wrong_initials_stay_as_they_are_printed_and_collide() -> None:
    structure = recognise(page("Attendees:\nDana Stone (DS)\nPiers Nettle (DS)" + _END))
    assert [p.initials for p in structure.attendees] == ["DS", "DS"]
    assert any('"DS" are shared' in n for n in structure.notes)


def test_like_initials_are_kept_apart() -> None:
    structure = recognise(page("Attendees:\nSara Mill (SM)\nSam McRae (SMc)" + _END))
    assert [p.initials for p in structure.attendees] == ["SM", "SMc"]
    assert structure.notes == ()


def test_the_rank_of_the_day_is_the_role() -> None:
    found = people("Attendees:\nA/CC Una Wick (UW)\nT/DCC Ed Roe (ER)\nCC Dana Stone (DS)")
    assert [p.role for p in found] == ["A/CC", "T/DCC", "CC"]


def test_letters_after_a_name_are_no_surname() -> None:
    assert people("Present:\nDavid Nettle MP, Minister for Roads\nDame Una Wick QPM") == (
        Attendee("David Nettle", "MP, Minister for Roads"),
        Attendee("Dame Una Wick", "QPM"),
    )


def test_groups_that_stand_inside_one_paragraph() -> None:
    found = people(
        "Panel: Dana Stone (Chair), Una Wick (Ash Council). Ex Officio: Ed Roe (Justice). "
        "Piers Nettle (Roads).\nApologies: Ines McRae (Oak Council)."
    )
    assert [(p.name, p.role, p.present) for p in found] == [
        ("Dana Stone", "Chair", True),
        ("Una Wick", "Ash Council", True),
        ("Ed Roe", "Justice", True),
        ("Piers Nettle", "Roads", True),
        ("Ines McRae", "Oak Council", False),
    ]


def test_a_name_and_its_place_of_work_in_one_cell() -> None:
    found = people(
        """
        Members:
        | Dana Stone
        | Roads Department
        | Professor Una Wick Open Roads Institute
        | Ed Roe Government Data Service
        """
    )
    assert [(p.name, p.role) for p in found] == [
        ("Dana Stone", "Roads Department"),
        ("Professor Una Wick", "Open Roads Institute"),
        ("Ed Roe", "Government Data Service"),
    ]


def test_apologies_told_behind_a_name_are_apologies() -> None:
    found = people("Members:\nDana Stone, Minister for Roads - Apologies\nUna Wick (Ash Council)")
    assert [(p.name, p.role, p.present) for p in found] == [
        ("Dana Stone", "Minister for Roads", False),
        ("Una Wick", "Ash Council", True),
    ]
