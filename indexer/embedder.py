"""Vectors of passages and questions, with ONNX Runtime and tokenizers alone.

The vector of a text must not depend on what it is embedded with: the same question on the
same archive gives the same answer, also after the archive was indexed again in another
order. Measured with all-MiniLM-L6-v2 on ONNX Runtime 1.32 (lengths 1 to 256, batches of 1 to
48, one and two threads): texts of exactly equal token length, so without padding, get the
same vectors bit for bit in every batch of two or more, on either number of threads; a batch
of one differed in the last bit (4e-8 to 1e-7) until the exported graph showed each text twice
to whatever follows the transformer, because ONNX Runtime adds up the tokens of a lone text in
another order. So texts are batched by equal length. The export checks that this holds on the
machine it is made on, and has every text run singly where it does not.
"""

from __future__ import annotations

import os
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.errors import ModelError
from indexer.exported_model import (
    GRAPH,
    MEND,
    TOKENIZER,
    Export,
    default_cache,
    find_export,
    read_export,
)
from indexer.model_identity import ModelIdentity, resolve

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]
"""Called with the number of texts done since the last call."""

TOKEN_BUDGET = 1_000
"""Tokens a batch. Between 500 and 2,000 no difference was seen on a noisy machine; measure again
with eval/benchmarks/embedding.py."""

_POOL = 8_192
"""Texts tokenised at a time: enough to fill batches of equal length, a few MB of tokens."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class Embedder(Protocol):
    """Turns texts into vectors of length 1; safe to share between threads."""

    @property
    def identity(self) -> ModelIdentity:
        """What makes its vectors comparable."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """The window in tokens, special tokens and the passage prompt included."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, special tokens and prompt included, not cut."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages: float32 (n, d) in the order given; ModelError if one is too long."""
        ...

    def embed_question(self, text: str) -> Vectors:
        """Embed a question: float32 (d,); a question longer than the window is cut at it."""
        ...


class OnnxEmbedder:
    """An exported model in ONNX Runtime; see :class:`Embedder`.

    Parameters
    ----------
    folder
        An export (``model_export.ensure_exported``).
    threads
        Threads for one batch; all available processors by default, at most eight. The vectors
        do not depend on it.

    Raises
    ------
    corpus.errors.ModelError
        Where the export is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._export: Export = read_export(folder)
        self._tokenizer_text = (folder / TOKENIZER).read_text("utf-8")
        try:
            # tokenizers raises plain Exception, and so does ONNX Runtime.
            self._tokenizer = Tokenizer.from_str(self._tokenizer_text)
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH), _options(threads), providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(
                f"The exported model in {folder} cannot be loaded ({error}).",
                "Delete that folder, then run: minuted index",
            ) from error
        self._cutting: Tokenizer | None = None
        self._lock = threading.Lock()
        self._truncated = 0

    @property
    def identity(self) -> ModelIdentity:
        """What makes its vectors comparable."""
        return self._export.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.identity.dimension

    @property
    def max_tokens(self) -> int:
        """The window in tokens, special tokens and the passage prompt included."""
        return self.identity.max_tokens

    @property
    def vocabulary_size(self) -> int:
        """Number of token ids the tokenizer can give."""
        return int(self._tokenizer.get_vocab_size())

    @property
    def truncated(self) -> int:
        """How many questions were cut at the window since this embedder was opened."""
        return self._truncated

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, special tokens and prompt included, not cut."""
        counts: list[int] = []
        for start in range(0, len(texts), _POOL):
            pool = texts[start : start + _POOL]
            counts += [len(ids) for ids in self._tokenise(self._export.passage_prompt, pool)]
        return counts

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages.

        Parameters
        ----------
        texts
            Each no longer than the window.
        progress
            Called with the number of texts done since the last call.

        Returns
        -------
        numpy.ndarray
            float32 (n, d), each row of length 1, in the order given.

        Raises
        ------
        corpus.errors.ModelError
            Where a text is longer than the window (it is never cut silently), or a vector
            comes out as no number.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _POOL):
            pool = self._tokenise(self._export.passage_prompt, texts[start : start + _POOL])
            by_length: defaultdict[int, list[int]] = defaultdict(list)
            for place, ids in enumerate(pool):
                by_length[len(ids)].append(place)
            longest = max(by_length)
            if longest > self.max_tokens:
                text = texts[start + by_length[longest][0]]
                raise ModelError(
                    f"A passage of {longest} tokens is longer than the model's window of "
                    f"{self.max_tokens}; it begins: {text[:60]!r}",
                    "Index with shorter passages.",
                )
            for length, places in sorted(by_length.items()):
                size = max(1, TOKEN_BUDGET // max(length, 1)) if self._export.batches_agree else 1
                for first in range(0, len(places), size):
                    batch = places[first : first + size]
                    table = np.array([pool[place] for place in batch], dtype=np.int64)
                    vectors[[start + place for place in batch]] = self.run(table)
                    if progress is not None:
                        progress(len(batch))
        return vectors

    def embed_question(self, text: str) -> Vectors:
        """Embed a question: float32 (d,), of length 1.

        A question longer than the window is cut at it, and counted in ``truncated``.
        """
        prompt = self._export.question_prompt
        ids = self._tokenise(prompt, [text])[0]
        if len(ids) > self.max_tokens:
            ids = self._cut(prompt + _clean(text))
        vector: Vectors = self.run(np.array([ids], dtype=np.int64))[0]
        return vector

    def _tokenise(self, prompt: str, texts: Sequence[str]) -> list[list[int]]:
        encodings = self._tokenizer.encode_batch_fast([prompt + _clean(text) for text in texts])
        return [encoding.ids for encoding in encodings]

    def _cut(self, text: str) -> list[int]:
        with self._lock:
            self._truncated += 1
            if self._cutting is None:
                self._cutting = Tokenizer.from_str(self._tokenizer_text)
                self._cutting.enable_truncation(self.max_tokens)
            ids: list[int] = self._cutting.encode(text).ids
            return ids

    def run(self, ids: NDArray[np.int64]) -> Vectors:
        """Run one batch of token ids of equal length: int64 (b, s) in, float32 (b, d) out."""
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        outputs = self._session.run(None, {name: feeds[name] for name in self._export.inputs})
        vectors: Vectors = outputs[0]
        if not np.isfinite(vectors).all():
            raise ModelError("The embedding model gave a vector that is not a number.")
        return vectors


def _clean(text: str) -> str:
    # A lone surrogate has no UTF-8, and the tokenizer refuses it.
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _options(threads: int | None) -> onnxruntime.SessionOptions:
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or min(available or 1, 8)
    options.inter_op_num_threads = 1
    # Idle threads that spin take the processor from the rest of the server.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


def open_embedder(
    setting: str, cache: Path | None = None, threads: int | None = None
) -> OnnxEmbedder:
    """Open an exported model to answer questions; never imports torch.

    Raises
    ------
    corpus.errors.ModelError
        Where there is no such model, or it has not been exported yet.
    """
    folder = find_export(resolve(setting), cache or default_cache())
    if folder is None:
        raise ModelError(f"The embedding model {setting} has not been made ready yet.", MEND)
    return OnnxEmbedder(folder, threads)
