"""A site on the loopback address, an archive, and a clock that does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.sites.client import Client
from corpus.sites.fetcher import Fetcher
from corpus.sites.network import CheckedNetwork
from corpus.sites.settings import FetchSettings
from corpus.sites.state import SiteArchive
from tests.corpus.sites.server import Site

HERE = frozenset({"127.0.0.1"})


@dataclass
class TestClock:
    """Stands still but for what is slept, which it remembers."""

    __test__ = False

    today: datetime = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    passed: float = 0.0

    def now(self) -> datetime:
        self.passed += 0.001
        return self.today + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def later(self, **span: float) -> None:
        self.today += timedelta(**span)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as started:
        yield started


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SiteArchive]:
    with SiteArchive(tmp_path / "archive") as opened:
        yield opened


def fetcher_of(clock: TestClock, **changes: object) -> Fetcher:
    """A fetcher that may reach the loopback address and does not really wait."""
    values: dict[str, object] = {"delay": 0.0, "timeout": 5.0, "private_hosts": HERE, **changes}
    settings = FetchSettings(**values)  # type: ignore[arg-type]
    network = CheckedNetwork(settings.private_hosts)
    client = Client(network, settings.agent(), settings.timeout, settings.longest_answer)
    return Fetcher(client, settings, clock)


@pytest.fixture
def fetcher(clock: TestClock) -> Fetcher:
    return fetcher_of(clock)
