"""What people get wrong: broken files, odd questions, impossible filters, damaged archives.

Everything goes through the doors people use: the command line (in a process of
its own where the process matters) and the HTTP interface. Each test reads the
message: an exit code alone does not help a scrutiny officer.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from api.app import create_app
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from tests.api.cli.invoking import Outcome, minuted

REPOSITORY = Path(__file__).resolve().parent.parent
HTTP = "http://127.0.0.1"
PROBLEM = "application/problem+json"
STATUSES = {"answered", "weak", "abstained"}

HEAD = "Minutes of the Ashenvale Scrutiny Board held on {day} 2024\n\n1. {topic}\n\n{text}\n"


def _minutes(day: str, topic: str, text: str) -> str:
    return HEAD.format(day=day, topic=topic, text=text)


def _pdf(*lines: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _drawing() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.circle(300, 400, 80, fill=1)
    canvas.rect(50, 50, 100, 200)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _locked() -> bytes:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(_pdf("Minutes nobody may read."))).pages:
        writer.add_page(page)
    writer.encrypt(user_password="open sesame", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _zip(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return file.getvalue()


_ENTITIES = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom" * 10}">' for n in range(10)
)
_WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE bomb [{_ENTITIES}]>'
    f'<w:document xmlns:w="{_WORD_NS}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>'
    "</w:document>"
)

BAD: dict[str, tuple[bytes | Callable[[], bytes], str, str]] = {
    # name: (bytes, what the reason must say, what the mend must say)
    "empty.txt": (b"", r"empty \(0 bytes\)", r"Download or export it again"),
    "nothing.pdf": (b"", r"empty \(0 bytes\)", r"Download or export it again"),
    "blank.txt": (b" \n\t\n ", r"holds no text", r"right file"),
    "locked.pdf": (_locked, r"locked with a password", r"save it without"),
    "drawing.pdf": (_drawing, r"text", r"OCR|text recognition"),
    "torn.pdf": (b"%PDF-1.7\nand then the line dropped", r"damaged", r"Download it again"),
    "letter.docx": (b"Dear Clerk, this is plain text.\n", r"not a Word document", r"\.docx"),
    "holiday.docx": (lambda: _zip(**{"beach.png": "sand"}), r"no document: \.png 1", r"right file"),
    "torn.docx": (b"PK\x03\x04" + b"\x00" * 40, r"damaged", r"\.docx"),
    "ledger.docx": (lambda: _zip(xl__workbook_xml="<x/>"), r"spreadsheet", r"\.docx"),
    "huge.txt": (lambda: b"All was quiet. " * 3_400_000, r"51\.0 MB.*20\.0 MB", r"Split it"),
    "legacy.doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        r"old Office file that is damaged",
        r"save it as \.docx",
    ),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(64), r"PNG picture", r"OCR"),
}
"""Files that cannot be read; one ``minuted add`` meets them all."""

GOOD_ONE = _minutes(
    "4 March", "Hedgehog crossings", "The Director agreed to build six hedgehog crossings by May."
)
GOOD_TWO = _minutes(
    "8 April", "Lighthouse paint", "The Clerk will order red lighthouse paint before June."
)
CAFE = _minutes("6 May", "Naïve cafés", "The Chair noted that “cafés” – all four – stay open.")
NESTED = "<div>" * 50_000 + "<p>The deepest ferret was counted.</p>" + "</div>" * 50_000
HOSTILE_HTML = (
    "<!doctype html><html><head><title>Ashenvale <script>alert(1)</script></title>"
    "<script>alert('stolenword')</script><style>p{color:stolenword}</style></head><body>"
    "<h1>Minutes of the Ashenvale Scrutiny Board held on 3 June 2024</h1><h2>1. Weirs</h2>"
    "<p onclick='alert(2)'>The Board agreed to mend the weir &lt;script&gt;alert(3)&lt;/script&gt;"
    " by July.</p><p><a href='javascript:alert(4)'>Read the weir paper</a></p>"
    "<iframe src='javascript:alert(5)'></iframe><svg><script>alert('stolenword')</script></svg>"
    "<script>var word = 'stolenword'</script></body></html>"
)
HTML_BOMB = (
    f"<!DOCTYPE html [{_ENTITIES}]><html><body><h1>Minutes of a meeting</h1>"
    "<p>The bomb squad was thanked: &e9;</p></body></html>"
)

READ: dict[str, bytes] = {
    # files that are odd, and are read all the same
    "good-one.txt": GOOD_ONE.encode(),
    "good-two.txt": GOOD_TWO.encode(),
    "damaged-utf8.txt": _minutes("1 July", "Bells", "The bells rang \xff twice.").encode("latin-1"),
    "windows.txt": CAFE.encode("cp1252"),
    "utf16.txt": _minutes("9 May", "Wide letters", "The Board agreed to lay wide kerbs.").encode(
        "utf-16"
    ),
    "hostile.html": HOSTILE_HTML.encode(),
    "nested.html": f"<html><body><h1>Minutes</h1>{NESTED}</body></html>".encode(),
    "nulls.html": b"<html><body><p>The nu\x00ll byte was n\x00oted.</p>\x00"
    + b"<p>Nothing else was said of it.</p>" * 20
    + b"</body></html>",
    "bomb.html": HTML_BOMB.encode(),
    "page.txt": b"<!doctype html><html><body><p>A wrongly named page.</p></body></html>",
    "paper.html": _pdf("Minutes of a meeting", "A wrongly named paper."),
}


@dataclass(frozen=True)
class Given:
    """The one folder, what the first ``add`` made of it, and what the second did."""

    files: Path
    root: Path
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]

    @property
    def said(self) -> Any:
        return json.loads(self.first.stdout)


def _clean_environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MINUTED_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), **more}


def _process(
    *arguments: str | bytes | Path, options: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``minuted`` in a process of its own."""
    return subprocess.run(
        [sys.executable, *options, "-m", "api.cli", *arguments],
        env=_clean_environment(**environment),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith("MINUTED_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory, embedder: object) -> Given:
    """Everything that is wrong, in one folder with two good files."""
    place = tmp_path_factory.mktemp("bad")
    files = place / "files"
    files.mkdir()
    for name, (content, _reason, _mend) in BAD.items():
        (files / name).write_bytes(content if isinstance(content, bytes) else content())
    for name, data in READ.items():
        (files / name).write_bytes(data)
    (files / "bomb.docx").write_bytes(
        _zip(word__document_xml=_WORD_BOMB, **{"[Content_Types]_xml": "<Types/>"})
    )
    (files / "sub").mkdir()
    (files / "sub" / "round.txt").write_text(
        _minutes("2 May", "Circles", "Circles were noted."), encoding="utf-8"
    )
    (files / "sub" / "parent").symlink_to(files, target_is_directory=True)
    (files / "sub" / "gone.txt").symlink_to(place / "nowhere.txt")
    root = place / "archive"
    first = _process("add", files, "--archive", root, "--json")
    second = _process("add", files, "--archive", root)
    (files / "huge.txt").unlink()  # 51 MB that no later test reads
    return Given(files, root, first, second)


@pytest.fixture(scope="module")
def client(given: Given) -> Iterator[TestClient]:
    """The HTTP interface over the archive of what could be read."""
    with closing(Engine(given.root, IndexSettings())) as engine:
        yield TestClient(create_app(engine), base_url=HTTP, raise_server_exceptions=False)


@pytest.fixture
def copy(given: Given, tmp_path: Path) -> Path:
    """A copy of the archive, to be damaged."""
    target = tmp_path / "copied"
    shutil.copytree(given.root, target)
    return target


# One folder of bad files ------------------------------------------------------


def _failures(given: Given) -> dict[str, str]:
    return {Path(f["source"]).name: f["reason"] for f in given.said["failures"]}


UNREAD = {*BAD, "bomb.docx", "gone.txt"}


def test_one_bad_file_never_stops_the_rest_and_the_counts_add_up(given: Given) -> None:
    said = given.said
    assert given.first.returncode == 1
    assert set(_failures(given)) == UNREAD
    assert {Path(f["source"]).name for f in said["files"] if f["outcome"] == "read"} == {
        *READ,
        "round.txt",  # once, though the folder links to its parent
    }
    assert said["failed"] == len(UNREAD)
    assert said["read"] == len(READ) + 1 == said["index"]["documents"]
    assert said["found"] == len(said["files"]) == said["read"] + said["failed"]
    assert (said["replaced"], said["updated"], said["unchanged"]) == (0, 0, 0)
    assert said["index"]["built"] is True


def _lines_about(name: str, text: str) -> list[str]:
    return [line for line in text.splitlines() if f"{os.sep}{name}: " in line]


@pytest.mark.parametrize("name", BAD)
def test_each_unread_file_is_named_with_its_reason_and_its_mend(name: str, given: Given) -> None:
    told = _lines_about(name, given.first.stderr)
    assert len(told) == 1, given.first.stderr
    reason = told[0].partition(f"{name}: ")[2]
    assert reason == _failures(given)[name]
    assert re.search(BAD[name][1], reason)
    assert re.search(BAD[name][2], reason)


def test_a_word_file_of_entity_bombs_is_refused_in_plain_words(given: Given) -> None:
    reason = _failures(given)["bomb.docx"]
    assert "Word file is damaged" in reason
    assert "save it as .docx" in reason


def test_a_link_to_nothing_is_told(given: Given) -> None:
    assert "link points to nothing" in _failures(given)["gone.txt"]


@pytest.mark.parametrize(
    "name", sorted(UNREAD - {"gone.txt", "huge.txt"})
)  # nothing to try; and a limit may have been raised
def test_a_second_add_does_not_try_a_failed_file_again_and_still_says_so(
    name: str, given: Given
) -> None:
    again = given.second
    assert again.returncode == 1
    assert f", {len(READ) + 1} unchanged, {len(UNREAD)} failed." in again.stdout
    assert "Index: up to date" in again.stdout
    told = _lines_about(name, again.stderr)
    assert len(told) == 1
    assert _failures(given)[name] in told[0]
    assert "not tried again" in told[0]


def test_coverage_lists_what_could_not_be_read(given: Given) -> None:
    outcome = minuted("coverage", "--archive", given.root, "--json")
    assert outcome.code == 0
    held = outcome.json
    assert held["unreadable"] == len(UNREAD)
    assert {Path(f["source"]).name: f["reason"] for f in held["failures"]} == _failures(given)
    noted = {Path(n["source"]).name: n["note"] for n in held["notes"]}
    assert "\ufffd" in noted["damaged-utf8.txt"] or "Windows-1252" in noted["damaged-utf8.txt"]
    assert "NUL" in noted["nulls.html"]
    words = minuted("coverage", "--archive", given.root).out
    assert f"{len(UNREAD)} files could not be read:" in words
    assert "locked.pdf: The PDF is locked with a password." in words


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("who agreed to build hedgehog crossings?", "The Director agreed to build six hedgehog"),
        ("who will order lighthouse paint?", "The Clerk will order red lighthouse paint"),
        ("what did the Chair note about cafés?", "“cafés” – all four – stay open."),
        ("what was agreed about wide kerbs?", "The Board agreed to lay wide kerbs."),
        ("what was agreed about the weir?", "<script>alert(3)</script> by July."),
    ],
)
def test_what_could_be_read_answers(question: str, quote: str, given: Given) -> None:
    outcome = minuted("ask", question, "--archive", given.root, "--json")
    assert outcome.code == 0
    answer = outcome.json
    assert answer["status"] in {"answered", "weak"}
    assert quote in " ".join(statement["text"] for statement in answer["statements"])
    assert answer["coverage"]["unreadable"] == len(UNREAD)
    for citation in answer["citations"]:
        text = minuted("show", citation["document"]["id"], "--text", "--archive", given.root).out
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def _document(given: Given, name: str) -> str:
    made = {Path(f["source"]).name: f["document_id"] for f in given.said["files"]}
    return str(made[name])


