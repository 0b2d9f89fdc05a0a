"""``minuted show``: a document, a meeting, a passage or a commitment, by its id."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.options import ArchiveOption, JsonOption, words
from api.cli.printing import count, day, label, put, quoted
from api.cli.terminal import one_line, print_json, result_console, visible
from corpus.errors import MinutedError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.archive import Archive
    from corpus.model import Document


def command(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="d-... (document), m-... (meeting), p-... (passage), k-... (commitment).",
        ),
    ],
    text: Annotated[
        bool, typer.Option("--text", help="A document's canonical text, byte for byte.")
    ] = False,
    original: Annotated[
        Path | None,
        typer.Option(
            "--original",
            metavar="FILE",
            help="Write a document's bytes, as they were received, to a new file.",
            show_default=False,
        ),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document, a meeting, a passage or a commitment."""
    key = words(identifier, "ID").strip()
    if not key.startswith(("d-", "m-", "p-", "k-")):
        raise UsageError(
            f"{key!r} is not an id.",
            "Ids begin with d- (document), m- (meeting), p- (passage) or k- (commitment); "
            "answers name them.",
        )
    if (text or original) and not key.startswith("d-"):
        raise UsageError("--text and --original are for documents (d-...).")
    from api.cli.opening import open_archive, open_settings

    if key.startswith("p-"):
        _passage(key, archive, as_json=as_json)
        return
    if key.startswith("k-"):
        _commitment(key, archive, as_json=as_json)
        return
    with open_archive(open_settings(archive)) as opened:
        if key.startswith("m-"):
            _meeting(opened, key, as_json=as_json)
        elif original is not None:
            _write_original(opened, key, original, as_json=as_json)
        elif text and not as_json:
            _print_text(opened.text(key))
        else:
            _document(opened, key, with_text=text, as_json=as_json)


def _print_text(text: str) -> None:
    """Print the canonical text: exact when it goes to a file or a program.

    A terminal gets it with control characters written out; offsets count in the
    exact text.
    """
    if sys.stdout.isatty():
        sys.stdout.write(visible(text) + "\n")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def _write_original(archive: Archive, key: str, target: Path, *, as_json: bool) -> None:
    document = archive.document(key)
    data = archive.originals.read(document.sha256)
    try:
        # Never over a file that is there: it may be the only copy of something else.
        with target.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise MinutedError(f"There is a file {target} already.", "Choose another name.") from None
    if as_json:
        print_json({"id": key, "sha256": document.sha256, "bytes": len(data), "file": str(target)})
    else:
        put(result_console(), f"{count(len(data), 'byte')} written to {one_line(str(target))}.")


def _document_object(archive: Archive, document: Document) -> dict[str, Any]:
    from retrieval.serial import attendee_json, document_json, item_json

    return {
        **document_json(document),
        "sources": list(archive.sources(document.id)),
        "items": [item_json(item) for item in archive.items(document.id)],
        "attendees": [attendee_json(attendee) for attendee in archive.attendees(document.id)],
    }


def _document(archive: Archive, key: str, *, with_text: bool, as_json: bool) -> None:
    document = archive.document(key)
    if as_json:
        found = _document_object(archive, document)
        print_json({**found, "text": archive.text(key)} if with_text else found)
        return
    console = result_console()
    _print_document(console, archive, document)
    items = archive.items(key)
    if items:
        put(console, f"Items: {len(items)}")
    for item in items:
        put(console, label(item.number, item.title or "(before the first heading)"), indent=3)
    attendees = archive.attendees(key)
    if attendees:
        put(console, f"Attendance as listed: {len(attendees)}")
    for person in attendees:
        absent = None if person.present else "apologies"
        put(console, label(person.name, person.role, person.initials, absent), indent=3)
    put(console, f"Its text: minuted show {document.id} --text")


def _print_document(console: Console, archive: Archive, document: Document) -> None:
    put(console, label(document.title or "No title in the record"), style="bold")
    put(console, label(document.body or "body not stated in the record", day(document.date)))
    put(console, f"Document {document.id} of meeting {document.meeting_id}")
    for source in archive.sources(document.id) or (document.source,):
        put(console, f"Source: {one_line(source)}")
    if document.source_url:
        put(console, f"Published at: {one_line(document.source_url)}")
    if not document.current:
        put(console, "Replaced: a newer version is held; old citations still resolve.")
    pages = f", {count(document.pages, 'page')}" if document.pages is not None else ""
    status = document.status.value if document.status else "not stated"
    put(
        console,
        f"Status {status}, {count(document.characters, 'character')}{pages}, "
        f"read by {document.reader} {document.reader_version}",
    )
    if document.pages_without_text:
        listed = ", ".join(map(str, document.pages_without_text))
        put(console, f"Pages without a text layer, which cannot be searched: {listed}")
    for note in document.notes:
        put(console, f"Note: {note}")
    put(console, f"sha256 {document.sha256}")


def _meeting(archive: Archive, key: str, *, as_json: bool) -> None:
    meeting = archive.meeting(key)
    documents = [archive.document(document) for document in meeting.document_ids]
    if as_json:
        from retrieval.serial import meeting_json

        print_json(
            {
                **meeting_json(meeting),
                "documents": [_document_object(archive, d) for d in documents],
            }
        )
        return
    console = result_console()
    put(console, label(meeting.title or "No title in the record"), style="bold")
    put(
        console,
        label(meeting.body or "body not stated in the record", day(meeting.date), meeting.force),
    )
    put(console, f"Meeting {meeting.id}, recorded by {count(len(documents), 'document')}:")
    for document in documents:
        put(console)
        _print_document(console, archive, document)


def _passage(key: str, archive: Path | None, *, as_json: bool) -> None:
    from api.cli.opening import open_engine, open_settings

    with closing(open_engine(open_settings(archive))) as engine:
        citation = engine.passage(key)
    if as_json:
        from retrieval.serial import citation_json

        print_json(citation_json(citation))
        return
    from api.cli.render import print_place

    console = result_console()
    put(console, quoted(citation.quote))
    print_place(console, citation)


def _commitment(key: str, archive: Path | None, *, as_json: bool) -> None:
    from api.cli.opening import open_engine, open_settings

    with closing(open_engine(open_settings(archive))) as engine:
        register = engine.register()
        entry, steps = register.entry(key), register.timeline(key)
        generation = register.generation
    if as_json:
        from retrieval.register_serial import entry_json, timeline_json

        print_json({**entry_json(entry), **timeline_json(steps), "generation": generation})
        return
    from api.cli.commitment_lines import print_commitment

    print_commitment(result_console(), entry, steps, generation)
