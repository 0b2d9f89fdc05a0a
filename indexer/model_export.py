"""Exporting a sentence-transformers model to one ONNX graph, once.

The only module that imports torch and sentence-transformers, and only inside functions:
importing them takes seconds, and no question needs them.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelError
from indexer.embedder import OnnxEmbedder
from indexer.exported_model import (
    GRAPH,
    MANIFEST,
    TOKENIZER,
    Export,
    default_cache,
    export_folder,
    find_export,
    note_hub_model,
    read_export,
)
from indexer.model_identity import (
    ModelIdentity,
    ModelSource,
    file_sha256,
    folder_digest,
    model_key,
    resolve,
)

_OPSET = 17
_TOLERANCE = 1e-5
"""Exported and original vectors differ by 2e-7 in each component where all is well."""

_PROBES = (
    "Panel",
    "The committee asked when the figures would be published, and was told by March 2031.",
    "Any other business: none. " * 12,
    "Résumé of action 12/30 – £4.5m, 11.8% over budget; not agreed.",
)
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def ensure_exported(setting: str, cache: Path | None = None) -> Path:
    """Return the folder of a model's export, making it where it is missing or damaged.

    Parameters
    ----------
    setting
        See :func:`indexer.model_identity.resolve`.
    cache
        Folder for exported models; ``exported_model.default_cache()`` by default.

    Raises
    ------
    corpus.errors.ModelError
        Where there is no such model, it cannot be fetched or exported, its similarity is
        not the cosine, or the export does not give the vectors of the original.
    """
    cache = cache or default_cache()
    source = resolve(setting)
    folder = find_export(source, cache)
    if folder is not None:
        try:
            read_export(folder)
        except ModelError:
            shutil.rmtree(folder)
        else:
            return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(
            f"The folder for exported models cannot be made: {cache} ({error.strerror}).",
            "Set MINUTED_MODEL_CACHE to a folder that can be written.",
        ) from error
    with tempfile.TemporaryDirectory(prefix=".export-", dir=cache) as temporary:
        key = _export(source, Path(temporary) / "export")
        folder = export_folder(cache, key)
        # Another process may have finished the same export meanwhile: then its folder stands.
        with contextlib.suppress(OSError):
            (Path(temporary) / "export").rename(folder)
    read_export(folder)
    if source.folder is None:
        note_hub_model(source.name, key, cache)
    return folder


def _export(source: ModelSource, target: Path) -> str:
    """Write an export into a new folder; returns the model's key."""
    model = _load(source)
    digest = folder_digest(source.folder or _hub_folder(source.name))
    target.mkdir()
    inputs = _write_graph(model, target / GRAPH)
    _write_tokenizer(model, target / TOKENIZER)
    question_prompt, passage_prompt = _prompts(model)
    original = model.encode(
        [passage_prompt + text for text in _PROBES],
        prompt="",
        normalize_embeddings=True,
        show_progress_bar=False,
    )
    identity = ModelIdentity(source.name, digest, int(original.shape[1]), _window(model))
    packages = ("torch", "sentence-transformers", "transformers", "onnxruntime")
    export = Export(
        identity=identity,
        inputs=inputs,
        question_prompt=question_prompt,
        passage_prompt=passage_prompt,
        batches_agree=True,
        sha256={name: file_sha256(target / name) for name in (GRAPH, TOKENIZER)},
        made_with={name: importlib.metadata.version(name) for name in packages},
    )
    (target / MANIFEST).write_text(export.to_json(), "utf-8")
    embedder = OnnxEmbedder(target)
    fitting = [
        place
        for place, size in enumerate(embedder.count_tokens(_PROBES))
        if size <= identity.max_tokens
    ]
    exported = embedder.embed_passages([_PROBES[place] for place in fitting])
    difference = float(np.abs(exported - original[fitting]).max()) if fitting else np.inf
    if not difference < _TOLERANCE:
        raise ModelError(
            f"The export of {source.name} does not give the vectors of the original "
            f"(they differ by {difference:.1e}).",
            "Choose another embedding model.",
        )
    if not _batches_agree(embedder, identity.max_tokens):
        (target / MANIFEST).write_text(replace(export, batches_agree=False).to_json(), "utf-8")
    return model_key(digest)


def _load(source: ModelSource) -> Any:
    """Load the original with sentence-transformers, on the processor, in single precision."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    # Its progress bar for the loading of weights would stand among our own messages.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            str(source.folder or source.name),
            device="cpu",
            trust_remote_code=False,
            local_files_only=source.folder is not None,
            model_kwargs={"torch_dtype": torch.float32},
        )
    except Exception as error:  # What a damaged or foreign model raises is not documented.
        mend = (
            "Check the folder, or save the model again with sentence-transformers."
            if source.folder is not None
            else "Check the name, and that this machine may reach the hub; or give a folder."
        )
        reason = str(error).strip().partition("\n")[0]
        raise ModelError(
            f"The embedding model {source.name} cannot be loaded ({reason}).", mend
        ) from error
    model.eval()
    similarity = str(model.similarity_fn_name)
    normalises = type(model[-1]).__name__ == "Normalize"
    if similarity != "cosine" and not normalises:
        raise ModelError(
            f"The embedding model {source.name} compares vectors by {similarity}, not by cosine.",
            "Choose a model whose similarity is the cosine.",
        )
    for module in model:
        if getattr(module, "include_prompt", True) is False and any(_prompts(model)):
            raise ModelError(
                f"The embedding model {source.name} leaves its prompt out of the pooling, which "
                "is not supported.",
                "Choose another embedding model.",
            )
    return model


def _hub_folder(name: str) -> Path:
    """The folder that the hub's client fetched a model to."""
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, local_files_only=True))


