from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import reference
from corpus.errors import UsageError
from corpus.model import Attendee, ItemRef
from corpus.reference import Topic, topics
from corpus.reference.tables import tables_from_json, topic_id
from indexer.commitments.topics import topics_of
from tests.indexer.commitments.made_units import PEOPLE, Made, action, record_of

EXPANDING = {
    "burglary": 11,
    "101": 11,
    "knife crime": 8,
    "domestic abuse": 8,
    "rural crime": 5,
    "road safety": 7,
    "ASB": 6,
    "commitment": 7,
}
"""The topics by which questions are widened, with their terms: more would shift the ranking."""


def last_topics(
    *made: Made | str, body: str | None = "Westmarch Police and Crime Panel"
) -> set[str]:
    record = record_of(made, body=body)
    found = topics_of(record.units[-1], record)
    assert list(found) == sorted(set(found))
    return set(found)


def under(heading: str | None, text: str, title: str = "Item") -> Made:
    return Made(text, heading=heading, item=ItemRef("3", title))


def test_the_topics_that_widen_questions_are_what_they_were() -> None:
    widening = {t.name: len(t.terms) for t in topics() if not t.register_only}
    assert widening == EXPANDING


def test_ids_are_slugs_and_single() -> None:
    ids = [topic.id for topic in topics()]
    assert len(set(ids)) == len(ids)
    assert all(one == topic_id(one) for one in ids)
    assert {"burglary", "robbery", "vehicle-crime", "retail-crime", "hate-crime", "vawg"} <= set(
        ids
    )
    assert {"victims", "public-confidence", "mental-health", "custody", "finance"} <= set(ids)


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("The force will bring a paper on dwelling burglaries.", "burglary"),
        ("SC will look at the robberies in the park.", "robbery"),
        ("A plan for theft of motor vehicles will be written.", "vehicle-crime"),
        ("Officers will speak to the shops about shoplifting.", "retail-crime"),
        ("The Commissioner will write about romance fraud.", "fraud-and-cyber-crime"),
        ("TS will report on RASSO cases.", "rape-and-sexual-offences"),
        ("TS will report on violence against women and girls.", "vawg"),
        ("TS will report on stalking.", "stalking"),
        ("TS will report on child criminal exploitation.", "child-exploitation"),
        ("TS will report on the supply of drugs.", "drugs"),
        ("TS will report on modern slavery.", "modern-slavery"),
        ("TS will report on anti-social behaviour.", "asb"),
        ("TS will report on speeding.", "road-safety"),
        ("TS will report on the last homicide.", "homicide"),
        ("TS will report on the victims’ code.", "victims"),
        ("TS will report on neighbourhood teams.", "neighbourhood-policing"),
        ("TS will report on how long 101 calls wait.", "101"),
        ("TS will report on stop and search.", "stop-and-search"),
        ("TS will report on misconduct.", "complaints"),
        ("TS will report on the precept.", "finance"),
        ("TS will report on facial recognition.", "technology"),
        ("TS will report on on-call firefighters.", "fire"),
        ("TS will publish the data sets.", "open-data"),
        ("TS will report on firearms licensing.", "licensing"),
        ("TS will report on the internal audit.", "audit"),
    ],
)
def test_the_sentence_names_it(sentence: str, topic: str) -> None:
    assert topic in last_topics(Made(sentence, heading=None, item=None))


def test_the_heading_names_what_the_sentence_does_not() -> None:
    found = last_topics(under("Residential burglary", "RC would send the figures by June."))
    assert found == {"burglary"}
    assert last_topics(under("Minutes:", "RC would send it.", "Hate crime")) == {"hate-crime"}


def test_it_points_back_under_the_same_heading_only() -> None:
    item = ItemRef("2", "Holding to account")
    first = Made("Robbery had doubled.", heading="2 Holding to account", item=item)
    between = Made("The Chair was sorry.", heading="2 Holding to account", item=item)
    back = Made("He would write about this.", heading="2 Holding to account", item=item)
    assert last_topics(first, between, back) == {"robbery"}
    cut = Made("He would write about this.", heading="2.1 Other", item=item)
    assert last_topics(first, between, cut) == set()
    other = Made("He would write about this.", heading=None, item=ItemRef("3", "Any other"))
    assert last_topics(first, other) == set()


def test_no_neighbours_topic_leaks() -> None:
    first = under("Crime figures", "Robbery had doubled.")
    second = under("Crime figures", "TS will report in writing on the custody visitors’ questions.")
    assert last_topics(first, second) == {"custody"}


def test_a_container_is_a_topic_only_when_nothing_else_is() -> None:
    heading = "Performance against the police and crime plan"
    assert "performance" not in last_topics(under(heading, "RC would look at robbery."))
    assert last_topics(under(heading, "The Force would bring a longer list to the Board then."))


def test_initials_and_the_bodys_own_name_are_no_topics() -> None:
    person = Made("DA to write to the council.", heading=None, item=None)
    record = record_of([person], people=PEOPLE)
    assert topics_of(record.units[0], record) == ("domestic-abuse",)
    known = (*PEOPLE, Attendee("Dee Ash", None, "DA"))
    record = record_of([person], people=known)
    assert topics_of(record.units[0], record) == ()
    named = Made("The Transparency Board will meet.", heading=None, item=None)
    assert last_topics(named, body="Transparency Board") == set()
    assert last_topics(named, body=None) == {"transparency"}


def test_whole_words_only() -> None:
    assert last_topics(Made("The Inspector is confident.", heading=None, item=None)) == set()


def test_a_users_own_topics(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    rows = [{"name": "Market days", "terms": ["market stall"], "register_only": True}]
    file.write_text(json.dumps({"topics": rows}), encoding="utf-8")
    reference.load_extension(file)
    try:
        made = Made("RC will look at the market stalls.", heading=None, item=None)
        assert last_topics(made) == {"market-days"}
    finally:
        reference.clear_extensions()


def test_keys_are_checked() -> None:
    with pytest.raises(UsageError, match="unknown key"):
        tables_from_json('{"topics": [{"name": "a", "terms": ["b"], "expands": true}]}', "own")
    with pytest.raises(UsageError, match="hyphens"):
        tables_from_json('{"topics": [{"name": "a", "terms": ["b"], "id": "A b"}]}', "own")
    read = tables_from_json('{"topics": [{"name": "Night buses", "terms": ["bus"]}]}', "own")
    assert read.topics == (Topic("Night buses", ("bus",), "night-buses"),)


@given(st.text(max_size=200), st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read(text: str, heading: str) -> None:
    last_topics(under(heading, text or "x", heading or "y"))


def test_long_hostile_text_is_quick() -> None:
    started = time.perf_counter()
    last_topics(action("it burglary of the " * 20_000))
    assert time.perf_counter() - started < 2
