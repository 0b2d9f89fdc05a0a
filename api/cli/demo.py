"""``minuted demo``: the sample archive, read, indexed, asked one question, and served.

It lies in ``.demo/`` of the current folder, where it is seen and easily thrown
away; ``MINUTED_ARCHIVE`` is not followed, so that invented minutes never get
into an archive of real ones.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.options import JsonOption
from api.cli.serve import PortOption
from api.cli.terminal import print_json, result_console
from corpus.errors import MinutedError, UsageError

if TYPE_CHECKING:
    from api.settings import Settings

DEFAULT_ARCHIVE = Path(".demo/archive")
EXAMPLE = "what was committed on burglary"
LOOPBACK = "127.0.0.1"
_INVENTED = (
    "Everything in this archive is invented: its forces, bodies, people, places and figures."
)


def command(
    port: PortOption = 8000,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Stop after the example; start no server.")
    ] = False,
    archive: Annotated[
        Path, typer.Option("--archive", metavar="DIR", help="Where the sample archive is kept.")
    ] = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
) -> None:
    """Try Minuted on a sample archive of invented minutes."""
    from api.cli.opening import open_engine, open_settings

    settings = open_settings(archive)
    prepare(settings)
    with closing(open_engine(settings)) as engine:
        answer = engine.ask(EXAMPLE)
        if no_serve:
            _print(settings, answer, None, as_json=as_json)
            return
        from api.cli.serve import (
            address_of,
            allowed_names,
            listen,
            make_server,
            serve_until_stopped,
        )

        with closing(listen(LOOPBACK, port)) as listening:
            server = make_server(engine, allowed_names(LOOPBACK, ()))
            _print(settings, answer, address_of(listening, LOOPBACK), as_json=as_json)
            serve_until_stopped(server, listening)


def sample_folder(archive: Path) -> Path:
    """Return where the sample's files lie: beside its archive."""
    return archive.with_name(f"{archive.name}-sample")


def prepare(settings: Settings) -> None:
    """Write the sample's files, read them and index them; what is done is not done again.

    Raises
    ------
    UsageError
        When the archive holds anything else.
    MinutedError
        When a file of the sample cannot be read.
    """
    from api.cli.add import find_files
    from api.cli.index import bring_up_to_date
    from api.cli.opening import open_writer
    from api.cli.progress import Reporter
    from corpus.archive import NOTICE
    from corpus.ingest import Outcome, ingest
    from corpus.sample import build_sample

    sample = sample_folder(settings.archive)
    with open_writer(settings, create=True) as writer:
        inside = sample.resolve()
        if not all(Path(key).is_relative_to(inside) for key, _ in writer.known_sources()):
            raise UsageError(
                f"The archive {settings.archive} holds other documents than the sample's.",
                "Give the sample an archive of its own: minuted demo --archive DIR",
            )
        build_sample(sample)
        (settings.archive / NOTICE).write_text(_INVENTED + "\n", encoding="utf-8")
        with Reporter() as reporter:
            found = find_files([sample], settings.archive)
            report = ingest(writer, found, progress=reporter.files, processes=settings.processes)
            failed = report.of(Outcome.FAILED)
            if failed:
                raise MinutedError(
                    f"A file of the sample cannot be read: {failed[0].source}: {failed[0].reason}",
                    "This is a defect of Minuted: please report it.",
                )
            bring_up_to_date(writer, settings, reporter)


def _print(settings: Settings, answer: Any, url: str | None, *, as_json: bool) -> None:
    if as_json:
        from retrieval.serial import answer_json

        print_json(
            {
                "archive": str(settings.archive),
                "sample": str(sample_folder(settings.archive)),
                "invented": True,
                "example": answer_json(answer),
                "url": url,
            }
        )
        return
    from api.cli.printing import put
    from api.cli.render import print_answer

    console = result_console()
    put(console, _INVENTED, style="bold")
    put(console)
    print_answer(console, answer)
    put(console)
    put(console, "Try next:", style="bold")
    where = f"--archive {settings.archive}"
    minuted = _program()
    for line in (
        f'{minuted} ask "who asked about speed cameras" {where}',
        f'{minuted} ask "what was decided on drones" {where}',
        f"{minuted} coverage {where}",
        f"{minuted} add FOLDER    (your own minutes, into ./archive)",
    ):
        put(console, line, indent=3)
    if url:
        put(console, f"Pages at {url} and the API at {url}api/v1.")


def _program() -> str:
    """Return what to type to run this program: its name, or its place if not on the path."""
    place = Path(sys.executable).with_name("minuted")
    if shutil.which("minuted") or not place.exists():
        return "minuted"
    with suppress(ValueError):
        place = place.relative_to(Path.cwd())
    return str(place)
