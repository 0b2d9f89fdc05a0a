"""Fetching an address politely: robots.txt, pauses, retries, redirects, conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.sites.addresses import host_of, normalise, origin_of, path_of, shown, site_name
from corpus.sites.client import Client, Reply
from corpus.sites.faults import Fault, FetchError
from corpus.sites.pace import Pace
from corpus.sites.robots import Rules, parse_robots
from corpus.sites.settings import MAX_REDIRECTS, ROBOTS_NAME, Clock, FetchSettings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 502, 503, 504})
_GONE = frozenset({404, 410})
_ROBOTS_BYTES = 1_000_000
_MISSES = 5
# Some sites answer "not found" by leading to a page that says so, with status 200.
_ERROR_PAGE = re.compile(
    r"/(?:mgerror|error|404|not-?found|page-?not-?found)(?:\.aspx?|\.html?|\.php)?/?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An address's content, or the word that it has not changed.

    Attributes
    ----------
    url
        Where it was found in the end, after redirects.
    changed
        False for "not modified" (304): then ``body`` is empty.
    whole
        Whether a body cut short would have been noticed.
    """

    url: str
    changed: bool
    body: bytes
    etag: str | None
    last_modified: str | None
    content_type: str
    whole: bool


class Fetcher:
    """Fetches addresses, one at a time.

    Parameters
    ----------
    client
        What sends single requests.
    settings
        How politely and how far.
    clock
        The time.
    """

    def __init__(self, client: Client, settings: FetchSettings, clock: Clock) -> None:
        self.settings = settings
        self._client = client
        self._pace = Pace(settings, clock)
        self._robots: dict[str, Rules] = {}
        self._upgraded: set[str] = set()
        self._shut: dict[str, str] = {}
        self._misses: dict[str, int] = {}

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        hosts: frozenset[str] | None = None,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Fetch an address, following redirects, each hop checked as if it were asked for.

        Parameters
        ----------
        url
            A normalised address.
        etag, last_modified
            What came with the copy that is held: the server may then answer "not modified".
        hosts
            Where redirects may lead (``www.`` or not is the same); anywhere when None.
        max_bytes
            The largest body; the settings' by default.

        Raises
        ------
        FetchError
            When there is no whole answer, or we may not ask.
        LimitReached
            When the run's time is over.
        """
        headers = {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        seen: set[str] = set()
        here = url
        if origin_of(url) in self._upgraded:
            here = url.replace("http://", "https://", 1)
        while True:
            self._may_ask(here)
            seen.add(here)
            reply = self._ask(here, headers, max_bytes or self.settings.max_bytes)
            if reply.status not in _REDIRECTS:
                return _fetched(reply, conditional=bool(headers))
            there = _next(reply, seen, hosts)
            if there == here.replace("http://", "https://", 1):
                self._upgraded.add(origin_of(here))  # so that each page costs one request
            here = there

    def _may_ask(self, url: str) -> None:
        origin = origin_of(url)
        if origin not in self._robots:
            rules = self._read_robots(origin)
            self._robots[origin] = rules
            if rules.delay is not None:
                self._pace.slow_down(origin, rules.delay)
        rules = self._robots[origin]
        if rules.refused:
            raise FetchError(rules.refused)
        if not rules.allows(url):
            raise FetchError(
                f"The site's robots.txt asks programs not to fetch {shown(url)}.",
                "Save the page from your browser and add the file.",
                fault=Fault.ROBOTS,
            )

    def _read_robots(self, origin: str) -> Rules:
        """Read a site's robots.txt: one that is not there allows all, one that fails nothing."""
        here = f"{origin}/robots.txt"
        seen: set[str] = set()
        try:
            while True:
                seen.add(here)
                reply = self._ask(here, {}, _ROBOTS_BYTES)
                if reply.status in _REDIRECTS:
                    if len(seen) > MAX_REDIRECTS:
                        return Rules()  # as good as not there, says the standard
                    here = _next(reply, seen, None)
                elif reply.status == 200:
                    return parse_robots(reply.body, ROBOTS_NAME)
                elif 400 <= reply.status < 500 and reply.status not in _AGAIN:
                    return Rules()
                else:
                    return _no_robots(here, f"it answers with an error ({reply.status})")
        except FetchError as error:
            if error.fault is Fault.REFUSED:
                raise
            # Whoever says "too many requests" has not said that all may be fetched.
            lasting = error.status is not None and error.status not in _AGAIN
            if lasting and error.status is not None and 400 <= error.status < 500:
                return Rules()
            return _no_robots(here, error.message)

    def _ask(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        origin = origin_of(url)
        if origin in self._shut:
            raise FetchError(self._shut[origin])
        attempt = 0
        while True:
            self._pace.before(origin)
            try:
                reply = self._client.get(url, headers, max_bytes)
                if reply.status not in _AGAIN:
                    self._misses[origin] = 0
                    return reply
                fault = FetchError(
                    f"{shown(url)} answers with an error ({reply.status}).",
                    "Run the command again later.",
                    again=True,
                    wait=self._pace.retry_after(reply.headers.get("retry-after")),
                    status=reply.status,
                )
            except FetchError as error:
                fault = error
            finally:
                self._pace.after(origin)
            if not fault.again:
                raise fault
            if fault.wait is not None and fault.wait > self.settings.longest_wait:
                self._shut[origin] = (
                    f"{origin} asked to be left alone for {fault.wait:,.0f} s. Run the command "
                    "again after that."
                )
                raise FetchError(self._shut[origin], status=fault.status)
            if attempt >= self.settings.retries:
                self._missed(origin)
                raise fault
            self._pace.sleep(max(self._pace.backoff(attempt), fault.wait or 0.0))
            attempt += 1

    def _missed(self, origin: str) -> None:
        """Ask a site no more in this run that has not answered several times in a row."""
        self._misses[origin] = self._misses.get(origin, 0) + 1
        if self._misses[origin] >= _MISSES:
            self._shut[origin] = (
                f"It was not asked for, since {origin} did not answer {_MISSES} times in a row. "
                "Run the command again later."
            )


def _next(reply: Reply, seen: set[str], hosts: frozenset[str] | None) -> str:
    """Return where a redirect leads, when we may follow it."""
    if len(seen) > MAX_REDIRECTS:
        raise FetchError(f"{shown(reply.url)} redirects more than {MAX_REDIRECTS} times.")
    there = normalise(reply.headers.get("location", ""), reply.url)
    if there in seen:
        raise FetchError(f"{shown(reply.url)} redirects in a circle.")
    if reply.url.startswith("https:") and there.startswith("http:"):
        raise FetchError(
            f"{shown(reply.url)} leads from https to http, where anybody on the way may alter it.",
            "If that is where the minutes are, give its http address.",
            fault=Fault.REFUSED,
        )
    if _ERROR_PAGE.search(path_of(there)):
        raise FetchError(f"{shown(reply.url)} leads to the site's error page.")
    host = host_of(there)
    if hosts is not None and site_name(host) not in {site_name(h) for h in hosts}:
        raise FetchError(
            f"{shown(reply.url)} redirects to another site ({host}).",
            "If that is where the minutes are now, give its address.",
            fault=Fault.REFUSED,
        )
    return there


def _fetched(reply: Reply, *, conditional: bool) -> Fetched:
    if reply.status in _GONE:
        raise FetchError(
            f"There is no page at {shown(reply.url)} ({reply.status}).",
            fault=Fault.GONE,
            status=reply.status,
        )
    unchanged = reply.status == 304 and conditional
    if reply.status != 200 and not unchanged:
        mend = None
        if reply.status in (401, 403):
            mend = "The site turns programs away: save the page from your browser and add the file."
        raise FetchError(
            f"{shown(reply.url)} answers with an error ({reply.status}).",
            mend,
            status=reply.status,
        )
    return Fetched(
        url=reply.url,
        changed=not unchanged,
        body=reply.body,
        etag=_sendable(reply.headers.get("etag")),
        last_modified=_sendable(reply.headers.get("last-modified")),
        content_type=reply.headers.get("content-type", "").partition(";")[0].strip().lower(),
        whole=reply.whole,
    )


def _sendable(value: str | None) -> str | None:
    """Return a header's value when it can be sent back as it came."""
    plain = value and len(value) <= 300 and value.isascii() and value.isprintable()
    return value if plain else None


def _no_robots(url: str, why: str) -> Rules:
    return Rules(
        refused=f"Nothing is fetched, since {shown(url)} cannot be read: {why.rstrip('.')}."
    )
