"""How large a file may be before a reader turns it away."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import TooLargeError


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest files that are read; beyond them a `ReadError` names the limit.

    Attributes
    ----------
    max_bytes
        Bytes of an HTML page or a text file.
    max_binary_bytes
        Bytes of a PDF or a Word file.
    max_decompressed_bytes
        Bytes that a Word file may unpack to (a small zip can hold gigabytes).
    max_pages
        Pages of a PDF.
    """

    max_bytes: int = 20_000_000
    max_binary_bytes: int = 200_000_000
    max_decompressed_bytes: int = 200_000_000
    max_pages: int = 5_000

    def check_text(self, size: int) -> None:
        """Raise `ReadError` when a text-like file of ``size`` bytes is too large."""
        _check(size, self.max_bytes, "pages and text files")

    def check_binary(self, size: int) -> None:
        """Raise `ReadError` when a PDF or Word file of ``size`` bytes is too large."""
        _check(size, self.max_binary_bytes, "PDF and Word files")


def _check(size: int, largest: int, what: str) -> None:
    if size > largest:
        raise TooLargeError(
            f"The file is {size / 1e6:,.1f} MB; {what} of up to {largest / 1e6:,.1f} MB are read.",
            "Split it, or raise MINUTED_MAX_FILE_MB.",
        )
