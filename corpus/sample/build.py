"""The sample archive written out as files, from the sources kept beside this module."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from corpus.errors import MinutedError
from corpus.sample.pdf import render_pdf
from corpus.sample.script import Script, read_script
from corpus.sample.word import render_word

SOURCES = Path(__file__).parent / "sources"
_RENDERERS: dict[str, Callable[[Script], bytes]] = {".pdf": render_pdf, ".docx": render_word}


def build_sample(target: Path) -> tuple[Path, ...]:
    """Write the sample archive into a folder.

    Text forms (``.html``, ``.md``, ``.txt``) and sidecars (``.json``) are copied;
    ``NAME.pdf.txt`` and ``NAME.docx.txt`` are rendered to ``NAME.pdf`` and
    ``NAME.docx``. The bytes are the same each time. Each file is put in place
    by a rename, so a build that was cut off is mended by running it again;
    other files in the folder are left alone.

    Parameters
    ----------
    target
        The folder; made if it is not there.

    Returns
    -------
    tuple of Path
        The documents written, in order of name; the sidecars are not among them.

    Raises
    ------
    MinutedError
        The sources are not installed, or the folder cannot be written.
    """
    sources = sorted(path for path in SOURCES.glob("*") if path.is_file())
    if not sources:
        raise MinutedError(
            f"The sample archive's sources are missing from {SOURCES}.", "Install Minuted again."
        )
    written: list[Path] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for source in sources:
            name, content = _render(source)
            _put(target / name, content)
            if source.suffix != ".json":
                written.append(target / name)
    except OSError as error:
        raise MinutedError(
            f"The sample archive could not be written to {target}: {error.strerror}.",
            "Choose a folder that you may write to.",
        ) from error
    return tuple(sorted(written))


def _render(source: Path) -> tuple[str, bytes]:
    content = source.read_bytes()
    render = _RENDERERS.get(Path(source.stem).suffix) if source.suffix == ".txt" else None
    if render is None:
        return source.name, content
    return source.stem, render(read_script(content.decode("utf-8"), source.name))


def _put(path: Path, content: bytes) -> None:
    # A reader that opens the folder meanwhile sees the old file or the new one, never half.
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        waiting.write_bytes(content)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
