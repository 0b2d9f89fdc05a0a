"""The page: whole, readable by everyone, and deaf to what questions say."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from eval.report import Report, render_page
from eval.report.page import described, explained
from eval.systems import every_system
from tests.eval.report.conftest import by_hand

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</title></style>&amp;"


@pytest.fixture(scope="module")
def text(report: Report) -> str:
    return render_page(report)


@pytest.fixture(scope="module")
def tree(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(text)


def words(tree: LexborHTMLParser, selector: str) -> str:
    """Return the text of the first node that a selector names."""
    found = tree.css_first(selector)
    assert found is not None
    return found.text()


def without_times(page: str) -> str:
    kept, times = re.subn(r'<section[^>]*id="times">.*?</section>', "", page, flags=re.DOTALL)
    assert times == 1
    return kept


def test_two_runs_differ_in_times_only(text: str, again: Report) -> None:
    second = render_page(again)
    assert second != text
    assert without_times(second) == without_times(text)


def test_nothing_is_asked_of_anybody(text: str, tree: LexborHTMLParser) -> None:
    policies = tree.css("meta[http-equiv=Content-Security-Policy]")
    assert [one.attributes["content"] for one in policies] == [
        "default-src 'none'; style-src 'unsafe-inline'"
    ]
    assert not tree.css("script, link, img, iframe, object, embed, form, base, use, image")
    assert not re.search(r"https?://|url\(|@import|\bsrc=|\bon[a-z]+=|\sstyle=|javascript:", text)
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    links = [node.attributes["href"] or "" for node in tree.css("a")]
    assert links
    assert all(link[:1] == "#" and link[1:] in ids for link in links)


def test_ids_are_unique_and_references_hold(tree: LexborHTMLParser) -> None:
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby"):
        named = [node.attributes[name] for node in tree.css(f"[{name}]")]
        assert named
        assert set(named) <= set(ids)


def test_headings_are_in_order(tree: LexborHTMLParser) -> None:
    levels = [int((node.tag or "")[1:]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_tables_have_captions_scopes_and_full_rows(tree: LexborHTMLParser) -> None:
    tables = tree.css("table")
    assert len(tables) > 20
    labels = []
    for table in tables:
        caption = table.css_first("caption")
        assert caption is not None
        assert caption.text(strip=True)
        assert all(cell.attributes.get("scope") for cell in table.css("th"))
        box = table.parent
        assert box is not None
        assert box.attributes["tabindex"] == "0"
        labels.append(box.attributes["aria-label"])
        columns = sum(
            int(cell.attributes.get("colspan") or 1) for cell in table.css("thead tr")[0].css("th")
        )
        for row in table.css("tbody tr"):
            cells = row.css("th, td")
            assert sum(int(cell.attributes.get("colspan") or 1) for cell in cells) == columns
    assert len(labels) == len(set(labels))


def test_plots_are_named(tree: LexborHTMLParser) -> None:
    plots = tree.css("svg")
    # For each split: an interval and a difference for both measures, reliability, risk.
    assert len(plots) == 2 * (2 + 2 + 2)
    for plot in plots:
        assert plot.attributes["role"] == "img"
        title = plot.css_first("title")
        assert title is not None
        assert title.text()


def test_figures_of_the_summary_are_those_of_the_report(
    report: Report, tree: LexborHTMLParser
) -> None:
    split = report.sets[0].splits[0]
    assert split.comparison is not None
    table = tree.css("#set-1-dev table")[0]
    rows = [
        [cell.text(separator=" ", strip=True) for cell in row.css("th, td")]
        for row in table.css("tbody tr")
    ]
    means = [[mean.mean for mean in one.means] for one in split.comparison.measures]
    for number, row in enumerate(rows):
        assert row[0] == split.comparison.runs[number]
        assert [cell.split()[0] for cell in row[1:]] == [f"{m[number]:.3f}" for m in means]
    assert all("baseline" in cell for cell in rows[0][1:])
    assert all("p " in cell for cell in rows[1][1:])


def test_the_best_of_each_measure_is_strong() -> None:
    tree = LexborHTMLParser(render_page(by_hand({"bm25": [3, 5], "dense": [1, 1], "rrf": [1, 1]})))
    rows = tree.css("#set-1-test table")[0].css("tbody tr")
    assert [row.css_first("strong") is not None for row in rows] == [False, True, True]


def test_every_question_is_there_once_for_each_measure(
    report: Report, tree: LexborHTMLParser
) -> None:
    asked = [node.text(strip=True) for node in tree.css("td.asked")]
    for split in report.sets[0].splits:
        for query in split.queries:
            # Two measures, and the table of answers.
            assert sum(text.startswith(query.text) for text in asked) == 3


def hostile() -> Report:
    made = by_hand({"bm25": [1], "dense": [2]}, text=HOSTILE, filters={"body": HOSTILE})
    one = replace(made.sets[0], name=HOSTILE, title=HOSTILE, unread=(HOSTILE,))
    split = replace(one.splits[0], refused={"bm25": (("q0", HOSTILE),)})
    return replace(
        made,
        settings=replace(made.settings, command=HOSTILE),
        sets=(replace(one, splits=(split,)),),
    )


def test_a_hostile_question_is_only_shown() -> None:
    page = render_page(hostile())
    tree = LexborHTMLParser(page)
    assert not tree.css("script, img, [onerror]")
    assert "49" not in HOSTILE
    assert words(tree, "td.asked").startswith(HOSTILE)
    assert words(tree, "title") == "Evaluation report – Minuted"
    assert "<script" not in page


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_any_question_is_shown_as_it_is(question: str) -> None:
    tree = LexborHTMLParser(render_page(by_hand({"bm25": [1]}, text=question)))
    assert words(tree, "td.asked") == question


@pytest.mark.parametrize(
    "runs",
    [
        {"bm25": [1]},
        {"bm25": [0]},
        {"bm25": [1, 1], "dense": [1, 1]},
        {"bm25": [0, 0], "dense": [0, 0]},
    ],
)
def test_small_reports_do_not_break(runs: dict[str, list[int]]) -> None:
    tree = LexborHTMLParser(render_page(by_hand(runs)))
    assert len(tree.css("td.asked")) == len(next(iter(runs.values())))
    assert len(tree.css("svg")) == len(runs)


def test_a_set_without_any_split_does_not_break() -> None:
    made = by_hand({"bm25": [1]})
    empty = replace(made, sets=(replace(made.sets[0], splits=()),))
    assert not LexborHTMLParser(render_page(empty)).css("svg")


def test_an_inexact_quote_is_seen_at_once(report: Report) -> None:
    one = report.sets[0]
    split = one.splits[0]
    assert split.answers is not None
    fidelity = replace(split.answers.scores.fidelity, exact=0)
    answers = replace(split.answers, scores=replace(split.answers.scores, fidelity=fidelity))
    broken = replace(one, splits=(replace(split, answers=answers), *one.splits[1:]))
    tree = LexborHTMLParser(render_page(replace(report, sets=(broken,))))
    assert "The gate of 100 % is not passed." in words(tree, ".failed")


def test_unread_files_are_listed(report: Report) -> None:
    one = replace(report.sets[0], unread=("scan.pdf: no text layer", "b.doc: damaged"))
    tree = LexborHTMLParser(render_page(replace(report, sets=(one,))))
    section = words(tree, "#set-1")
    assert "2 files could not be read" in section
    assert "scan.pdf: no text layer" in section


def test_every_system_and_measure_can_be_explained() -> None:
    said = {name: described(name) for name in every_system()}
    assert len(set(said.values())) == len(said)
    assert said["dense-no-headers"].endswith(", without headers")
    names = ("nDCG@10", "R@100", "RR", "AP@100", "P@5", "Success@5", "Judged@10")
    assert len({explained(name) for name in names}) == len(names)
    assert "100" in explained("R@100")
