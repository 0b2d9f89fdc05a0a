from pathlib import Path

from tests.api.cli.conftest import Small
from tests.api.cli.invoking import minuted


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
