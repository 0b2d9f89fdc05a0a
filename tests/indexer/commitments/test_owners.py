from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Attendee
from corpus.register import Owner, OwnerBasis
from indexer.commitments.owners import owner_of
from indexer.commitments.people_of import people_of
from indexer.commitments.units import Shape
from tests.indexer.commitments.made_units import PEOPLE, Made, action, record_of


def last_owner(*made: Made | str) -> Owner:
    record = record_of(made)
    owner = owner_of(record.units[-1], record)
    assert owner.raw is None or owner.raw in record.text
    return owner


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("Action: TS/SC to review how the figure is made", "TS/SC"),
        ("TS/SC to review how the figure is made", "TS/SC"),
        ("Action TS/all to read the draft", "TS/all"),
        ("SC – send the nine files to AT", "SC"),
        ("SC send AT a note so that the fleet can be ordered", "SC"),
        ("Action 3 (RC): to write to the council", "RC"),
        ("Meeting on the new van, to include – TS.SC.RC", "TS.SC.RC"),
        ("Confirm whether the survey is public (Mia O’Hare).", "Mia O’Hare"),
        ("Work on the page (Sam Court, Mia O’Hare).", "Sam Court, Mia O’Hare"),
        ("for Secretariat: circulate the slides", "Secretariat"),
        ("Highways Agency and RC to agree a plan for the bridge", "Highways Agency and RC"),
        ("A task and finish group will write the plan", "A task and finish group"),
        ("Finance project team to share the figures", "Finance project team"),
        ("Officials to meet the ministry", "Officials"),
        ("Panel members wishing to visit should tell the clerk.", "Panel members"),
        ("Town Clerk to write to the owners of the site", "Town Clerk"),
        ("AT and RC to visit the yard together", "AT and RC"),
    ],
)
def test_action_lines(line: str, raw: str) -> None:
    owner = last_owner(action(line))
    assert (owner.raw, owner.basis) == (raw, OwnerBasis.STATED)


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("A note on the van will be written (Action 16 - RC).", "RC"),
        ("Agreement that the log be closed by 27/05/2021 (Action 16 - RC)", "RC"),
        ("Action Point TS to speak to the union.", "TS"),
        ("There was a suggestion that a group be set up, SC to progress.", "SC"),
        ("It was agreed that Sam Court will watch the figure.", "Sam Court"),
        ("It was agreed that the working group would report back.", "the working group"),
        ("SC will ask Mia O’Hare for the January outturn.", "SC"),
        ("The OPCC will publish the contract.", "The OPCC"),
        ("The Force would look again at the rota.", "The Force"),
        ("Officers would write to the residents.", "Officers"),
        ("Members to send their views to the clerk.", "Members"),
        ("From May a working group will meet.", "a working group"),
        ("The Chief Constable undertook to write to the family.", "The Chief Constable"),
        ("Councillor Bell agreed to raise it with the county.", "Councillor Bell"),
        ("Cllr Bell promised a list by the end of April.", "Cllr Bell"),
        ("The Commissioner gave an assurance that the desk would stay.", "The Commissioner"),
        ("The Panel agreed that a sub-group of members should meet.", "a sub-group of members"),
        ("TS agreed and will send the names.", "TS"),
        ("Notes to be circulated by the Clerk.", "the Clerk"),
        ("The Head of Data, Dr Mia O’Hare, undertook to send it.", "Dr Mia O’Hare"),
        (
            "The Commissioner’s Chief Executive was to find a date.",
            "The Commissioner’s Chief Executive",
        ),
        ("RESOLVED that the Commissioner provide a report on the yard.", "the Commissioner"),
        (
            "RESOLVED: that the Panel supports it and asks the Commissioner to report.",
            "the Commissioner",
        ),
        (
            "RESOLVED that the points be sent to the Commissioner with a request for a reply.",
            "the Commissioner",
        ),
        ("After debate the Chief Constable declined to name a figure.", "the Chief Constable"),
    ],
)
def test_sentences(sentence: str, raw: str) -> None:
    owner = last_owner(sentence)
    assert (owner.raw, owner.basis) == (raw, OwnerBasis.STATED)


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("The Panel asked that the Commissioner provide the figures.", "the Commissioner"),
        ("Members requested that the Force publish its map.", "the Force"),
        ("Cllr Bell asked the Chief Constable to attend.", "the Chief Constable"),
        ("It would be helpful if the Force counted them.", "the Force"),
        ("The clerk was asked to find a room.", "The clerk"),
        ("The Commissioner should consider a second van.", "The Commissioner"),
        ("Cllr Bell asked for a map of the thefts.", None),
        ("The Commissioner requires a report on the yard.", None),
        ("AT would like to see it in every town.", None),
        ("She asked that the Panel be told before any change.", None),
    ],
)
def test_of_a_request_the_owner_is_who_is_asked(sentence: str, raw: str | None) -> None:
    assert last_owner(sentence).raw == raw