@pytest.mark.parametrize(
    ("name", "held", "missing"),
    [
        ("hostile.html", "Read the weir paper", "stolenword"),
        ("hostile.html", "by July.", "javascript:"),
        ("nested.html", "The deepest ferret was counted.", "<div>"),
        ("nulls.html", "ll byte was n", "\0"),
        ("bomb.html", "The bomb squad was thanked", "boomboomboom" * 50),
        ("page.txt", "A wrongly named page.", "<p>"),
        ("paper.html", "A wrongly named paper.", "%PDF"),
        ("windows.txt", "Naïve cafés", "\ufffd"),
        ("utf16.txt", "Wide letters", "\ufeff"),
        ("damaged-utf8.txt", "The bells rang", "\xff\xfe"),
    ],
)
def test_documents_are_text_and_nothing_else(
    name: str, held: str, missing: str, given: Given
) -> None:
    text = minuted("show", _document(given, name), "--text", "--archive", given.root).out
    assert held in text
    assert missing not in text
    assert len(text) < 100_000


@pytest.mark.parametrize("name", ["hostile.html", "nested.html", "nulls.html", "bomb.html"])
def test_a_hostile_documents_page_holds_none_of_its_markup(
    name: str, given: Given, client: TestClient
) -> None:
    found = client.get(f"/api/v1/documents/{_document(given, name)}")
    assert found.status_code == 200
    page = client.get(f"/meetings/{found.json()['meeting_id']}")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert not re.search(r"<script[^>]*>\s*alert|javascript:|onclick=|<iframe", page.text, re.I)
    assert page.text.count("<div") < 1_000
    assert "script-src" in page.headers["content-security-policy"] or (
        "default-src" in page.headers["content-security-policy"]
    )


