"""Plain text: offsets match the file, and each shape of minutes is told apart."""

from __future__ import annotations

from corpus.readers import read
from tests.corpus.readers.shapes import blocks, bullets, cells, check, headings


def text(content: str) -> bytes:
    return content.encode()


def test_canonical_text_is_the_file_with_line_ends_made_one() -> None:
    reading = read(b"\xef\xbb\xbfFirst  line \r\n\r\nSecond\tline\rThird\x0b line\n", "a.txt")
    assert reading.text == "First  line \n\nSecond\tline\nThird\x0b line\n"
    check(reading)


def test_bullets_lose_their_marker_but_the_text_keeps_it() -> None:
    lines = [
        "  • Call backs have begun again.",
        "·\u00a0\u00a0\u00a0\u00a0 The bid was won.",
        "- Two posts were filled.",
        "– The van was sold.",
        "* The gate was mended.",
        "\uf0b7 The lamp was lit.",
        "- 1. The tracker to show projections",
    ]
    reading = read(text("\n".join(lines)), "a.txt")
    assert bullets(reading) == [
        "Call backs have begun again.",
        "The bid was won.",
        "Two posts were filled.",
        "The van was sold.",
        "The gate was mended.",
        "The lamp was lit.",
        "1. The tracker to show projections",
    ]
    assert "• Call" in reading.text
    check(reading)


def test_a_letter_label_is_part_of_the_text() -> None:
    reading = read(text("(a) that the report be noted; and\n\n(b) that it be sent on."), "a.txt")
    assert blocks(reading) == ["(a) that the report be noted; and", "(b) that it be sent on."]


def test_a_bullet_whose_glyph_was_stripped_is_still_a_bullet() -> None:
    reading = read(
        text(
            "Findings:\n\n- The first finding was of note to all.\n The second one was not.\n"
            "- The third was.\n"
        ),
        "a.txt",
    )
    assert bullets(reading) == [
        "The first finding was of note to all.",
        "The second one was not.",
        "The third was.",
    ]


def test_owner_codes_on_their_own_lines_are_cells() -> None:
    reading = read(
        text("Actions arising:\n\nA plan for dwellings to be made.\n\nDCC\n\nALL\n"), "a.txt"
    )
    assert cells(reading) == ["DCC", "ALL"]
    assert headings(reading) == ["Actions arising:"]


def test_owner_codes_pushed_into_a_sentence_are_cut_out_of_it() -> None:
    """A flattened table once put the owners of other rows in the middle of a sentence."""
    reading = read(
        text(
            "The shared rules for searching a house have\n\nDCC\n\n"
            "DCC CC been put in place. Ten houses were looked at.\n"
        ),
        "a.txt",
    )
    assert blocks(reading) == [
        "The shared rules for searching a house have",
        "DCC",
        "DCC CC",
        "been put in place. Ten houses were looked at.",
    ]
    assert cells(reading) == ["DCC", "DCC CC"]


def test_a_sentence_that_begins_with_a_code_is_left_whole() -> None:
    reading = read(text("The matter was closed.\n\nDCC\n\nDCC said that it was.\n"), "a.txt")
    assert blocks(reading)[-1] == "DCC said that it was."


def test_a_row_with_tabs_is_cells_and_its_number_stays_with_its_text() -> None:
    reading = read(
        text(
            "1\tMATTERS BROUGHT FORWARD\tACTION\n"
            "1.1\tThe draft plan is to be shared with the board before the spring.\tDCC\n"
            "5.\tAOB:\t\n\tNone\t\n\t• The plan is to be made simpler for all who use it.\tALL\n"
        ),
        "a.txt",
    )
    assert headings(reading) == ["1\tMATTERS BROUGHT FORWARD", "5.\tAOB:"]
    assert cells(reading) == ["ACTION", "DCC", "None", "ALL"]
    assert bullets(reading) == ["The plan is to be made simpler for all who use it."]
    assert "1.1\tThe draft plan is to be shared with the board before the spring." in blocks(
        reading
    )


def test_wrapped_prose_is_joined_and_a_list_of_lines_is_not() -> None:
    wrapped = (
        "The commissioner told the panel that the number of officers had grown by\n"
        "forty since the last report and that a further class of twenty recruits\n"
        "would begin in May. She thanked those who had made room for them at short\n"
        "notice.\n"
    )
    people = (
        "Jane Roe (JR)\nJohn Doe, Chief Executive of the Fenshire Office for Policing\nAnn Lee\n"
    )
    reading = read(text(wrapped + "\n" + people), "a.txt")
    assert blocks(reading) == [wrapped.strip(), *people.splitlines()]


