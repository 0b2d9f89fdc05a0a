"""Every address of the HTTP interface gives the objects of the contract."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.routes import schemas
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from retrieval.records import Filters
from retrieval.serial import answer_json, citation_json, coverage_json, search_json

from .conftest import BOARD, BURGLARY, DRAFT, HOSTILE_ONE, NEW, OLD, UNDATED, HandEngine, put
from .described import undescribed


def test_ask_returns_the_same_object_as_the_command_line(
    client: TestClient, engine: HandEngine
) -> None:
    response = client.post(
        "/api/v1/ask",
        json={
            "question": "What was committed on burglary?",
            "filters": {
                "force": "Wexcombe",
                "body": "Panel",
                "since": "2022-01-01",
                "until": "2023-12-31",
                "item": "Burglary",
                "speaker": "Chief",
                "document": BURGLARY.id,
            },
        },
    )
    assert response.status_code == 200
    asked, filters = engine.asked[0]
    assert asked == "What was committed on burglary?"
    assert filters == Filters(
        "Wexcombe",
        "Panel",
        date(2022, 1, 1),
        date(2023, 12, 31),
        "Burglary",
        "Chief",
        BURGLARY.id,
    )
    assert response.json() == answer_json(engine.ask(asked))
    assert undescribed(response.json(), schemas.Answer) == []
    cited = response.json()["citations"][0]
    text = client.get(f"/api/v1/documents/{cited['document']['id']}/text").text
    assert text[cited["start"] : cited["end"]] == cited["quote"]


@pytest.mark.parametrize("filters", [{}, None])
def test_ask_without_filters_asks_all(
    client: TestClient, engine: HandEngine, filters: object
) -> None:
    assert client.post("/api/v1/ask", json={"question": "x", "filters": filters}).is_success
    assert engine.asked[0][1] == Filters()


def test_search(client: TestClient, engine: HandEngine) -> None:
    response = client.get("/api/v1/search?q=burglary&k=7&force=Wex&until=2023-01-01")
    assert response.status_code == 200
    assert engine.asked == [("burglary", Filters(force="Wex", until=date(2023, 1, 1)))]
    assert engine.ks == [7]
    assert response.json() == search_json(engine.search("burglary"))
    assert undescribed(response.json(), schemas.SearchResult) == []


def test_a_passage(client: TestClient, engine: HandEngine) -> None:
    citation = engine.hits[0].citation
    response = client.get(f"/api/v1/passages/{citation.passage_id}")
    assert response.json() == citation_json(citation)
    assert undescribed(response.json(), schemas.Citation) == []


def test_documents_are_listed_by_date_and_the_undated_last(client: TestClient) -> None:
    response = client.get("/api/v1/documents").json()
    ids = [d["id"] for d in response["documents"]]
    assert ids == [NEW.id, HOSTILE_ONE.id, *sorted([BURGLARY.id, DRAFT.id]), UNDATED.id]
    assert OLD.id not in ids
    assert (response["total"], response["limit"], response["offset"]) == (5, 50, 0)
    assert undescribed(response, schemas.DocumentList) == []
    parts = [
        client.get(f"/api/v1/documents?limit=2&offset={at}").json()["documents"] for at in (0, 2, 4)
    ]
    assert [d["id"] for part in parts for d in part] == ids


def test_lists_are_filtered_and_say_how(client: TestClient) -> None:
    found = client.get("/api/v1/documents?body=accountability").json()
    assert {d["id"] for d in found["documents"]} == {NEW.id, UNDATED.id}
    assert found["filters"] == {"body": BOARD}
    dated = client.get("/api/v1/documents?since=2022-06-01&until=2022-06-01").json()
    assert [d["id"] for d in dated["documents"]] == [HOSTILE_ONE.id]
    assert dated["undated_left_out"] == 1
    nothing = client.get("/api/v1/meetings?force=Atlantis").json()
    assert (nothing["total"], nothing["filters"]) == (0, {"unknown": ["Atlantis"]})


def test_a_document_with_items_attendees_and_blocks(client: TestClient) -> None:
    found = client.get(f"/api/v1/documents/{BURGLARY.id}?blocks=true").json()
    assert undescribed(found, schemas.DocumentDetail) == []
    text = client.get(f"/api/v1/documents/{BURGLARY.id}/text").text
    item = found["items"][1]
    assert (item["number"], item["title"]) == ("4", "Burglary")
    assert text[item["start"] : item["end"]].startswith("4. Burglary")
    assert text[item["start"] : item["end"]].endswith("31 May")
    assert [text[b["start"] : b["end"]] for b in found["blocks"]] == [p[2] for p in BURGLARY.parts]
    assert [a["present"] for a in found["attendees"]] == [True, False]
    assert "blocks" not in client.get(f"/api/v1/documents/{BURGLARY.id}").json()
    assert client.get(f"/api/v1/documents/{OLD.id}").json()["current"] is False


def test_the_text_is_the_canonical_text_byte_for_byte(client: TestClient, root: object) -> None:
    for minutes in (BURGLARY, HOSTILE_ONE, OLD):
        response = client.get(f"/api/v1/documents/{minutes.id}/text")
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert response.content == minutes.reading().text.encode()


def test_meetings(client: TestClient, engine: HandEngine) -> None:
    listed = client.get("/api/v1/meetings").json()
    assert undescribed(listed, schemas.MeetingList) == []
    dates = [m["meeting_date"] for m in listed["meetings"]]
    assert dates == ["2021-01-05", "2022-06-01", "2023-03-09", None]
    panel = listed["meetings"][2]
    assert sorted(panel["documents"]) == sorted([BURGLARY.id, DRAFT.id])
    one = client.get(f"/api/v1/meetings/{panel['id']}").json()
    assert undescribed(one, schemas.MeetingDetail) == []
    assert sorted(d["id"] for d in one["documents"]) == sorted(panel["documents"])
    assert one["documents"][0]["items"][1]["title"] == "Burglary"
    assert one["status"] == "approved"


def test_coverage(client: TestClient, engine: HandEngine) -> None:
    from corpus.coverage import coverage

    response = client.get("/api/v1/coverage").json()
    assert response == coverage_json(coverage(engine.archive))
    assert undescribed(response, schemas.Coverage) == []
    assert response["unreadable"] == 3


def test_what_is_added_meanwhile_is_listed(client: TestClient, engine: HandEngine) -> None:
    """A list that is kept too long would hide the minutes somebody has just added."""
    assert client.get("/api/v1/documents").json()["total"] == 5
    more = BURGLARY.__class__("later.txt", BURGLARY.parts, body="Another Body")
    with ArchiveWriter(engine.archive.root) as archive:
        put(archive, more)
    assert client.get("/api/v1/documents").json()["total"] == 6
    assert isinstance(engine.archive, Archive)


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/health"])
def test_health(client: TestClient, engine: HandEngine, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.json()["ok"] is True
    assert response.json()["generation"] == "gen-000003"
    assert undescribed(response.json(), schemas.Health) == []
    root = engine.archive.root
    engine.state = type(engine.state)(None, 0, 0, None, False, f"No index in {root}/index.")
    response = client.get(path)
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["ok"] is False
    assert response.json()["status"] == 503
    assert "secret" not in response.text


def test_the_description_covers_every_address_and_works_offline(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/ask",
        "/api/v1/commitments",
        "/api/v1/commitments.csv",
        "/api/v1/commitments.docx",
        "/api/v1/commitments.xlsx",
        "/api/v1/commitments/summary",
        "/api/v1/commitments/{id}",
        "/api/v1/commitments/{id}/reviews",
        "/api/v1/commitments/{id}/timeline",
        "/api/v1/reviews/{id}/withdraw",
        "/api/v1/search",
        "/api/v1/passages/{id}",
        "/api/v1/documents",
        "/api/v1/documents/{id}",
        "/api/v1/documents/{id}/text",
        "/api/v1/meetings",
        "/api/v1/meetings/{id}",
        "/api/v1/coverage",
        "/api/v1/health",
        "/healthz",
    }
    search = described["paths"]["/api/v1/search"]["get"]
    names = {p["name"] for p in search["parameters"]}
    assert names == {*("q", "k", "force", "body", "since", "until", "item", "speaker", "document")}
    assert list(search["responses"]["422"]["content"]) == ["application/problem+json"]
    since = next(p for p in search["parameters"] if p["name"] == "since")
    assert "YYYY" in str(since) or "date" in str(since)
    assert described["paths"]["/api/v1/ask"]["post"]["requestBody"]
