"""An archive's own notice stands on every page: nobody reads invented minutes aloud as real."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

PAGES = ("/", "/meetings", "/coverage", "/nothing-here")


def test_no_notice_no_banner(client: TestClient) -> None:
    assert all("archive-notice" not in client.get(page).text for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_the_notice_is_shown_and_escaped(client: TestClient, root: Path, page: str) -> None:
    (root / "NOTICE.txt").write_text("All of it is\ninvented <script>alert(1)</script>")
    text = client.get(page).text
    assert "All of it is invented &lt;script&gt;" in text
    assert "<script" not in text


def test_a_long_notice_is_cut(client: TestClient, root: Path) -> None:
    (root / "NOTICE.txt").write_text("word " * 1_000)
    assert client.get("/").text.count("word ") < 80
