"""Whose words or promises: a promise made to somebody is not that somebody's promise."""

from __future__ import annotations

import pytest

from corpus.model import Attendee
from retrieval.subject import is_theirs, subject_of


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did the Home Office promise on street level data?", "Home Office"),
        ("What did Councillor Davies say?", "Councillor Davies"),
        ("What has the PCC agreed on fire cover?", "PCC"),
        ("what did the Wealdmere chief constable commit to on vetting", "chief constable"),
        ("What was promised on burglary?", None),
        ("What did they say about it?", None),
        ("What did Wealdmere promise on burglary?", None),
        ("who said call backs were not happening", None),
    ],
)
def test_the_subject_of_a_question(question: str, name: str | None) -> None:
    found = subject_of(question, ("Wealdmere",))
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("sentence", "owner", "before", "theirs"),
    [
        ("The Home Office to write to forces by May.", None, None, True),
        ("Cabinet officials to meet the Home Office in May.", None, None, False),
        ("Figures to be sent.", "Home Office", None, True),
        ("It would publish the list.", None, "The Home Office said that it was late.", True),
        ("It would publish the list.", None, "The Ministry told the Home Office so.", False),
        ("In response to the Home Office, the Chair said no.", None, None, False),
    ],
)
def test_whose_sentence_it_is(
    sentence: str, owner: str | None, before: str | None, theirs: bool
) -> None:
    subject = subject_of("What did the Home Office promise?")
    assert subject is not None
    assert is_theirs(subject.forms_in(()), sentence, owner, before) is theirs


def test_a_document_lends_its_initials_and_offices() -> None:
    subject = subject_of("What did Danielle Marsh say about custody?")
    assert subject is not None
    listed = (Attendee("Danielle Marsh", "PFCC", "DM"), Attendee("Paul Fenn", "DCC", "PF"))
    forms = subject.forms_in(listed)
    for sentence in ("DM asked for more.", "Ms Marsh asked for more.", "The Commissioner asked."):
        assert is_theirs(forms, sentence, None, None)
    assert not is_theirs(forms, "PF asked for more.", None, None)
    assert not is_theirs(subject.forms_in(()), "DM asked for more.", None, None)
