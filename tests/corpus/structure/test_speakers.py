"""Who speaks, where the sentence says so."""

from __future__ import annotations

import pytest

from corpus.structure.speakers import speaker_of


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The Commissioner stated that ASI were a shared team.", "Commissioner"),
        ("In response to Councillor O’Day, the Commissioner stated that it was.", "Commissioner"),
        ("Dana Patterson responded that it was a good point.", "Dana Patterson"),
        ("Councillor Hale-Whitby asked if more detail could be given.", "Councillor Hale-Whitby"),
        ("The Chief Constable, Ann Marsh, confirmed this.", "Chief Constable, Ann Marsh"),
        ("OC confirmed there is some data.", "OC"),
        ("The Deputy Chief Constable (DCC) explained the delay.", "Deputy Chief Constable"),
    ],
)
def test_speakers(sentence: str, speaker: str) -> None:
    assert speaker_of(sentence) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "He stated that it was so.",
        "Members asked about the delay.",
        "It was noted that crime had fallen.",
        "Crime fell.",
        "Burglary reported to the police fell by 4%.",
        "Offences reported online rose.",
        "Questions raised by Members were answered.",
        "Issues highlighted included parking.",
        "Actions agreed were closed.",
        "Domestic Abuse raised particular concern.",
        "There was a discussion about burglary.",
    ],
)
def test_nobody_is_guessed(sentence: str) -> None:
    assert speaker_of(sentence) is None
