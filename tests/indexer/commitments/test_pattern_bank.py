"""The shapes of commitments in minutes: each with its kind, and whether it binds. Our words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.register import Kind
from indexer.commitments.deciding import Decision, decide, look_at
from tests.indexer.commitments.made_records import record

A, G, U, S = Kind.ACTION, Kind.AGREED, Kind.UNDERTAKING, Kind.RESOLVED

BINDING = [
    ("Action – TS/SC to review the winter rota and how it is staffed", A),
    ("Action RD send a formal note to TM so that the change is recorded", A),
    ("Action - meeting to understand demand on cells, to include - AB.TM.RD", A),
    (
        "Action – the force should go on watching repeat calls; AB to share the figures",
        A,
    ),
    ("Action: TM to find out where other forces stand, is this owing to leave?", A),
    ("Action Point HH to speak to the fire service", A),
    ("ACTION 4: Officers to circulate the revised map.", A),
    ("Outstanding Action from the May meeting: Secretariat to follow up with the hospital.", A),
    ("TM will ask Ruth Dale to provide the January outturn", U),
    ("There was a suggestion that a group be set up, RD to progress", A),
    (
        "Agreement for action 11 to be closed with a separate action by May (Action 16 - RC)",
        A,
    ),
    ("The Chief Officer promised an update by the end of April", U),
    ("The Commissioner undertook to respond to the enquiry outside the meeting.", U),
    ("She gave an undertaking that the wording would be amended before publication.", U),
    ("Fuller statistics would be provided at the next meeting.", U),
    ("More information would be provided in due course.", U),
    ("Councillors agreed to add rural crime to the work programme.", G),
    ("It was agreed that Ms Dale would monitor this through the performance board.", G),
    ("Councillor Brook asked that the survey be repeated and this was agreed.", G),
    ("The Commissioner offered to provide more detail, by council area.", U),
    ("Replies would be provided by the end of the week.", U),
    ("Regular updates would be provided to the Panel.", U),
    ("Responses would be shared at the November meeting.", U),
    ("The Commissioner agreed to meet the local community at a suitable forum.", G),
    ("The Town Clerk undertook to add a standing item to future agendas (5)", U),
    ("A report for information will be sent to the next meeting in September.", U),
    ("Officers would look at the statistics and update members by email.", U),
    ("The Chair agreed to liaise with the police on this suggestion.", G),
    ("RESOLVED that the Commissioner provide a report on victims to the June meeting.", S),
    (
        "RESOLVED that the minutes be confirmed as a correct record and that the Commissioner "
        "provide an update on isolated victims.",
        S,
    ),
    ("RESOLVED that the Commissioner bring reports to the Panel on burglary and hate crime.", S),
    ("RESOLVED that further information be provided as detailed above.", S),
]

NOT_BINDING = [
    ("RESOLVED that the Panel notes the report.", Kind.NOTED),
    ("RESOLVED that the questions and responses be noted.", Kind.NOTED),
    ("RESOLVED that Councillor Brook be elected Chair for 2022/23.", S),
    ("RESOLVED (by nine votes to two) that the proposed increase be supported.", S),
    ("RESOLVED that the estates strategy be deferred to the June meeting.", Kind.DEFERRAL),
    ("RESOLVED that the Panel recommends to the Chief Constable that the team be kept.", None),
    ("RESOLVED that the minutes be confirmed as a correct record.", None),
    ("Action: None.", None),
    ("Action 3: AB to circulate the list of contacts. Complete.", None),
    ("The proposal was not supported by the Commissioner.", Kind.REFUSAL),
    ("The item was deferred to a future meeting.", Kind.DEFERRAL),
    ("She requests a report on knife crime to show the trend.", Kind.REQUEST),
    ("Members suggested that the group review the indicators.", Kind.RECOMMENDATION),
    ("The Commissioner should consider making more use of volunteers.", Kind.RECOMMENDATION),
    ("References 17, 18 and 27 are completed and can be closed", None),
    ("He still expected performance to be maintained", None),
    ("The PCC agreed to give the request some thought.", None),
    ("It was agreed that a visit to the control room would be beneficial.", None),
    ("It was reported that, as to Minute No. 50, the PCC had written to the board.", None),
    ("The Commissioner was not able to give a definitive timeline.", None),
    ("If a repeat victim is identified, officers will deal with it as harassment.", None),
    ("A working group had been established in the autumn.", None),
    ("This needs careful monitoring.", None),
    ("The next meeting will be held on 4 June.", None),
    ("The Panel agreed to meet every six weeks.", None),
]


def decided(tmp_path: Path, sentence: str) -> Decision:
    """Decide on a sentence that stands alone in an item."""
    made = record(tmp_path, f"## 1. Call handling\n\nThere was a discussion.\n\n{sentence}\n")
    found = {look.unit.text: decide(look) for look in look_at(made)}
    (key,) = [text for text in found if sentence.endswith(text[-20:])]
    return found[key]


@pytest.mark.parametrize(("sentence", "kind"), BINDING)
def test_what_binds(tmp_path: Path, sentence: str, kind: Kind) -> None:
    made = decided(tmp_path, sentence)
    assert made.binding, made
    assert made.kind is kind
    assert made.why


@pytest.mark.parametrize(("sentence", "kind"), NOT_BINDING)
def test_what_does_not(tmp_path: Path, sentence: str, kind: Kind | None) -> None:
    made = decided(tmp_path, sentence)
    assert not made.binding, made
    if kind is not None:
        assert made.kind is kind
