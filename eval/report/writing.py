"""Writing a report to files, each whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from corpus.errors import UsageError
from eval.report.contents import Report
from eval.report.json_form import report_text
from eval.report.page import render_page


def write_report(report: Report, html: Path | None, json: Path | None) -> None:
    """Write the page, the JSON, or both.

    Both are made and written beside their places before either takes its place in one
    step, so that a run that fails leaves an older report as it was.

    Raises
    ------
    UsageError
        When there is nothing to write, both are one file, or one cannot be written.
    """
    if html is None and json is None:
        raise UsageError("There is no file to write the report to.", "Name one.")
    if html is not None and json is not None and html.resolve() == json.resolve():
        raise UsageError(f"The page and the JSON cannot both be {html}.", "Give two names.")
    made: list[tuple[Path, str]] = []
    if html is not None:
        made.append((html, render_page(report)))
    if json is not None:
        made.append((json, report_text(report)))
    parts = [(path, path.with_name(f".{path.name}.{os.getpid()}.part")) for path, _ in made]
    try:
        for (path, text), (_, part) in zip(made, parts, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8", newline="\n")
        for path, part in parts:
            part.replace(path)
    except OSError as error:
        raise UsageError(
            f"The report cannot be written: {error}.",
            "Name files in a folder that you may write to.",
        ) from error
    finally:
        for _, part in parts:
            with suppress(OSError):  # its folder may be what could not be made
                part.unlink()
