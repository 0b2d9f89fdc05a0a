"""``minuted serve``: the HTTP API and the pages, on this machine unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import ArchiveOption, JsonOption
from api.cli.terminal import notice, print_json, result_console
from corpus.errors import IndexUnusableError, MinutedError, UsageError

if TYPE_CHECKING:
    from uvicorn import Server

    from retrieval.engine import Engine

HostOption = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")
]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")
]


AllowHostOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        help="A further name that browsers may reach this server by; may be repeated.",
        show_default=False,
    ),
]

ReviewsOption = Annotated[
    bool,
    typer.Option(
        "--reviews", help="Let whoever reaches the server review commitments; there is no log-in."
    ),
]

_ANY = ("", "0.0.0.0", "::")
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


def command(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    allow_host: AllowHostOption = None,
    reviews: ReviewsOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve the pages at / and the API at /api/v1."""
    from api.cli.opening import open_engine, open_settings

    settings = open_settings(archive)
    with closing(open_engine(settings)) as engine:
        generation = check_index(engine)
        with closing(listen(host, port)) as listening:
            server = make_server(engine, allowed_names(host, allow_host or ()), reviews=reviews)
            if not is_loopback(host):
                can = (
                    "read this archive and review its commitments"
                    if reviews
                    else ("read this archive")
                )
                notice(
                    f"Anybody who can reach {host} can {can}: there is no password. "
                    "Put a server with one in front, or use --host 127.0.0.1."
                )
            url = address_of(listening, host)
            if as_json:
                print_json({"url": url, "archive": str(settings.archive), "generation": generation})
            else:
                from api.cli.printing import put

                put(result_console(), f"Pages at {url} and the API at {url}api/v1.")
            serve_until_stopped(server, listening)


def check_index(engine: Engine) -> str:
    """Return the generation that will answer.

    Raises
    ------
    IndexUnusableError
        When questions could not be answered; better now than at the first one.
    """
    status = engine.status()
    if status.problem is not None or status.generation is None:
        raise IndexUnusableError(
            status.problem or "The archive has no index yet.", "Find out more: minuted doctor"
        )
    if status.behind:
        notice("The archive holds what the index does not. Bring it up to date: minuted index")
    return status.generation


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is promised.

    Raises
    ------
    UsageError
        When the host is no address of this machine.
    MinutedError
        When the port is taken or may not be used.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise UsageError(f"--host {host!r} is not an address.", "Try --host 127.0.0.1.") from None
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise MinutedError(
            f"Port {port} of {host} cannot be used: {error.strerror}.",
            f"Choose another: minuted serve --port {port + 1 if 1024 <= port < 65535 else 8001}",
        ) from error
    return listening


def address_of(listening: socket.socket, host: str) -> str:
    """Return the address to open in a browser, ending in a slash."""
    port = listening.getsockname()[1]
    name = host
    if host in _ANY:
        name = "127.0.0.1"
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host's address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def allowed_names(host: str, more: Sequence[str]) -> tuple[str, ...]:
    """Return the names a request may come in under.

    A page from elsewhere can make a browser ask ``evil.example`` and have that
    name point at this machine; a request under a name that is none of ours is
    therefore refused.
    """
    names = dict.fromkeys(_LOOPBACK_NAMES)
    if not is_loopback(host):
        names[host] = None
        names[socket.gethostname()] = None
        names[socket.getfqdn()] = None
        if host in _ANY:
            with suppress(OSError):
                for found in socket.getaddrinfo(socket.gethostname(), None):
                    names[str(found[4][0])] = None
    names.update(dict.fromkeys(more))
    return tuple(name for name in names if name and name not in _ANY)


def make_server(engine: Engine, allowed_hosts: Sequence[str], *, reviews: bool = False) -> Server:
    """Make the server ready, so that what is wrong with it shows before an address is promised."""
    import uvicorn

    from api.app import create_app

    application = create_app(engine, allowed_hosts=allowed_hosts, reviews=reviews)
    return uvicorn.Server(
        uvicorn.Config(application, log_level="warning", access_log=False, server_header=False)
    )


def serve_until_stopped(server: Server, listening: socket.socket) -> None:
    """Answer requests until Ctrl-C; the server's own log goes to stderr."""
    sys.stdout.flush()  # a script that waits for the address must not wait for a full buffer
    notice("Stop with Ctrl-C.")
    with suppress(KeyboardInterrupt):  # the way to stop a server is no failure
        server.run(sockets=[listening])
    notice("Stopped.")
