"""The register over HTTP: filters, counts, timelines, files, and who may decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.routes import commitment_schemas
from corpus.archive_writer import ArchiveWriter
from tests.retrieval.register_made import (
    CLOSED,
    DOGS,
    FIGURES,
    HOPE,
    NOTE,
    STRATEGY,
    TRAINING,
    VICTIMS,
)

from .conftest import commitment_id
from .described import undescribed

API = "/api/v1/commitments"
SIGNED = {"by": "Ada Marsh", "reason": "Read against the signed minutes."}
BODY = "body=Wexcombe"


def quotes(client: TestClient, query: str) -> list[str]:
    response = client.get(f"{API}?{query}")
    assert response.status_code == 200, response.text
    return [one["quote"] for one in response.json()["commitments"]]


def test_promises_are_listed_and_the_rest_is_counted(reader: TestClient) -> None:
    found = reader.get(f"{API}?{BODY}").json()
    assert undescribed(found, commitment_schemas.CommitmentList) == []
    assert found["total"] == len(found["commitments"]) == 6
    assert all(one["binding"] for one in found["commitments"])
    assert found["left_out"] == {"aspiration": 1, "request": 1}
    assert found["filters"]["binding"] is True


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (f"topic=burglary&{BODY}", [VICTIMS]),
        ("topic=burglary", [FIGURES, VICTIMS]),
        ("topic=burglary&all=true", [FIGURES, VICTIMS, NOTE, HOPE]),
        ("kind=request&kind=aspiration", [NOTE, HOPE]),
        ("kind=request&binding=true", []),
        ("owner=DCC&status=overdue&status=closed", [STRATEGY, DOGS]),
        ("due_before=2024-04-30&owner=Deputy%20Chief%20Constable", [DOGS]),
        (f"due_after=2024-05-01&{BODY}", [VICTIMS]),
        (f"later=false&kind=undertaking&{BODY}", [TRAINING]),
        (f"later=true&{BODY}", [VICTIMS, STRATEGY, DOGS]),
        (f"later=true&sort=due&{BODY}", [DOGS, VICTIMS, STRATEGY]),
        ("words=confidence%20strategy", [STRATEGY]),
        ("reviewed=true", []),
        ("force=Atlantis", []),
    ],
)
def test_filters_are_those_of_the_command_line(
    reader: TestClient, query: str, wanted: list[str]
) -> None:
    assert quotes(reader, query) == wanted


def test_overdue_is_judged_on_the_day_that_is_named(reader: TestClient) -> None:
    assert DOGS in quotes(reader, f"status=overdue&{BODY}")
    assert DOGS not in quotes(reader, f"status=overdue&as_of=2024-04-01&{BODY}")


def test_a_list_comes_in_parts(reader: TestClient) -> None:
    whole = quotes(reader, "all=true")
    parts = [quotes(reader, f"all=true&limit=4&offset={at}") for at in range(0, len(whole), 4)]
    assert [quote for part in parts for quote in part] == whole


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("kind=promise", "kind.0"),
        ("status=done", "status.0"),
        ("due_before=March", "due_before"),
        ("due_before=2024-01-01&due_after=2024-02-01", "query"),
        ("all=true&binding=true", "query"),
        ("limit=1001", "limit"),
        ("limit=0", "limit"),
        ("offset=-1", "offset"),
        ("topic=", "topic"),
        ("topic=%20", "topic"),
        ("owner=" + "x" * 301, "owner"),
        ("topic=a&topic=b", "topic"),
        ("later=maybe", "later"),
        ("sort=size", "sort"),
    ],
)
def test_what_cannot_be_meant_is_named(reader: TestClient, query: str, named: str) -> None:
    for address in (API, f"{API}.csv", f"{API}/summary"):
        if named in ("limit", "offset") and address != API:
            continue
        response = reader.get(f"{address}?{query}")
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"
        assert named in [error["parameter"] for error in response.json()["errors"]]


def test_an_unknown_topic_is_told_not_guessed(reader: TestClient) -> None:
    found = reader.get(f"{API}?topic=dragons").json()
    assert (found["total"], found["filters"]["unknown"]) == (0, ["dragons"])


def test_counts(reader: TestClient) -> None:
    found = reader.get(f"{API}/summary?{BODY}").json()
    assert undescribed(found, commitment_schemas.CommitmentCounts) == []
    assert (found["total"], found["binding"], found["reviewed"]) == (8, 6, 0)
    assert found["by_kind"]["request"] == 1
    assert found["by_status"]["closed"] == 1


def test_one_commitment_and_its_timeline(reader: TestClient) -> None:
    key = commitment_id(reader, STRATEGY)
    one = reader.get(f"{API}/{key}").json()
    assert undescribed(one, commitment_schemas.Commitment) == []
    assert (one["status"], one["machine"]["owner"]["raw"]) == ("closed", "DCC")
    text = reader.get(f"/api/v1/documents/{one['citation']['document']['id']}/text").text
    assert text[one["citation"]["start"] : one["citation"]["end"]] == STRATEGY == one["quote"]
    steps = reader.get(f"{API}/{key}/timeline").json()
    assert undescribed(steps, commitment_schemas.Timeline) == []
    assert [step["what"] for step in steps["timeline"]] == ["found", "closed"]
    assert steps["timeline"][1]["citation"]["quote"] == CLOSED
    for missing in (f"{API}/k-0000000000000000", f"{API}/k-0000000000000000/timeline"):
        assert reader.get(missing).status_code == 404
    assert reader.get(f"{API}/nothing").status_code == 422


def test_nothing_is_decided_unless_the_server_takes_reviews(reader: TestClient) -> None:
    key = commitment_id(reader, DOGS)
    for address, body in (
        (f"{API}/{key}/reviews", {"action": "reject", **SIGNED}),
        (API, {"document": "d-0000000000000000", "quote": "x", "kind": "action", **SIGNED}),
        ("/api/v1/reviews/1/withdraw", SIGNED),
    ):
        response = reader.post(address, json=body)
        assert response.status_code == 403
        assert "--reviews" in response.json()["mend"]
    assert reader.get(f"{API}/{key}").json()["review"]["state"] == "none"


def test_a_review_made_over_http_is_kept_and_can_be_taken_back(reviewer: TestClient) -> None:
    key = commitment_id(reviewer, DOGS)
    sent = {"action": "correct", **SIGNED, "corrections": {"owner": "Head of Dogs", "due": "May"}}
    made = reviewer.post(f"{API}/{key}/reviews", json=sent)
    assert made.status_code == 201, made.text
    assert undescribed(made.json(), commitment_schemas.Review) == []
    assert made.headers["location"] == f"{API}/{key}"
    one = reviewer.get(f"{API}/{key}").json()
    assert (one["owner"]["raw"], one["quote"]) == ("Head of Dogs", DOGS)
    assert one["machine"]["owner"]["raw"] == "The Deputy Chief Constable"
    assert one["human"]["owner"] == "Head of Dogs"
    assert one["review"]["state"] == "corrected"
    back = reviewer.post(f"/api/v1/reviews/{made.json()['id']}/withdraw", json=SIGNED)
    assert back.status_code == 201
    one = reviewer.get(f"{API}/{key}").json()
    assert one["owner"]["raw"] == "The Deputy Chief Constable"
    assert [r["action"] for r in one["review"]["history"]] == ["correct", "withdraw"]
    for number, status in ((made.json()["id"], 422), (99, 404)):
        again = reviewer.post(f"/api/v1/reviews/{number}/withdraw", json=SIGNED)
        assert again.status_code == status


def test_rejecting_merging_and_adding(reviewer: TestClient) -> None:
    dogs, victims = commitment_id(reviewer, DOGS), commitment_id(reviewer, VICTIMS)
    merged = {"action": "merge", "into": victims, **SIGNED}
    assert reviewer.post(f"{API}/{dogs}/reviews", json=merged).status_code == 201
    assert DOGS not in quotes(reviewer, "")
    assert DOGS in quotes(reviewer, "hidden=true")
    document = reviewer.get(f"{API}/{victims}").json()["citation"]["document"]["id"]
    words = {"document": document, "quote": "Ms Hale", "kind": "action", **SIGNED}
    twice = reviewer.post(API, json=words)
    assert twice.status_code == 422
    assert "2 times" in twice.json()["detail"]
    start = int(twice.json()["mend"].rstrip(".").rpartition(", ")[2])
    assert reviewer.post(API, json={**words, "start": start}).status_code == 201
    heading = {**words, "quote": "2.  Strategies"}
    assert reviewer.post(API, json=heading).status_code == 201
    assert "2. Strategies" in quotes(reviewer, "reviewed=true")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"action": "confirm", "by": "A"}, "reason"),
        ({"action": "confirm", "by": "", "reason": "x"}, "by"),
        ({"action": "bless", **SIGNED}, "action"),
        ({"action": "add", **SIGNED}, "body"),
        ({"action": "merge", "into": "elsewhere", **SIGNED}, "into"),
        ({"action": "correct", "corrections": {"quote": "x"}, **SIGNED}, "corrections.quote"),
        (
            {"action": "correct", "corrections": {"due_date": "May"}, **SIGNED},
            "corrections.due_date",
        ),
        ({"action": "confirm", "by": "x" * 201, "reason": "x"}, "by"),
        ({"action": "confirm", "colour": "red", **SIGNED}, "colour"),
    ],
)
def test_wrong_decisions_are_named(refused: TestClient, body: dict[str, Any], named: str) -> None:
    response = refused.post(f"{API}/{commitment_id(refused, DOGS)}/reviews", json=body)
    assert response.status_code == 422
    assert named in [error["parameter"] for error in response.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"action": "correct", **SIGNED}, "what is right instead"),
        ({"action": "merge", **SIGNED}, "needs the commitment to merge into"),
        ({"action": "correct", "corrections": {"topics": ["dragons"]}, **SIGNED}, "no topic"),
        ({"action": "confirm", "corrections": {"owner": "x"}, **SIGNED}, "changes nothing"),
        ({"action": "confirm", "by": "\x07", "reason": "x"}, "Who reviews"),
    ],
)
def test_decisions_that_cannot_be_meant_say_why(
    refused: TestClient, body: dict[str, Any], said: str
) -> None:
    response = refused.post(f"{API}/{commitment_id(refused, DOGS)}/reviews", json=body)
    assert response.status_code == 422
    assert said in response.json()["detail"]


REFUSED = [
    ({"Origin": "http://evil.example"}, 403),
    ({"Origin": "http://127.0.0.1:9000"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://["}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "none"}, 403),
    ({"Content-Type": "text/plain"}, 415),
    ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
]
CONFIRMED = '{"action": "confirm", "by": "A", "reason": "b"}'


@pytest.mark.parametrize(("headers", "status"), REFUSED)
def test_no_other_site_decides(refused: TestClient, headers: dict[str, str], status: int) -> None:
    key = commitment_id(refused, DOGS)
    sent = {"Content-Type": "application/json", **headers}
    response = refused.post(f"{API}/{key}/reviews", content=CONFIRMED, headers=sent)
    assert response.status_code == status
    assert "access-control-allow-origin" not in response.headers
    assert refused.get(f"{API}/{key}").json()["review"]["state"] == "none"


def test_programs_and_the_servers_own_pages_decide(reviewer: TestClient) -> None:
    key = commitment_id(reviewer, DOGS)
    own = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    for headers in ({}, own):
        sent = {"Content-Type": "application/json", **headers}
        response = reviewer.post(f"{API}/{key}/reviews", content=CONFIRMED, headers=sent)
        assert response.status_code == 201


@pytest.mark.parametrize(
    ("suffix", "begins", "media_type"),
    [
        ("csv", b"\xef\xbb\xbfid,", "text/csv; charset=utf-8"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_files_are_sent_as_files(
    reader: TestClient, suffix: str, begins: bytes, media_type: str
) -> None:
    response = reader.get(f"{API}.{suffix}?topic=burglary")
    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert response.headers["content-type"] == media_type
    assert response.headers["content-disposition"] == (
        f'attachment; filename="commitments.{suffix}"'
    )


def test_a_busy_archive_is_told(reviewer: TestClient, register_copy: Path) -> None:
    key = commitment_id(reviewer, DOGS)
    with ArchiveWriter(register_copy):
        response = reviewer.post(f"{API}/{key}/reviews", json={"action": "confirm", **SIGNED})
    assert response.status_code == 503
    assert "writing" in response.json()["detail"]
    assert str(register_copy) not in response.text
