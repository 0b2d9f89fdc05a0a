"""``minuted review``: what people decide about commitments; kept, with who, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import ArchiveOption, JsonOption, parse_day, words
from api.cli.terminal import print_json, result_console
from corpus.errors import MinutedError, UsageError
from corpus.register import Corrections, Kind, Review, ReviewAction, Status

if TYPE_CHECKING:
    from api.settings import Settings
    from retrieval.engine import Engine
    from retrieval.register_records import RegisterEntry

app = typer.Typer(
    help="Decide about commitments; who, when and why are kept, and no quote is altered.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="k-..., as listings name it.")]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", help="Who decides (default: MINUTED_REVIEWER).", show_default=False
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What the words do.")]
OwnerOption = Annotated[str | None, typer.Option("--owner", metavar="TEXT", help="Who has to act.")]
DueOption = Annotated[str | None, typer.Option("--due", metavar="TEXT", help="By when, in words.")]
DueDateOption = Annotated[
    str | None, typer.Option("--due-date", metavar="DATE", help="By when, as a day (2021-03-31).")
]
TopicOption = Annotated[
    list[str] | None,
    typer.Option("--topic", metavar="NAME", help="A topic; may be repeated.", show_default=False),
]
StatusOption = Annotated[Status | None, typer.Option("--status", help="Where it stands.")]
BindingOption = Annotated[
    bool | None,
    typer.Option("--binding/--not-binding", help="Whether somebody is bound.", show_default=False),
]


@app.command("confirm")
def confirm(
    identifier: IdArgument,
    reason: ReasonOption,
    by: ByOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a commitment is what the register says it is."""
    _decide(identifier, ReviewAction.CONFIRM, by, reason, archive, as_json=as_json)


