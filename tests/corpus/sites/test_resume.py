"""Killed at any instant, a run leaves whole documents and is taken up again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.readers import Limits
from corpus.sites.addresses import key_of
from corpus.sites.moderngov import sync_moderngov
from corpus.sites.moderngov_plan import ModernGovPlan
from corpus.sites.report import SyncOutcome
from corpus.sites.state import SiteArchive
from tests.conftest import REPOSITORY
from tests.corpus.sites.conftest import TestClock, fetcher_of
from tests.corpus.sites.council import example
from tests.corpus.sites.server import Answer, Asked, Route, Site

PROGRAM = """
import sys
from pathlib import Path
from corpus.readers import Limits
from corpus.sites import (FetchSettings, ModernGovPlan, SiteArchive, SystemClock, open_fetcher,
                          sync_moderngov)
from datetime import date
settings = FetchSettings(delay=0.0, timeout=5.0, private_hosts=frozenset({"127.0.0.1"}))
plan = ModernGovPlan(sys.argv[2], ("7",), until=date(2026, 3, 2))
with SiteArchive(Path(sys.argv[1])) as archive, open_fetcher(settings) as fetcher:
    report = sync_moderngov(archive, fetcher, Limits(), SystemClock(), plan)
print(report.resumed, len(report.pages), report.stopped)
"""


def _check(root: Path) -> int:
    """See to it that what is held is whole; return how many documents that is."""
    with SiteArchive(root) as archive:
        documents = archive.documents()
        for document in documents:
            assert archive.originals.read(document.sha256)
            assert archive.text(document.id)
            assert archive.blocks(document.id)
            page = archive.page(key_of(document.source))
            assert page is not None
            assert (page.sha256, page.failure) == (document.sha256, None)
        pages = archive.pages(page.site) if documents and page else []
        assert len(pages) == len(documents)
        return len(documents)


@pytest.mark.timeout(120)
def test_killed_again_and_again_it_comes_to_its_end(site: Site, tmp_path: Path) -> None:
    council = example()
    council.publish(site)
    plain = dict(site.routes)
    root = tmp_path / "archive"
    running: list[subprocess.Popen[str]] = []
    left = 0

    def deadly(path: str, route: Route) -> Route:
        def answer(asked: Asked) -> Answer:
            nonlocal left
            left -= 1
            if left == 0:  # before, while or after it is stored: whichever comes of it
                time.sleep(0.004 * (len(path) % 5))
                os.kill(running[-1].pid, signal.SIGKILL)
            assert isinstance(route, Answer)
            return route

        return answer

    for path, route in plain.items():
        if "asmx" not in path:
            site.routes[path] = deadly(path, route)
    held = 0
    kills = 0
    while kills < 20:
        left = 3
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", PROGRAM, str(root), site.base],
                cwd=REPOSITORY,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        out, _ = running[-1].communicate(timeout=60)
        if (root / "catalogue.sqlite").is_file():
            now = _check(root)
            assert now >= held
            held = now
        if running[-1].returncode == 0:
            resumed, _, stopped = out.split()
            assert (resumed, stopped) == ("True", "None")
            break
        assert running[-1].returncode == -signal.SIGKILL
        kills += 1
    assert 2 <= kills <= 8
    assert held == 8
    # No document was fetched more often than there were kills to lose it in.
    asked = [path for path in site.paths() if "asmx" not in path]
    assert len(asked) <= 8 + kills


def test_a_document_and_what_is_remembered_of_it_go_together(
    site: Site, archive: SiteArchive, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    example().publish(site)
    plan = ModernGovPlan(site.base, ("7",))
    put_page = SiteArchive.put_page
    count = 0

    def fails(self: SiteArchive, page: object) -> None:
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        put_page(self, page)  # type: ignore[arg-type]

    monkeypatch.setattr(SiteArchive, "put_page", fails)
    with pytest.raises(KeyboardInterrupt):
        sync_moderngov(archive, fetcher_of(clock), Limits(), clock, plan)
    assert len(archive.documents()) == 3
    report = sync_moderngov(archive, fetcher_of(clock), Limits(), clock, plan)
    assert report.resumed
    assert report.count(SyncOutcome.READ) == len(report.pages) == 5
    again = sync_moderngov(archive, fetcher_of(clock), Limits(), clock, plan)
    assert not again.resumed
