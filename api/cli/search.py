"""``minuted search``: ranked passages."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

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
    words,
)
from api.cli.terminal import print_json, result_console


def command(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY", help='Words; "exact words" in quotation marks; -"not these".'
        ),
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages at most.")] = 10,
    force: ForceOption = None,
    body: BodyOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    item: ItemOption = None,
    speaker: SpeakerOption = None,
    document: DocumentOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to some words."""
    asked = words(query, "QUERY")
    chosen = filters(force, body, since, until, item, speaker, document)
    from api.cli.opening import open_engine, open_settings

    with closing(open_engine(open_settings(archive))) as engine:
        result = engine.search(asked, chosen, k)
    if as_json:
        from retrieval.serial import search_json

        print_json(search_json(result))
    else:
        from api.cli.render import print_search

        print_search(result_console(), result)
