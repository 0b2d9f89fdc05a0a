"""How large a file may be before a reader turns it away."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import TooLargeError

_MEND = "Split it, or raise MINUTED_MAX_FILE_MB."


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest files that are read; beyond them a `ReadError` names the limit.

    Attributes
    ----------
    max_bytes
        Bytes of an HTML page or a text file.
    max_binary_bytes
        Bytes of a PDF, a word processor's file or a zip.
    max_decompressed_bytes
        Bytes that a Word file, or all of a zip bundle, may unpack to (a small zip can hold
        gigabytes).
    max_xml_bytes
        Bytes that the text of a Word or OpenDocument file may unpack to (parsed, it takes
        ten times as much memory).
    max_mail_bytes
        Bytes of a mail message, attachments included (ten times as much memory).
    max_members
        Files in a bundle (a zip, a message), those in bundles inside it included.
    max_depth
        How deep bundles may lie in one another; 1 for a bundle that holds none.
    max_pages
        Pages of a PDF.
    pdf_seconds
        How long one PDF may take, OCR of its pages included.
    converter_seconds
        How long a converter of old Word files may take for one file.
    """

    max_bytes: int = 20_000_000
    max_binary_bytes: int = 200_000_000
    max_decompressed_bytes: int = 200_000_000
    max_xml_bytes: int = 50_000_000
    max_mail_bytes: int = 60_000_000
    max_members: int = 5_000
    max_depth: int = 3
    max_pages: int = 5_000
    pdf_seconds: float = 300.0
    converter_seconds: float = 60.0

    def check_text(self, size: int) -> None:
        """Raise `ReadError` when a text-like file of ``size`` bytes is too large."""
        _check(size, self.max_bytes, "pages and text files")

    def check_binary(self, size: int) -> None:
        """Raise `ReadError` when a PDF, a document or a zip of ``size`` bytes is too large."""
        _check(size, self.max_binary_bytes, "PDFs, documents and zips")

    def check_mail(self, size: int) -> None:
        """Raise `ReadError` when a mail message of ``size`` bytes is too large."""
        largest = min(self.max_mail_bytes, self.max_binary_bytes)
        _check(size, largest, "mail messages", "Save its attachments by themselves and add them.")


def _check(size: int, largest: int, what: str, mend: str = _MEND) -> None:
    if size > largest:
        raise TooLargeError(
            f"The file is {size / 1e6:,.1f} MB; {what} of up to {largest / 1e6:,.1f} MB are read.",
            mend,
        )
