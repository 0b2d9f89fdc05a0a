import json
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from api.cli.serve import address_of, allowed_names, is_loopback, listen
from tests.api.cli.conftest import Small
from tests.api.cli.invoking import minuted, process


def test_it_serves_until_it_is_stopped(small: Small) -> None:
    server = process("serve", "--port", "0", "--json", "--archive", small.root)
    assert server.stdout is not None
    try:
        document = b""
        while not document.rstrip().endswith(b"}"):
            line = server.stdout.readline()
            assert line, server.communicate()[1]
            document += line
        said = json.loads(document)
        assert said["archive"] == str(small.root)
        assert said["generation"] == "gen-000001"
        assert said["url"].startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{said['url']}healthz", timeout=60) as response:
            assert response.status == 200
            assert "server" not in {name.lower() for name in response.headers}
        with urllib.request.urlopen(
            f"{said['url']}api/v1/search?q=burglary&k=1", timeout=60
        ) as response:
            assert len(json.load(response)["hits"]) == 1
        stranger = urllib.request.Request(said["url"], headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(stranger, timeout=60)
        assert 400 <= refused.value.code < 500
        refused.value.close()
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=60)
    assert (server.returncode, out) == (0, b"")
    assert b"Stopped." in err
    assert b"Traceback" not in err


def test_a_taken_port_is_told_before_an_address_is_promised(small: Small) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = minuted("serve", "--port", str(port), "--archive", small.root)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert f"Port {port} of 127.0.0.1 cannot be used: Address already in use." in outcome.err
    assert f"minuted serve --port {port + 1}" in outcome.err


def test_without_an_index_it_does_not_start(copy: Path) -> None:
    (copy / "index" / "CURRENT").unlink()
    outcome = minuted("serve", "--port", "0", "--archive", copy)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "has no index yet" in outcome.err
    assert "minuted index" in outcome.err


def test_without_an_archive_it_does_not_start() -> None:
    outcome = minuted("serve", "--port", "0")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "There is no archive" in outcome.err


@pytest.mark.parametrize("arguments", [("--host", "no such host"), ("--port", "70000")])
def test_what_is_no_address_is_wrong_usage(arguments: tuple[str, ...], small: Small) -> None:
    outcome = minuted("serve", *arguments, "--archive", small.root)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert arguments[0] in outcome.err


@pytest.mark.parametrize(("host", "warns"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_a_host_that_others_can_reach_is_warned_of(
    host: str, warns: bool, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.serve.serve_until_stopped", lambda *_: None)
    outcome = minuted("serve", "--host", host, "--port", "0", "--archive", small.root)
    assert outcome.code == 0
    assert ("there is no password" in outcome.err) is warns
    assert outcome.out.startswith("Pages at http://127.0.0.1:")


@pytest.mark.parametrize("reviews", [False, True])
def test_reviews_are_taken_only_when_they_are_allowed(
    reviews: bool, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []

    def note(*_: object, reviews: bool = False) -> None:
        made.append(reviews)

    monkeypatch.setattr("api.cli.serve.make_server", note)
    monkeypatch.setattr("api.cli.serve.serve_until_stopped", lambda *_: None)
    options = ("--reviews",) if reviews else ()
    outcome = minuted(
        "serve", "--port", "0", "--host", "0.0.0.0", *options, "--archive", small.root
    )
    assert (outcome.code, made) == (0, [reviews])
    assert ("review its commitments" in outcome.err) is reviews


def test_only_names_of_ours_are_answered() -> None:
    assert allowed_names("127.0.0.1", ()) == ("127.0.0.1", "localhost", "::1")
    everywhere = allowed_names("0.0.0.0", ("minutes.example",))
    assert {"localhost", "minutes.example", socket.gethostname()} <= set(everywhere)
    assert "0.0.0.0" not in everywhere
    assert "*" not in everywhere
    assert "10.1.2.3" in allowed_names("10.1.2.3", ())


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *((name, True) for name in ("127.0.0.1", "127.9.9.9", "::1", "localhost")),
        *((name, False) for name in ("0.0.0.0", "::", "10.0.0.1", "example")),
    ],
)
def test_loopback_is_told_apart(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_the_address_is_one_a_browser_takes() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening, "0.0.0.0") == f"http://127.0.0.1:{port}/"
        assert address_of(listening, "::1") == f"http://[::1]:{port}/"
