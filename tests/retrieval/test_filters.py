"""Filters: matched with what is held, by its own names and by its other ones."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import UsageError
from retrieval.filters import check_filters, understand, without_scope
from retrieval.records import Filters


class Store:
    """The two lists that matching needs."""

    def values(self, column: str) -> list[str]:
        return {
            "force": ["Northamptonshire", "West Mercia", "Wealdmere"],
            "body": ["Northamptonshire Police, Fire and Crime Panel", "Wealdmere Audit Board"],
        }[column]


STORE = Store()


def understood(filters: Filters, question: str | None = None) -> object:
    return understand(filters, STORE, question).filters  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given", ["Northamptonshire", "northamptonshire", "Northants", "Northamptonshire Police"]
)
def test_a_force_by_any_of_its_names(given: str) -> None:
    assert understood(Filters(force=given)).force == ("Northamptonshire",)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "given",
    ["Northamptonshire Police, Fire & Crime Panel", "fire and crime panel", "Northants"],
)
def test_a_body_by_any_of_its_names(given: str) -> None:
    found = understood(Filters(body=given))
    assert found.body == ("Northamptonshire Police, Fire and Crime Panel",)  # type: ignore[attr-defined]


def test_what_is_not_held_is_told() -> None:
    found = understood(Filters(force="Kent", body="Nothing Board"))
    assert found.unknown == ("Kent", "Nothing Board")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("undertakings on rural crime since 2021", date(2021, 1, 1), None),
        ("promises since March 2021", date(2021, 3, 1), None),
        ("what was said before June 2022", None, date(2022, 5, 31)),
        ("between 2019 and 2021, what changed", date(2019, 1, 1), date(2021, 12, 31)),
        ("offences after 2021", date(2022, 1, 1), None),
        ("what was due by March 2018", None, None),
        ("was action 5 from October 2011 completed", None, None),
    ],
)
def test_dates_in_a_question(question: str, since: date | None, until: date | None) -> None:
    found = understood(Filters(), question)
    assert (found.since, found.until) == (since, until)  # type: ignore[attr-defined]


def test_a_force_in_a_question_is_a_filter_and_no_longer_a_word() -> None:
    question = "What has Northants promised on vetting since 2021?"
    found = understand(Filters(), STORE, question).filters  # type: ignore[arg-type]
    assert found.force == ("Northamptonshire",)
    assert found.from_question == ("force", "since")
    rest = without_scope(question, found)
    assert "Northants" not in rest
    assert "2021" not in rest
    assert "vetting" in rest


def test_met_is_a_word_and_the_met_a_force() -> None:
    for question, named in (("was the target met", 0), ("what did the Met say", 1)):
        assert len(understand(Filters(), STORE, question).named_forces) == named  # type: ignore[arg-type]


def test_a_given_filter_wins_over_the_question() -> None:
    found = understand(Filters(force="West Mercia"), STORE, "burglary in Wealdmere")  # type: ignore[arg-type]
    assert found.filters.force == ("West Mercia",)
    assert found.named_forces == (("Wealdmere",),)


def test_filters_that_cannot_be_meant() -> None:
    with pytest.raises(UsageError, match="Swap"):
        check_filters(Filters(since=date(2024, 1, 2), until=date(2024, 1, 1)))
    with pytest.raises(UsageError, match="up to 300"):
        check_filters(Filters(force="x" * 301))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("how many of the 2000 officers promised were recruited", []),
        ("what became of the £2000 grant", []),
        ("ref SCP112023", []),
        ("what precept was proposed in 2023", [2023]),
        ("the 2023/24 precept", [2023]),
        ("2021 compared with 2024", [2021, 2024]),
        ("at the December 2017 meeting", [2017]),
    ],
)
def test_years_that_a_question_names(question: str, years: list[int]) -> None:
    found = understand(Filters(), STORE, question)  # type: ignore[arg-type]
    assert [m.year for m in found.mentioned] == years
