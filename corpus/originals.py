"""The bytes as received, kept once each and named by their sha256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from corpus.errors import NotFoundError


def sha256_of(data: bytes) -> str:
    """Return the sha256 of ``data`` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class Originals:
    """A folder ``originals/ab/abcd...``; writing the same bytes twice is a no-op."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Return where the bytes of that hash lie, whether or not they are there."""
        return self.root / sha256[:2] / sha256

    def keep(self, data: bytes, sha256: str) -> None:
        """Store ``data``; a crash at any instant leaves either all of it or nothing."""
        target = self.path(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".tmp-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def read(self, sha256: str) -> bytes:
        """Return the stored bytes.

        Raises
        ------
        NotFoundError
            When they are not in the archive.
        """
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFoundError(f"The archive holds no original with sha256 {sha256}.") from None
