from pathlib import Path

import pytest

from tests.api.cli.conftest import Small
from tests.api.cli.invoking import minuted


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(place: Path) -> str:
    outcome = minuted("demo", "--no-serve", "--archive", place / "archive")
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_it_says_that_all_is_invented_and_answers_the_example(first: str, place: Path) -> None:
    assert first.startswith("Everything in this archive is invented")
    assert "\nwhat was committed on burglary\nAnswered.\n" in first
    assert "\n1. “" in first
    assert f"minuted coverage --archive {place / 'archive'}" in first
    assert list((place / "archive-sample").iterdir())


def test_the_second_time_nothing_is_built_again(first: str, place: Path) -> None:
    outcome = minuted("demo", "--no-serve", "--archive", place / "archive", "--json")
    said = outcome.json
    assert outcome.code == 0
    assert said["invented"] is True
    assert said["url"] is None
    assert said["example"]["status"] == "answered"
    assert said["example"]["generation"] == "gen-000001"
    assert "Embedding" not in outcome.err
    assert first


def test_it_serves_at_the_address_it_names(
    first: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    monkeypatch.setattr(
        "api.cli.serve.serve_until_stopped", lambda _server, sock: served.append(sock.getsockname())
    )
    said = minuted("demo", "--port", "0", "--archive", place / "archive", "--json").json
    assert said["url"] == f"http://127.0.0.1:{served[0][1]}/"
    assert first


def test_invented_minutes_never_get_into_an_archive_of_others(copy: Path) -> None:
    before = minuted("coverage", "--archive", copy, "--json").json
    outcome = minuted("demo", "--no-serve", "--archive", copy)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "holds other documents than the sample's" in outcome.err
    assert minuted("coverage", "--archive", copy, "--json").json == before
    assert not copy.with_name("copied-sample").exists()


def test_it_does_not_follow_minuted_archive(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_ARCHIVE", str(small.root))
    seen = []
    monkeypatch.setattr("api.cli.demo.prepare", lambda settings: seen.append(settings.archive))
    minuted("demo", "--no-serve")
    assert seen == [Path(".demo/archive")]
