"""``minuted add``: reads files and folders into the archive and indexes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import notice, one_line, print_json, result_console
from corpus.errors import UsageError

if TYPE_CHECKING:
    from corpus.discovery import Discovery
    from corpus.ingest import IngestReport

FAILED_EXIT = 1


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Files and folders of minutes.", show_default=False),
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(
            "--metadata",
            metavar="FILE.csv",
            help="A table that says of files what they record: file, body, force, date, title, "
            "status, source_url.",
            show_default=False,
        ),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read minutes into the archive and bring the index up to date."""
    if not paths and metadata is None:
        raise UsageError("There is nothing to add.", "Name files or folders: minuted add FOLDER")
    from api.cli.index import index_after, report_json, report_lines
    from api.cli.opening import open_settings, open_writer
    from api.cli.progress import Reporter
    from corpus.ingest import Outcome, ingest
    from corpus.metadata import read_table

    settings = open_settings(archive)
    table = read_table(metadata) if metadata else None
    found = find_files(paths or [], settings.archive)
    # A table alone speaks of files that are held already: it cannot make an archive.
    with open_writer(settings, create=bool(paths)) as writer:
        with Reporter() as reporter:
            report = ingest(
                writer,
                found,
                table,
                settings.limits(),
                reporter.files,
                processes=settings.processes,
            )
        if not as_json:
            _print_files(report)
        _tell(report)
        index = index_after(writer, settings)
    if as_json:
        print_json(
            {"archive": str(settings.archive), **ingest_json(report), "index": report_json(index)}
        )
    else:
        from api.cli.printing import put

        console = result_console()
        for line in report_lines(index):
            put(console, line)
    if report.count(Outcome.FAILED):
        raise typer.Exit(FAILED_EXIT)


def find_files(paths: Sequence[Path], archive: Path) -> Discovery:
    """List the files to read, leaving out the archive's own.

    Without that, ``minuted add .`` in a folder that holds the archive would
    count every stored original among the files passed over.

    Raises
    ------
    UsageError
        When a path does not exist.
    """
    from dataclasses import replace

    from corpus import readers
    from corpus.discovery import discover

    found = discover(paths, readers.SUFFIXES)
    root = archive.resolve()
    return replace(
        found,
        files=tuple(f for f in found.files if f.named or not f.path.resolve().is_relative_to(root)),
        passed_over=tuple(p for p in found.passed_over if not p.resolve().is_relative_to(root)),
    )


def passed_over(report: IngestReport) -> dict[str, int]:
    """Count the files that are no minutes by their ending, the most frequent first."""
    endings = Counter(Path(path).suffix.lower() or "(no ending)" for path in report.passed_over)
    return dict(sorted(endings.items(), key=lambda pair: (-pair[1], pair[0])))


def ingest_json(report: IngestReport) -> dict[str, Any]:
    """Return what was read; the five outcomes add up to ``found``."""
    from corpus.ingest import Outcome

    return {
        "found": len(report.files),
        **{outcome.value: report.count(outcome) for outcome in Outcome},
        "failures": [
            {"source": f.source, "reason": f.reason, "tried": f.tried}
            for f in report.of(Outcome.FAILED)
        ],
        "files": [
            {"source": f.source, "outcome": f.outcome.value, "document_id": f.document_id}
            for f in report.files
        ],
        "passed_over": passed_over(report),
        "unmatched_rows": list(report.unmatched_rows),
    }


def _print_files(report: IngestReport) -> None:
    from api.cli.printing import count, put
    from corpus.ingest import Outcome

    console = result_console()
    put(
        console,
        f"{count(len(report.files), 'file')} found: "
        + ", ".join(f"{report.count(outcome):,} {outcome.value}" for outcome in Outcome)
        + ".",
    )
    others = passed_over(report)
    if others:
        listed = ", ".join(f"{one_line(ending)} {number:,}" for ending, number in others.items())
        put(console, f"{count(sum(others.values()), 'file')} of other kinds passed over: {listed}.")


def _tell(report: IngestReport) -> None:
    """Say on stderr what needs somebody's attention."""
    from corpus.ingest import Outcome

    failed = report.of(Outcome.FAILED)
    if failed:
        notice("These could not be read:")
    for file in failed:
        again = "" if file.tried else " (not tried again: it has not changed)"
        notice(f"  {one_line(file.source)}: {one_line(file.reason or '')}{again}")
    if report.unmatched_rows:
        notice("These rows of the metadata table match no file:")
    for row in report.unmatched_rows:
        notice(f"  {one_line(row)}")
    if not report.files:
        notice("No minutes were found (.pdf, .docx, .html, .txt and .md files are read).")
