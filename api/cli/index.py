"""``minuted index``: brings the index up to date; the mend that many errors name."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import notice, print_json, result_console

if TYPE_CHECKING:
    from api.cli.progress import Reporter
    from api.settings import Settings
    from corpus.archive_writer import ArchiveWriter
    from indexer.build import BuildReport


def command(
    force: Annotated[
        bool, typer.Option("--force", help="Build it anew even when nothing has changed.")
    ] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with the archive, or build it anew."""
    from api.cli.opening import open_settings, open_writer
    from api.cli.progress import Reporter

    settings = open_settings(archive)
    with open_writer(settings, create=False) as writer, Reporter() as reporter:
        report = bring_up_to_date(writer, settings, reporter, force=force)
    if as_json:
        print_json({"archive": str(settings.archive), **report_json(report)})
    else:
        from api.cli.printing import put

        console = result_console()
        for line in report_lines(report):
            put(console, line)


def bring_up_to_date(
    writer: ArchiveWriter, settings: Settings, reporter: Reporter, *, force: bool = False
) -> BuildReport:
    """Build the index where it is behind the archive.

    The model is made ready first (its first use exports it, which takes torch
    and some seconds); with nothing to index it is left alone.

    Raises
    ------
    ModelError, IndexUnusableError
        When the model or the index cannot be made; the index in use is untouched.
    """
    from api.cli.opening import version
    from indexer.build import BuildReport, build_index
    from indexer.embedder import open_embedder

    if not writer.documents():
        notice("The archive holds no document that could be read: there is nothing to index.")
        return BuildReport("", False, 0, 0, 0)
    prepare_model(settings)
    embedder = open_embedder(settings.model, settings.model_cache)
    return build_index(
        writer, settings.index(), embedder, version(), force=force, progress=reporter.index
    )


def index_after(writer: ArchiveWriter, settings: Settings) -> BuildReport:
    """Build the index behind what was just added; say what is left to do when it fails."""
    from api.cli.progress import Reporter

    try:
        with Reporter() as reporter:
            return bring_up_to_date(writer, settings, reporter)
    except BaseException:
        notice("What was read is in the archive; the index does not hold all of it yet.")
        notice("Finish with: minuted index")
        raise


def prepare_model(settings: Settings) -> None:
    """Export the embedding model on its first use, and say so: it takes a while.

    Raises
    ------
    ModelError
        When the model cannot be found or exported.
    """
    from indexer.exported_model import default_cache, find_export
    from indexer.model_export import ensure_exported
    from indexer.model_identity import resolve

    if find_export(resolve(settings.model), settings.model_cache or default_cache()) is None:
        notice(
            f"Making the embedding model {settings.model} ready for its first use on this "
            "machine; it takes about ten seconds."
        )
    # What the model's libraries print must not get between a result and its reader.
    with redirect_stdout(sys.stderr):
        ensure_exported(settings.model, settings.model_cache)


def report_json(report: BuildReport) -> dict[str, Any]:
    """Return what a build did, as JSON."""
    return {
        "generation": report.generation or None,
        "built": report.built,
        "documents": report.documents,
        "passages": report.passages,
        "embedded": report.embedded,
        "commitments": report.commitments,
        "finding_s": round(report.finding_s, 3),
        "took_s": round(report.took_s, 3),
    }


def report_lines(report: BuildReport) -> list[str]:
    """Return what a build did, in words."""
    from api.cli.printing import count

    if not report.generation:
        return ["Index: none, since the archive holds no document that could be read."]
    held = f"{count(report.documents, 'document')}, {count(report.passages, 'passage')}"
    if not report.built:
        return [f"Index: up to date ({report.generation}): {held}."]
    lines = [f"Index: {report.generation} built: {held}, {report.embedded:,} newly embedded."]
    if report.took_s:
        share = report.finding_s / report.took_s
        lines.append(
            f"Register: {report.commitments:,} entries found in {report.finding_s:.1f} s, "
            f"{share:.0%} of the build."
        )
    return lines
