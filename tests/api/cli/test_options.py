from datetime import date

import pytest

from api.cli.options import filters, parse_day, words
from corpus.errors import UsageError
from retrieval.records import Filters


def test_filters_are_taken_over_by_name() -> None:
    made = filters("Wealdmere", "Panel", "2024-01-02", "2025-03-04", "4", "Thornbury", "d-1")
    assert made == Filters(
        "Wealdmere", "Panel", date(2024, 1, 2), date(2025, 3, 4), "4", "Thornbury", "d-1"
    )
    assert filters(*[None] * 7) == Filters()


@pytest.mark.parametrize("value", ["2021-13-01", "2021-02-29", "soon", "", "10/03/2025"])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_bad_date_names_its_option(value: str, option: str) -> None:
    with pytest.raises(UsageError, match=option):
        parse_day(value, option)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError, match="--since 2025-01-02 is after --until 2025-01-01"):
        filters(None, None, "2025-01-02", "2025-01-01", None, None, None)


@pytest.mark.parametrize("place", [0, 1, 4, 5, 6])
def test_a_blank_filter_is_refused_not_ignored(place: int) -> None:
    given: list[str | None] = [None] * 7
    given[place] = "  "
    with pytest.raises(UsageError, match="is empty"):
        filters(*given)


def test_words_that_came_undecoded_are_decoded() -> None:
    undecoded = "café".encode().decode("ascii", "surrogateescape")
    assert words(undecoded, "QUESTION") == "café"


def test_words_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(UsageError, match="QUESTION is not UTF-8"):
        words("caf\udce9", "QUESTION")