def test_a_file_refused_for_its_size_is_read_once_the_limit_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason names MINUTED_MAX_FILE_MB as the mend; raising it has to mend."""
    (tmp_path / "long.txt").write_text(
        _minutes("4 March", "Otters", "The otters were counted again. " * 4_000), encoding="utf-8"
    )
    monkeypatch.setenv("MINUTED_MAX_FILE_MB", "1")
    refused = minuted("add", "long.txt", "--json")
    assert refused.code == 1
    assert "MINUTED_MAX_FILE_MB" in refused.json["failures"][0]["reason"]
    monkeypatch.delenv("MINUTED_MAX_FILE_MB")
    assert minuted("add", "long.txt", "--json").json["failures"] == []


# Questions --------------------------------------------------------------------

UNUSABLE = {
    # question: what must be said on the command line
    "": "is empty",
    "   \t\n": "is empty",
    "\u00a0\u2003\u200b": "empty|no word",
    "x" * 100_000: "100,000 characters; up to 2,000",
    "burglary " * 223: "2,007 characters; up to 2,000",
    "\x00\x01\x02": "no word|empty",
    "?!... --- ***": "no word",
    "-burglary": "what to leave out",
    '-"hedgehog crossings"': "what to leave out",
    "\U0001f994\U0001f6a6": "no word",
}

USABLE = [
    "hedgehog\x00 cross\x1b[2Jings\x07",
    "hedgehog AND OR NOT",
    '"a (b* ^2 ~',
    'AND OR NOT "a (b* ^2 ~',
    "topic:hedgehog title:[a TO z]",
    "NEAR(hedgehog, crossings)",
    "hedgehog^1000000 crossings~9 +must /regex.*/",
    "<script>alert(1)</script> hedgehog",
    "<b>crossings</b> &amp; &#0;",
    "'; DROP TABLE documents; --",
    '" OR 1=1 --',
    "\U0001f994 hedgehog \U0001f6a6",
    "الشرطة والجريمة",
    "\u202eegdehgeh\u202c hedgehog",
    "多少刺猬",
    "{{7*7}} ${jndi:ldap://x} %s %n ../../etc/passwd",
    "(" * 500 + "hedgehog" + ")" * 500,
    ("What did the Director agree about hedgehog crossings? " * 40)[:2_000],
]

Q = pytest.mark.parametrize("question", UNUSABLE, ids=lambda q: ascii(q)[:24])
U = pytest.mark.parametrize("question", USABLE, ids=lambda q: ascii(q)[:24])
COMMANDS = pytest.mark.parametrize("command", ["ask", "search"])


def _sound(command: str, found: Any) -> None:
    """Check that an answer or a list of hits is whole."""
    if command == "search":
        assert found["hits"] is not None
        assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
        return
    assert found["status"] in STATUSES
    assert found["kind"]
    assert found["generation"] == "gen-000001"
    if found["status"] == "abstained":
        assert found["reason"]
        assert found["statements"] == []
    else:
        assert found["statements"]
    quotes = [c["quote"] for c in found["citations"]]
    for statement in found["statements"]:
        assert statement["text"] == " … ".join(quotes[i] for i in statement["citations"])


@COMMANDS
@Q
def test_a_question_that_asks_nothing_is_told_apart_on_the_command_line(
    command: str, question: str, given: Given
) -> None:
    outcome = minuted(command, "--archive", given.root, "--json", "--", question)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err.startswith("Error: ")
    assert re.search(UNUSABLE[question], outcome.err)
    assert len(outcome.err) < 400
    assert len(outcome.err.splitlines()) >= 2  # what happened, and the mend
    assert "Traceback" not in outcome.err


@COMMANDS
@U
def test_any_other_question_gets_an_answer_on_the_command_line(
    command: str, question: str, given: Given
) -> None:
    outcome = minuted(command, "--archive", given.root, "--json", "--", question)
    assert outcome.code == 0, outcome.err
    assert outcome.err == ""
    _sound(command, outcome.json)
    if "hedgehog" in question and command == "search" and '"' not in question:
        assert "hedgehog crossings" in outcome.json["hits"][0]["text"]
    words = minuted(command, "--archive", given.root, "--", question)
    assert words.code == 0
    for raw in ("\x00", "\x1b", "\x07", "\u202e"):
        assert raw not in words.out + outcome.out


def _over_http(client: TestClient, command: str, question: str, **more: Any) -> Any:
    if command == "search":
        return client.get("/api/v1/search", params={"q": question, **more})
    return client.post("/api/v1/ask", json={"question": question, **more})


@COMMANDS
@Q
def test_a_question_that_asks_nothing_is_told_apart_over_http(
    command: str, question: str, client: TestClient
) -> None:
    if command == "search":
        question = question[:60_000]  # the client sends no longer addresses
    response = _over_http(client, command, question)
    assert response.headers["content-type"] == PROBLEM
    told = response.json()
    if command == "ask" and len(question) > 65_000:
        assert response.status_code == told["status"] == 413
        assert "65,536 bytes" in told["detail"]
        return
    assert response.status_code == told["status"] == 422
    name = "question" if command == "ask" else "q"
    assert [e["parameter"] for e in told["errors"]] == [name]
    assert told["errors"][0]["message"]
    assert len(response.text) < 1_500


@COMMANDS
@U
def test_any_other_question_gets_an_answer_over_http(
    command: str, question: str, client: TestClient
) -> None:
    response = _over_http(client, command, question)
    assert response.status_code == 200, response.text
    _sound(command, response.json())


@COMMANDS
def test_a_lone_surrogate_over_http_is_no_crash(command: str, client: TestClient) -> None:
    if command == "ask":
        body = b'{"question": "hedgehog \\ud800 crossings"}'
        response = client.post(
            "/api/v1/ask", content=body, headers={"content-type": "application/json"}
        )
    else:
        response = client.get("/api/v1/search?q=hedgehog%ED%A0%80%FF")
    assert response.status_code in {200, 422}
    if response.status_code == 422:
        assert response.headers["content-type"] == PROBLEM
        assert response.json()["errors"][0]["parameter"] in {"question", "q"}
    else:
        _sound(command, response.json())


@COMMANDS
def test_bytes_that_are_no_text_are_told_on_the_command_line(command: str, given: Given) -> None:
    outcome = _process(command, b"hedgehog \xff\xfe crossings", "--archive", given.root, "--json")
    assert (outcome.returncode, outcome.stdout) == (2, "")
    name = "QUESTION" if command == "ask" else "QUERY"
    assert f"{name} is not UTF-8 text." in outcome.stderr
    assert "Type it again." in outcome.stderr


def test_a_question_that_looks_like_an_option_is_told_with_a_way_out(given: Given) -> None:
    outcome = minuted("ask", "-hedgehog", "--archive", given.root)
    assert outcome.code == 2
    assert "No such option" in outcome.err
    assert "minuted ask --help" in outcome.err


def test_a_body_that_is_no_question_is_told_over_http(client: TestClient) -> None:
    kinds = {"content-type": "application/json"}
    for content, said in (
        (b"{", "JSON"),
        (b"[]", "JSON object"),
        (b'{"question": 7}', "question"),
        (b'{"question": null}', "question"),
        (b"{}", "question"),
        (b'{"question": "hedgehog", "filtres": {}}', "filtres"),
        (b'{"question": "hedgehog", "filters": {"colour": "red"}}', "colour"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 5_000, "cannot be read"),
    ):
        response = client.post("/api/v1/ask", content=content, headers=kinds)
        assert response.status_code in {400, 422}, content[:40]
        assert response.headers["content-type"] == PROBLEM
        assert said in response.text, content[:40]
        assert response.json()["errors"] if response.status_code == 422 else True


# Filters ----------------------------------------------------------------------


@COMMANDS
@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize(
    "value", ["soon", "2024-02-30", "30/01/2024", "2024", "", "２０２４-01-01"]
)
def test_a_wrong_date_names_its_option(command: str, option: str, value: str, given: Given) -> None:
    outcome = minuted(command, "hedgehog", option, value, "--archive", given.root)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err.startswith(f"Error: {option} ")
    assert "2021-03-31" in outcome.err


@COMMANDS
@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize(
    "value", ["soon", "2024-02-30", "30/01/2024", "2024", "", "２０２４-01-01"]
)
def test_a_wrong_date_names_its_parameter_over_http(
    command: str, name: str, value: str, client: TestClient
) -> None:
    more = {name: value} if command == "search" else {"filters": {name: value}}
    response = _over_http(client, command, "hedgehog", **more)
    assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)
    [error] = response.json()["errors"]
    assert error["parameter"].split(".")[-1] == name
    assert "YYYY-MM-DD" in error["message"]


@COMMANDS
def test_since_after_until_says_to_swap_them(
    command: str, given: Given, client: TestClient
) -> None:
    days = ("2024-06-01", "2024-05-01")
    outcome = minuted(
        command, "x1", "--since", days[0], "--until", days[1], "--archive", given.root
    )
    assert outcome.code == 2
    assert "--since 2024-06-01 is after --until 2024-05-01." in outcome.err
    assert "Swap the two dates." in outcome.err
    dates = dict(zip(("since", "until"), days, strict=True))
    more = dates if command == "search" else {"filters": dates}
    response = _over_http(client, command, "x1", **more)
    assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)
    assert "swap the two dates" in response.text


def test_an_unknown_force_is_said_to_be_unknown(given: Given, client: TestClient) -> None:
    outcome = minuted("ask", "hedgehog", "--force", "Narnia", "--archive", given.root, "--json")
    assert outcome.code == 0
    over_http = _over_http(client, "ask", "hedgehog", filters={"force": "Narnia"}).json()
    for answer in (outcome.json, over_http):
        assert answer["status"] == "abstained"
        assert "Narnia" in answer["reason"]
        assert answer["filters"]["unknown"] == ["Narnia"]
        assert answer["statements"] == answer["citations"] == []
    found = _over_http(client, "search", "hedgehog", force="Narnia").json()
    assert found["hits"] == []
    assert found["filters"]["unknown"] == ["Narnia"]
    words = minuted("search", "hedgehog", "--force", "Narnia", "--archive", given.root).out
    assert "Narnia" in words


@COMMANDS
@pytest.mark.parametrize("name", ["force", "body", "item", "speaker"])
def test_a_filter_of_ten_thousand_characters_is_met_with_few_words(
    command: str, name: str, given: Given, client: TestClient
) -> None:
    long = "n" * 10_000
    more = {name: long} if command == "search" else {"filters": {name: long}}
    response = _over_http(client, command, "hedgehog", **more)
    assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)
    assert response.json()["errors"][0]["parameter"].split(".")[-1] == name
    assert len(response.text) < 1_500
    outcome = minuted(command, "hedgehog", f"--{name}", long, "--archive", given.root)
    assert outcome.code in {0, 2}
    assert long not in outcome.out + outcome.err  # ten thousand letters on a screen say nothing
    if outcome.code == 2:
        assert f"--{name}" in outcome.err
        assert len(outcome.err) < 600


def test_an_unknown_parameter_is_refused_not_ignored(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "hedgehog", "frce": "Narnia"})
    assert response.status_code == 422
    assert [e["parameter"] for e in response.json()["errors"]] == ["frce"]


# Places -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "nowhere/at/all"), 2, ("There is no file or folder nowhere/at/all.", "path")),
        (("add", "x" * 300), 1, ("File name too long", "Check that the file")),
        (("ask", "x1", "--archive", "none"), 1, ("There is no archive at none.", "minuted add")),
        (("search", "x1", "--archive", ""), 1, ("There is no archive at", "--archive DIR")),
        (("coverage", "--archive", "none"), 1, ("There is no archive at none.", "minuted add")),
        (("show", "d-0", "--archive", "none"), 1, ("There is no archive at none.", "minuted add")),
    ],
)
def test_a_place_that_is_not_there_is_named(
    arguments: tuple[str, ...], code: int, said: tuple[str, str]
) -> None:
    outcome = minuted(*arguments)
    assert (outcome.code, outcome.raw) == (code, b"")
    assert outcome.err.startswith("Error: ")
    assert said[0] in outcome.err
    assert said[1] in outcome.err
    assert "defect" not in outcome.err


def test_an_archive_that_is_a_file_is_told_so(tmp_path: Path, given: Given) -> None:
    (tmp_path / "a-file").write_text("not an archive", encoding="utf-8")
    for arguments in (("add", given.files / "good-one.txt"), ("ask", "hedgehog")):
        for place in ("a-file", "a-file/archive"):
            outcome = minuted(*arguments, "--archive", place)
            assert (outcome.code, outcome.raw) == (1, b"")
            assert outcome.err.startswith("Error: ")
            assert "a-file" in outcome.err
            assert "defect" not in outcome.err
            assert len(outcome.err.splitlines()) >= 2
    assert (tmp_path / "a-file").read_text(encoding="utf-8") == "not an archive"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a place nobody can write to")
def test_an_archive_that_cannot_be_written_is_told_with_a_mend(given: Given) -> None:
    outcome = minuted("add", given.files / "good-one.txt", "--archive", "/proc/minuted-archive")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "/proc/minuted-archive" in outcome.err
    assert re.search(r"yours to (read and )?write|--archive", outcome.err)
    assert "defect" not in outcome.err


# Damage -----------------------------------------------------------------------


def _random_catalogue(root: Path) -> None:
    (root / "catalogue.sqlite").write_bytes(random.Random(7).randbytes(20_000))


def _no_current(root: Path) -> None:
    (root / "index" / "CURRENT").unlink()


def _no_generation(root: Path) -> None:
    shutil.rmtree(root / "index" / "gen-000001")


def _random_vectors(root: Path) -> None:
    path = max(
        (p for p in (root / "index" / "gen-000001").rglob("*") if p.is_file()),
        key=lambda p: p.stat().st_size,
    )
    path.write_bytes(random.Random(8).randbytes(path.stat().st_size))


def _damaged_manifest(root: Path) -> None:
    (root / "index" / "gen-000001" / "manifest.json").write_text("{", encoding="utf-8")


INDEX_DAMAGE = pytest.mark.parametrize(
    "damage", [_no_current, _no_generation, _random_vectors, _damaged_manifest]
)


def _hedgehogs(root: Path) -> Outcome:
    return minuted("ask", "who agreed to build hedgehog crossings?", "--archive", root, "--json")


def test_a_catalogue_of_random_bytes_is_told_and_left_alone(copy: Path) -> None:
    _random_catalogue(copy)
    before = (copy / "catalogue.sqlite").read_bytes()
    for arguments in (("ask", "hedgehog"), ("search", "hedgehog"), ("coverage",), ("add", ".")):
        outcome = minuted(*arguments, "--archive", copy)
        assert (outcome.code, outcome.raw) == (1, b"")
        assert "catalogue" in outcome.err
        assert "cannot be opened" in outcome.err
        assert "minuted add" in outcome.err
    assert (copy / "catalogue.sqlite").read_bytes() == before


@INDEX_DAMAGE
def test_a_damaged_index_is_told_and_the_command_it_names_mends_it(
    damage: Callable[[Path], None], copy: Path
) -> None:
    assert _hedgehogs(copy).code == 0
    damage(copy)
    outcome = _hedgehogs(copy)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "index" in outcome.err.splitlines()[0]
    assert "minuted index" in outcome.err
    checked = minuted("doctor", "--archive", copy)
    assert checked.code == 1
    assert "minuted index" in checked.out
    assert minuted("index", "--archive", copy).code == 0
    assert "six hedgehog crossings" in _hedgehogs(copy).json["statements"][0]["text"]


@INDEX_DAMAGE
def test_a_damaged_index_is_told_over_http_without_paths(
    damage: Callable[[Path], None], copy: Path
) -> None:
    damage(copy)
    with closing(Engine(copy, IndexSettings())) as engine:
        client = TestClient(create_app(engine), base_url=HTTP, raise_server_exceptions=False)
        for command in ("ask", "search"):
            response = _over_http(client, command, "hedgehog")
            assert (response.status_code, response.headers["content-type"]) == (503, PROBLEM)
            assert "index" in response.json()["detail"]
            assert "minuted index" in response.json()["mend"]
            assert str(copy.parent) not in response.text


def test_a_missing_model_is_told_without_loading_torch(given: Given, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    outcome = _process(
        *("ask", "who agreed to build hedgehog crossings?", "--archive", given.root),
        options=("-X", "importtime"),
        MINUTED_MODEL_CACHE=str(tmp_path / "models"),
    )
    assert (outcome.returncode, outcome.stdout) == (1, "")
    told = [line for line in outcome.stderr.splitlines() if not line.startswith("import time:")]
    assert told[0].startswith("Error: ")
    assert "model" in told[0]
    assert "minuted index" in "\n".join(told)
    assert re.search(r"\| +indexer\.embedder$", outcome.stderr, re.M)  # the trace does list imports
    assert not re.search(r"\| +(torch|transformers|sentence_transformers)$", outcome.stderr, re.M)


def test_a_missing_model_is_told_over_http(given: Given, tmp_path: Path) -> None:
    with closing(Engine(given.root, IndexSettings(), tmp_path / "models")) as engine:
        client = TestClient(create_app(engine), base_url=HTTP, raise_server_exceptions=False)
        response = _over_http(client, "ask", "hedgehog")
    assert (response.status_code, response.headers["content-type"]) == (503, PROBLEM)
    assert "model" in response.json()["detail"]
    assert "minuted index" in response.json()["mend"]
    assert str(tmp_path) not in response.text


@COMMANDS
def test_other_settings_than_the_index_was_built_with_are_named(
    command: str, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_LEXICAL_ENGINE", "rank-bm25")
    outcome = minuted(command, "hedgehog", "--archive", given.root)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "lexical_engine" in outcome.err
    assert "tantivy" in outcome.err
    assert "minuted index" in outcome.err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MINUTED_COLOUR", "red", "MINUTED_COLOUR is not a setting"),
        ("MINUTED_LEXICAL_ENGINE", "lucene", "rank-bm25"),
        ("MINUTED_MAX_FILE_MB", "-1", "greater than or equal to 1"),
        ("MINUTED_MAX_FILE_MB", "lots", "integer"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(
    name: str, value: str, said: str, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    outcome = minuted("ask", "hedgehog", "--archive", given.root)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert name in outcome.err
    assert said in outcome.err
