import sys

import pytest

from api.cli import progress
from api.cli.progress import Reporter


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    made = _Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def test_without_a_terminal_lines_come_now_and_then(
    clock: _Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Reporter() as reporter:
        for done in range(1000):
            reporter.files(done, 1000, f"minutes-{done}.pdf")
            clock.now += 0.025
        reporter.files(1000, 1000, "")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "Reading files 0 of 1,000: minutes-0.pdf",
        "Reading files 400 of 1,000: minutes-400.pdf",
        "Reading files 800 of 1,000: minutes-800.pdf",
        "Reading files 1,000 of 1,000",
    ]


def test_embedding_tells_its_speed_and_the_time_left(
    clock: _Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Reporter() as reporter:
        reporter.index("cutting passages", 3, 3)
        reporter.index("embedding passages", 0, 1000)
        clock.now += 20
        reporter.index("embedding passages", 200, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "Cutting passages 3 of 3",
        "Embedding passages 0 of 1,000",
        "Embedding passages 200 of 1,000: 10 passages/s, 1 min 20 s left",
    ]


def test_a_phase_with_nothing_to_do_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with Reporter() as reporter:
        reporter.index("embedding passages", 0, 0)
    assert capsys.readouterr().err == ""


def test_short_work_is_silent_when_patient(
    clock: _Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Reporter(patient=True) as reporter:
        reporter.show("Checking texts", 0, 2)
        reporter.show("Checking texts", 1, 2)
        assert capsys.readouterr().err == ""
        clock.now += 11
        reporter.show("Checking texts", 1, 2)
    assert capsys.readouterr().err == "Checking texts 1 of 2\n"


def test_a_terminal_gets_a_bar_and_no_raw_file_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    with Reporter() as reporter:
        reporter.files(0, 2, "min\x1b]0;owned\x07utes [red].pdf")
        reporter.files(2, 2, "min\x1b]0;owned\x07utes [red].pdf")
    out, err = capsys.readouterr()
    assert out == ""
    assert "\x1b]0;owned" not in err
    assert "\\x1b]0;owned\\x07utes [red].pdf" in err
    assert "2/2" in err
