"""What sentences do: promise, ask, hope, refuse, note. The shapes are real, the text is ours."""

from __future__ import annotations

import pytest

from indexer.commitments import Kind, classify

A, U, G, R = Kind.ACTION, Kind.UNDERTAKING, Kind.AGREED, Kind.RESOLVED


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Action – TR/SC to review the shift pattern and how it is staffed.", A),
        ("ACTION: NB/SM to explore the use of mediation.", A),
        ("Action RB send formal note to DH so that the change is recorded.", A),
        ("Action Point HH to speak to the fire service.", A),
        ("A plan to project performance for vehicle crime to be developed.", A),
        ("It was agreed that the report was to be shared with members.", G),
        ("It was agreed that Ms Hale would monitor this through the performance board.", G),
        ("The Chief Constable agreed with the Commissioner's request that figures be added.", G),
        ("He undertook to respond to the enquiry outside the meeting.", U),
        ("The Commissioner promised an update by the end of April.", U),
        ("She offered to provide more detail by district.", U),
        ("Fuller statistics would be provided at the next meeting.", U),
        ("A delivery plan will be put in place and tracked.", U),
        ("He confirmed that he would ensure the wording was amended.", U),
        ("RESOLVED that the Commissioner provide a report on victims to the June meeting.", R),
    ],
)
def test_what_binds(sentence: str, kind: Kind) -> None:
    cue = classify(sentence)
    assert cue is not None
    assert cue.kind is kind
    assert cue.binding


@pytest.mark.parametrize(
    "sentence",
    [
        "RESOLVED that the Panel notes the report.",
        "That the report be noted.",
        "The minutes were agreed as a correct record.",
        "The strategy was agreed as a concept, but not signed off.",
        "She requests a report on knife crime to show the trend.",
        "The Chair asked that a note on the figures be provided.",
        "Members suggested that the working group review the indicators.",
        "The Commissioner should consider making more use of volunteers.",
        "It would be helpful if the report included a map.",
        "The force aspires to answer every call within ten seconds.",
        "He was confident that there would be an improvement by March.",
        "If a repeat victim is identified, officers will deal with it as harassment.",
        "This needs to be carefully monitored.",
        "A group had been established to look at the matter.",
        "The proposal was not supported by the Commissioner.",
        "He gave no undertaking as to numbers.",
        "The item was deferred to a future meeting.",
        "The Commissioner agreed to give the request some thought.",
        "The next meeting will be held on 4 June.",
        "Councillor Day was elected Chair for the year.",
        "Will the force publish the figures?",
        "The Commissioner never promised to reopen the custody suite.",
        "The Chief Constable had not agreed to fund the post.",
        "She denied that he had agreed to pay.",
        "The Panel agreed nothing.",
        "No one undertook to write to the parish.",
        "Neither force will provide the figures.",
        "Members asked why the Commissioner had promised to attend.",
        "Action: None.",
        "Actions: none arising from this item.",
        "Action 4/21: closed.",
        "Members agreed that this was a better use of the meeting.",
        "The Commissioner agreed that it was not good enough.",
    ],
)
def test_what_does_not_bind(sentence: str) -> None:
    cue = classify(sentence)
    assert cue is None or not cue.binding


def test_what_stands_under_an_actions_heading_is_an_action() -> None:
    assert classify("The briefing note", "Actions arising:") == classify(
        "The tracker", "Actions agreed"
    )
    assert classify("None", "Actions arising:") is None
    assert classify("The briefing note", "Findings:") is None


def test_the_rule_that_spoke_is_named() -> None:
    cue = classify("The Commissioner undertook to write to members.")
    assert cue is not None
    assert cue.rule == "undertook"


def test_a_very_long_line_is_no_trouble() -> None:
    assert classify("resolved that be (agreed " * 20_000) is None
