from pathlib import Path

import pytest

from api.settings import Settings, load_settings
from corpus.errors import UsageError
from indexer.manifest import IndexSettings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("MINUTED_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings == Settings()
    assert settings.archive == Path("archive")
    assert settings.index() == IndexSettings("all-MiniLM-L6-v2", "tantivy")
    assert settings.debug is False
    assert 1 <= settings.processes <= 8


def test_the_order_is_command_line_environment_file_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "minuted.toml").write_text('model = "from-file"\nmax_file_mb = 7\n')
    monkeypatch.setenv("MINUTED_MODEL", "from-environment")
    monkeypatch.setenv("MINUTED_ARCHIVE", str(tmp_path / "elsewhere" / "archive"))
    (tmp_path / "elsewhere").mkdir()
    assert load_settings().archive == tmp_path / "elsewhere" / "archive"
    assert load_settings().max_file_mb == 200  # the file beside another archive
    given = load_settings(tmp_path / "mine")
    assert (given.archive, given.model, given.max_file_mb) == (
        tmp_path / "mine",
        "from-environment",
        7,
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MINUTED_ARCHVE", "x", "MINUTED_ARCHVE is not a setting"),
        ("MINUTED_MAX_FILE_MB", "0", "MINUTED_MAX_FILE_MB"),
        ("MINUTED_MAX_FILE_MB", "much", "MINUTED_MAX_FILE_MB"),
        ("MINUTED_PROCESSES", "0", "MINUTED_PROCESSES"),
        ("MINUTED_LEXICAL_ENGINE", "grep", "MINUTED_LEXICAL_ENGINE"),
        ("MINUTED_DEBUG", "perhaps", "MINUTED_DEBUG"),
    ],
)
def test_a_wrong_variable_is_named(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=said):
        load_settings()


def test_an_unknown_key_in_the_file_is_named_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "minuted.toml").write_text("modle = 'x'\n")
    with pytest.raises(UsageError, match=r"minuted\.toml: modle is not a setting \(known: model"):
        load_settings()


@pytest.mark.parametrize("content", [b"model = ", b"\xff\xfe", b"archive = 'x'"])
def test_a_file_that_cannot_be_used_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "minuted.toml").write_bytes(content)
    with pytest.raises(UsageError, match=r"minuted\.toml"):
        load_settings()


def test_paths_in_the_file_are_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "minuted.toml").write_text("reference = 'ours.json'\nmodel_cache = 'models'\n")
    settings = load_settings(tmp_path / "archive")
    assert settings.reference == tmp_path / "ours.json"
    assert settings.model_cache == tmp_path / "models"


def test_limits_follow_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_MAX_FILE_MB", "3")
    limits = load_settings().limits()
    assert (limits.max_binary_bytes, limits.max_bytes) == (3_000_000, 300_000)
