import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import Small
from tests.api.cli.invoking import minuted


def _states(archive: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    outcome = minuted("doctor", "--archive", archive, "--json")
    said = outcome.json
    assert said["ok"] is (outcome.code == 0)
    assert all(set(check) == {"name", "state", "detail", "mend"} for check in said["checks"])
    return outcome.code, {check["name"]: check for check in said["checks"]}


def test_a_sound_archive_needs_no_mending_but_its_gaps_are_told(small: Small) -> None:
    code, checks = _states(small.root)
    assert code == 0
    notices = {name for name, check in checks.items() if check["state"] == "notice"}
    assert notices == {"unread files"}
    assert "broken.pdf" in checks["unread files"]["detail"]
    assert len(checks) >= 11
    words = minuted("doctor", "--archive", small.root)
    assert words.code == 0
    assert words.out.endswith("\nNothing needs mending.\n")


def _alter_original(root: Path) -> None:
    path = next(p for p in sorted((root / "originals").rglob("*")) if p.is_file())
    path.write_bytes(path.read_bytes() + b" ")


def _lose_originals(root: Path) -> None:
    shutil.rmtree(root / "originals")


def _alter_text(root: Path) -> None:
    with sqlite3.connect(root / "catalogue.sqlite") as db:
        db.execute("UPDATE documents SET text = replace(text, 'agreed', 'denied')")
        db.execute("UPDATE documents SET text = replace(text, 'publish', 'destroy')")
    db.close()


def _alter_index(root: Path) -> None:
    path = next(
        p
        for p in sorted((root / "index" / "gen-000001").rglob("*"))
        if "dense" in str(p) and p.is_file()
    )
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def _lose_index(root: Path) -> None:
    shutil.rmtree(root / "index")


def _break_current(root: Path) -> None:
    (root / "index" / "CURRENT").write_text("../../etc\n")


def _stray_rows(root: Path) -> None:
    with sqlite3.connect(root / "catalogue.sqlite") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("INSERT INTO sources VALUES ('/x', '/x', 'd-nobody', '{}')")
    db.close()


def _break_catalogue(root: Path) -> None:
    (root / "catalogue.sqlite").write_bytes(b"SQLite format 3\0" + b"junk" * 2000)


def _newer_catalogue(root: Path) -> None:
    with sqlite3.connect(root / "catalogue.sqlite") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()


@pytest.mark.parametrize(
    ("damage", "name", "mend"),
    [
        (_alter_original, "originals", "backup"),
        (_lose_originals, "originals", "backup"),
        (_alter_text, "texts", "minuted add"),
        (_alter_index, "index", "minuted index"),
        (_lose_index, "index", "minuted index"),
        (_break_current, "index", "minuted index"),
        (_stray_rows, "catalogue", "minuted add"),
        (_break_catalogue, "archive", "minuted add"),
        (_newer_catalogue, "archive", "Update your copy of Minuted"),
    ],
)
def test_each_damage_is_found_and_its_mend_named(
    damage: Callable[[Path], None], name: str, mend: str, copy: Path
) -> None:
    assert _states(copy)[0] == 0
    damage(copy)
    code, checks = _states(copy)
    assert code == 1
    assert checks[name]["state"] == "problem"
    assert mend in checks[name]["mend"]
    words = minuted("doctor", "--archive", copy)
    assert words.code == 1
    assert f"PROBLEM  {name}: " in words.out
    assert "Mend: " in words.out


@pytest.mark.parametrize("damage", [_alter_index, _lose_index, _break_current])
def test_the_mend_of_an_index_mends_it(damage: Callable[[Path], None], copy: Path) -> None:
    damage(copy)
    assert minuted("index", "--archive", copy).code == 0
    assert _states(copy)[0] == 0


def test_an_index_behind_the_archive_is_found(copy: Path) -> None:
    with sqlite3.connect(copy / "catalogue.sqlite") as db:
        db.execute("UPDATE documents SET body = 'Another'")
    db.close()
    code, checks = _states(copy)
    assert code == 1
    assert checks["index up to date"]["mend"] == "minuted index"


def test_settings_that_differ_from_the_index_are_named(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_LEXICAL_ENGINE", "rank-bm25")
    code, checks = _states(copy)
    assert code == 1
    assert "lexical_engine = 'tantivy'" in checks["index settings"]["detail"]
    assert "minuted index" in checks["index settings"]["mend"]


def test_a_model_that_was_never_made_ready_is_found(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_MODEL_CACHE", str(tmp_path / "models"))
    code, checks = _states(small.root)
    assert code == 1
    assert checks["model"] == {
        "name": "model",
        "state": "problem",
        "detail": "The embedding model all-MiniLM-L6-v2 has not been made ready.",
        "mend": "minuted index",
    }


def test_files_that_have_gone_are_told_and_kept(small: Small, tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text("Minutes of a meeting\n\nIt was noted.\n", encoding="utf-8")
    assert minuted("add", "m.txt").code == 0
    (tmp_path / "m.txt").unlink()
    code, checks = _states(tmp_path / "archive")
    assert code == 0
    assert checks["sources"]["state"] == "notice"
    assert "m.txt" in checks["sources"]["detail"]


def test_no_archive_is_a_problem_with_its_mend(tmp_path: Path) -> None:
    code, checks = _states(tmp_path / "none")
    assert code == 1
    assert "minuted add FOLDER" in checks["archive"]["mend"]
