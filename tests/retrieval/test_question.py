"""Questions: syntax, kinds, concepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from indexer.analysis import document_tokens, tokens
from indexer.vocabulary import Vocabulary, write_vocabulary
from retrieval.concepts import concepts_of, coverage, idf, weighted_terms
from retrieval.kinds import kind_of, topic_of
from retrieval.records import QuestionKind
from retrieval.syntax import LONGEST_QUESTION, check_question, parse_query


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\x00\x01", "\t\n", "﷽"[:0]])
def test_nothing_is_no_question(text: str) -> None:
    with pytest.raises(UsageError, match="no question"):
        check_question(text)


def test_a_pasted_document_is_no_question() -> None:
    with pytest.raises(UsageError, match="100,000 characters"):
        check_question("x" * 100_000)
    assert check_question("x" * LONGEST_QUESTION)


def test_control_characters_are_white_space() -> None:
    assert check_question("what\x1b[31m was\x00 said\ud800?") == "what [31m was said ?"


@pytest.mark.parametrize(
    ("query", "words", "phrases", "excluded"),
    [
        ("burglary", "burglary", (), ()),
        ('"stop and search" youth', "stop and search youth", (("stop", "and", "search"),), ()),
        ("“call backs” -football", "call backs", (("call", "back"),), (("footbal",),)),
        ('burglary -"knife crime"', "burglary", (), (("knife", "crime"),)),
        ("anti-social behaviour", "anti-social behaviour", (), ()),
        ("minute 39/20 - burglary", "minute 39/20 - burglary", (), ()),
        ('an "unclosed mark', 'an "unclosed mark', (), ()),
        ('empty "" marks', "empty marks", (), ()),
        ("AND OR NOT (a:b^2~ *)", "AND OR NOT (a:b^2~ *)", (), ()),
        ("<b>burglary</b>", "<b>burglary</b>", (), ()),
    ],
)
def test_the_query_language(
    query: str,
    words: str,
    phrases: tuple[tuple[str, ...], ...],
    excluded: tuple[tuple[str, ...], ...],
) -> None:
    parsed = parse_query(query)
    assert (parsed.words, parsed.phrases, parsed.excluded_phrases) == (words, phrases, excluded)


def test_only_leaving_out_asks_nothing() -> None:
    with pytest.raises(UsageError, match="leave out"):
        parse_query("-burglary")


@given(st.text(max_size=200))
def test_any_text_is_a_query_or_refused_clearly(text: str) -> None:
    try:
        parsed = parse_query(check_question(text))
    except UsageError:
        return
    assert parsed.words
    assert all(parsed.phrases)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what was committed on burglary", QuestionKind.COMMITMENTS),
        ("What did the PCC promise on 101 waiting times?", QuestionKind.COMMITMENTS),
        ("Which undertakings on rural crime are there since 2021?", QuestionKind.COMMITMENTS),
        ("Who said call backs were not happening?", QuestionKind.WHO_SAID),
        ("What did the Chair say about late papers?", QuestionKind.WHO_SAID),
        ("What did the panel resolve on the delivery update?", QuestionKind.DECISION),
        ("Was the precept supported, and by what vote?", QuestionKind.DECISION),
        ("How did 101 times change?", QuestionKind.TIMELINE),
        ("What has victim satisfaction been at each meeting?", QuestionKind.TIMELINE),
        ("Which forces attend every burglary?", QuestionKind.COMPARISON),
        ("What share of knife crime suspects are under 18?", QuestionKind.FACT),
    ],
)
def test_kinds_of_questions(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) is kind


def test_the_topic_is_what_a_question_is_about() -> None:
    assert topic_of("what was committed on burglary", QuestionKind.COMMITMENTS) == "was on burglary"
    assert topic_of("What was promised?", QuestionKind.COMMITMENTS)


@pytest.fixture
def words(tmp_path: Path) -> Vocabulary:
    passages = [
        document_tokens(text)
        for text in (
            "Burglary fell in the town.",
            "Police reported on ASB and police numbers.",
            "Police spoke of anti-social behaviour.",
            "Police again.",
        )
    ]
    write_vocabulary(tmp_path, passages)
    return Vocabulary(tmp_path)


def test_rare_words_weigh_more(words: Vocabulary) -> None:
    concepts, _ = concepts_of("police burglary", words, 4)
    weight = {c.surface[0]: c.weight for c in concepts}
    assert weight["burglari"] > weight["polic"] > 0
    assert idf(4, 1) == pytest.approx(1.2039728)


def test_an_acronym_is_met_by_its_words_and_the_other_way_round(words: Vocabulary) -> None:
    for question in ("ASB", "anti-social behaviour"):
        concepts, expansions = concepts_of(question, words, 4)
        assert expansions
        for text in ("reports of ASB rose", "anti-social behaviour rose"):
            assert coverage(concepts, (frozenset(tokens(text)), 1.0)) == pytest.approx(1.0)
        assert coverage(concepts, (frozenset(tokens("social care")), 1.0)) < 1


def test_a_misspelt_word_is_met_by_the_one_the_record_holds(words: Vocabulary) -> None:
    concepts, expansions = concepts_of("burglery", words, 4)
    assert [e.also for e in expansions] == ["burglari"]
    assert coverage(concepts, (frozenset({"burglari"}), 1.0)) == 1.0
    assert dict(weighted_terms(concepts)) == {"burgleri": 1.0, "burglari": 0.5}


def test_the_best_place_counts(words: Vocabulary) -> None:
    concepts, _ = concepts_of("burglary", words, 4)
    there, elsewhere = frozenset({"burglari"}), frozenset({"town"})
    assert coverage(concepts, (elsewhere, 1.0), (there, 0.5)) == 0.5
    assert coverage(concepts, (there, 1.0), (there, 0.5)) == 1.0
    assert coverage((), (there, 1.0)) == 0.0


def test_an_ambiguous_short_form_is_read_by_force(words: Vocabulary) -> None:
    both = {e.also for e in concepts_of("WMP", words, 4)[1]}
    assert len(both) == 2
    (mercia,) = concepts_of("WMP", words, 4, ("West Mercia",))[1]
    assert "mercia" in mercia.also
    assert {e.also for e in concepts_of("WMP", words, 4, ("Kent",))[1]} == both
