"""``minuted ask``: a cited answer, or the plain word that the archive does not answer."""

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
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain words.")],
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
    """Answer a question in the record's own words.

    "Not in this archive" is an answer too: the exit code is 0.
    """
    asked = words(question, "QUESTION")
    chosen = filters(force, body, since, until, item, speaker, document)
    from api.cli.opening import open_engine, open_settings

    with closing(open_engine(open_settings(archive))) as engine:
        answer = engine.ask(asked, chosen)
    if as_json:
        from retrieval.serial import answer_json

        print_json(answer_json(answer))
    else:
        from api.cli.render import print_answer

        print_answer(result_console(), answer)
