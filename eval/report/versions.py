"""Versions of what results depend on, read without importing any of it."""

from __future__ import annotations

import platform
from importlib import metadata

PACKAGES = {
    "minuted": "minuted",
    "numpy": "numpy",
    "faiss": "faiss-cpu",
    "onnxruntime": "onnxruntime",
    "tantivy": "tantivy",
    "rank-bm25": "rank-bm25",
    "tokenizers": "tokenizers",
    "sentence-transformers": "sentence-transformers",
}
"""What a package is called in a report, and by whom installs it."""

ABSENT = "not installed"


def versions() -> dict[str, str]:
    """Return the versions of Python and of :data:`PACKAGES`; :data:`ABSENT` where there is none."""
    found = {"python": platform.python_version()}
    for name, package in PACKAGES.items():
        try:
            found[name] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[name] = ABSENT
    return found
