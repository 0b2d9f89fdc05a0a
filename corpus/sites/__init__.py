"""Fetching public sites: minutes from where councils and commissioners publish them.

Doors: `sync_moderngov` and `sync_web` bring an archive up to date; `open_fetcher`
makes what they ask with; `SiteArchive` is the archive with what is remembered of
sites. Everything that reaches the network does so through `corpus.sites.network`.
"""

from __future__ import annotations

from corpus.sites.addresses import given_address, host_of
from corpus.sites.fetcher import Fetcher
from corpus.sites.moderngov import site_folder, sync_moderngov
from corpus.sites.moderngov_plan import ModernGovPlan
from corpus.sites.opening import open_fetcher
from corpus.sites.report import PageReport, PassedOver, SyncOutcome, SyncReport
from corpus.sites.settings import FetchSettings, SystemClock
from corpus.sites.state import SiteArchive
from corpus.sites.webpage import WebPlan, sync_web

__all__ = [
    "FetchSettings",
    "Fetcher",
    "ModernGovPlan",
    "PageReport",
    "PassedOver",
    "SiteArchive",
    "SyncOutcome",
    "SyncReport",
    "SystemClock",
    "WebPlan",
    "given_address",
    "host_of",
    "open_fetcher",
    "site_folder",
    "sync_moderngov",
    "sync_web",
]
