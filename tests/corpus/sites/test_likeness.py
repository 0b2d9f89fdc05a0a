import pytest

from corpus.sites.likeness import Likeness, judge, speaks_of_minutes
from corpus.sites.links import Link

BASE = "https://example.org/"


@pytest.mark.parametrize(
    "text",
    [
        "Minutes",
        "Draft minutes of the Panel, 4 June 2024",
        "pab-minutes-8-february-2022",
        "Cofnodion 5 Mai 2021",
        "Notes of the meeting held in May",
        "Action log March 2024",
        "Panel 14 June 2023 minutes",
    ],
)
def test_names_that_speak_of_minutes(text: str) -> None:
    assert speaks_of_minutes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Report a crime in 5 minutes",
        "10 minute read",
        "It takes a few minutes",
        "A minute's silence",
        "Agenda 4 June 2024",
        "Administration",
        "Minutely detailed report",
        "",
    ],
)
def test_names_that_do_not(text: str) -> None:
    assert not speaks_of_minutes(text)


@pytest.mark.parametrize(
    ("path", "text", "around", "likeness"),
    [
        ("a/minutes.pdf", "Minutes", "", Likeness.MINUTES),
        ("a/2024-06-04.pdf", "Minutes 4 June 2024 (PDF, 120 KB)", "", Likeness.MINUTES),
        ("media/1234/board.docx", "Download", "Minutes of 4 June 2024 Download", Likeness.MINUTES),
        ("download/77", "Minutes (Word document)", "", Likeness.MINUTES),
        ("pab-minutes-8-february-2022", "8 February 2022", "", Likeness.MINUTES),
        ("pab-minutes-8-february-2022/", "Minutes from February 2022", "", Likeness.MINUTES),
        ("minutes", "Minutes", "", Likeness.LIST),
        ("meetings", "Agendas and minutes", "", Likeness.LIST),
        ("board-agenda.pdf", "Agenda June 2024", "", Likeness.OTHER),
        ("minutes.xlsx", "Minutes June 2024", "", Likeness.OTHER),
        ("minutes.mp3", "Minutes June 2024, recording", "", Likeness.OTHER),
        ("contact", "Contact us", "Contact us about minutes", Likeness.OTHER),
        ("report", "Report online in 5 minutes", "", Likeness.OTHER),
        ("pam-minutes-v1.2024", "Minutes 2024", "", Likeness.MINUTES),
    ],
)
def test_links(path: str, text: str, around: str, likeness: Likeness) -> None:
    verdict = judge(Link(BASE + path, text, around))
    assert verdict.likeness is likeness
    assert bool(verdict.reason) is (likeness is not Likeness.MINUTES)


def test_a_caller_s_own_word_stands_for_minutes() -> None:
    link = Link(BASE + "holding-to-account-may-2024.pdf", "Holding to account, May 2024")
    assert judge(link).likeness is Likeness.OTHER
    assert judge(link, ("holding to account",)).likeness is Likeness.MINUTES
