import socket

import httpcore2
import pytest

from corpus.sites.client import Client
from corpus.sites.faults import Fault, FetchError
from corpus.sites.network import CheckedNetwork, why_not_public
from tests.corpus.sites.server import Site


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.2.3",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "not an address",
    ],
)
def test_what_is_not_public_is_named(address: str) -> None:
    assert why_not_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "51.140.1.1", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_public_addresses_pass(address: str) -> None:
    assert why_not_public(address) is None


def _get(network: CheckedNetwork, url: str) -> int:
    with Client(network, "test", 5.0, 5.0) as client:
        return client.get(url, {}, 1000).status


def test_a_name_of_a_private_address_is_refused_before_anything_is_sent(site: Site) -> None:
    network = CheckedNetwork(resolve=lambda _h, _p: ["127.0.0.1"])
    with pytest.raises(FetchError, match="not a public address") as refused:
        _get(network, f"http://minutes.example:{site.port}/")
    assert refused.value.fault is Fault.REFUSED
    assert not refused.value.again
    assert site.asked == []


def test_one_private_address_among_public_ones_is_enough(site: Site) -> None:
    network = CheckedNetwork(resolve=lambda _h, _p: ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(FetchError, match="not a public address"):
        _get(network, f"http://minutes.example:{site.port}/")
    assert site.asked == []


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "localhost", "[::1]"])
def test_other_ways_of_writing_the_loopback_are_seen_through(site: Site, host: str) -> None:
    try:
        socket.getaddrinfo(host.strip("[]"), 80)
    except OSError:
        pytest.skip("this system does not resolve that")
    with pytest.raises(FetchError, match="not a public address"):
        _get(CheckedNetwork(), f"http://{host}:{site.port}/")


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A name that resolves to something else a moment later (rebinding): it is asked once only.
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    network = CheckedNetwork(frozenset({"minutes.example"}), resolve=lambda _h, _p: answers.pop(0))
    connected: list[str] = []
    connect = httpcore2.SyncBackend.connect_tcp

    def watch(self: httpcore2.SyncBackend, host: str, *args: object) -> httpcore2.NetworkStream:
        connected.append(host)
        return connect(self, host, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", watch)
    site.put("/", "hello")
    assert _get(network, f"http://minutes.example:{site.port}/") == 200
    assert connected == ["127.0.0.1"]
    assert site.asked[0].headers["host"] == f"minutes.example:{site.port}"


def test_only_the_host_that_was_named_may_be_private(site: Site) -> None:
    network = CheckedNetwork(frozenset({"127.0.0.1"}))
    site.put("/", "hello")
    assert _get(network, site.base) == 200
    with pytest.raises(FetchError, match="loopback"):
        _get(network, f"http://localhost:{site.port}/")


def test_proxies_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.put("/", "hello")
    assert _get(CheckedNetwork(frozenset({"127.0.0.1"})), site.base) == 200
