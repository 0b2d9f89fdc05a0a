"""What became of commitments: every shape in which later minutes go back to earlier business."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.register import Acceptance, FollowUp, Kind, MatchedBy, Outcome
from indexer.commitments.follow_ups import follow_ups
from indexer.commitments.units import Record
from tests.indexer.commitments.made_minutes import commitment, minutes, records_of, told

FILLER = (
    "## 7. Cadets",
    "The Panel heard about cadets, horses and the band.",
    "Councillor Amble spoke about hedges.",
)
"""So that words have weights."""


def one(found: list[tuple[str, FollowUp, str]]) -> tuple[str, FollowUp, str]:
    assert len(found) == 1, found
    return found[0]


@pytest.fixture
def numbered(tmp_path: Path) -> list[Record]:
    """Two meetings: numbered actions, and a log that closes one and carries one over."""
    return records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 1. Custody",
            "Action 21/03: DCC to circulate the custody inspection report to members.",
            "Action 21/04: CC to write to the farmers about dog theft.",
            "Action 21/05: CEx to book a visit to the stables.",
            *FILLER,
        ),
        minutes(
            "6 May 2021",
            "## 1. Matters arising",
            "Action 21/03, custody inspection report. Complete.",
            "Action 21/04, dog theft. Carried forward to July.",
            *FILLER,
        ),
    )


def test_a_number_with_its_year_joins(numbered: list[Record]) -> None:
    mine = [
        commitment(numbered, "custody inspection report to members"),
        commitment(numbered, "farmers about dog theft"),
        commitment(numbered, "visit to the stables"),
    ]
    first, second = told(mine, numbered)
    assert first[1].outcome is Outcome.CLOSED
    assert first[1].matched_by is MatchedBy.NUMBER
    assert first[2] == "Action 21/03, custody inspection report. Complete."
    assert "21/03" in first[1].why
    assert second[1].outcome is Outcome.PROGRESS
    assert second[2].startswith("Action 21/04")


def test_nothing_is_linked_backwards_or_to_itself(numbered: list[Record]) -> None:
    mine = [commitment(numbered, "Action 21/03, custody")]
    assert told(mine, numbered) == []
    turned = [replace(r, document=replace(r.document, date=_turned(r))) for r in numbered]
    mine = [commitment(turned, "custody inspection report to members")]
    assert told(mine, turned) == []


def _turned(record: Record) -> date:
    assert record.document.date is not None
    return date(2030, 1, 1) - (record.document.date - date(2020, 1, 1))


@pytest.mark.parametrize("lost", ["date", "body"])
def test_without_date_or_body_nothing_is_linked(numbered: list[Record], lost: str) -> None:
    bare = [
        replace(
            r,
            document=replace(r.document, date=None)
            if lost == "date"
            else replace(r.document, body=None),
        )
        for r in numbered
    ]
    mine = [commitment(bare, "custody inspection report to members")]
    assert told(mine, bare) == []


def test_another_body_is_not_linked(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes("4 March 2021", "## 1. Custody", "Action 21/03: DCC to count the cells.", *FILLER),
        minutes(
            "6 May 2021",
            "## 1. Matters arising",
            "Action 21/03 complete.",
            body="Wexley Fire Accountability Board",
        ),
    )
    assert told([commitment(records, "count the cells")], records) == []


def test_a_list_and_a_range_close_several(tmp_path: Path) -> None:
    actions = [
        f"Action 21/{number:02}: Officer to see about the {what}."
        for number, what in enumerate(("roof", "boiler", "drains", "gates", "paint", "ramp"), 3)
    ]
    records = records_of(
        tmp_path,
        minutes("4 March 2021", "## 1. Estates", *actions, *FILLER),
        minutes(
            "6 May 2021",
            "## 1. Review of actions",
            "Actions 21/03 to 21/05 and 21/07 completed and can be closed; "
            "action 21/06 not complete.",
            *FILLER,
        ),
    )
    words = ("roof", "boiler", "drains", "gates", "paint", "ramp")
    mine = [commitment(records, f"the {what}") for what in words]
    outcomes = {quote.split()[-1]: found.outcome for quote, found, _ in told(mine, records)}
    assert outcomes == {
        "roof.": Outcome.CLOSED,
        "boiler.": Outcome.CLOSED,
        "drains.": Outcome.CLOSED,
        "gates.": Outcome.MISSED,
        "paint.": Outcome.CLOSED,
    }


def test_a_closure_with_a_new_action_closes_the_old_one_only(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes("4 March 2021", "## 1. A", "Action 21/11: RC to map the lay-bys.", *FILLER),
        minutes(
            "6 May 2021",
            "## 1. Minutes and action log",
            "Agreement for action 21/11 to be closed with a separate action by 27/05/2021 "
            "(Action 21/16 - RC).",
            *FILLER,
        ),
        minutes("8 July 2021", "## 1. Action log", "Action 21/16, lay-bys. In progress.", *FILLER),
    )
    mine = [commitment(records, "map the lay-bys"), commitment(records, "separate action by")]
    found = told(mine, records)
    assert [(quote[:6], one.outcome) for quote, one, _ in found] == [
        ("RC to ", Outcome.CLOSED),
        ("Agreem", Outcome.PROGRESS),
    ]


@pytest.fixture
def anew(tmp_path: Path) -> list[Record]:
    """A body that numbers its actions anew at each meeting."""
    return records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 1. Data",
            "ACTION 1: KO to speak to the weather bureau about flood warnings.",
            "ACTION 2: LW to circulate the parking leaflet.",
            *FILLER,
        ),
        minutes(
            "6 May 2021",
            "## 1. Data",
            "ACTION 1: KO to draft a note on lorries.",
            "ACTION 2: PT to ask the coroner for a summary of inquests.",
            *FILLER,
        ),
        minutes(
            "8 July 2021",
            "## 1. Matters arising",
            "Action 2, summary of inquests from the coroner: complete.",
            "Action 1: complete.",
            *FILLER,
        ),
    )


def test_numbers_that_restart_need_words_that_agree(anew: list[Record]) -> None:
    mine = [
        commitment(anew, "flood warnings"),
        commitment(anew, "parking leaflet"),
        commitment(anew, "note on lorries"),
        commitment(anew, "ask the coroner"),
    ]
    quote, found, cited = one(told(mine, anew))
    assert "coroner" in quote
    assert cited.startswith("Action 2, summary")
    assert found.outcome is Outcome.CLOSED


def test_the_meeting_that_is_gone_through_makes_numbers_sure(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes("4 March 2020", "## 1. X", "ACTION 1: KO to count owls.", *FILLER),
        minutes("4 March 2021", "## 1. X", "ACTION 1: KO to draft a note on lorries.", *FILLER),
        minutes(
            "6 May 2021",
            "## 1. Minutes and actions",
            "The minutes of the meeting of 4 March 2021 were agreed.",
            "Action 1: complete.",
            *FILLER,
        ),
    )
    mine = [commitment(records, "count owls"), commitment(records, "note on lorries")]
    quote, found, _ = one(told(mine, records))
    assert "lorries" in quote
    assert found.matched_by is MatchedBy.NUMBER


def test_a_minute_reference_joins_its_own_sentence(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 216. Vetting",
            "The Deputy would finish the re-vetting backlog by June.",
            "## 217. Refuges",
            "RESOLVED that the Commissioner fund two advisers for the refuge.",
            "The Commissioner said that the referral forms would be merged.",
            *FILLER,
        ),
        minutes(
            "6 May 2021",
            "## 234. Minutes and matters arising",
            "Refuges (minute 217). The referral forms had been merged in April.",
            "It was reported that, as to Minute No. 216, the re-vetting backlog was not finished.",
            *FILLER,
        ),
    )
    mine = [
        commitment(records, "finish the re-vetting", kind=Kind.UNDERTAKING),
        commitment(records, "fund two advisers", kind=Kind.RESOLVED),
        commitment(records, "forms would be merged", kind=Kind.UNDERTAKING),
    ]
    found = {quote.split()[1]: made for quote, made, _ in told(mine, records)}
    assert set(found) == {"Deputy", "Commissioner"}
    assert found["Commissioner"].matched_by is MatchedBy.REFERENCE
    assert found["Commissioner"].outcome is Outcome.CLOSED


def test_words_join_in_a_review_and_name_the_owner(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 1. Hotline",
            "Action: Ann Thorne to publish the hotline waiting times by station.",
            *FILLER,
        ),
        minutes(
            "6 May 2021",
            "## 1. Previous minutes and action log",
            "- Ann Thorne had published the hotline waiting times and the action was closed.",
            *FILLER,
        ),
    )
    mine = [commitment(records, "publish the hotline", owner="Ann Thorne")]
    _, found, cited = one(told(mine, records))
    assert found.matched_by is MatchedBy.OWNER_AND_WORDS
    assert found.outcome is Outcome.CLOSED
    assert "hotline" in found.why
    assert "action was closed" in cited


def test_when_it_was_asked_for_decides_between_two(tmp_path: Path) -> None:
    ask = "RESOLVED that a report on county lines be brought to the Panel."
    records = records_of(
        tmp_path,
        minutes("4 March 2021", "## 1. Drugs", ask, *FILLER),
        minutes("9 September 2021", "## 1. Drugs", f"{ask[:-1]} again.", *FILLER),
        minutes(
            "6 January 2022",
            "## 3. Crime",
            "The Chair noted that the report on county lines, for which the Panel had asked in "
            "March 2021, had still not been given a date.",
            *FILLER,
        ),
    )
    mine = [
        commitment(records, "county lines", kind=Kind.RESOLVED, day="2021-03-04"),
        commitment(records, "county lines", kind=Kind.RESOLVED, day="2021-09-09"),
    ]
    late = [found for _, found, cited in told(mine, records) if "still not" in cited]
    assert [one.outcome for one in late] == [Outcome.MISSED]
    assert late[0].commitment_id == mine[0].id


def test_two_that_fit_equally_well_are_not_linked(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 1. North",
            "Action: Clerk to circulate the northern heliport study.",
            "## 2. South",
            "Action: Clerk to circulate the southern heliport study.",
            *FILLER,
        ),
        minutes(
            "6 May 2021",
            "## 1. Matters arising",
            "The heliport study had been circulated. Complete.",
            *FILLER,
        ),
    )
    mine = [commitment(records, "northern heliport"), commitment(records, "southern heliport")]
    assert told(mine, records) == []


def test_a_standing_item_is_no_follow_up(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 5. Precept",
            "RESOLVED that the Panel supports the proposed increase of £12 at Band D.",
            *FILLER,
        ),
        minutes(
            "3 March 2022",
            "## 5. Precept",
            "RESOLVED that the proposed increase of £10 at Band D be supported.",
            "Apologies were received from Councillor Amble.",
            *FILLER,
        ),
    )
    mine = [
        commitment(records, "increase of £12", kind=Kind.RESOLVED),
        commitment(records, "increase of £10", kind=Kind.RESOLVED),
    ]
    assert told(mine, records) == []


def test_an_action_put_again_is_repeated(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 1. Mounted section",
            "Action: Secretariat to send members the farriers’ tender evaluation summary.",
            *FILLER,
        ),
        minutes(
            "6 May 2021",
            "## 4. Any other business",
            "Action: Secretariat to send the farriers’ tender evaluation summary to members.",
            *FILLER,
        ),
    )
    mine = [commitment(records, "farriers’ tender evaluation", day="2021-03-04")]
    _, found, _ = one(told(mine, records))
    assert found.outcome is Outcome.REPEATED


def test_all_others_are_closed_only_for_the_meeting_that_is_named(tmp_path: Path) -> None:
    first = minutes(
        "4 March 2021",
        "## 1. Data",
        "Action: KO to ask the bureau about flood warnings.",
        "Action: LW to circulate the parking leaflet.",
        *FILLER,
    )
    closing = "All other actions were considered to be completed."
    named = "The Panel discussed progress on the action points of the 4 March 2021 meeting."
    again = "The parking leaflet was in draft."
    sure = records_of(
        tmp_path / "a", first, minutes("6 May 2021", "## 1. Minutes", named, closing, again)
    )
    mine = [commitment(sure, "flood warnings"), commitment(sure, "circulate the parking")]
    outcomes = {quote.split()[-1]: found.outcome for quote, found, _ in told(mine, sure)}
    assert outcomes == {"warnings.": Outcome.CLOSED, "leaflet.": Outcome.PROGRESS}
    unsure = records_of(tmp_path / "b", first, minutes("6 May 2021", "## 1. Minutes", closing))
    assert told([commitment(unsure, "flood warnings")], unsure) == []


def test_an_update_under_an_action_told_again_is_of_the_same_record(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "",
            "## 1. Outstanding matters",
            "Reassurance (November). The draft reassurance strategy to be shared with the PCC.",
            "Update: The PCC had received the draft strategy.",
            body="Notes",
        ),
    )
    mine = [commitment(records, "draft reassurance strategy to be shared")]
    _, found, cited = one(told(mine, records))
    assert found.outcome is Outcome.CLOSED
    assert cited.startswith("Update:")
    assert found.matched_by is MatchedBy.REFERENCE


def test_an_update_is_not_of_an_action_further_up(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "",
            "## 1. Outstanding matters",
            "Stables (November). Work on the savings should be available in January.",
            "Reassurance (November). The draft reassurance strategy to be shared with the PCC.",
            "Update: The PCC had received the draft strategy.",
            body="Notes",
        ),
    )
    assert told([commitment(records, "available in January")], records) == []


def test_a_post_meeting_note_tells_of_what_stands_above_it(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        minutes(
            "4 March 2021",
            "## 3. Stables",
            "Action: CEx to send members the list of stables.",
            "Post meeting note: the list was circulated on 9 March.",
            *FILLER,
        ),
    )
    _, found, _ = one(told([commitment(records, "list of stables")], records))
    assert found.outcome is Outcome.CLOSED


def test_a_question_answered_at_once_and_things_noted_have_none(numbered: list[Record]) -> None:
    made = commitment(numbered, "custody inspection report to members")
    for other in (
        replace(made, kind=Kind.NOTED, binding=False),
        replace(made, kind=Kind.REQUEST, binding=False, acceptance=Acceptance.ANSWERED),
    ):
        assert told([other], numbered) == []


def test_a_commitment_of_a_document_that_is_not_held_is_left_out(numbered: list[Record]) -> None:
    made = replace(commitment(numbered, "dog theft", day="2021-03-04"), document_id="d-none")
    assert follow_ups([made], numbered) == []
    assert follow_ups([], []) == []


def test_the_same_is_found_in_whatever_order_it_is_given(numbered: list[Record]) -> None:
    mine = [
        commitment(numbered, "custody inspection report to members"),
        commitment(numbered, "farmers about dog theft"),
    ]
    assert follow_ups(mine, numbered) == follow_ups(mine[::-1], numbered[::-1])


SCRAPS = (
    "action 21/03 complete closed 3 to 7 not minute 181 custody report the Panel asked in March "
    "2021 update: received outstanding (Action 4) carried forward dog theft . ; , been has"
)
WORDS = st.sampled_from(SCRAPS.split())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=8))
def test_any_words_never_raise_and_never_link_backwards(
    numbered: list[Record], texts: list[str]
) -> None:
    later = numbered[1]
    units = tuple(
        replace(unit, text=text)
        for unit, text in zip(later.units, [*texts, *["x"] * len(later.units)], strict=False)
    )
    records = [numbered[0], replace(later, units=units)]
    every = [
        replace(commitment(numbered, "custody inspection report to members"), number=None),
        commitment(numbered, "farmers about dog theft"),
        commitment(numbered, "Action 21/04, dog theft"),
    ]
    dates = {record.document.id: record.document.date for record in records}
    of = {one.id: one.document_id for one in every}
    for found in follow_ups(every, records):
        assert found.document_id == later.document.id
        assert found.document_id == of[found.commitment_id] or (
            str(dates[found.document_id]) > str(dates[of[found.commitment_id]])
        )
        assert 0 <= found.start < found.end <= len(later.text)
        assert 0 <= found.score <= 1


def test_the_work_grows_with_the_archive_and_not_with_its_square(numbered: list[Record]) -> None:
    def archive(meetings: int) -> tuple[list[Record], float]:
        records = []
        for number in range(meetings):
            earlier, later = numbered
            for which, record in enumerate((earlier, later)):
                document = replace(
                    record.document,
                    id=f"d-{number:08}{which:08}",
                    date=date(2000, 1, 1) + timedelta(days=14 * (2 * number + which)),
                )
                units = tuple(
                    replace(u, text=u.text.replace("21/", f"{number}/")) for u in record.units
                )
                records.append(replace(record, document=document, units=units))
        first = commitment(numbered, "custody inspection report to members")
        mine = [
            replace(first, id=f"k-{n:016}", document_id=r.document.id, number=f"{n // 2}/03")
            for n, r in enumerate(records)
            if n % 2 == 0
        ]
        began = time.process_time()
        found = follow_ups(mine, records)
        assert len(found) >= meetings
        return records, time.process_time() - began

    _, small = archive(30)
    _, large = archive(240)
    assert large < 8 * 4 * max(small, 0.02)
