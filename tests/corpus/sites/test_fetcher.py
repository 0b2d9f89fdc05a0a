import gzip
import time
from collections.abc import Mapping
from email.utils import format_datetime

import pytest

from corpus.sites.client import Client, Reply
from corpus.sites.faults import Fault, FetchError, LimitReached
from corpus.sites.fetcher import Fetcher, _next
from corpus.sites.network import CheckedNetwork
from corpus.sites.settings import FetchSettings
from tests.corpus.sites.conftest import TestClock, fetcher_of
from tests.corpus.sites.server import Answer, Asked, Site


def _fault(fetcher: Fetcher, url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as fault:
        fetcher.get(url, **options)  # type: ignore[arg-type]
    return fault.value


def test_a_page_comes_whole_with_its_validators(site: Site, clock: TestClock) -> None:
    site.put("/a", "<p>Agreed</p>", headers={"ETag": '"1"', "Last-Modified": "yesterday"})
    fetcher = fetcher_of(clock, contact="clerk@example.org", version="9.9")
    fetched = fetcher.get(site.url("/a"))
    assert (fetched.body, fetched.etag, fetched.changed) == (b"<p>Agreed</p>", '"1"', True)
    assert (fetched.content_type, fetched.last_modified) == ("text/html", "yesterday")
    assert [a.path for a in site.asked] == ["/robots.txt", "/a"]
    agent = site.asked[1].headers["user-agent"]
    assert agent == "Minuted/9.9 (collects published minutes; contact: clerk@example.org)"
    again = fetcher.get(site.url("/a"), etag='"1"')
    assert (again.changed, again.body) == (False, b"")


def test_validators_that_cannot_be_sent_back_are_dropped(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", "x", headers={"ETag": '"caf\u00e9"'})
    assert fetcher.get(site.url("/a")).etag is None


# robots.txt --------------------------------------------------------------


def test_robots_are_obeyed_and_read_once(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /no", kind="text/plain")
    site.put("/yes", "x")
    site.put("/no", "x")
    fetcher.get(site.url("/yes"))
    assert _fault(fetcher, site.url("/no")).fault is Fault.ROBOTS
    assert [a.path for a in site.asked] == ["/robots.txt", "/yes"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_are_not_to_be_had_allow(site: Site, fetcher: Fetcher, status: int) -> None:
    site.put("/robots.txt", "Disallow: /", status=status)
    site.put("/a", "x")
    assert fetcher.get(site.url("/a")).body == b"x"


@pytest.mark.parametrize(
    "robots",
    [Answer(status=429), Answer(status=500), Answer(status=503), Answer(b"User-agent", length=500)],
)
def test_robots_that_fail_forbid_everything(site: Site, fetcher: Fetcher, robots: Answer) -> None:
    site.routes["/robots.txt"] = robots
    site.put("/a", "x")
    assert "robots.txt cannot be read" in str(_fault(fetcher, site.url("/a")))
    assert "/a" not in [a.path for a in site.asked]


def test_robots_behind_a_redirect(site: Site, fetcher: Fetcher) -> None:
    site.routes["/robots.txt"] = Answer(status=301, headers={"Location": "/real-robots.txt"})
    site.put("/real-robots.txt", "User-agent: *\nDisallow: /no")
    assert _fault(fetcher, site.url("/no")).fault is Fault.ROBOTS


def test_a_redirect_is_no_way_round_robots(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /no")
    site.routes["/a"] = Answer(status=302, headers={"Location": "/no"})
    site.put("/no", "x")
    assert _fault(fetcher, site.url("/a")).fault is Fault.ROBOTS
    assert "/no" not in [a.path for a in site.asked]


# Pace --------------------------------------------------------------------


def test_requests_to_a_host_are_apart(site: Site, clock: TestClock) -> None:
    fetcher = fetcher_of(clock, delay=1.0)
    for name in "abc":
        site.put(name, name)
        fetcher.get(site.url(name))
    assert clock.slept == pytest.approx([1.0, 1.0, 1.0], abs=0.01)


def test_a_crawl_delay_is_kept(site: Site, clock: TestClock) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 12")
    site.put("/a", "x")
    fetcher = fetcher_of(clock, delay=1.0)
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/a"))
    assert clock.slept == pytest.approx([12.0, 12.0], abs=0.01)


def test_the_time_of_a_run_ends_it(site: Site, clock: TestClock) -> None:
    site.put("/a", "x")
    fetcher = fetcher_of(clock, delay=10.0, max_seconds=25.0)
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/a"))
    with pytest.raises(LimitReached):
        fetcher.get(site.url("/a"))
    assert len(site.asked) == 3


# Faults ------------------------------------------------------------------


def test_a_busy_server_is_asked_again_when_it_says(site: Site, clock: TestClock) -> None:
    answers = [Answer(status=503, headers={"Retry-After": "30"}), Answer(b"x")]
    site.routes["/a"] = lambda _asked: answers.pop(0)
    assert fetcher_of(clock).get(site.url("/a")).body == b"x"
    assert clock.slept == [30.0]


def test_retry_after_may_be_a_date(site: Site, clock: TestClock) -> None:
    when = format_datetime(clock.today.replace(minute=31), usegmt=True)
    answers = [Answer(status=429, headers={"Retry-After": when}), Answer(b"x")]
    site.routes["/a"] = lambda _asked: answers.pop(0)
    fetcher_of(clock).get(site.url("/a"))
    assert clock.slept == pytest.approx([60.0], abs=1)


def test_retries_are_few_and_further_and_further_apart(site: Site, clock: TestClock) -> None:
    site.put("/a", "", status=503)
    fault = _fault(fetcher_of(clock, retries=3, backoff=2.0), site.url("/a"))
    assert (fault.status, fault.fault) == (503, Fault.FAILED)
    assert site.paths() == ["/a"] * 4
    assert len(clock.slept) == 3
    for wait, least in zip(clock.slept, (2, 4, 8), strict=True):
        assert least <= wait <= 1.5 * least
    other = TestClock()
    _fault(fetcher_of(other, retries=3, backoff=2.0), site.url("/a"))
    assert other.slept == clock.slept  # the chance in them is seeded


def test_a_server_that_asks_for_hours_is_left_alone(site: Site, clock: TestClock) -> None:
    site.put("/a", "", status=503, headers={"Retry-After": "86400"})
    fetcher = fetcher_of(clock)
    assert "left alone for 86,400 s" in str(_fault(fetcher, site.url("/a")))
    assert "left alone for 86,400 s" in str(_fault(fetcher, site.url("/b")))
    assert (site.paths(), clock.slept) == (["/a"], [])


def test_a_site_that_does_not_answer_is_asked_no_more(site: Site, clock: TestClock) -> None:
    site.prefixes["/a"] = Answer(b"cut", length=500)
    site.put("/b", "x")
    fetcher = fetcher_of(clock, retries=0)
    for n in range(3):
        assert "cut short" in str(_fault(fetcher, site.url(f"/a{n}")))
    fetcher.get(site.url("/b"))  # one answer, and it is counted anew
    for n in range(5):
        assert "cut short" in str(_fault(fetcher, site.url(f"/a{n}")))
    site.paths()
    assert "5 times in a row" in str(_fault(fetcher, site.url("/b")))
    assert site.paths() == []


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_gone(site: Site, fetcher: Fetcher, status: int) -> None:
    site.put("/a", "gone", status=status)
    assert _fault(fetcher, site.url("/a")).fault is Fault.GONE
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("status", [400, 403, 500, 204, 304])
def test_other_errors_are_faults_and_not_asked_again(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    site.put("/a", "", status=status)
    fault = _fault(fetcher, site.url("/a"))
    assert (fault.fault, fault.status) == (Fault.FAILED, status)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    "cut",
    [
        Answer(b"half of it", length=200),
        Answer(b"half of it", length=200, reset=True),
        Answer(gzip.compress(b"x" * 500)[:-12], headers={"Content-Encoding": "gzip"}),
        Answer(b"4\r\nabcd\r\n", length=-1, headers={"Transfer-Encoding": "chunked"}, reset=True),
    ],
)
def test_a_body_cut_short_is_asked_for_again(site: Site, clock: TestClock, cut: Answer) -> None:
    answers = [cut, Answer(b"all of it")]
    site.routes["/a"] = lambda _asked: answers.pop(0)
    assert fetcher_of(clock).get(site.url("/a")).body == b"all of it"
    site.routes["/a"] = cut
    assert _fault(fetcher_of(clock, retries=1), site.url("/a")).fault is Fault.FAILED


def test_a_silent_server_is_given_up(site: Site, clock: TestClock) -> None:
    site.put("/a", "x", pause=0.6)
    site.put("/robots.txt", "")
    fault = _fault(fetcher_of(clock, timeout=0.2, retries=1), site.url("/a"))
    assert "did not answer in time" in str(fault)
    assert site.paths() == ["/a"] * 2


def test_a_dripping_server_is_given_up(site: Site, clock: TestClock) -> None:
    site.put("/a", "x" * 1000, drip=0.05)
    began = time.monotonic()
    fault = _fault(fetcher_of(clock, longest_answer=0.3, retries=0), site.url("/a"))
    assert "did not answer in time" in str(fault)
    assert time.monotonic() - began < 3


def test_nobody_at_home(clock: TestClock) -> None:
    with Site() as closed:
        port = closed.port
    fault = _fault(fetcher_of(clock, retries=1), f"http://127.0.0.1:{port}/a")
    assert "cannot be reached" in str(fault)


@pytest.mark.parametrize(
    "huge",
    [
        Answer(b"", length=10**12),
        Answer(b"x" * 300_000, length=-1),
        Answer(gzip.compress(bytes(5_000_000)), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_a_huge_body_is_refused(site: Site, clock: TestClock, huge: Answer) -> None:
    site.routes["/a"] = huge
    fault = _fault(fetcher_of(clock, max_bytes=200_000), site.url("/a"))
    assert "more than" in str(fault)
    assert site.paths() == ["/a"]


def test_a_packing_that_was_not_asked_for_is_a_fault(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", "x", headers={"Content-Encoding": "br"})
    assert "packed in a way" in str(_fault(fetcher, site.url("/a")))


# Redirects ---------------------------------------------------------------


def _redirect(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def test_redirects_are_followed_a_few_times(site: Site, fetcher: Fetcher) -> None:
    for n in range(5):
        site.routes[f"/{n}"] = _redirect(f"/{n + 1}", (301, 302, 303, 307, 308)[n])
    site.put("/5", "there")
    fetched = fetcher.get(site.url("/0"))
    assert (fetched.body, fetched.url) == (b"there", site.url("/5"))
    site.routes["/x"] = _redirect("/0")
    assert "more than 5 times" in str(_fault(fetcher, site.url("/x")))


def test_a_circle_of_redirects_ends(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = _redirect("/b")
    site.routes["/b"] = _redirect("/a")
    assert "in a circle" in str(_fault(fetcher, site.url("/a")))
    assert site.paths() == ["/a", "/b"]


@pytest.mark.parametrize(
    "to",
    [
        "http://localhost:{port}/secret",
        "http://10.0.0.1/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:{port}/secret",
        "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://127.0.0.2:{port}/secret",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://user:word@127.0.0.1:{port}/secret",
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_refused(site: Site, fetcher: Fetcher, to: str) -> None:
    site.put("/secret", "secret")
    site.routes["/a"] = _redirect(to.format(port=site.port))
    fault = _fault(fetcher, site.url("/a"))
    assert fault.fault is Fault.REFUSED
    assert "word@" not in str(fault)
    assert site.paths() == ["/a"]


def test_a_redirect_to_another_site_is_refused_where_hosts_are_named(
    site: Site, fetcher: Fetcher
) -> None:
    site.routes["/a"] = _redirect("https://elsewhere.example/a")
    fault = _fault(fetcher, site.url("/a"), hosts=frozenset({"127.0.0.1"}))
    assert fault.fault is Fault.REFUSED
    assert "elsewhere.example" in str(fault)


def _next_of(here: str, there: str) -> str:
    reply = Reply(here, 301, {"location": there}, b"", True)
    return _next(reply, {here}, frozenset({"e.org"}))


def test_a_redirect_may_lead_to_https_and_to_www_but_not_back() -> None:
    assert _next_of("http://e.org/a", "https://www.e.org/a") == "https://www.e.org/a"
    with pytest.raises(FetchError, match="from https to http") as fault:
        _next_of("https://e.org/a", "http://e.org/a")
    assert fault.value.fault is Fault.REFUSED


def test_a_site_that_has_moved_to_https_is_asked_there_at_once(clock: TestClock) -> None:
    asked: list[str] = []

    class Moved(Client):
        def get(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
            asked.append(url)
            if url.startswith("http:"):
                return Reply(url, 301, {"location": url.replace("http", "https")}, b"", True)
            return Reply(url, 404 if "robots" in url else 200, {}, b"x", True)

    settings = FetchSettings(delay=0.0)
    client = Moved(CheckedNetwork(), settings.agent(), 1.0, 1.0)
    fetcher = Fetcher(client, settings, clock)
    for name in "ab":
        assert fetcher.get(f"http://e.org/{name}").url == f"https://e.org/{name}"
    assert [url for url in asked if "robots" not in url] == [
        "http://e.org/a",
        "https://e.org/a",
        "https://e.org/b",
    ]


@pytest.mark.parametrize("page", ["/mgError.aspx", "/errors/404.html", "/page-not-found"])
def test_a_redirect_to_an_error_page_is_an_error(site: Site, fetcher: Fetcher, page: str) -> None:
    site.put(page, "Sorry")
    site.routes["/a"] = _redirect(page)
    assert "error page" in str(_fault(fetcher, site.url("/a")))


def test_one_request_at_a_time(site: Site, fetcher: Fetcher) -> None:
    def slow(asked: Asked) -> Answer:
        return Answer(b"x", pause=0.02)

    for name in "abcd":
        site.routes[f"/{name}"] = slow
        fetcher.get(site.url(name))
    assert site.most_at_once == 1
