"""The register's pages: the list, one commitment, and the form that decides."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from retrieval.records import Promise
from tests.api.register_archive import BELL, MARKUP
from tests.retrieval.register_made import DOGS, HOPE, LETTERS, NOTE, STRATEGY, TRAINING, VICTIMS

from .conftest import HandEngine, commitment_id
from .test_pages_html import first, page, words

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PROMISE = Promise(
    id="k-0f3a5c7e9b1d2f46",
    kind="request",
    binding=False,
    acceptance="not-recorded",
    acceptance_text="A request; whether it was accepted is not recorded",
    owner="DCC",
    due="by May",
    due_date="2024-05-31",
    status="no-later-record",
    status_text="No later record found in the archive (held to 6 June 2024)",
    review="none",
)


def address_of(client: TestClient, quote: str) -> str:
    return f"/commitments/{commitment_id(client, quote)}"


def quotes(tree: LexborHTMLParser) -> list[str]:
    return [node.text(strip=True) for node in tree.css("main li.statement > blockquote")]


def sent(client: TestClient, address: str, **fields: str) -> dict[str, str]:
    """Return a form as its page would send it."""
    token = first(page(client.get(address)), "input[name=token]").attributes["value"] or ""
    return {"token": token, "by": "Ada Marsh", "reason": "Read again.", **fields}


def test_every_page_is_sound(refused: TestClient) -> None:
    """One h1, no jump in headings, labels, unique ids, no script, nothing loaded from afar."""
    addresses = [
        *("/commitments", "/commitments?kind=all", "/commitments?kind=all&sort=due"),
        *("/commitments?topic=dragons", "/commitments?due_before=soon", "/commitments?x=y"),
        *(address_of(refused, quote) for quote in (VICTIMS, STRATEGY, NOTE, MARKUP, BELL)),
        "/commitments/k-0000000000000000",
    ]
    for address in addresses:
        response = refused.get(address)
        tree = LexborHTMLParser(response.text)
        assert len(tree.css("h1")) == 1, address
        tags = [n.tag or "" for n in tree.css("main *")]
        main = [int(tag[1]) for tag in tags if re.match("h[1-6]$", tag)]
        after = main[main.index(1) :]
        assert all(b <= a + 1 for a, b in pairwise(after)), address
        for field in tree.css("input:not([type=hidden]), select, textarea"):
            key = field.attributes["id"]
            assert len(tree.css(f'label[for="{key}"]')) == 1, (address, key)
            for described in (field.attributes.get("aria-describedby") or "").split():
                first(tree, f"#{described}")
        keys = [n.attributes["id"] for n in tree.css("[id]")]
        assert len(keys) == len(set(keys)), address
        for labelled in tree.css("[aria-labelledby]"):
            assert labelled.attributes["aria-labelledby"] in keys
        assert not tree.css("script, iframe, object, embed, img, style, [style], base")
        for loading in tree.css("[src], link[href], form[action], a[href]"):
            values = loading.attributes
            where = values.get("src") or values.get("href") or values.get("action") or ""
            assert re.match(r"/(?!/)|#", where), where


def test_the_list_tells_promises_from_requests(reader: TestClient) -> None:
    tree = page(reader.get("/commitments?body=Wexcombe"))
    said = words(tree)
    assert "6 promises" in said
    assert "Requests, which are not promises: 1" in said
    assert quotes(tree)[-1] == NOTE
    assert HOPE not in quotes(tree)
    assert "Left out, since they bind nobody: 1 aspiration." in said
    assert "never means “not done”" in said
    assert "No later record found in the archive (held to 6 June 2024)" in said
    assert "Closed: 1" in words(tree, ".counts")
    for anchor in tree.css("main .statements a, main h3 a"):
        assert reader.get(anchor.attributes["href"] or "").status_code in (200, 302)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("topic=burglary&kind=request", [NOTE]),
        ("owner=DCC&status=closed", [STRATEGY]),
        ("due_after=1/5/2024&due_before=31/5/2024&body=Wexcombe", [VICTIMS]),
        ("words=training", [TRAINING]),
        ("later=yes&sort=due&body=Wexcombe", [DOGS, VICTIMS, STRATEGY]),
        ("review=yes", []),
    ],
)
def test_the_form_narrows_the_list(reader: TestClient, query: str, wanted: list[str]) -> None:
    tree = page(reader.get(f"/commitments?{query}&force="))
    assert quotes(tree) == wanted
    for anchor in tree.css(".exports a"):
        response = reader.get(anchor.attributes["href"] or "")
        assert response.status_code == 200
        if (anchor.attributes["href"] or "").startswith("/api/v1/commitments.csv"):
            assert response.text.count("k-") >= len(wanted)
            assert [quote for quote in wanted if quote not in response.text] == []


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("status=done", "status", "choose one of the list"),
        ("kind=promise", "kind", "choose one of the list"),
        ("due_before=soon", "due_before", "for example 31/3/2023"),
        ("due_after=2/1/2024&due_before=1/1/2024", "due_after", "swap"),
        ("owner=a&owner=b", "owner", "more than once"),
        ("owner=" + "x" * 301, "owner", "300 characters"),
        ("since=never", "since", "for example"),
        ("colour=red", None, "colour"),
        ("page=99", None, "no page of that number"),
        ("page=x", None, "no page of that number"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    reader: TestClient, query: str, field: str | None, said: str
) -> None:
    tree = page(reader.get(f"/commitments?{query}"), 422)
    assert said in words(tree, ".error-summary")
    assert words(tree, "title").startswith("Error: ")
    if field:
        assert first(tree, ".error-summary a").attributes["href"] == f"#{field}"
        assert said in words(tree, f"#{field}-error")


def test_a_commitment_has_its_quote_timeline_and_reason(reader: TestClient) -> None:
    tree = page(reader.get(address_of(reader, VICTIMS)))
    said = words(tree)
    assert first(tree, "main blockquote").text(strip=True) == VICTIMS
    assert first(tree, ".around mark").text() == VICTIMS
    for part in (
        "by the end of May 2024 (31 May 2024)",
        "Rule: made by hand",
        "Was due by 31 May 2024",
        "6 June 2024: Progress",
        LETTERS,
        "Nobody has reviewed it.",
    ):
        assert part in said
    assert not tree.css("form")
    assert "no-store" not in reader.get(address_of(reader, VICTIMS)).headers.get(
        "cache-control", ""
    )
    place = first(tree, ".citation a").attributes["href"] or ""
    assert first(page(reader.get(place)), "mark#quote").text() == VICTIMS
    for missing in ("/commitments/k-0000000000000000", "/commitments/nothing"):
        page(reader.get(missing), 404)


def test_hostile_quotes_stay_text(reader: TestClient) -> None:
    for address in ("/commitments?body=Hostile", address_of(reader, MARKUP)):
        tree = page(reader.get(address))
        assert not tree.css("script, img")
        assert MARKUP in [" ".join(n.text().split()) for n in tree.css("main blockquote")]
    assert "onerror" in words(page(reader.get("/commitments?body=Hostile")))


def test_a_review_made_on_the_page_is_kept_with_who_when_and_why(reviewer: TestClient) -> None:
    address = address_of(reviewer, DOGS)
    fields = sent(
        reviewer,
        address,
        decision="correct",
        owner="Head of Dogs",
        due_date="1/6/2024",
        topics="none",
    )
    own = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    response = reviewer.post(address, data=fields, headers=own)
    assert response.status_code == 303, response.text
    tree = page(reviewer.get(response.headers["location"]))
    said = words(tree)
    assert "Review 1 is kept" in words(tree, ".inset-done")
    assert first(tree, "main blockquote").text(strip=True) == DOGS
    assert "Head of Dogs" in said
    assert "What the program found, before people decided" in said
    assert "The Deputy Chief Constable" in said
    assert "Corrected by Ada Marsh" in said
    assert "Read again." in said
    back = sent(reviewer, address, decision="withdraw-1")
    assert reviewer.post(address, data=back).status_code == 303
    tree = page(reviewer.get(address))
    assert "Nobody has reviewed it." in words(tree)
    assert "Taken back (review 1) by Ada Marsh" in words(tree)
    assert "Head of Dogs" not in words(tree, "dl")


def test_merging_and_rejecting_take_it_off_the_list(reviewer: TestClient) -> None:
    dogs, training = address_of(reviewer, DOGS), address_of(reviewer, TRAINING)
    into = training.rpartition("/")[2]
    merged = reviewer.post(dogs, data=sent(reviewer, dogs, decision="merge", into=into))
    assert merged.status_code == 303
    tree = page(reviewer.get(dogs))
    assert f"/commitments/{into}" in [a.attributes["href"] for a in tree.css(".inset-warning a")]
    assert DOGS in words(page(reviewer.get(training)), "#again, .statement-near")
    rejected = sent(reviewer, training, decision="reject")
    assert reviewer.post(training, data=rejected).status_code == 303
    shown = quotes(page(reviewer.get("/commitments")))
    assert DOGS not in shown
    assert TRAINING not in shown


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"decision": ""}, "decision", "Choose what you decide"),
        ({"decision": "bless"}, "decision", "Choose one of the decisions"),
        ({"decision": "confirm", "by": ""}, "by", "Enter your name"),
        ({"decision": "confirm", "reason": " "}, "reason", "Enter why"),
        ({"decision": "confirm", "reason": "x" * 2001}, "reason", "2,000 characters"),
        ({"decision": "correct"}, "decision", "what is right instead"),
        ({"decision": "correct", "due_date": "soon"}, "due_date", "for example"),
        ({"decision": "correct", "kind": "promise"}, "kind", "choose one of the list"),
        ({"decision": "correct", "topics": "dragons"}, "decision", "no topic"),
        ({"decision": "confirm", "owner": "x"}, "decision", "changes nothing"),
        ({"decision": "merge"}, "decision", "needs the commitment to merge into"),
        ({"decision": "merge", "into": "that one"}, "into", "Give the other commitment"),
        ({"decision": "confirm", "colour": "red"}, None, "not this page"),
        ({"decision": "confirm", "token": "x"}, None, "open for too long"),
        ({"decision": "confirm", "token": "é"}, None, "open for too long"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(
    refused: TestClient, fields: dict[str, str], field: str | None, said: str
) -> None:
    address = address_of(refused, DOGS)
    typed = {**sent(refused, address), **fields}
    tree = page(refused.post(address, data=typed), 422)
    assert said in words(tree, ".error-summary")
    if field:
        assert first(tree, ".error-summary a").attributes["href"] == f"#{field}"
        first(tree, f"#{field}")
    if fields.get("by") is None:
        assert first(tree, "#by").attributes["value"] == "Ada Marsh"
    assert "Nobody has reviewed it." in words(tree)


def test_a_review_of_another_commitment_is_not_taken_back_here(reviewer: TestClient) -> None:
    dogs, training = address_of(reviewer, DOGS), address_of(reviewer, TRAINING)
    assert reviewer.post(dogs, data=sent(reviewer, dogs, decision="confirm")).status_code == 303
    wrong = sent(reviewer, training, decision="withdraw-1")
    page(reviewer.post(training, data=wrong), 404)
    assert "Confirmed by Ada Marsh" in words(page(reviewer.get(dogs)))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ],
)
def test_no_other_site_sends_the_form(
    refused: TestClient, headers: dict[str, str], status: int
) -> None:
    address = address_of(refused, DOGS)
    body = urlencode(sent(refused, address, decision="confirm"))
    response = refused.post(address, content=body, headers={**FORM, **headers})
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    assert "Nobody has reviewed it." in words(page(refused.get(address)))


def test_a_token_is_good_for_its_own_commitment_only(refused: TestClient) -> None:
    dogs, training = address_of(refused, DOGS), address_of(refused, TRAINING)
    fields = sent(refused, dogs, decision="confirm")
    page(refused.post(training, data=fields), 422)


def test_a_page_with_a_form_is_not_kept_and_says_where_it_comes_from(refused: TestClient) -> None:
    response = refused.get(address_of(refused, DOGS))
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "same-origin"


def test_without_reviews_no_form_is_taken(reader: TestClient, refused: TestClient) -> None:
    address = address_of(refused, DOGS)
    response = reader.post(address, data=sent(refused, address, decision="confirm"))
    tree = page(response, 403)
    assert "Reviews are off" in words(tree)


def test_an_answer_says_which_are_requests(client: TestClient, engine: HandEngine) -> None:
    first_one, *rest = engine.answer.statements
    asked = replace(first_one, promise=PROMISE)
    engine.answer = replace(
        engine.answer, statements=(asked, *rest), register=(("topic", "burglary"),)
    )
    tree = page(client.get("/?q=burglary"))
    said = words(tree, ".promise")
    assert said.startswith("Request, not a promise No later record Owner: DCC. Due: by May")
    assert "31 May 2024" in said
    assert PROMISE.status_text in said
    assert first(tree, ".promise a").attributes["href"] == f"/commitments/{PROMISE.id}"
    assert first(tree, "blockquote").text(strip=True) == first_one.text
    assert "Asked of the register: topic" in words(tree, "dl")
    first(page(client.get(engine.answer.citations[0].link)), 'a[href^="/commitments?document=d-"]')
