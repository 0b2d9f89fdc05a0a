"""``minuted sync``: fetches minutes from public sites into the archive and indexes them."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import ArchiveOption, JsonOption, SinceOption, UntilOption, parse_day, words
from api.cli.sync_options import (
    ContactOption,
    DelayOption,
    DryOption,
    GivenForceOption,
    MaxFileOption,
    MaxFilesOption,
    MaxMinutesOption,
    PrivateOption,
    RefreshOption,
    RetriesOption,
    TimeoutOption,
)
from api.cli.terminal import print_json, result_console
from corpus.errors import UsageError

if TYPE_CHECKING:
    from api.settings import Settings
    from corpus.readers import Limits
    from corpus.sites import Fetcher, FetchSettings, SiteArchive, SyncReport
    from corpus.sites.run import Progress

FAILED_EXIT = 1

app = typer.Typer(
    help="Fetch minutes from public sites into the archive, politely, and index them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("moderngov")
def moderngov(
    base_url: Annotated[
        str, typer.Argument(metavar="BASE_URL", help="The site, or any of its pages.")
    ],
    committee: Annotated[
        list[str] | None,
        typer.Option(
            "--committee",
            metavar="ID",
            help="A committee's number, or 'all'; may be repeated. By default those whose names "
            "speak of police, crime or fire.",
            show_default=False,
        ),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    force: GivenForceOption = None,
    items: Annotated[
        bool, typer.Option("--items/--no-items", help="The pages of single items as well.")
    ] = True,
    papers: Annotated[
        bool, typer.Option("--papers", help="Papers that are no minutes as well.")
    ] = False,
    contact: ContactOption = None,
    delay: DelayOption = 1.0,
    timeout: TimeoutOption = 60.0,
    retries: RetriesOption = 3,
    max_files: MaxFilesOption = 5000,
    max_file_mb: MaxFileOption = 50,
    max_minutes: MaxMinutesOption = None,
    allow_private: PrivateOption = False,
    refresh: RefreshOption = False,
    dry_run: DryOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch the minutes of a council's ModernGov site."""
    from api.cli.opening import open_settings
    from corpus.sites import ModernGovPlan, SystemClock, site_folder, sync_moderngov

    first, last = parse_day(since, "--since"), parse_day(until, "--until")
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}.", "Swap the two dates.")
    base = site_folder(base_url)
    chosen = tuple(part.strip() for part in committee or ())
    plan = ModernGovPlan(base, chosen, first, last, _said(force, "--force"), items, papers)
    settings = open_settings(archive)
    fetching = _fetching(
        settings,
        [base],
        contact,
        delay,
        timeout,
        retries,
        max_files,
        max_file_mb,
        max_minutes,
        allow_private,
    )

    def run(
        opened: SiteArchive, fetcher: Fetcher, limits: Limits, progress: Progress
    ) -> SyncReport:
        return sync_moderngov(
            opened,
            fetcher,
            limits,
            SystemClock(),
            plan,
            dry=dry_run,
            refresh=refresh,
            progress=progress,
        )

    _sync([base], run, fetching, settings, dry_run=dry_run, as_json=as_json)


