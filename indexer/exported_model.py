"""An exported model on disk: one ONNX graph, its tokenizer, and what they are.

    CACHE/<key>-v2/     model.onnx  tokenizer.json  export.json
    CACHE/hub/<sha>.json     which export a hub name stands for

A folder is written elsewhere and renamed into place, so it is there wholly or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from corpus.errors import ModelError
from indexer.model_identity import ModelIdentity, ModelSource, file_sha256, folder_digest, model_key

EXPORT_FORMAT = 2
GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
MANIFEST = "export.json"
MEND = "Run: minuted index"


@dataclass(frozen=True, slots=True)
class Export:
    """What ``export.json`` says.

    Attributes
    ----------
    identity
        The model.
    inputs
        Names of the graph's inputs, in order.
    question_prompt, passage_prompt
        Text the model expects before a question or a passage; mostly empty.
    batches_agree
        True where texts of equal length were found to get the same vectors, bit for bit,
        whatever the batch; texts are run singly otherwise.
    sha256
        Of each file.
    made_with
        Versions of the libraries that made it; for people.
    """

    identity: ModelIdentity
    inputs: tuple[str, ...]
    question_prompt: str
    passage_prompt: str
    batches_agree: bool
    sha256: dict[str, str]
    made_with: dict[str, str]

    def to_json(self) -> str:
        """Write as JSON."""
        return json.dumps({"format": EXPORT_FORMAT, **asdict(self)}, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Export:
        """Read back; raises ValueError, KeyError or TypeError where it is damaged."""
        fields: dict[str, Any] = json.loads(text)
        if fields.pop("format") != EXPORT_FORMAT:
            raise ValueError("another format")
        fields["identity"] = ModelIdentity(**fields["identity"])
        fields["inputs"] = tuple(fields["inputs"])
        return cls(**fields)


def default_cache() -> Path:
    """The folder for exported models: ``MINUTED_MODEL_CACHE``, or the user's cache folder."""
    chosen = os.environ.get("MINUTED_MODEL_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    return Path(platformdirs.user_cache_dir("minuted", appauthor=False)) / "models"


def export_folder(cache: Path, key: str) -> Path:
    """Where the export of a model with that key lies, whether or not it is there."""
    return cache / f"{key}-v{EXPORT_FORMAT}"


def find_export(source: ModelSource, cache: Path) -> Path | None:
    """Find the export of a model, or None where there is none yet.

    Reads the weights of a model on this machine, so that an export of other weights is
    never taken for it. A hub name stands for what was fetched when it was last exported.
    """
    if source.folder is not None:
        key = model_key(folder_digest(source.folder))
    else:
        try:
            key = str(json.loads(_hub_note(source.name, cache).read_text("utf-8"))["key"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The note on the model {source.name} is damaged ({error}).", MEND
            ) from error
    folder = export_folder(cache, key)
    return folder if folder.is_dir() else None


def note_hub_model(name: str, key: str, cache: Path) -> None:
    """Remember which export a hub name stands for."""
    note = _hub_note(name, cache)
    note.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=note.parent, suffix=".tmp", delete=False
    ) as file:
        file.write(json.dumps({"name": name, "key": key}) + "\n")
    Path(file.name).replace(note)


def _hub_note(name: str, cache: Path) -> Path:
    return cache / "hub" / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"


def read_export(folder: Path) -> Export:
    """Read and check an export: every file is there and has the bytes it was written with.

    Raises
    ------
    corpus.errors.ModelError
        Where something is missing or damaged.
    """
    try:
        export = Export.from_json((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The exported model in {folder} is damaged ({error}).", MEND) from error
    for name in (GRAPH, TOKENIZER):
        if file_sha256(folder / name) != export.sha256.get(name):
            raise ModelError(f"The exported model in {folder} is damaged ({name}).", MEND)
    return export