@pytest.mark.parametrize(
    "sentence",
    [
        "The report would be provided at the next meeting.",
        "It was agreed that the list be shared.",
        "RESOLVED that the report be noted.",
        "A plan will be put in place.",
        "The university would be asked to look again.",
        "Court Outcomes may make a useful item.",
        "No promotion board would sit again.",
        "What it would cost was not known.",
    ],
)
def test_nobody_is_guessed(sentence: str) -> None:
    assert last_owner(sentence) == Owner()


def test_a_passive_is_of_whoever_says_so() -> None:
    owner = last_owner("Sam Court said that the slides would be sent in April.")
    assert (owner.raw, owner.basis) == ("Sam Court", OwnerBasis.SPEAKER)
    owner = last_owner("The Commissioner confirmed that she would ensure it was done.")
    assert (owner.raw, owner.basis) == ("The Commissioner", OwnerBasis.SPEAKER)
    owner = last_owner("The Commissioner said that the Force would write to all of them.")
    assert (owner.raw, owner.basis) == ("the Force", OwnerBasis.STATED)


def test_a_pronoun_is_followed_back_one_unit() -> None:
    owner = last_owner("The Chief Constable took the point.", "He would write to the family.")
    assert (owner.raw, owner.person) == ("The Chief Constable", "Ravi Cole")
    assert owner.basis is OwnerBasis.SPEAKER
    assert last_owner("RC took the point.", "It was late.", "He would write.").raw is None


def test_a_pronoun_with_two_people_before_it_is_nobody() -> None:
    assert last_owner("Sam Court thanked Thea Stone.", "She would write to them.") == Owner()


def test_who_asks_is_not_who_answers() -> None:
    before = "The Commissioner asked whether he would bring it back."
    assert last_owner(before, "He would bring a paper.") == Owner()


def test_a_condition_names_no_owner() -> None:
    owner = last_owner(
        "The Commissioner was sorry to hear it.",
        "If Mrs Vale would give her the dates, she would look at it.",
    )
    assert owner.raw == "The Commissioner"


def test_the_speaker_goes_on_speaking() -> None:
    before = "Sam Court replied that there were nine of them."
    assert last_owner(before, "A review would be finished in May.").raw == "Sam Court"
    asked = "Councillor Bell asked how many there were."
    assert last_owner(asked, "A review would be finished in May.").raw is None
    assert last_owner(before, "RESOLVED that the report be noted.").raw is None


def test_the_cell_goes_first_and_several_are_narrowed() -> None:
    row = Made("The plan is to be shared with AT.", shape=Shape.ROW, owner_cell="DCC")
    owner = last_owner(row)
    assert (owner.raw, owner.person, owner.basis) == ("DCC", "Thea Stone", OwnerBasis.COLUMN)
    both = Made("TS to draft the plan.", shape=Shape.ROW, owner_cell="TS\nSC")
    assert last_owner(both).raw == "TS"
    assert last_owner(Made("Draft the plan.", shape=Shape.ROW, owner_cell="TS\nSC")).raw == "TS\nSC"
    assert last_owner(Made("Draft the plan.", shape=Shape.ROW, owner_cell="n/a")).raw is None


def test_a_list_is_of_whom_its_lead_names() -> None:
    for lead, text in (
        ("The Clerk undertook to:", "circulate the slides"),
        ("Actions: for Secretariat", "circulate the slides"),
        ("RESOLVED that the Commissioner:", "provide the figures in June"),
    ):
        made = Made(text, shape=Shape.BULLET, label=None, lead=lead)
        assert last_owner(made).raw in ("The Clerk", "Secretariat", "the Commissioner")
    noted = Made("noted that the map was old", shape=Shape.BULLET, lead="The Panel:")
    assert last_owner(noted).raw is None


