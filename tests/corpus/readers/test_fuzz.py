"""Two hundred damaged files for every reader: a sound reading or a `ReadError`, and soon.

Thousands more, in processes of their own: ``python -m eval.benchmarks.fuzz_readers``.
"""

from __future__ import annotations

import contextlib
import random
import time

import pytest

from corpus.errors import ReadError
from corpus.readers import converters
from eval.benchmarks import fuzz_readers
from eval.benchmarks.fuzz_readers import case, fuzz, read_all, sources
from eval.benchmarks.made_files import seeds
from eval.benchmarks.mutations import mutated

READERS = sorted(seeds())
COUNT = 200
MOST_SECONDS = 20.0
"""A machine that runs eight other things takes four times as long as one that rests."""


@pytest.fixture
def no_converters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other programs are not what is tested here; each conversion would take two seconds."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(converters, "_OUTSIDE_PATH", ())


@pytest.mark.usefixtures("no_converters")
@pytest.mark.parametrize("reader", READERS)
def test_damaged_files_are_read_soundly_or_refused(reader: str) -> None:
    sound = sources(reader, None)
    for number in range(COUNT):
        name, data = case(reader, number, sound)
        started = time.process_time()
        with contextlib.suppress(ReadError):
            read_all(data, name)
        assert time.process_time() - started < MOST_SECONDS, number


@pytest.mark.usefixtures("no_converters")
@pytest.mark.parametrize("reader", READERS)
def test_the_sound_files_are_read(reader: str) -> None:
    name, data = seeds()[reader]
    if reader == "doc":
        with pytest.raises(ReadError):
            read_all(data, name)
    else:
        read_all(data, name)


def test_the_same_seed_does_the_same_damage() -> None:
    for _, data in seeds().values():
        assert mutated(data, "a") == mutated(data, "a")
    data = seeds()["rtf"][1]
    assert len({mutated(data, str(n)) for n in range(20)}) > 15
    assert random.Random("a").random() == random.Random("a").random()


def test_harm_is_found_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies at one file is begun again behind it."""
    cases = iter(
        [
            [{"begun": 0}, {"done": 0, "outcome": "read", "took": 0.1, "peak": 1}, {"begun": 1}],
            [
                {"begun": 2},
                {"done": 2, "outcome": "KeyError: 'x'", "took": 0.1, "peak": 1},
                {"begun": 3},
                {"done": 3, "outcome": "refused", "took": 9.0, "peak": 1},
                {"begun": 4},
                {"done": 4, "outcome": "read", "took": 0.1, "peak": 2**31},
            ],
        ]
    )
    monkeypatch.setattr(fuzz_readers, "_lines", lambda *_: next(cases))
    result, harms = fuzz("odt", 5)
    assert [(h.case, h.what.split()[0]) for h in harms] == [
        (1, "hung"),
        (2, "KeyError:"),
        (3, "took"),
        (4, "2,048"),
    ]
    assert (result.cases, result.read, result.refused) == (5, 2, 1)
