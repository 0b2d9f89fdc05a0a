from datetime import date
from pathlib import Path

from corpus.archive_writer import ArchiveWriter
from corpus.model import MeetingStatus
from corpus.renditions import settle
from tests.api.cli.conftest import Small
from tests.api.cli.invoking import minuted
from tests.corpus.made import prose, put


def test_it_says_what_is_held_and_what_could_not_be_read(small: Small) -> None:
    outcome = minuted("coverage", "--archive", small.root, "--json")
    held = outcome.json
    assert outcome.code == 0
    assert set(held) >= {"bodies", "meetings", "documents", "from", "to", "unreadable", "failures"}
    assert (held["documents"], held["meetings"], held["unreadable"]) == (2, 2, 1)
    assert (held["from"], held["to"]) == ("2024-05-07", "2025-03-10")
    assert [f["source"] for f in held["failures"]] == [str(small.files / "broken.pdf")]
    assert sum(body["documents"] for body in held["bodies"]) == 2
    words = minuted("coverage", "--archive", small.root).out
    assert words.startswith("2 meetings, 2 documents, 7 May 2024 to 10 March 2025.\n")
    assert "Wealdmere Police and Crime Panel" in words
    assert "1 file could not be read:" in words
    assert held["failures"][0]["reason"].split(".")[0] in words


def test_without_an_archive_it_fails(tmp_path: Path) -> None:
    outcome = minuted("coverage", "--json")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "minuted add FOLDER" in outcome.err


def test_it_tells_gaps_drafts_renditions_doubts_and_conflicts(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    body = "Wexcombe Police and Crime Panel"
    ids = {}
    with ArchiveWriter(root) as archive:
        for month in (1, 2, 3, 4, 8):
            for kind in ("doc", "pdf") if month == 1 else ("doc",):
                name = f"{month}.{kind}"
                ids[name] = put(
                    archive,
                    name,
                    [*prose(month), kind],
                    body=body,
                    force="Wexcombe",
                    held_on=date(2022, month, 3),
                    status=MeetingStatus.DRAFT if month == 8 else None,
                )
        put(archive, "copy.doc", prose(2), body=body, force="Wexcombe", held_on=date(2021, 12, 1))
        long = [*prose(3), *prose(40, 40)]
        ids["pack.pdf"] = put(archive, "pack.pdf", long, body=body, force="Wexcombe")
        settle(archive)
    outcome = minuted("coverage", "--archive", root)
    assert outcome.code == 0
    words = outcome.out
    assert (
        "No minutes held between 3 April 2022 and 3 August 2022; it usually meets every 4" in words
    )
    assert "about May 2022, June 2022, July 2022." in words
    first, second = sorted([ids["1.doc"], ids["1.pdf"]])
    assert "Meetings that several documents record:" in words
    assert f"({first}); " in words
    assert f"({second})." in words
    assert (
        "Drafts that no final minutes have followed:\n   Wexcombe Police and Crime Panel, 3 Aug"
        in words
    )
    assert f"pack.pdf ({ids['pack.pdf']})" in words.split("May be the same meeting, or may not:")[1]
    assert "a date may be wrong" in words.split("Dates and bodies that do not agree:")[1]
    held = minuted("coverage", "--archive", root, "--json").json
    (panel,) = held["bodies"]
    assert panel["gaps"][0]["expected_about"] == ["2022-05-03", "2022-06-03", "2022-07-04"]
    assert panel["usual_interval_days"] == 31
    assert [r["documents"] for r in held["renditions"]] == [[first, second]]
    assert [d["together"] for d in held["doubts"]] == [False]
    assert len(held["conflicts"]) == len(held["drafts"]) == 1
