"""``minuted commitments``: the register, listed, and written as CSV, spreadsheet or briefing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import (
    ArchiveOption,
    BodyOption,
    DocumentOption,
    ForceOption,
    ItemOption,
    JsonOption,
    SinceOption,
    SpeakerOption,
    UntilOption,
    filters,
    parse_day,
    words,
)
from api.cli.terminal import notice, one_line, print_json, result_console
from corpus.errors import UsageError
from corpus.register import Kind, Status
from retrieval.register_records import RegisterFilters, Sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.exports.facts import Export
    from api.register.listing import Listing
    from retrieval.engine import Engine

TopicOption = Annotated[
    str | None,
    typer.Option("--topic", metavar="NAME", help="Only this topic, or one of its words."),
]
OwnerOption = Annotated[
    str | None,
    typer.Option("--owner", metavar="NAME", help="Only what this person, office or body owes."),
]
StatusOption = Annotated[
    list[Status] | None,
    typer.Option("--status", help="Only what stands so; may be repeated.", show_default=False),
]
KindOption = Annotated[
    list[Kind] | None,
    typer.Option("--kind", help="Only this kind; may be repeated.", show_default=False),
]
DueBeforeOption = Annotated[
    str | None, typer.Option("--due-before", metavar="DATE", help="Due on this day or earlier.")
]
DueAfterOption = Annotated[
    str | None, typer.Option("--due-after", metavar="DATE", help="Due on this day or later.")
]
BindingOption = Annotated[
    bool | None,
    typer.Option(
        "--binding/--all",
        help="Only what binds somebody, or every kind. Without either, and without --kind, "
        "promises are listed and requests told apart.",
        show_default=False,
    ),
]
ReviewedOption = Annotated[
    bool | None,
    typer.Option(
        "--reviewed/--unreviewed",
        help="Only what a person has reviewed, or not.",
        show_default=False,
    ),
]
LaterOption = Annotated[
    bool | None,
    typer.Option(
        "--later/--no-later",
        help="Only what later minutes speak of, or do not.",
        show_default=False,
    ),
]
WordsOption = Annotated[
    str | None, typer.Option("--words", metavar="TEXT", help="Only what holds all these words.")
]
HiddenOption = Annotated[
    bool, typer.Option("--hidden", help="List what reviewers rejected or merged, too.")
]
SortOption = Annotated[Sort, typer.Option("--sort", help="By meeting, or by the day it is due.")]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        max=1000,
        help="How many at most (default: 100; all of them in --json and in files).",
        show_default=False,
    ),
]
OffsetOption = Annotated[int, typer.Option("--offset", min=0, help="How many to pass over first.")]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day on which overdue is judged (default: the day the minutes are held to).",
    ),
]
CsvOption = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FILE", help="Write a table (CSV).", show_default=False),
]
XlsxOption = Annotated[
    Path | None,
    typer.Option("--xlsx", metavar="FILE", help="Write a spreadsheet.", show_default=False),
]
DocxOption = Annotated[
    Path | None,
    typer.Option("--docx", metavar="FILE", help="Write a briefing (Word).", show_default=False),
]
BaseOption = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="The address of minuted serve, so that links in files lead there.",
        show_default=False,
    ),
]

_LISTED = 100


def command(
    topic: TopicOption = None,
    owner: OwnerOption = None,
    status: StatusOption = None,
    kind: KindOption = None,
    due_before: DueBeforeOption = None,
    due_after: DueAfterOption = None,
    binding: BindingOption = None,
    reviewed: ReviewedOption = None,
    later: LaterOption = None,
    with_words: WordsOption = None,
    hidden: HiddenOption = False,
    sort: SortOption = Sort.DATE,
    limit: LimitOption = None,
    offset: OffsetOption = 0,
    as_of: AsOfOption = None,
    force: ForceOption = None,
    body: BodyOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    item: ItemOption = None,
    speaker: SpeakerOption = None,
    document: DocumentOption = None,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    docx: DocxOption = None,
    base_url: BaseOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was promised, by whom, by when, and what became of it."""
    asked = RegisterFilters(
        scope=filters(force, body, since, until, item, speaker, document),
        topic=_words(topic, "--topic"),
        owner=_words(owner, "--owner"),
        statuses=tuple(status or ()),
        kinds=tuple(kind or ()),
        binding=True if binding else None,
        due_before=parse_day(due_before, "--due-before"),
        due_after=parse_day(due_after, "--due-after"),
        later=later,
        reviewed=reviewed,
        words=_words(with_words, "--words"),
        hidden=hidden,
        as_of=parse_day(as_of, "--as-of"),
        sort=sort,
    )
    files = _files(csv, xlsx, docx)
    if base_url is not None:
        from api.exports.cells import base_address

        base_url = base_address(base_url)
    from api.cli.opening import open_engine, open_settings
    from api.register.listing import listing_json, look_up

    if limit is None and not (files or as_json):
        limit = _LISTED
    with closing(open_engine(open_settings(archive))) as engine:
        listing = look_up(
            engine.register(),
            asked,
            every_kind=binding is False,
            limit=limit,
            offset=offset,
            with_requests=bool(files) or not as_json,
        )
        if files:
            _write(engine, listing, files, base_url)
    if as_json:
        print_json(listing_json(listing))
    elif not files:
        from api.cli.commitment_lines import print_listing

        print_listing(result_console(), listing)


def _words(value: str | None, option: str) -> str | None:
    return None if value is None else words(value, option)


def _files(csv: Path | None, xlsx: Path | None, docx: Path | None) -> dict[str, Path]:
    named = {"csv": csv, "xlsx": xlsx, "docx": docx}
    files = {kind: path for kind, path in named.items() if path is not None}
    for kind, path in files.items():
        if path.name in ("", "-"):
            raise UsageError(f"--{kind} {str(path)!r} is no file's name.", "Name a file to write.")
    if len({path.absolute() for path in files.values()}) < len(files):
        raise UsageError("Two files are to be written under one name.", "Name each of its own.")
    return files


def _write(engine: Engine, listing: Listing, files: dict[str, Path], base: str | None) -> None:
    """Write the files; none is touched before all of them are made."""
    from api.exports.facts import export_of
    from api.exports.whole_file import write_whole

    export = export_of(listing, engine.archive, base)
    made = [(path, _maker(kind)(export)) for kind, path in files.items()]
    number = len(export.entries)
    for path, data in made:
        write_whole(path, data)
        entries = "entry" if number == 1 else "entries"
        notice(f"{number:,} {entries} written to {one_line(str(path))}.")


def _maker(kind: str) -> Callable[[Export], bytes]:
    """Return what makes a kind of file; its library is imported only when it is wanted."""
    if kind == "csv":
        from api.exports.csv_file import csv_file

        return csv_file
    if kind == "xlsx":
        from api.exports.xlsx_file import xlsx_file

        return xlsx_file
    from api.exports.docx_file import docx_file

    return docx_file
