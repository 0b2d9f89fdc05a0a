from pathlib import Path
from types import SimpleNamespace

import pytest

from api.cli.index import prepare_model
from api.settings import Settings
from tests.api.cli.invoking import minuted

KEYS = {
    *("archive", "generation", "built", "documents", "passages", "embedded"),
    *("commitments", "finding_s", "took_s"),
}


def test_an_index_that_is_up_to_date_is_left_alone(copy: Path) -> None:
    said = minuted("index", "--archive", copy, "--json")
    assert said.code == 0
    assert set(said.json) == KEYS
    assert (said.json["built"], said.json["generation"]) == (False, "gen-000001")
    words = minuted("index", "--archive", copy)
    assert words.out.startswith("Index: up to date (gen-000001): 2 documents, ")


def test_force_builds_anew_and_embeds_nothing_twice(copy: Path) -> None:
    said = minuted("index", "--force", "--archive", copy, "--json").json
    assert (said["built"], said["generation"], said["embedded"]) == (True, "gen-000002", 0)
    assert said["commitments"] > 0
    assert 0 < said["finding_s"] <= said["took_s"]


def test_it_mends_a_damaged_index(copy: Path) -> None:
    (copy / "index" / "CURRENT").write_text("nonsense\n")
    broken = minuted("ask", "burglary", "--archive", copy)
    assert (broken.code, broken.raw) == (1, b"")
    assert "minuted index" in broken.err
    assert minuted("index", "--archive", copy).code == 0
    assert minuted("ask", "burglary", "--archive", copy).code == 0


def test_without_an_archive_none_is_made(tmp_path: Path) -> None:
    outcome = minuted("index", "--archive", tmp_path / "none", "--json")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "minuted add FOLDER" in outcome.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("ready", [True, False])
def test_the_first_use_of_a_model_is_told_and_its_chatter_kept_off_stdout(
    ready: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import indexer.exported_model
    import indexer.model_export
    import indexer.model_identity

    made = []

    def export(setting: str, cache: Path | None) -> None:
        print("loading weights")
        made.append((setting, cache))

    monkeypatch.setattr(indexer.model_identity, "resolve", lambda s: SimpleNamespace(name=s))
    monkeypatch.setattr(
        indexer.exported_model, "find_export", lambda *_: tmp_path if ready else None
    )
    monkeypatch.setattr(indexer.model_export, "ensure_exported", export)
    prepare_model(Settings(model="some-model", model_cache=tmp_path))
    out, err = capsys.readouterr()
    assert made == [("some-model", tmp_path)]
    assert out == ""
    assert "loading weights" in err
    assert ("Making the embedding model some-model ready" in err) is not ready
