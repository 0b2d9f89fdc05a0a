"""What ``minuted doctor`` looks at in the model and the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.checks import Check, Progress, from_error, ok, problem, some
from corpus.errors import MinutedError

if TYPE_CHECKING:
    from api.settings import Settings
    from corpus.archive import Archive
    from indexer.manifest import Manifest

_MEND = "minuted index"


def check_model(settings: Settings) -> Check:
    """Look whether the embedding model is ready and whole."""
    from indexer.exported_model import default_cache, find_export, read_export
    from indexer.model_identity import resolve

    try:
        folder = find_export(resolve(settings.model), settings.model_cache or default_cache())
        if folder is None:
            return problem(
                "model", f"The embedding model {settings.model} has not been made ready.", _MEND
            )
        identity = read_export(folder).identity
    except MinutedError as error:
        return from_error("model", error)
    return ok("model", f"{identity.name}, ready ({identity.key})")


def check_index(archive: Archive, settings: Settings, progress: Progress) -> list[Check]:
    """Look whether the index is whole, agrees with the settings, and holds everything."""
    from indexer.build import is_behind
    from indexer.generation import current_name, index_root
    from indexer.manifest import damaged_files, read_manifest

    root = index_root(archive.root)
    try:
        name = current_name(root)
        if name is None:
            if not archive.documents():
                return [
                    problem(
                        "index", "The archive holds no document to index.", "minuted add FOLDER"
                    )
                ]
            return [problem("index", "There is none yet.", _MEND)]
        manifest = read_manifest(root / name)
        progress("Checking the index", 0, 1)
        damaged = damaged_files(root / name, manifest)
        progress("Checking the index", 1, 1)
    except MinutedError as error:
        return [from_error("index", error)]
    if damaged:
        return [problem("index", f"{name} is damaged: {some(damaged)}.", _MEND)]
    checks = [
        ok("index files", f"{name}: {len(manifest.files)} files, every sha256 right"),
        _settings_agree(manifest, settings),
    ]
    checks.append(_opens(settings))
    if is_behind(archive, manifest):
        checks.append(problem("index up to date", f"{name} is behind the archive.", _MEND))
    else:
        checks.append(
            ok(
                "index up to date",
                f"{manifest.documents:,} documents, {manifest.passages:,} passages",
            )
        )
    return checks


def _settings_agree(manifest: Manifest, settings: Settings) -> Check:
    now = settings.index()
    for name in ("model", "lexical_engine"):
        built, wanted = getattr(manifest.settings, name), getattr(now, name)
        if built != wanted:
            return problem(
                "index settings",
                f"The index was built with {name} = {built!r}; the settings say {wanted!r}.",
                f"Set MINUTED_{name.upper()}={built} again, or: {_MEND}",
            )
    return ok("index settings", f"model {now.model}, words by {now.lexical_engine}")


def _opens(settings: Settings) -> Check:
    """Open the index and the model as a question would, and look whether they fit."""
    from api.cli.opening import open_engine

    engine = open_engine(settings)
    try:
        status = engine.status()
    finally:
        engine.close()
    if status.problem is not None:
        return problem("answering", status.problem, _MEND)
    return ok("answering", f"{status.generation} opens with {status.model}")