def test_a_wrapped_bullet_is_one_bullet() -> None:
    reading = read(
        text(
            "- The chair asked whether the new shift pattern would leave enough cars on\n"
            "  the road at night, and was told that it would.\n"
            "- A second matter was raised by the member for Marsham about the number of\n"
            "  lamps that had been left unlit.\n"
        ),
        "a.txt",
    )
    assert [b.split()[-1] for b in bullets(reading)] == ["would.", "unlit."]


def test_headings_are_found_by_shape() -> None:
    reading = read(
        text(
            "Performance Review\n\nThe items were notified to the chief in good time.\n\n"
            "Victim Satisfaction\n\n• All are green.\n\nAssurance statement:\n\n"
            "She was pleased with what she had heard that day.\n\n4. HOLDING TO ACCOUNT\n\n"
            "The board heard a report on the year so far.\n\n2. Domestic Burglary\n\n"
            "It had risen in the north of the county.\n\nAny Other Business.\n\nNone was raised.\n"
        ),
        "a.txt",
    )
    assert headings(reading) == [
        "Performance Review",
        "Victim Satisfaction",
        "Assurance statement:",
        "4. HOLDING TO ACCOUNT",
        "2. Domestic Burglary",
        "Any Other Business.",
    ]


def test_names_lead_ins_and_numbered_actions_are_no_headings() -> None:
    reading = read(
        text(
            "Attendees:\n\nJonny Bagg (JB)\n\nMary Stone\n\nPaul Fall\n\n"
            "The chair welcomed all who had come.\n\nThe main points were:-\n\n• One point.\n\n"
            "Date: Tuesday 3 March 2020\n\nActions arising:\n\n1. Draft plan\n2. Final plan\n"
        ),
        "a.txt",
    )
    assert headings(reading) == ["Attendees:", "Actions arising:"]


def test_no_break_spaces_alone_are_no_block() -> None:
    reading = read(text("One.\n\n\u00a0\n\n\u200b\n\n\u00a0Two.\u00a0\n"), "a.txt")
    assert blocks(reading) == ["One.", "Two."]


def test_a_million_short_lines_are_read_in_linear_time() -> None:
    reading = read(b"a line\n" * 100_000, "a.txt")
    assert len(reading.blocks) == 100_000


def test_a_bullet_sign_alone_is_no_block() -> None:
    reading = read(text("• One.\n•\n• Two.\n"), "a.txt")
    assert bullets(reading) == blocks(reading) == ["One.", "Two."]


def test_outcomes_people_and_dates_that_stand_before_prose_are_no_headings() -> None:
    prose = "The board heard a report on the year so far."
    for line in (
        "Action – TS/SC to look into night patrols",
        "Cllr Mary Stone",
        "C/Insp Tom Fox",
        "Anna Gray (AG)",
        "Tuesday 3 March 2020",
        "12 May 2020",
        "DCC",
    ):
        reading = read(text(f"{prose}\n\n{line}\n\n{prose}\n"), "a.txt")
        assert headings(reading) == [], line


def test_bullets_of_every_sign_and_none() -> None:
    reading = read(
        text(
            "Points made:\n\n·\u00a0\u00a0\u00a0\u00a0First of the list.\n\u2022 Second of it.\n"
            "\u2013 Third of it.\n- Fourth of it.\n\uf0b7 Fifth of it.\n  Sixth of it.\n"
        ),
        "a.txt",
    )
    assert bullets(reading) == [
        f"{word} of {what}."
        for word, what in (
            ("First", "the list"),
            *((w, "it") for w in ("Second", "Third", "Fourth", "Fifth", "Sixth")),
        )
    ]


def test_a_stray_glyph_before_the_last_row_costs_no_text() -> None:
    reading = read(text("5.\tAOB:\tNone\n\u0130 6.\tNext meeting\tALL\n"), "a.txt")
    assert "".join(blocks(reading)).count("Next meeting") == 1
    assert not any("\u0130" in b for b in blocks(reading) if "Next meeting" in b)
    assert "ALL" in cells(reading)


def test_odd_spelling_and_stops_are_kept_as_they_are() -> None:
    source = (
        "The force had reduced re- offending.. Members noted 99 calls, and â€œcall handingâ€\x9d.\n"
    )
    reading = read(source.encode(), "a.txt")
    assert reading.text.strip() == source.strip()