@app.command("reject")
def reject(
    identifier: IdArgument,
    reason: ReasonOption,
    by: ByOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that this is no commitment; it is listed no more, and kept."""
    _decide(identifier, ReviewAction.REJECT, by, reason, archive, as_json=as_json)


@app.command("correct")
def correct(
    identifier: IdArgument,
    reason: ReasonOption,
    kind: KindOption = None,
    owner: OwnerOption = None,
    due: DueOption = None,
    due_date: DueDateOption = None,
    topic: TopicOption = None,
    status: StatusOption = None,
    binding: BindingOption = None,
    by: ByOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is right instead; what is left out stays as the program found it."""
    said = _corrections(kind, owner, due, due_date, topic, status, binding)
    _decide(identifier, ReviewAction.CORRECT, by, reason, archive, said, as_json=as_json)


@app.command("merge")
def merge(
    identifier: IdArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The commitment it is the same as.")],
    reason: ReasonOption,
    by: ByOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a commitment is the same as another; it is shown under that one."""
    other = _commitment_id(into, "INTO")
    _decide(identifier, ReviewAction.MERGE, by, reason, archive, into=other, as_json=as_json)


@app.command("add")
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="d-..., the document.")],
    quote: Annotated[
        str,
        typer.Argument(
            metavar="QUOTE", help="The words, as minuted show DOCUMENT --text has them."
        ),
    ],
    reason: ReasonOption,
    kind: Annotated[Kind, typer.Option("--kind", help="What the words do.")],
    owner: OwnerOption = None,
    due: DueOption = None,
    due_date: DueDateOption = None,
    topic: TopicOption = None,
    status: StatusOption = None,
    binding: BindingOption = None,
    start: Annotated[
        int | None,
        typer.Option(
            "--start",
            min=0,
            metavar="N",
            help="Where they begin, if they stand there several times.",
        ),
    ] = None,
    by: ByOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Name a commitment that the program did not find."""
    from api.register.deciding import add as keep

    key, text = words(document, "DOCUMENT").strip(), words(quote, "QUOTE")
    said = _corrections(None, owner, due, due_date, topic, status, binding)
    with _opened(archive, by) as (engine, who):
        made = keep(
            engine, key, text, kind=kind, by=who, reason=reason, start=start, corrections=said
        )
        _tell(engine, made, as_json=as_json)


@app.command("withdraw")
def withdraw(
    review: Annotated[
        int, typer.Argument(metavar="REVIEW", min=1, help="The number of the review.")
    ],
    reason: ReasonOption,
    by: ByOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a review back; it and the withdrawal are kept."""
    from api.register.deciding import withdraw as keep

    with _opened(archive, by) as (engine, who):
        _tell(engine, keep(engine, review, by=who, reason=reason), as_json=as_json)


@app.command("list")
def listed(
    lost: Annotated[
        bool, typer.Option("--lost", help="Only those whose words the register holds no more.")
    ] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what people decided, the oldest first."""
    from api.cli.commitment_lines import print_lost, print_review
    from api.cli.opening import open_archive, open_engine, open_settings
    from api.cli.printing import count, put, quoted
    from retrieval.register_serial import lost_json, review_json

    settings = open_settings(archive)
    if lost:
        with closing(open_engine(settings)) as engine:
            gone = engine.register().lost_reviews()
        if as_json:
            print_json(lost_json(gone))
        else:
            print_lost(result_console(), gone)
        return
    with open_archive(settings) as opened:
        reviews = opened.reviews()
    if as_json:
        print_json({"reviews": [review_json(one) for one in reviews], "total": len(reviews)})
        return
    console = result_console()
    put(console, f"{count(len(reviews), 'review')}.", style="bold")
    for one in reviews:
        put(console)
        print_review(console, one)
        put(console, f"{one.commitment_id}: {quoted(one.quote)}", indent=3, style="dim")


def _decide(
    identifier: str,
    action: ReviewAction,
    by: str | None,
    reason: str,
    archive: Path | None,
    corrections: Corrections | None = None,
    into: str | None = None,
    *,
    as_json: bool,
) -> None:
    from api.register.deciding import decide

    key = _commitment_id(identifier, "ID")
    with _opened(archive, by) as (engine, who):
        made = decide(
            engine,
            key,
            action,
            by=who,
            reason=reason,
            corrections=corrections or Corrections(),
            into=into,
        )
        _tell(engine, made, as_json=as_json)


@contextmanager
def _opened(archive: Path | None, by: str | None) -> Iterator[tuple[Engine, str]]:
    from api.cli.opening import open_engine, open_settings

    settings = open_settings(archive)
    who = _who(by, settings)
    with closing(open_engine(settings)) as engine:
        yield engine, who


def _who(by: str | None, settings: Settings) -> str:
    name = words(by, "--by") if by is not None else settings.reviewer
    if not name:
        raise UsageError(
            "Who reviews is not said.", 'Say it with --by "NAME", or set MINUTED_REVIEWER.'
        )
    return name


def _commitment_id(given: str, what: str) -> str:
    key = words(given, what).strip()
    if not key.startswith("k-"):
        raise UsageError(
            f"{key!r} is not a commitment's id.",
            "Ids of commitments begin with k-: minuted commitments lists them.",
        )
    return key


def _corrections(
    kind: Kind | None,
    owner: str | None,
    due: str | None,
    due_date: str | None,
    topic: list[str] | None,
    status: Status | None,
    binding: bool | None,
) -> Corrections:
    from api.register.deciding import topic_ids

    return Corrections(
        kind=kind,
        binding=binding,
        owner=None if owner is None else words(owner, "--owner"),
        due=None if due is None else words(due, "--due"),
        due_date=parse_day(due_date, "--due-date"),
        topics=None if topic is None else topic_ids([words(name, "--topic") for name in topic]),
        status=status,
    )


def _tell(engine: Engine, made: Review, *, as_json: bool) -> None:
    """Tell what was kept, and what the register now says of the commitment."""
    from api.cli.commitment_lines import print_review
    from api.cli.printing import put, quoted
    from retrieval.register_serial import entry_json, review_json

    entry = _entry_of(engine, made.commitment_id)
    if as_json:
        print_json({**review_json(made), "entry": entry_json(entry) if entry else None})
        return
    console = result_console()
    print_review(console, made)
    put(console, f"{made.commitment_id}: {quoted(made.quote)}", indent=3)
    if entry is not None:
        from api.register.wording import due_text, kind_text, owner_text

        put(
            console,
            f"It now stands as: {kind_text(entry.facts)}. Owner: {owner_text(entry.facts.owner)}. "
            f"Due: {due_text(entry.facts.due)}. {entry.status_text}.",
            indent=3,
        )
    if made.action is not ReviewAction.WITHDRAW:
        put(console, f"Take it back with: minuted review withdraw {made.id}", style="dim")


def _entry_of(engine: Engine, commitment_id: str) -> RegisterEntry | None:
    """Return the entry; an addition that was withdrawn is in the register no more."""
    try:
        return engine.register().entry(commitment_id)
    except MinutedError:  # the review is kept whatever the index can say of it
        return None
