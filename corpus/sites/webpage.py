"""``minuted sync web``: minutes that pages of any site, or its sitemap, link to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass
from urllib.parse import urlsplit

from corpus import readers
from corpus.model import Metadata
from corpus.sites.addresses import (
    given_address,
    host_of,
    key_of,
    parameters,
    path_of,
    shown,
    site_name,
)
from corpus.sites.faults import FetchError, LimitReached
from corpus.sites.fetcher import Fetched, Fetcher
from corpus.sites.judging import is_page, reader_name
from corpus.sites.likeness import Likeness, judge, says_when, speaks_of_minutes
from corpus.sites.links import Link, LinkedPage, read_links
from corpus.sites.report import SyncOutcome, SyncReport
from corpus.sites.run import Progress, Run
from corpus.sites.settings import Clock
from corpus.sites.sitemap import read_sitemap
from corpus.sites.state import SiteArchive
from corpus.sites.wanted import Wanted

_NEXT = re.compile(r"\W*(?:next|next page|older|older posts|older entries|nesaf)\W*|[›»>]+", re.I)
_PAGE_NUMBER = re.compile(r"(?:page|p|pg|paged|pageno|pageindex|start|offset|from)", re.IGNORECASE)
_PAGE_PATH = re.compile(r"/page/\d{1,4}/?$", re.IGNORECASE)
_MOST_SITEMAPS = 50


@dataclass(frozen=True, slots=True)
class WebPlan:
    """What to bring up to date.

    Attributes
    ----------
    urls
        Pages that list minutes, pages of minutes, files, sitemaps.
    hosts
        Further hosts from which documents may be taken.
    words
        Words that stand for minutes besides the usual ones.
    body, force
        What is to be said of every document; nothing when None.
    max_pages
        How many pages of one list are read.
    """

    urls: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    body: str | None = None
    force: str | None = None
    max_pages: int = 20


def sync_web(
    archive: SiteArchive,
    fetcher: Fetcher,
    limits: readers.Limits,
    clock: Clock,
    plan: WebPlan,
    *,
    dry: bool = False,
    refresh: bool = False,
    progress: Progress | None = None,
) -> SyncReport:
    """Bring the minutes that some pages link to up to date in the archive.

    Each address given is a list of its own: what it once led to is asked for
    again for as long as it is given.

    Raises
    ------
    UsageError
        When an address is none.
    """
    roots = tuple(dict.fromkeys(given_address(url) for url in plan.urls))
    run_key = hashlib.sha256(repr((astuple(plan), refresh)).encode()).hexdigest()
    began = clock.now().isoformat(timespec="microseconds")
    started = began if dry else archive.begin_run(run_key, began)
    stopped: str | None = None
    runs: list[Run] = []
    touched: set[str] = set()
    for root in roots:
        run = Run(
            archive,
            fetcher,
            limits,
            clock,
            site=key_of(root),
            dry=dry,
            refresh=refresh,
            resumed_from=started if started != began else None,
            progress=progress,
        )
        run.touched = touched  # a document that two lists lead to is taken once
        runs.append(run)
        try:
            _Web(run, plan).all(root)
            run.renew()
        except LimitReached as limit:
            stopped = str(limit)
            break
    if stopped is None and not dry:
        archive.end_run(run_key, clock.now().isoformat(timespec="microseconds"))
    return SyncReport(
        tuple(page for run in runs for page in run.pages),
        tuple(dict.fromkeys(other for run in runs for other in run.passed_over)),
        None,
        tuple(note for run in runs for note in run.notes),
        started != began,
        stopped,
    )


class _Web:
    """One run over one list."""

    def __init__(self, run: Run, plan: WebPlan) -> None:
        self.run = run
        self.plan = plan
        self._hosts: frozenset[str] = frozenset()
        self._wanted: dict[str, Wanted] = {}
        self._seen: set[str] = set()

    def all(self, root: str) -> None:
        """Read the list, then take what it leads to and what it once led to."""
        self.run.tell("Reading lists", 0, 1, shown(root))
        try:
            fetched = self.run.fetcher.get(root)
            # Wherever the given address leads is the site that is meant.
            self._hosts = frozenset(
                site_name(host) for host in (host_of(root), host_of(fetched.url), *self.plan.hosts)
            )
            self._read(root, fetched)
        except FetchError as error:
            # Asked for by name, so that even a robots.txt that forbids it is no "done".
            self.run.report(root, "list", SyncOutcome.FAILED, reason=str(error))
            return
        self.run.tell("Reading lists", 1, 1, shown(root))
        for page in self.run.archive.pages(self.run.site):
            if page.key not in self._wanted:
                self._wanted[page.key] = Wanted(
                    page.url, "earlier link", page.metadata, hosts=self._hosts, linked=False
                )
        for done, wanted in enumerate(self._wanted.values()):
            self.run.tell("Documents", done, len(self._wanted), shown(wanted.url))
            self.run.take(wanted, unless_fresh=True)
        self.run.tell("Documents", len(self._wanted), len(self._wanted))

    def _read(self, root: str, fetched: Fetched) -> None:
        most = self.run.fetcher.settings.max_bytes
        if read_sitemap(fetched.body, fetched.url, most) is not None:
            self._sitemaps(fetched)
            return
        name = reader_name(fetched.url, fetched.content_type)
        if not is_page(fetched.body, name):
            self._want(root, "given", fetched)
            return
        page = read_links(fetched.body, fetched.url)
        heading = page.name
        address = path_of(fetched.url).rpartition("/")[2]
        if speaks_of_minutes(heading) and says_when(f"{heading} - {address}"):
            self._want(root, "given", fetched)
        else:
            self.run.pass_over(root, heading, "a list, not minutes")
        self._list(page, fetched.url)

    def _list(self, page: LinkedPage, url: str) -> None:
        """Go through a list page by page."""
        listed = {url}
        ahead = self._links(page, url, listed)
        read = 1
        while ahead:
            there = ahead.pop(0)
            if read >= self.plan.max_pages:
                for left in (there, *ahead):
                    reason = f"only {self.plan.max_pages} pages of a list are read (--max-pages)"
                    self.run.pass_over(left, "list", reason)
                return
            self.run.tell("Reading lists", read, read + 1 + len(ahead), shown(there))
            read += 1
            try:
                fetched = self.run.fetcher.get(there, hosts=self._hosts)
                page = read_links(fetched.body, fetched.url)
            except FetchError as error:
                self.run.fail(there, "list", error)
                continue
            ahead += self._links(page, fetched.url, listed)

    def _links(self, page: LinkedPage, here: str, listed: set[str]) -> list[str]:
        """Judge the links of one page; return those that lead on in the list."""
        ahead = []
        for link in page.links:
            if link.url in listed:
                continue
            if _leads_on(link, here):
                listed.add(link.url)
                ahead.append(link.url)
            else:
                self._judge(link)
        for href, reason in page.broken:
            self.run.pass_over(href, "", reason)
        return ahead

    def _sitemaps(self, fetched: Fetched) -> None:
        """Go through a sitemap and those it leads to."""
        seen = {fetched.url}
        ahead = self._sitemap(fetched, seen)
        read = 1
        while ahead:
            there = ahead.pop(0)
            if not self._is_ours(there):
                self.run.pass_over(there, "sitemap", self._elsewhere(there))
                continue
            if read >= _MOST_SITEMAPS:
                self.run.pass_over(there, "sitemap", f"only {_MOST_SITEMAPS} sitemaps are read")
                continue
            self.run.tell("Reading lists", read, read + 1 + len(ahead), shown(there))
            read += 1
            try:
                ahead += self._sitemap(self.run.fetcher.get(there, hosts=self._hosts), seen)
            except FetchError as error:
                self.run.fail(there, "sitemap", error)

    def _sitemap(self, fetched: Fetched, seen: set[str]) -> list[str]:
        """Judge the addresses of one sitemap; return the sitemaps that it leads to."""
        most = self.run.fetcher.settings.max_bytes
        sitemap = read_sitemap(fetched.body, fetched.url, most)
        if sitemap is None:
            self.run.pass_over(fetched.url, "sitemap", "it is no sitemap")
            return []
        if sitemap.left:
            self.run.notes.append(
                f"{sitemap.left:,} entries of {shown(fetched.url)} cannot be read."
            )
        for url in sitemap.pages:
            self._judge(Link(url, ""))
        ahead = [url for url in sitemap.sitemaps if url not in seen]
        seen.update(ahead)
        return ahead

    def _judge(self, link: Link) -> None:
        if link.url in self._seen:
            return
        self._seen.add(link.url)
        what = link.text or path_of(link.url).rpartition("/")[2]
        verdict = judge(link, self.plan.words)
        if verdict.likeness is not Likeness.MINUTES:
            self.run.pass_over(link.url, what, verdict.reason)
        elif not self._is_ours(link.url):
            self.run.pass_over(link.url, what, self._elsewhere(link.url))
        else:
            self._want(link.url, what, None, is_file=verdict.is_file)

    def _want(self, url: str, what: str, fetched: Fetched | None, *, is_file: bool = False) -> None:
        self._seen.add(url)
        self._wanted[key_of(url)] = Wanted(
            url, what, self._given(url), hosts=self._hosts, is_file=is_file, fetched=fetched
        )

    def _given(self, url: str) -> Metadata:
        return Metadata(body=self.plan.body, force=self.plan.force, source_url=url)

    def _is_ours(self, url: str) -> bool:
        return site_name(host_of(url)) in self._hosts

    def _elsewhere(self, url: str) -> str:
        return f"on another host (--host {host_of(url)})"


def _leads_on(link: Link, here: str) -> bool:
    """Tell whether a link leads to the next page of the same list."""
    if "next" in link.rel.split() or _NEXT.fullmatch(link.text):
        return site_name(host_of(link.url)) == site_name(host_of(here))
    if not link.text.isdigit():
        return False
    there, now = urlsplit(link.url), urlsplit(here)
    if there.netloc != now.netloc:
        return False
    if _PAGE_PATH.sub("", there.path).rstrip("/") != _PAGE_PATH.sub("", now.path).rstrip("/"):
        return False
    return _rest(parameters(link.url)) == _rest(parameters(here))


def _rest(given: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if not _PAGE_NUMBER.fullmatch(name)}
