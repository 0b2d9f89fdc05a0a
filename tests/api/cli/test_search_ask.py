from pathlib import Path

import pytest

from retrieval.engine import MOST_HITS
from tests.api.cli.conftest import HOSTILE, Small
from tests.api.cli.invoking import Outcome, minuted

CITATION = {
    "quote",
    "start",
    "end",
    "page",
    "passage_id",
    "document",
    "body",
    "force",
    "meeting_date",
    "item",
    "speaker",
    "link",
}
ANSWER = {
    "question",
    "kind",
    "status",
    "reason",
    "filters",
    "expansions",
    "statements",
    "citations",
    "nearest",
    "coverage",
    "generation",
    "model",
    "took_ms",
}
HIT = (CITATION - {"quote"}) | {"rank", "score", "dense", "lexical", "text"}


def _text(small: Small, document: str) -> str:
    return minuted("show", document, "--text", "--archive", small.root).out


def test_every_quote_of_an_answer_is_cut_from_the_text_that_show_prints(small: Small) -> None:
    outcome = minuted("ask", "what was committed on burglary", "--archive", small.root, "--json")
    answer = outcome.json
    assert outcome.code == 0
    assert outcome.err == ""
    assert set(answer) >= ANSWER
    assert answer["status"] in {"answered", "weak"}
    assert answer["statements"]
    quotes = [c["quote"] for c in answer["citations"]]
    assert "The Commissioner agreed to bring a report on burglary attendance" in " ".join(quotes)
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        text = _text(small, citation["document"]["id"])
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    for statement in answer["statements"]:
        assert statement["text"] == " … ".join(quotes[i] for i in statement["citations"])


def test_the_same_answer_in_words(small: Small) -> None:
    printed = minuted("ask", "what was committed on burglary", "--archive", small.root).out
    assert "“The Commissioner agreed to bring a report on burglary attendance to the" in printed
    assert "10 March 2025" in printed
    assert "Looked through: " in printed


def test_not_in_this_archive_is_an_answer(small: Small) -> None:
    outcome = minuted("ask", "zeppelin moorings", "--archive", small.root, "--json")
    assert outcome.code == 0
    assert outcome.json["status"] == "abstained"
    assert outcome.json["reason"]
    assert outcome.json["statements"] == []
    assert "Not in this archive: " in minuted("ask", "zeppelins", "--archive", small.root).out


def test_search_gives_ranked_passages(small: Small) -> None:
    outcome = minuted("search", "hare coursing", "-k", "1", "--archive", small.root, "--json")
    found = outcome.json
    assert outcome.code == 0
    assert (found["query"], len(found["hits"])) == ("hare coursing", 1)
    hit = found["hits"][0]
    assert set(hit) >= HIT
    assert hit["rank"] == 1
    assert "hare coursing" in hit["text"]
    assert _text(small, hit["document"]["id"])[hit["start"] : hit["end"]] == hit["text"]
    words = minuted("search", "hare coursing", "-k", "1", "--archive", small.root).out
    assert "1. score " in words
    assert "publish the hare coursing figures by September 2024." in words


@pytest.mark.parametrize("command", ["search", "ask"])
def test_filters_reach_the_engine(command: str, small: Small) -> None:
    def asked(*options: str) -> Outcome:
        return minuted(command, "figures", *options, "--archive", small.root, "--json")

    assert asked("--until", "2024-12-31").json["filters"] == {"until": "2024-12-31"}
    assert asked("--since", "2025-01-01").json["filters"] == {"since": "2025-01-01"}
    later = asked("--since", "2025-01-01").json
    cited = later.get("hits") or later["citations"] + later["nearest"]
    assert cited
    assert {c["meeting_date"] for c in cited} == {"2025-03-10"}
    assert asked("--body", "nobody at all").json["filters"]["unknown"] == ["nobody at all"]
    assert asked("--document", "d-0000000000000000").json["filters"]["document"]
    assert asked("--item", "1").json["filters"]["item"] == "1"
    assert asked("--speaker", "Thornbury").json["filters"]["speaker"] == "Thornbury"
    assert asked("--force", "nowhere").json["filters"]["unknown"] == ["nowhere"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask",), "QUESTION"),
        (("ask", "  "), "QUESTION is empty"),
        (("ask", "x", "--since", "soon"), "--since 'soon' is not a date."),
        (("search", "x", "--until", "2025-02-30"), "--until '2025-02-30' is not a date."),
        (("search", "x", "-k", "0"), "-k"),
        (("search", "x", "-k", str(MOST_HITS + 1)), "-k"),
        (("search", "x", "-k", "many"), "-k"),
        (("ask", "x", "--frce", "y"), "--frce"),
        (("ask", "x", "--force", ""), "--force is empty"),
        (("aks", "x"), "aks"),
        ((), "Usage: minuted"),
    ],
)
def test_wrong_usage_names_the_option_and_ends_with_2(
    arguments: tuple[str, ...], said: str, small: Small
) -> None:
    where = ("--archive", str(small.root)) if arguments else ()
    outcome = minuted(*arguments, *where)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert said in outcome.err


def test_the_most_passages_are_as_many_as_the_engine_gives(small: Small) -> None:
    assert minuted("search", "x", "-k", str(MOST_HITS), "--archive", small.root).code == 0


@pytest.mark.parametrize("command", ["search", "ask"])
def test_without_an_archive_the_mend_is_named(command: str, tmp_path: Path) -> None:
    outcome = minuted(command, "x", "--json")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "There is no archive at archive." in outcome.err
    assert "minuted add FOLDER" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_documents_control_characters_stay_in_json_and_off_the_terminal(small: Small) -> None:
    arguments = ("search", "clerk read the notice aloud", "-k", "1", "--archive", small.root)
    exact = minuted(*arguments, "--json")
    text = exact.json["hits"][0]["text"]
    assert "\x1b" in text or "\ufffd" in text  # whatever the reader kept is quoted exactly
    for raw in ("\x1b", "\x07", "\x9b", "\u202e"):
        assert raw not in exact.out
        assert raw not in minuted(*arguments).out
    assert HOSTILE.startswith("The clerk read")


def test_an_ascii_terminal_gets_stand_ins_and_still_valid_json(small: Small) -> None:
    arguments = ("search", "café licences", "-k", "1", "--archive", small.root)
    words = minuted(*arguments, encoding="ascii")
    assert words.code == 0
    assert "caf\\xe9" in words.out
    exact = minuted(*arguments, "--json", encoding="ascii")
    assert exact.raw.isascii()
    assert "café" in exact.json["hits"][0]["text"]
