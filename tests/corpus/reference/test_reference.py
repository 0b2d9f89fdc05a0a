from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
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
    assert all(b.force is None or b.force in names for b in reference.bodies())
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


@pytest.mark.parametrize(
    ("name", "force", "one"),
    [
        ("Northants Police & Crime Panel", "Northamptonshire",
         "Northamptonshire Police, Fire and Crime Panel"),
        ("Eastmoor PFCP", "Eastmoor", "Eastmoor Police and Crime Panel"),
        ("Police and Crime Panel for Eastmoor", None, "Eastmoor Police and Crime Panel"),
        ("Eastmoor PCC: Accountability Board", "Eastmoor", "Accountability Board"),
        ("Eastmoor PFCC - Accountability Board", "Eastmoor", "Accountability Board"),
        ("Mayor of Eastmoor: Accountability Board", "Eastmoor", "Accountability Board"),
        ("Accountability Board", "Eastmoor", "Accountability Board"),
        # Nobody says whose it is, so nothing is cut off.
        ("Eastmoor PCC: Accountability Board", None,
         "Eastmoor Police and Crime Commissioner: Accountability Board"),
        # The commissioner of another force.
        ("Westmoor PCC: Accountability Board", "Eastmoor",
         "Westmoor Police and Crime Commissioner: Accountability Board"),
        ("PAM", "Norfolk", "PCC Accountability Meeting"),
        ("PAM", "Sussex", "Performance and Accountability Meeting"),
        ("PAM", None, "PAM"),
        ("MAM", "West Mercia", "Monthly Assurance Meeting"),
    ],
)  # fmt: skip
def test_a_body_has_one_name_under_all_its_names(name: str, force: str | None, one: str) -> None:
    assert reference.same_body(name, force) == one


def test_a_generic_name_gives_no_force() -> None:
    assert reference.force_of_body("Monthly Assurance Meeting") is None
    assert reference.fold_body("PAM") == "PAM"


def test_offices_follow_one_another() -> None:
    mine = [o for o in reference.offices() if o.force == "North Yorkshire"]
    assert [o.short for o in mine] == ["PCC", "PFCC", "Mayor"]
    assert {o.force for o in reference.offices()} == {f.name for f in reference.forces()}
    name = "North Yorkshire PFCC: Accountability Board"
    assert reference.out_of_its_time(name, "North Yorkshire", date(2020, 1, 1)) is None
    before = reference.out_of_its_time(name, "North Yorkshire", date(2015, 1, 1))
    after = reference.out_of_its_time(name, "North Yorkshire", date(2025, 1, 1))
    assert before is not None
    assert "from 2018-11-15 to 2024-05-06" in before
    assert after == before
    # A title is used for a while after it has changed.
    assert reference.out_of_its_time(name, "North Yorkshire", date(2024, 6, 1)) is None
    panel = "Kent and Medway Police and Crime Panel"
    assert reference.out_of_its_time(panel, "Kent", date(2009, 1, 1)) is not None
    assert reference.out_of_its_time("Eastmoor Forum", "Eastmoor", date(1999, 1, 1)) is None


def test_a_users_own_file_tells_of_the_next_change(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    path.write_text(
        json.dumps(
            {
                "offices": [
                    {
                        "force": "Kent",
                        "office": "Kent Policing Board",
                        "short": "KPB",
                        "from": "2028-05-08",
                    }
                ],
                "bodies": [
                    {
                        "body": "Weald Scrutiny Forum",
                        "force": "Kent",
                        "spellings": ["WSF"],
                        "other_names": ["Weald Crime Forum"],
                        "from": "2019-04-01",
                        "to": "2022-03-31",
                    },
                    {"body": "Monthly Assurance Meeting", "force": "Kent", "generic": True},
                ],
                "acronyms": [
                    {
                        "short": "ZZB",
                        "expansions": ["Zebra Board", "Zone Board"],
                        "ambiguous": True,
                        "by_force": {"Kent": ["Zone Board"]},
                    }
                ],
            }
        ),
        encoding="utf-8",
    )
    reference.load_extension(path)
    kent = [o.short for o in reference.offices() if o.force == "Kent"]
    assert kent == ["PCC", "KPB"]
    assert reference.out_of_its_time("Kent PCC: Board", "Kent", date(2029, 1, 1)) is not None
    assert reference.out_of_its_time("Kent PCC: Board", "Kent", date(2027, 1, 1)) is None
    assert reference.same_body("Weald Crime Forum", "Kent") == "Weald Scrutiny Forum"
    assert reference.fold_body("Weald Crime Forum") == "Weald Crime Forum"
    told = reference.out_of_its_time("WSF", "Kent", date(2024, 1, 1))
    assert told is not None
    assert "to 2022-03-31" in told
    # The generic body of another force is still there.
    mams = [b.force for b in reference.bodies() if b.name == "Monthly Assurance Meeting"]
    assert sorted(str(force) for force in mams) == ["Kent", "West Mercia"]
    row = next(a for a in reference.acronyms() if a.short == "ZZB")
    assert row.readings(["Kent"]) == ("Zone Board",)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"bodies": [{"body": "A", "from": "1 May 2020"}]}, '"from"'),
        ({"bodies": [{"body": "A", "from": "2021-01-01", "to": "2020-01-01"}]}, "comes after"),
        ({"offices": [{"force": "Kent", "short": "X"}]}, '"office"'),
        ({"acronyms": [{"short": "A", "expansions": ["B"], "by_force": ["Kent"]}]}, '"by_force"'),
        ({"acronyms": [{"short": "A", "expansions": ["B"], "by_force": {"Kent": "B"}}]}, '"Kent"'),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, rows: dict[str, object], said: str) -> None:
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        reference.load_extension(path)


def test_ambiguous_acronyms_are_read_by_force() -> None:
    by_short = {a.short: a for a in reference.acronyms()}
    wmp = by_short["WMP"]
    assert wmp.readings() == ("West Mercia Police", "West Midlands Police")
    assert wmp.readings(["West Midlands"]) == ("West Midlands Police",)
    assert wmp.readings(["West Midlands", "West Mercia"]) == (
        "West Midlands Police",
        "West Mercia Police",
    )
    # Of Kent nothing is known: every reading stays open.
    assert wmp.readings(["Kent"]) == wmp.expansions
    names = {f.name for f in reference.forces()}
    assert all(f in names for a in reference.acronyms() for f, _ in a.by_force)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Local Public Data Panel minutes from 4 July", "Local Public Data Panel"),
        ("Public Sector Transparency Board - 4 May", "Transparency Board"),
        ("Crime and Justice Transparency minutes", "Crime and Justice Transparency Sector Panel"),
        ("Transparency Board members' views on open data", None),
        ("The work of the Transparency Board", None),
        ("", None),
    ],
)
def test_a_title_that_begins_with_a_known_body(title: str, body: str | None) -> None:
    assert reference.known_body_in(title) == body