def _prompts(model: Any) -> tuple[str, str]:
    """What a model expects before a question and before a passage."""
    prompts: dict[str, str] = model.prompts or {}
    default = prompts.get(model.default_prompt_name or "", "")
    question = prompts.get("query") or default
    passages = (prompts.get(name) for name in ("document", "passage", "corpus"))
    return question, next((prompt for prompt in passages if prompt), default)


def _window(model: Any) -> int:
    """The model's window in tokens."""
    sizes = [model.max_seq_length, getattr(model[0].config, "max_position_embeddings", None)]
    known = [int(size) for size in sizes if size]
    if not known or min(known) > 1_000_000:
        raise ModelError(
            "The embedding model does not say how many tokens it reads.",
            "Set max_seq_length in its sentence_bert_config.json.",
        )
    return min(known)


def _write_tokenizer(model: Any, path: Path) -> None:
    """Write the fast tokenizer, without padding or truncation of its own."""
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError(
            "The embedding model has no fast tokenizer (tokenizer.json).",
            "Choose another embedding model.",
        )
    padding, truncation = backend.padding, backend.truncation
    backend.no_padding()
    backend.no_truncation()
    path.write_text(backend.to_str(), "utf-8")
    # The original still encodes the probes with this very object.
    if padding is not None:
        backend.enable_padding(**padding)
    if truncation is not None:
        backend.enable_truncation(**truncation)


def _write_graph(model: Any, path: Path) -> tuple[str, ...]:
    """Trace all modules and the normalisation into one graph; returns its inputs' names."""
    import torch

    # Two texts of unequal length: a mask of ones alone could be folded into a constant.
    features = model.preprocess(list(_PROBES[:2]))
    inputs = tuple(name for name in _INPUTS if isinstance(features.get(name), torch.Tensor))
    if inputs[:2] != _INPUTS[:2]:
        raise ModelError(
            "The embedding model does not read tokens, so it cannot be exported.",
            "Choose a text model.",
        )

    class Sentence(torch.nn.Module):
        """All modules of the model, then normalisation.

        Everything after the transformer sees each text twice: ONNX Runtime adds up the tokens
        of a lone text in another order than those of several, and the last bits differ.
        """

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            first, *others = self.model
            features = first(dict(zip(inputs, tensors, strict=True)))
            for name, value in features.items():
                if isinstance(value, torch.Tensor):
                    features[name] = torch.cat([value, value])
            for module in others:
                features = module(features)
            embedded = features["sentence_embedding"][: tensors[0].shape[0]]
            return torch.nn.functional.normalize(embedded, p=2.0, dim=1)

    axes = {name: {0: "batch", 1: "sequence"} for name in inputs}
    try:
        with torch.no_grad(), warnings.catch_warnings(), _without_onnx_package():
            # Tracing warns of every Python condition it passes; the probes check the result.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Sentence().eval(),
                tuple(features[name] for name in inputs),
                str(path),
                input_names=list(inputs),
                output_names=["vectors"],
                dynamic_axes={**axes, "vectors": {0: "batch"}},
                opset_version=_OPSET,
                dynamo=False,
            )
    except Exception as error:  # The exporter raises what the traced modules raise.
        reason = str(error).strip().partition("\n")[0]
        raise ModelError(
            f"The embedding model cannot be exported ({reason}).", "Choose another embedding model."
        ) from error
    return inputs


@contextlib.contextmanager
def _without_onnx_package() -> Iterator[None]:
    """Let torch export without the ``onnx`` package.

    torch 2.13 imports it only to look for custom functions written in onnxscript, after the
    graph is complete; sentence-transformers models have none, and the probes check the graph.
    """
    from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

    step = "_add_onnxscript_fn"
    if importlib.util.find_spec("onnx") is not None or not hasattr(onnx_proto_utils, step):
        yield
        return
    original = getattr(onnx_proto_utils, step)
    setattr(onnx_proto_utils, step, lambda model_bytes, _custom_opsets: model_bytes)
    try:
        yield
    finally:
        setattr(onnx_proto_utils, step, original)


def _batches_agree(embedder: OnnxEmbedder, window: int) -> bool:
    """Tell whether every batch gives each text the same bits, here and now."""
    generator = np.random.default_rng(7)
    for length in (3, 8, 17, 64, min(window, 250)):
        if length > window:
            continue
        ids = generator.integers(0, embedder.vocabulary_size, (16, length), dtype=np.int64)
        alone = np.concatenate([embedder.run(row[None]) for row in ids])
        for size in (2, 3, 7, 16):
            parts = [embedder.run(ids[first : first + size]) for first in range(0, 16, size)]
            if not np.array_equal(np.concatenate(parts), alone):
                return False
    return True
