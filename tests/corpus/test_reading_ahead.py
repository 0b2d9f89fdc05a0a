"""Looking ahead: the same files in the same order, and no more of them than there is room for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus import reading_ahead
from corpus.readers import Limits
from corpus.reading import ReadingHere
from corpus.reading_ahead import Begun, looking_ahead


class Ahead(ReadingHere):
    """Counts what is begun and given up."""

    def __init__(self, ahead: int) -> None:
        super().__init__(Limits())
        self.ahead = ahead
        self.forgotten: list[str] = []

    def forget(self, sha256: str, name: str) -> None:
        self.forgotten.append(name)


def test_no_more_is_drawn_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "MOST_BYTES", 100)
    drawn: list[int] = []

    def things() -> Iterator[int]:
        for size in (10, 10, 10, 90, 10, 200, 10, 10):
            drawn.append(size)
            yield size

    place = Ahead(4)
    most = 0
    for size in looking_ahead(things(), lambda size: Begun(size, ("", str(size))), place):
        most = max(most, sum(drawn))
        drawn.remove(size)
    assert drawn == []
    assert most <= 100 + 200
    assert place.forgotten == ["10", "10", "10", "90", "10", "200", "10", "10"]


def test_trouble_with_what_is_to_come_waits_for_its_turn() -> None:
    def things() -> Iterator[int]:
        yield from (1, 2)
        raise ValueError("the third is damaged")

    ahead = looking_ahead(things(), lambda _: Begun(), Ahead(8))
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(ValueError, match="third"):
        next(ahead)


def test_bundles_with_one_budget_are_not_passed() -> None:
    drawn: list[int] = []

    def things() -> Iterator[int]:
        for thing in range(6):
            drawn.append(thing)
            yield thing

    def begin(thing: int) -> Begun:
        return Begun(is_bundle=thing == 2)

    seen = [len(drawn) for _ in looking_ahead(things(), begin, Ahead(8), beyond_bundles=False)]
    assert seen == [3, 3, 3, 6, 6, 6]