def test_the_code_is_kept_as_printed_across_lines() -> None:
    owner = last_owner(action("T/ACC\nSam Court to write it up"))
    assert owner.raw == "T/ACC\nSam Court"
    assert owner.person == "Sam Court"
    # "The" at a line's end is left off: what is left is one line.
    assert last_owner("The\nCommissioner will write.").raw == "Commissioner"


class TestPeople:
    def test_initials_roles_and_names(self) -> None:
        assert people_of("TS/SC", PEOPLE).person == "Thea Stone; Sam Court"
        assert people_of("the DCC", PEOPLE).person == "Thea Stone"
        assert people_of("The Commissioner", PEOPLE).person == "Ann Thorne"
        assert people_of("PCC", PEOPLE).person == "Ann Thorne"
        assert people_of("CC", PEOPLE).person == "Ravi Cole"
        assert people_of("Cllr Bell", PEOPLE).person == "Jo Bell"
        assert people_of("Mr Cole", PEOPLE).person == "Ravi Cole"
        assert people_of("O’Hare", PEOPLE).person == "Dr Mia O’Hare"
        assert people_of("Chief Superintendent Sam Court", PEOPLE).role == "Chief Superintendent"

    def test_shared_initials_stay_open(self) -> None:
        who = people_of("JB", PEOPLE)
        assert who.person is None
        assert who.note == "JB stands for two people in this record: Jo Bell and Jack Burr."
        assert people_of("JB (Burr)", PEOPLE).person == "Jack Burr"

    def test_two_holders_of_an_office_stay_open(self) -> None:
        two = (*PEOPLE, Attendee("Kit Vane", "Chief Constable", None))
        assert people_of("CC", two).person is None
        assert people_of("CC", two).note is not None

    def test_an_office_is_not_its_deputy_nor_its_clerk(self) -> None:
        people = (
            Attendee("Thea Stone", "Deputy Chief Constable"),
            Attendee("Lee Marsh", "Policy Officer, OPCC Police and Crime Commissioner (PCC)"),
            Attendee("Oz Hill", "Chief Executive for the Police and Crime Commissioner (CEx)"),
        )
        assert people_of("CC", people).person is None
        assert people_of("PCC", people).person is None
        assert people_of("CEx", people).person == "Oz Hill"

    def test_an_employer_is_nobodys_role(self) -> None:
        people = (Attendee("Kim West", "Home Office"), Attendee("Lou East", "Head of Data"))
        assert people_of("the Home Office", people) == people_of("XY", people)
        assert people_of("Head of Data", people).person == "Lou East"

    def test_initials_that_the_text_prints(self) -> None:
        record = record_of(
            ["Kim West (KW) spoke.", action("KW to write a note")],
            people=(Attendee("Kim West", "Home Office"),),
        )
        assert owner_of(record.units[1], record).person == "Kim West"

    def test_acting_holders_count(self) -> None:
        people = (Attendee("Yu Tan", "T/DCC", "YT"), Attendee("Pat Hay", "A/CC", "PH"))
        assert people_of("DCC", people).person == "Yu Tan"
        assert people_of("CC", people).person == "Pat Hay"

    def test_bodies_and_strangers_are_nobody(self) -> None:
        assert people_of("the working group", PEOPLE).person is None
        assert people_of("ALL", PEOPLE).person is None
        assert people_of("XY", PEOPLE).person is None
        assert people_of("Sam Field", PEOPLE).person is None


LINE = """
TS SC RC JB The the Commissioner Chief Constable DCC / , . - ( ) : and to will
would he She said that agreed asked by review it report Action 16 Police Fire
Crime Panel members of A/ ’s RESOLVED be provided if not gave assurance
"""
WORDS = st.sampled_from([*LINE.split(), "\n"])


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=20), st.booleans())
@settings(max_examples=150, deadline=None)
def test_anything_is_read_and_nothing_invented(
    words: list[str], before: list[str], labelled: bool
) -> None:
    line = " ".join(words) or "x"
    made = action(line) if labelled else Made(line)
    last_owner(Made(" ".join(before) or "y"), made)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    last_owner(action(text or "x"))
    people_of(text, PEOPLE)


@pytest.mark.parametrize(
    "piece",
    ["A ", "The ", "TS/", "PF.", "(", "will ", "and the ", "Police and ", ", the Clerk", "he "],
)
def test_long_hostile_text_is_quick(piece: str) -> None:
    started = time.perf_counter()
    last_owner(action(piece * 20_000), action(piece * 20_000))
    assert time.perf_counter() - started < 2
