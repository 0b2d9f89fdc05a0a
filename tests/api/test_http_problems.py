"""Whatever is wrong with a request is told as problem details, and nothing internal leaks."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.problems import MOST_ERRORS, without_paths
from corpus.errors import (
    ArchiveError,
    IndexUnusableError,
    MinutedError,
    ModelError,
    NotFoundError,
    UsageError,
)

from .conftest import BURGLARY, HandEngine

NOBODY = "d-0000000000000000"


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["type"].startswith("/docs#problem-")
    assert found["title"]
    assert found["detail"]
    return found


def named(response: Any) -> list[tuple[str, str]]:
    return [(e["parameter"], e["in"]) for e in problem(response, 422)["errors"]]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("search?q=x&colour=red", "colour"),
        ("search", "q"),
        ("search?q=", "q"),
        ("search?q=%20", "q"),
        ("search?q=" + "x" * 2001, "q"),
        ("search?q=x&k=0", "k"),
        ("search?q=x&k=101", "k"),
        ("search?q=x&k=ten", "k"),
        ("search?q=x&since=2022", "since"),
        ("search?q=x&since=2022-02-30", "since"),
        ("search?q=x&since=1640995200", "since"),
        ("search?q=x&document=../../etc/passwd", "document"),
        ("search?q=x&force=", "force"),
        ("search?q=x&force=a&force=b", "force"),
        ("documents?limit=0", "limit"),
        ("documents?limit=1001", "limit"),
        ("documents?offset=-1", "offset"),
        ("documents?q=x", "q"),
        ("meetings?limit=1e9", "limit"),
        ("coverage?x=1", "x"),
        ("health?x=1", "x"),
        (f"documents/{BURGLARY.id}?x=1", "x"),
        (f"documents/{BURGLARY.id}/text?x=1", "x"),
        ("meetings/m-abc?x=1", "x"),
    ],
)
def test_wrong_query_parameters_are_named(client: TestClient, address: str, parameter: str) -> None:
    assert named(client.get(f"/api/v1/{address}")) == [(parameter, "query")]


@pytest.mark.parametrize(
    "address", ["documents/x", "documents/d-123/text", "passages/p-XYZ", "meetings/M-1"]
)
def test_ids_have_a_form(client: TestClient, address: str) -> None:
    assert named(client.get(f"/api/v1/{address}")) == [("id", "path")]


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n"}, "question"),
        ({"question": "x" * 2001}, "question"),
        ({"question": 7}, "question"),
        ({"question": "\ud800"}, "question"),
        ({"question": "x", "k": 3}, "k"),
        ({"question": "x", "filters": []}, "filters"),
        ({"question": "x", "filters": {"colour": "red"}}, "filters.colour"),
        ({"question": "x", "filters": {"since": 1640995200}}, "filters.since"),
        ({"question": "x", "filters": {"force": ["a"]}}, "filters.force"),
        ({"question": "x", "filters": {"since": "2023-01-02", "until": "2023-01-01"}}, "filters"),
        ([], "body"),
        (None, "body"),
    ],
)
def test_wrong_bodies_are_named(
    client: TestClient, engine: HandEngine, body: object, parameter: str
) -> None:
    response = client.post(
        "/api/v1/ask",
        content=json.dumps(body),
        headers={"Content-Type": "application/json"},
    )
    assert named(response) == [(parameter, "body")]
    assert engine.asked == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"question=x", b'{"question": "x"', b"\xff\xfe", b"[" * 60_000]
)
def test_what_is_no_json_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post(
        "/api/v1/ask", content=content, headers={"Content-Type": "application/json"}
    )
    problem(response, response.status_code)
    assert response.status_code in (400, 422)


def test_json_under_another_type_is_refused(client: TestClient) -> None:
    """A form of another web site can send text/plain, but not application/json."""
    response = client.post(
        "/api/v1/ask", content=b'{"question": "x"}', headers={"Content-Type": "text/plain"}
    )
    problem(response, 422)


def test_a_thousand_wrong_keys_get_a_short_answer(client: TestClient) -> None:
    body = {"question": "x"} | {f"key-{n}": 1 for n in range(1000)}
    response = client.post(
        "/api/v1/ask",
        content=json.dumps(body),
        headers={"Content-Type": "application/json"},
    )
    found = problem(response, 422)
    assert len(found["errors"]) == MOST_ERRORS
    assert "980 more" in found["detail"]
    assert len(response.content) < 10_000


def test_parameters_beside_a_body_are_refused(client: TestClient) -> None:
    assert named(client.post("/api/v1/ask?force=x", json={"question": "x"})) == [("force", "query")]


def test_unknown_addresses_and_methods(client: TestClient) -> None:
    problem(client.get("/api/v1/nothing"), 404)
    problem(client.get("/api/v1/documents/"), 404)
    response = client.delete("/api/v1/ask")
    problem(response, 405)
    assert response.headers["allow"] == "POST"
    problem(client.get("/api/v1/ask"), 405)
    problem(client.post("/api/v1/search?q=x"), 405)


@pytest.mark.parametrize("address", [f"documents/{NOBODY}", f"documents/{NOBODY}/text"])
def test_what_is_not_held_is_not_found(client: TestClient, address: str) -> None:
    assert NOBODY in problem(client.get(f"/api/v1/{address}"), 404)["detail"]
    problem(client.get("/api/v1/meetings/m-nothing"), 404)
    problem(client.get("/api/v1/passages/p-0000000000000000"), 404)


def test_bodies_are_bounded_whatever_they_say_of_their_length(client: TestClient) -> None:
    question = b'{"question": "' + b"x" * 70_000 + b'"}'
    json_type = {"Content-Type": "application/json"}
    problem(client.post("/api/v1/ask", content=question, headers=json_type), 413)

    def chunks() -> Any:
        yield from (question[at : at + 1000] for at in range(0, len(question), 1000))

    problem(client.post("/api/v1/ask", content=chunks(), headers=json_type), 413)
    fits = b'{"question": "x"}' + b" " * (64 * 1024 - 17)
    assert client.post("/api/v1/ask", content=fits, headers=json_type).status_code == 200
    problem(client.post("/api/v1/ask", content=fits + b" ", headers=json_type), 413)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("A blank question.", "Ask something."), 422),
        (NotFoundError("No passage.", "Ask something."), 404),
        (IndexUnusableError("No index.", "Ask something."), 503),
        (ModelError("No model.", "Ask something."), 503),
        (ArchiveError("No archive.", "Ask something."), 503),
    ],
)
def test_our_errors_keep_their_words_and_their_mend(
    client: TestClient, engine: HandEngine, error: MinutedError, status: int
) -> None:
    engine.trouble = error
    for response in (
        client.post("/api/v1/ask", json={"question": "x"}),
        client.get("/api/v1/search?q=x"),
    ):
        found = problem(response, status)
        assert (found["detail"], found["mend"]) == (error.message, error.mend)


def test_messages_lose_the_places_of_files(client: TestClient, engine: HandEngine) -> None:
    root = engine.archive.root
    engine.trouble = ArchiveError(
        f"The catalogue {root}/catalogue.sqlite is damaged.", f"See {root}."
    )
    found = problem(client.post("/api/v1/ask", json={"question": "x"}), 503)
    assert found["detail"] == "The catalogue catalogue.sqlite is damaged."
    assert found["mend"] == "See the archive folder."
    page = client.get("/?q=x")
    assert page.status_code == 503
    assert "secret" not in page.text


@pytest.mark.parametrize(
    ("message", "without"),
    [
        ("No model in /home/una/.cache/minuted/x.onnx.", "No model in x.onnx."),
        (r"No model in C:\Users\una\x.onnx here", "No model in x.onnx here"),
        ("Swap and/or mend 1/2; see https://a.example/b/c", "Swap and/or mend 1/2; see "),
        ("Try minuted add FOLDER.", "Try minuted add FOLDER."),
    ],
)
def test_other_places_are_cut_too(message: str, without: str) -> None:
    assert without_paths(message, Path("archive")).startswith(without)


@pytest.mark.parametrize("address", ["/api/v1/search?q=x", "/?q=x"])
def test_what_nobody_foresaw_leaks_nothing(
    client: TestClient, engine: HandEngine, address: str
) -> None:
    engine.trouble = RuntimeError("the password is hunter2 in /srv/secret/file.py")
    response = client.get(address)
    assert response.status_code == 500
    for word in ("hunter2", "secret", "Traceback", "RuntimeError", ".py"):
        assert word not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    if address.startswith("/api"):
        problem(response, 500)


@given(st.text(max_size=300))
def test_cutting_places_never_fails(message: str) -> None:
    assert len(without_paths(message, Path("/a/b"))) <= len(message) + 20 * message.count("/a/b")


def test_a_catalogue_that_turns_out_damaged_is_unusable_not_unexpected(
    client: TestClient, engine: HandEngine
) -> None:
    engine.trouble = sqlite3.DatabaseError("database disk image is malformed")
    response = client.post("/api/v1/ask", json={"question": "what was agreed"})
    assert response.status_code == 503
    assert "minuted doctor" in response.json()["mend"]
