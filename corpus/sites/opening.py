"""Putting together what fetches: network, client, fetcher."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.sites.client import Client
from corpus.sites.fetcher import Fetcher
from corpus.sites.network import CheckedNetwork
from corpus.sites.settings import Clock, FetchSettings, SystemClock


@contextmanager
def open_fetcher(settings: FetchSettings, clock: Clock | None = None) -> Iterator[Fetcher]:
    """Open what fetches; its connections are closed at the end.

    Raises
    ------
    UsageError
        When the contact cannot stand in a header.
    """
    network = CheckedNetwork(settings.private_hosts)
    with Client(network, settings.agent(), settings.timeout, settings.longest_answer) as client:
        yield Fetcher(client, settings, clock or SystemClock())
