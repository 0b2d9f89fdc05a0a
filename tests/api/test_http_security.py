"""What every response carries, and which requests are not answered at all."""

from __future__ import annotations

import asyncio

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.routes.requests import HeadLikeGet

from .conftest import BURGLARY, HandEngine, Serve

ADDRESSES = [
    "/",
    "/?q=x",
    "/meetings",
    "/coverage",
    "/docs",
    "/assets/minuted.css",
    "/nothing",
    "/api/v1/search?q=x",
    "/api/v1/nothing",
    "/openapi.json",
    "/healthz",
    f"/api/v1/documents/{BURGLARY.id}/text",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_carries_the_policy(serve: Serve, address: str) -> None:
    response = serve().get(address, headers={"Origin": "http://evil.example"})
    assert response.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in response.headers
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(serve: Serve, address: str) -> None:
    client = serve()
    got, head = client.get(address), client.head(address)
    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1", "http://localhost:9", "http://[::1]:8000", "http://LOCALHOST"]
)
def test_loopback_names_are_answered(serve: Serve, base: str) -> None:
    assert serve(base).get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "base", ["http://evil.example", "http://127.0.0.1.evil.example", "http://localhost.evil:8000"]
)
def test_rebound_names_are_refused(serve: Serve, engine: HandEngine, base: str) -> None:
    client = serve(base)
    response = client.get("/api/v1/search?q=x")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert client.get("/").status_code == 400
    assert engine.asked == []


def test_given_names_are_answered(serve: Serve) -> None:
    names = ("minutes.example", "::1")
    assert serve("http://minutes.example:80", names).get("/healthz").status_code == 200
    assert serve("http://[::1]", names).get("/healthz").status_code == 200
    assert serve("http://127.0.0.1", names).get("/healthz").status_code == 400
    assert serve("http://any.example", ("*",)).get("/healthz").status_code == 200


def test_head_sends_no_body_to_the_server_either() -> None:
    """The test client drops such a body itself, so this looks at what is sent to it."""
    sent: list[Message] = []

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["method"] == "GET"
        await Response(b"a body")(scope, receive, send)

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "HEAD", "path": "/", "headers": []}
    asyncio.run(HeadLikeGet(answering)(scope, receive, send))
    assert (b"content-length", b"6") in sent[0]["headers"]
    assert [message.get("body") for message in sent[1:]] == [b""]
