from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import reference
from corpus.errors import UsageError


@pytest.fixture(autouse=True)
def _own_tables_only() -> Iterator[None]:
    reference.clear_extensions()
    yield
    reference.clear_extensions()


def test_the_tables_hold_what_is_known() -> None:
    assert len(reference.forces()) == 43
    names = {f.name for f in reference.forces()}
    assert {"Northamptonshire", "West Mercia", "Metropolitan Police", "City of London"} <= names
    assert all(b.force in names for b in reference.bodies())
    assert len({a.short for a in reference.acronyms()}) == len(reference.acronyms()) > 180


def test_ambiguous_acronyms_say_so() -> None:
    by_short = {a.short: a for a in reference.acronyms()}
    assert by_short["CFO"].expansions == ("Chief Finance Officer", "Chief Fire Officer")
    assert by_short["CFO"].ambiguous
    assert by_short["WMP"].ambiguous
    assert not by_short["ANPR"].ambiguous
    assert all(a.ambiguous for a in reference.acronyms() if len(a.expansions) > 1)


def test_topics_map_questions_to_the_words_of_minutes() -> None:
    by_name = {t.name: t.terms for t in reference.topics()}
    assert "car key burglary" in by_name["burglary"]
    assert "call handling" in by_name["101"]


@pytest.mark.parametrize(
    ("printed", "folded", "force"),
    [
        ("Northants Police, Fire & Crime Panel",
         "Northamptonshire Police, Fire and Crime Panel", "Northamptonshire"),
        ("NORTHAMPTONSHIRE POLICE FIRE AND CRIME PANEL",
         "Northamptonshire Police, Fire and Crime Panel", "Northamptonshire"),
        ("Surrey PCP", "Surrey Police and Crime Panel", "Surrey"),
        ("Sussex Police & Crime Panel (Statutory Joint Committee)",
         "Sussex Police and Crime Panel", "Sussex"),
        ("Leicester, Leicestershire and Rutland Police and Crime Panel.",
         "Leicester, Leicestershire and Rutland Police and Crime Panel", "Leicestershire"),
        ("Devon and Cornwall (and the Isles of Scilly) Police and Crime Panel",
         "Devon and Cornwall Police and Crime Panel", "Devon and Cornwall"),
        ("Lancashire Police and Crime Panel",
         "Police and Crime Panel for Lancashire", "Lancashire"),
        ("London Assembly Police and Crime Committee",
         "London Assembly Police and Crime Committee", "Metropolitan Police"),
        ("Eastmoor Police & Crime Panel", "Eastmoor Police and Crime Panel", "Eastmoor"),
        ("Police and Crime Panel for Eastmoor", "Police and Crime Panel for Eastmoor", "Eastmoor"),
        ("Overview & Scrutiny Committee", "Overview and Scrutiny Committee", None),
        ("Police and Crime Panel", "Police and Crime Panel", None),
        ("Joint Police and Crime Panel", "Joint Police and Crime Panel", None),
        ("Kent Highways Board", "Kent Highways Board", None),
        ("London Police Board", "London Police Board", None),
    ],
)  # fmt: skip
def test_bodies_fold_and_tell_their_force(printed: str, folded: str, force: str | None) -> None:
    assert reference.fold_body(printed) == folded
    assert reference.force_of_body(printed) == force


def test_a_former_name_keeps_its_wording_and_shares_the_force() -> None:
    name = "Northamptonshire Police and Crime Panel"
    assert reference.fold_body(name) == name
    assert reference.force_of_body(name) == "Northamptonshire"


@given(st.text(max_size=120))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    once = reference.fold_body(name)
    assert reference.fold_body(once) == once


def _file(tmp_path: Path, data: object) -> Path:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_users_own_file_extends_the_tables(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        {
            "forces": [{"force": "Eastmoor", "aliases": ["Eastmoorland"]}],
            "bodies": [
                {
                    "body": "Eastmoor Scrutiny Board",
                    "force": "Eastmoor",
                    "spellings": ["E.S. Board"],
                }
            ],
            "acronyms": [{"short": "CFO", "expansions": ["Chief Forest Officer"]}],
            "topics": [{"name": "drones", "terms": ["drone", "UAV"]}],
        },
    )
    assert reference.force_of_body("Eastmoor Scrutiny Board") is None
    reference.load_extension(path)
    assert len(reference.forces()) == 44
    assert reference.fold_body("E.S. Board") == "Eastmoor Scrutiny Board"
    assert reference.force_of_body("E.S. Board") == "Eastmoor"
    assert reference.force_of_area("eastmoorland") == "Eastmoor"
    by_short = {a.short: a for a in reference.acronyms()}
    assert by_short["CFO"].expansions == ("Chief Forest Officer",)
    assert reference.topics()[-1].name == "drones"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "must be an object"),
        ({"forces": {}}, '"forces" that is not a list'),
        ({"forces": [{"aliases": []}]}, 'entry 1 of "forces" lacks "force"'),
        ({"forces": [{"force": 3}]}, '"force" that is not text'),
        ({"acronyms": [{"short": "X"}]}, 'lacks "expansions"'),
        (
            {"acronyms": [{"short": "X", "expansions": ["y"], "ambiguous": "no"}]},
            "neither true nor",
        ),
        ({"bodys": []}, 'unknown key "bodys"'),
        ({"bodies": [{"body": "A Board", "colour": "red"}]}, 'unknown key "colour"'),
        ({"topics": [{"name": "t", "terms": "x"}]}, "not a list of texts"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_of_it_is_kept(
    tmp_path: Path, data: object, message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        reference.load_extension(_file(tmp_path, data))
    assert "own.json" in caught.value.message
    assert caught.value.mend
    assert len(reference.forces()) == 43


def test_a_missing_or_broken_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="could not be read"):
        reference.load_extension(tmp_path / "none.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="is not JSON"):
        reference.load_extension(broken)
