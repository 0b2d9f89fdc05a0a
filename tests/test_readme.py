"""Every command in README is run: one that does not run is not a feature."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.conftest import REPOSITORY
from tests.corpus.sites.council import example
from tests.corpus.sites.server import Site

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent


def commands() -> list[str]:
    """Every line of README's console blocks, without the comment after it."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [re.sub(r"\s{2,}#.*", "", line).strip() for line in lines if line.strip()]


MINUTED = [c for c in commands() if c.startswith("minuted ")]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


MINUTES_PAGE = """<h1>Accountability Board</h1><p>Minutes of the meeting held on 1 May 2023</p>
<h2>1. Burglary</h2><p>The Commissioner asked for the figures. The Chief Constable undertook to
send them to the Board by the end of the month, and will bring a report to the next meeting.</p>"""


def run(command: list[str], cwd: Path, root: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"MINUTED_ARCHIVE": str(root)} | more
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def test_readme_opens_with_the_two_commands() -> None:
    assert [shlex.split(c)[:2] for c in commands()[:2]] == [["make", "demo"], ["make", "test"]]


def test_every_command_is_of_a_kind_that_is_run_here() -> None:
    kinds = {shlex.split(c)[0] for c in commands()}
    assert kinds == {"make", "pip", "minuted", "curl"}
    assert len(MINUTED) >= 12


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, sample_root: Path, sample_files: Path
) -> tuple[Path, Path]:
    """A folder to work in, with FOLDER and FILE.csv, and a copy of the sample archive."""
    work = tmp_path_factory.mktemp("readme")
    shutil.copytree(sample_root, work / "archive")
    folder = work / "FOLDER"
    folder.mkdir()
    shutil.copy(sample_files / "tarrowdale-panel-2021-07-08.txt", folder)
    (work / "FILE.csv").write_text("file,title\ntarrowdale-panel-2021-07-08.txt,Of July\n")
    return work, work / "archive"


@pytest.mark.parametrize("command", [c for c in MINUTED if c.split()[1] not in ("serve", "sync")])
def test_minuted_commands(command: str, place: tuple[Path, Path]) -> None:
    work, root = place
    words = shlex.split(command)
    if "ID" in words:
        with Archive(root) as archive:
            words[words.index("ID")] = archive.documents()[0].id
    found = run([str(SCRIPTS / words[0]), *words[1:]], work, root)
    assert found.returncode == 0, found.stderr
    # What is written to a file is told on standard error.
    assert found.stdout.strip() or "written to" in found.stderr
    for option in ("--csv", "--xlsx", "--docx"):
        if option in words:
            assert (work / words[words.index(option) + 1]).stat().st_size > 0
    if "--json" in words:
        assert json.loads(found.stdout)["status"] in {"answered", "weak", "abstained"}


@pytest.mark.parametrize("command", [c for c in MINUTED if c.split()[1] == "sync"])
def test_sync_commands(command: str, tmp_path: Path) -> None:
    # The same commands against a site of the test's own, which lies on this machine.
    with Site() as site:
        made = example()
        made.publish(site)
        site.put("/accountability-board", '<h1>Board</h1><a href="/m-1">Minutes 1 May 2023</a>')
        site.put("/m-1", MINUTES_PAGE)
        words = [
            re.sub(r"^https://[^/]+", site.base, word) if word.startswith("https:") else word
            for word in shlex.split(command)
        ]
        more = ["--allow-private", "--delay", "0", "--retries", "0", "--json"]
        found = run([str(SCRIPTS / words[0]), *words[1:], *more], tmp_path, tmp_path / "archive")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["read"] >= 1


@pytest.fixture(scope="module")
def server(place: tuple[Path, Path]) -> Iterator[str]:
    work, root = place
    port = free_port()
    process = subprocess.Popen(
        [str(SCRIPTS / "minuted"), "serve", "--port", str(port)],
        cwd=work,
        env=os.environ | {"MINUTED_ARCHIVE": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(address + "/healthz", process)
    yield address
    process.terminate()
    process.wait(timeout=20)


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: int = 120) -> str:
    for _ in range(seconds * 4):
        assert process.poll() is None, "it ended before it answered"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
                return str(answer.read().decode("utf-8"))
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"{address} did not answer")


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("curl ")])
def test_curl_commands(command: str, server: str) -> None:
    words = shlex.split(command)
    address = next(w for w in words if w.startswith("http")).replace(
        "http://127.0.0.1:8000", server
    )
    data = words[words.index("-d") + 1].encode() if "-d" in words else None
    headers = dict([words[words.index("-H") + 1].split(": ")]) if "-H" in words else {}
    request = urllib.request.Request(address, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200
        assert json.loads(answer.read())


def test_the_endpoints_named_are_there(server: str) -> None:
    with urllib.request.urlopen(server + "/openapi.json", timeout=30) as answer:
        known = set(json.loads(answer.read())["paths"])
    section = README.split("## The API")[1].split("## ")[0]
    for named in re.findall(r"`(?:GET |POST )?(/[a-z/{}]+)`", section):
        if named in {"/api/v1", "/openapi.json"}:
            continue
        wanted = re.sub(r"\{\w+\}", "{}", named)
        paths = {re.sub(r"\{\w+\}", "{}", path) for path in known}
        assert wanted in paths or f"/api/v1{wanted}" in paths, named


def test_make_demo_serves_the_sample(tmp_path: Path) -> None:
    port = free_port()
    # The stamp is taken as it is: installing is what the environment of this very run did.
    process = subprocess.Popen(
        [
            *("make", "-f", str(REPOSITORY / "Makefile"), "demo", f"PORT={port}"),
            *(f"VENV={Path(sys.prefix)}", "-o", f"{Path(sys.prefix)}/.installed"),
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    try:
        page = wait_for(f"http://127.0.0.1:{port}/?q=what+was+committed+on+burglary", process, 200)
        assert "<blockquote" in page
        assert "invented" in page.lower()
    finally:
        os.killpg(process.pid, 15)
        told, _ = process.communicate(timeout=20)
    text = told.decode("utf-8", "replace")
    assert "burglary" in text
    assert f"127.0.0.1:{port}" in text


def test_make_tools_installs_what_reads_old_word_files_and_scans() -> None:
    # As a dry run: it needs root, and the network.
    planned = subprocess.run(
        ["make", "-n", "tools"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    assert "apt-get install" in planned
    assert {"antiword", "tesseract-ocr", "libreoffice-writer-nogui"} <= set(planned.split())


def test_make_test_runs_the_suite_and_the_install_is_pinned() -> None:
    planned = subprocess.run(
        ["make", "-n", "test"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    assert "-m pytest" in planned
    assert "PIP_CONSTRAINT" in (REPOSITORY / "Makefile").read_text()
    installs = [c for c in commands() if c.startswith("pip ")]
    assert installs == [
        "pip install -c constraints.txt .",
        'pip install -c constraints.txt ".[ocr]"',
    ]
    # With everything at hand already, the very commands have nothing left to fetch.
    for install in installs:
        check_install(install)


def check_install(install: str) -> None:
    found = subprocess.run(
        [
            *(sys.executable, "-m", *shlex.split(install), "--dry-run", "--no-index"),
            *("--no-build-isolation", "--quiet"),
        ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