@app.command("web")
def web(
    urls: Annotated[
        list[str],
        typer.Argument(
            metavar="URL...", help="Pages that list minutes, pages or files of minutes, sitemaps."
        ),
    ],
    host: Annotated[
        list[str] | None,
        typer.Option(
            "--host",
            metavar="NAME",
            help="A further host that documents may lie on; may be repeated.",
            show_default=False,
        ),
    ] = None,
    match: Annotated[
        list[str] | None,
        typer.Option(
            "--match",
            metavar="TEXT",
            help="A link or address with this in it is taken for minutes too; may be repeated.",
            show_default=False,
        ),
    ] = None,
    max_pages: Annotated[
        int, typer.Option("--max-pages", metavar="N", min=1, max=500, help="Of one list, at most.")
    ] = 20,
    body: Annotated[
        str | None, typer.Option("--body", metavar="NAME", help="The body that met.")
    ] = None,
    force: GivenForceOption = None,
    contact: ContactOption = None,
    delay: DelayOption = 1.0,
    timeout: TimeoutOption = 60.0,
    retries: RetriesOption = 3,
    max_files: MaxFilesOption = 5000,
    max_file_mb: MaxFileOption = 50,
    max_minutes: MaxMinutesOption = None,
    allow_private: PrivateOption = False,
    refresh: RefreshOption = False,
    dry_run: DryOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch minutes from web pages that list them, or from a sitemap."""
    from api.cli.opening import open_settings
    from corpus.sites import SystemClock, WebPlan, given_address, host_of, sync_web

    given = [given_address(url) for url in urls]
    plan = WebPlan(
        tuple(given),
        tuple(host_of(given_address(words(name, "--host"))) for name in host or ()),
        tuple(words(text, "--match") for text in match or ()),
        _said(body, "--body"),
        _said(force, "--force"),
        max_pages,
    )
    settings = open_settings(archive)
    fetching = _fetching(
        settings,
        given,
        contact,
        delay,
        timeout,
        retries,
        max_files,
        max_file_mb,
        max_minutes,
        allow_private,
    )

    def run(
        opened: SiteArchive, fetcher: Fetcher, limits: Limits, progress: Progress
    ) -> SyncReport:
        return sync_web(
            opened,
            fetcher,
            limits,
            SystemClock(),
            plan,
            dry=dry_run,
            refresh=refresh,
            progress=progress,
        )

    _sync(given, run, fetching, settings, dry_run=dry_run, as_json=as_json)


def _said(value: str | None, option: str) -> str | None:
    return None if value is None else " ".join(words(value, option).split())


def _fetching(
    settings: Settings,
    urls: list[str],
    contact: str | None,
    delay: float,
    timeout: float,
    retries: int,
    max_files: int,
    max_file_mb: int,
    max_minutes: float | None,
    allow_private: bool,
) -> FetchSettings:
    from api.cli.opening import version
    from corpus.sites import FetchSettings, host_of

    if not all(map(math.isfinite, (delay, timeout, max_minutes or 0.0))):
        raise UsageError("A time must be a number.", "Give it in seconds: --delay 2")
    fetching = FetchSettings(
        version=version(),
        contact=contact or settings.contact,
        delay=delay,
        timeout=timeout,
        retries=retries,
        max_bytes=max_file_mb * 1_000_000,
        max_files=max_files,
        max_seconds=None if max_minutes is None else max_minutes * 60,
        private_hosts=frozenset(map(host_of, urls)) if allow_private else frozenset(),
    )
    fetching.agent()  # says what is wrong with the contact, before anything is done
    return fetching


def _sync(
    urls: list[str],
    run: Callable[[SiteArchive, Fetcher, Limits, Progress], SyncReport],
    fetching: FetchSettings,
    settings: Settings,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Fetch, tell what was fetched, then bring the index up to date as ``minuted add`` does."""
    from api.cli.index import index_after, report_json, report_lines
    from api.cli.progress import Reporter
    from api.cli.sync_report import print_report, report_as_json, tell
    from corpus.sites import SyncOutcome, open_fetcher

    index = None
    with _opened(settings, dry_run=dry_run) as writer:
        with Reporter() as reporter, open_fetcher(fetching) as fetcher:
            report = run(writer, fetcher, settings.limits(), reporter.show)
        if not as_json:
            print_report(report, dry_run=dry_run)
        tell(report, fetching)
        if not dry_run:
            index = index_after(writer, settings)
    if as_json:
        print_json(
            {
                "archive": str(settings.archive),
                "addresses": urls,
                "dry_run": dry_run,
                **report_as_json(report),
                "index": report_json(index) if index else None,
            }
        )
    elif index:
        from api.cli.printing import put

        console = result_console()
        for line in report_lines(index):
            put(console, line)
    if report.count(SyncOutcome.FAILED):
        raise typer.Exit(FAILED_EXIT)


@contextmanager
def _opened(settings: Settings, *, dry_run: bool) -> Iterator[SiteArchive]:
    """Open the archive; a dry run makes none where there is none."""
    from corpus.catalogue import FILE_NAME
    from corpus.sites import SiteArchive

    if dry_run and not (settings.archive / FILE_NAME).is_file():
        with (
            tempfile.TemporaryDirectory(prefix="minuted-") as folder,
            SiteArchive(Path(folder)) as opened,
        ):
            yield opened
        return
    with SiteArchive(settings.archive) as opened:
        yield opened
