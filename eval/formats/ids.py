"""What an id of a query, a passage or a run may be in every format at once."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""White space ends a column, whichever of Unicode's it is (ir_measures splits at all of them);
control characters and halves of surrogate pairs are no text."""


def id_fault(value: str) -> str | None:
    """Return why a value is no id, or None where it is one.

    >>> id_fault("q 1")
    'holds white space'
    """
    if not value:
        return "is empty"
    found = _UNFIT.search(value)
    if found is None:
        return None
    return "holds white space" if found[0].isspace() else "holds a character that is no text"
