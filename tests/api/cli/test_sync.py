"""``minuted sync`` as a caller sees it; the site is one that the test starts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.api.cli.invoking import Outcome, minuted
from tests.corpus.sites.council import Council, example
from tests.corpus.sites.server import Answer, Site

FINAL = "documents/g101/Printed%20final%20minutes.pdf?T=1"
POLITE = ("--delay", "0", "--retries", "0", "--contact", "clerk@example.org")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as started:
        yield started


@pytest.fixture
def council(site: Site) -> Council:
    made = example()
    made.publish(site)
    return made


def _sync(site: Site, *more: str) -> Outcome:
    given = ("sync", "moderngov", site.base, "--committee", "7", "--until", "2026-03-02")
    return minuted(*given, "--allow-private", *POLITE, *more)


def test_from_the_site_to_an_answer_and_again(council: Council, site: Site, tmp_path: Path) -> None:
    outcome = _sync(site, "--force", "Wealdmere")
    assert (outcome.code, outcome.err.count("Error")) == (0, 0)
    lines = outcome.out.splitlines()
    assert lines[0] == "4 meetings listed: 2 read, 0 settled before, 2 passed over, 0 failed."
    assert lines[1] == (
        "8 documents found: 8 read, 0 replaced, 0 updated, 0 unchanged, 0 failed, 0 gone."
    )
    assert any("links passed over" in line for line in lines)
    assert lines[-2].startswith("Index: gen-000001 built: 8 documents, ")
    assert "Meetings 0 of 4" in outcome.err
    assert site.asked[0].headers["user-agent"].startswith("Minuted/")
    assert "clerk@example.org" in site.asked[0].headers["user-agent"]

    found = minuted("search", "figures on burglary", "--force", "Wealdmere", "--json")
    hits = found.json["hits"]
    assert site.url("") in hits[0]["document"]["source"]

    # What a person says of it goes before what the site says, and stays.
    table = tmp_path / "table.csv"
    table.write_text(f"file,body\n127.0.0.1:{site.port}/mgAi.aspx?ID=1001,Our Panel\n")
    assert minuted("add", "--metadata", table, "--json").json["updated"] == 1

    # One is taken down, one cannot be had: it is told, and what is held is kept.
    del site.routes["/" + FINAL]
    site.routes["/mgAi.aspx?ID=1002"] = Answer(status=503)
    outcome = _sync(site, "--refresh", "--json")
    said = outcome.json
    assert outcome.code == 1
    assert (said["found"], said["unchanged"], said["gone"], said["failed"]) == (8, 6, 1, 1)
    assert said["meetings"] == {
        "found": 4,
        "read": 1,
        "settled": 0,
        "passed_over": 2,
        "failed": 1,
    }
    assert said["index"]["built"] is False
    bodies = [b["body"] for b in minuted("coverage", "--json").json["bodies"]]
    assert "Our Panel" in bodies
    assert [p["source"] for p in said["pages"] if p["outcome"] == "gone"] == [site.url(FINAL)]
    assert {"source", "what", "reason"} == set(said["passed_over"][0])
    assert "published no longer" in outcome.err
    assert "could not be fetched or read" in outcome.err
    notes = minuted("coverage", "--json").json["notes"]
    assert any("No longer published at" in note["note"] for note in notes)


def test_a_dry_run_makes_no_archive(council: Council, site: Site, tmp_path: Path) -> None:
    outcome = _sync(site, "--dry-run")
    assert outcome.code == 0
    assert "planned" in outcome.out.splitlines()[1]
    assert site.url("mgAi.aspx?ID=1002") in outcome.out
    assert "Index" not in outcome.out
    assert not (tmp_path / "archive").exists()
    said = _sync(site, "--dry-run", "--json").json
    assert (said["dry_run"], said["index"], said["read"]) == (True, None, 0)
    assert said["planned"] == said["found"]


def test_the_loopback_is_refused_unless_allowed(site: Site, tmp_path: Path) -> None:
    outcome = minuted("sync", "moderngov", site.base, *POLITE)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "not a public address (loopback)" in outcome.err
    assert "--allow-private" in outcome.err
    assert site.asked == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("moderngov",),
        ("web",),
        ("moderngov", "ftp://example.org/"),
        ("moderngov", "https://clerk:hunter2@example.org/"),
        ("moderngov", "example.org", "--since", "yesterday"),
        ("moderngov", "example.org", "--since", "2024-02-01", "--until", "2024-01-01"),
        ("moderngov", "example.org", "--committee", "Police Panel"),
        ("moderngov", "example.org", "--delay", "-1"),
        ("moderngov", "example.org", "--delay", "nan"),
        ("moderngov", "example.org", "--contact", "line\nbreak"),
        ("moderngov", "example.org", "--force", " "),
        ("web", "https://example.org/", "--max-pages", "0"),
        ("web", "https://example.org/", "--match", ""),
        ("nothing",),
    ],
)
def test_wrong_usage_asks_nobody_and_makes_no_archive(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    outcome = minuted("sync", *arguments)
    assert outcome.code == 2
    assert outcome.raw == b""
    assert "hunter2" not in outcome.err
    assert not (tmp_path / "archive").exists()


def test_lists_of_any_site(site: Site) -> None:
    site.put(
        "/board",
        '<h1>Board</h1><a href="/minutes-4-june-2024.html">Minutes 4 June 2024</a>'
        '<a href="/a.pdf">Agenda</a><a href="/minutes-1999.pdf">Minutes 1999</a>',
    )
    site.put(
        "/minutes-4-june-2024.html",
        "<h1>Minutes of the Accountability Board, 4 June 2024</h1><p>The Chief Constable agreed "
        "to publish the hare coursing figures by September 2024.</p>",
    )
    more = ("--body", "Wealdmere Board", "--allow-private", "--delay", "0", "--retries", "0")
    outcome = minuted("sync", "web", site.url("/board"), *more)
    assert outcome.code == 1
    assert outcome.out.splitlines()[0].startswith("2 documents found: 1 read,")
    assert site.url("/minutes-1999.pdf") in outcome.err
    assert "say so with --contact" in outcome.err
    bodies = minuted("coverage", "--json").json["bodies"]
    assert [body["body"] for body in bodies] == ["Wealdmere Board"]


def test_stopped_by_its_limit_it_says_how_to_go_on(council: Council, site: Site) -> None:
    council.put(*(replace(m, items=()) for m in council.meetings.values()))
    council.publish(site)
    outcome = _sync(site, "--max-files", "2")
    assert outcome.code == 0
    assert "Run the same command again to go on." in outcome.err
    outcome = _sync(site, "--json")
    assert (outcome.json["resumed"], outcome.json["stopped"]) == (True, None)
