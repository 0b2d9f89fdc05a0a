"""Faults are told all at once, counted exactly, and cannot fill memory or a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.formats.faults import KEPT, PRINTED, Fault, Findings, Tally, shown


def test_an_error_names_every_fault_with_its_line() -> None:
    findings = Findings()
    findings.refuse("a run", Path("x.run"))
    findings.fault(3, "six columns")
    findings.fault(None, "empty")
    findings.warn(1, "odd")
    with pytest.raises(UsageError) as caught:
        findings.refuse("a run", Path("x.run"))
    assert caught.value.message == "x.run cannot be used as a run:\n  line 3: six columns\n  empty"
    assert caught.value.mend is not None


def test_many_faults_are_counted_and_the_first_are_spelt_out() -> None:
    findings = Findings()
    for line in range(1, PRINTED + 8):
        findings.fault(line, "wrong")
    lines = findings.told().splitlines()
    assert len(lines) == PRINTED + 1
    assert lines[-1].strip() == "and 7 more"
    assert lines[-2].strip() == f"line {PRINTED}: wrong"


def test_no_more_are_kept_than_memory_should_hold_and_the_count_stays_exact() -> None:
    folder, file = Findings(), Findings()
    for _ in range(KEPT + 5):
        file.fault(1, "wrong")
    folder.fault(None, "first")
    folder.adopt(file, "a.tsv")
    assert folder.faults.count == KEPT + 6
    faults = folder.faults.all()
    assert len(faults) == KEPT + 1
    assert faults[1] == Fault(1, "a.tsv: wrong")
    assert faults[-1] == Fault(None, "and 6 more, only counted")


def test_what_many_lines_share_is_told_once() -> None:
    findings = Findings()
    none, one, many = Tally("none"), Tally("one"), Tally("many")
    one.add(4)
    for line in (7, 8, 12):
        many.add(line)
    for tally in (none, one, many):
        tally.warn(findings)
    assert findings.warnings.all() == (
        Fault(4, "one (1 line)"),
        Fault(7, "many (3 lines, from here on)"),
    )


def test_values_are_shown_on_one_short_line() -> None:
    assert shown("d 1") == "'d 1'"
    assert shown("a\x1b[2Jb\nc") == r"'a\x1b[2Jb\nc'"
    assert len(shown("x" * 10_000)) == 60
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert shown(nested) == "something nested deeply"
