"""Opening systems on one archive; what several share is opened once."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from eval.sets.archives import Work, without_headers
from eval.systems.channels import ChannelSystem, ProductSystem
from eval.systems.names import base_of, check_systems, has_headers
from eval.systems.plain_bm25 import PlainBm25
from eval.systems.ranked import System
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.search import DEFAULT_FUSION


class Systems:
    """The systems over one archive whose index is up to date.

    Parameters
    ----------
    root, settings
        The archive, and the settings its index was built with.
    work
        Where the index without headers is made, when a system asks for it.
    """

    def __init__(self, root: Path, settings: IndexSettings, work: Work) -> None:
        self._root = root
        self._work = work
        self._engines: dict[bool, Engine] = {True: Engine(root, settings, work.model_cache)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every index."""
        for engine in self._engines.values():
            engine.close()

    def engine(self, *, headers: bool = True) -> Engine:
        """Return the engine over the index with or without headers."""
        if headers not in self._engines:
            root = without_headers(self._work, self._root)
            settings = self._work.with_headers(headers)
            self._engines[headers] = Engine(root, settings, self._work.model_cache)
        return self._engines[headers]

    def open(self, name: str) -> System:
        """Open one system.

        Raises
        ------
        UsageError
            When there is none of that name.
        """
        (name,) = check_systems([name])
        headers, base = has_headers(name), base_of(name)
        judge = self.engine(headers=headers).judge()
        if base == "rank-bm25":
            return PlainBm25(judge, headers=headers)
        if base in ("hybrid", "hybrid-rrf", "ask"):
            fusion = "rrf" if base == "hybrid-rrf" else DEFAULT_FUSION
            return ProductSystem(judge, whole=base != "ask", fusion=fusion)
        return ChannelSystem(judge, base)
