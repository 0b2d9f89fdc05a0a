"""Over TLS the name is proved, although the connection goes to a checked address."""

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from corpus.sites.client import Client
from corpus.sites.faults import FetchError
from corpus.sites.network import CheckedNetwork
from tests.corpus.sites.server import Site

NAME = "minutes.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "site.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Site(context) as started:
        started.put("/", "agreed")
        yield started


def _get(site: Site, host: str, trust: ssl.SSLContext | None) -> bytes:
    network = CheckedNetwork(frozenset({host}), resolve=lambda _h, _p: ["127.0.0.1"])
    with Client(network, "test", 5.0, 5.0, trust) as client:
        return client.get(f"https://{host}:{site.port}/", {}, 1000).body


def test_the_certificate_is_that_of_the_name(secure: Site, certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    assert _get(secure, NAME, trust) == b"agreed"


def test_the_certificate_of_another_name_is_refused(secure: Site, certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    with pytest.raises(FetchError, match=r"certificate of other\.example cannot be trusted"):
        _get(secure, "other.example", trust)


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    with pytest.raises(FetchError, match="cannot be trusted") as fault:
        _get(secure, NAME, None)
    assert not fault.value.again
    assert secure.asked == []
